// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QString>

#include <charconv>
#include <optional>
#include <string>

namespace Bellboard {

/// What names a row: the feed it came from and the subject of its events. As text "feedIndex/subject".
struct RowKey
{
    FeedIndex feed = 0;
    std::string subject;

    QString toString() const { return format(feed, subject); }

    static QString format(FeedIndex feed, std::string_view subject)
    {
        return QString::number(feed) + u'/' + QString::fromUtf8(subject.data(), static_cast<qsizetype>(subject.size()));
    }

    /// Reads "feedIndex/subject"; nothing when it is not so.
    static std::optional<RowKey> parse(const QString &text)
    {
        const std::string utf8 = text.toStdString();
        RowKey key;
        const char *end = utf8.data() + utf8.size();
        const auto [next, error] = std::from_chars(utf8.data(), end, key.feed);
        if (error != std::errc() || next == end || *next != '/')
            return std::nullopt;
        key.subject.assign(next + 1, end);
        return key;
    }
};

} // namespace Bellboard
