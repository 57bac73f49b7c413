// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/eventwriter.h"
#include "demo/random.h"

#include <QDateTime>
#include <QJsonObject>

#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace Bellboard::Demo {

/// What every part of the story works with; the weaver owns it.
struct StoryContext
{
    EventWriter &out;
    Random &random;
    /// Events that follow from one that was just written; each call writes exactly one.
    std::deque<std::function<void()>> &next;
};

/// Somebody writes in a conversation just now; told to whoever is there, and never written down.
struct Typing
{
    std::string conversation;
    std::string by;
};

/// How a command went.
struct Outcome
{
    bool ok = true;
    std::string code; ///< machine-readable cause when not ok
    std::string reason; ///< plain words for a person when not ok

    static Outcome done() { return {}; }
    static Outcome refused(std::string words) { return {false, "refused", std::move(words)}; }
    static Outcome unknownSubject(std::string_view kind, std::string_view subject)
    {
        return {false, "unknown_subject", "There is no " + std::string(kind) + " \"" + std::string(subject) + "\"."};
    }
};

/// "PREFIX-00042": the subject of thing number `number`, with at least `width` digits.
inline std::string subjectOf(std::string_view prefix, std::uint64_t number, std::size_t width)
{
    std::string digits = std::to_string(number);
    std::string out(prefix);
    out += '-';
    if (digits.size() < width)
        out.append(width - digits.size(), '0');
    return out + digits;
}

/// The number in a subject that subjectOf() made; 0 when there is none.
inline std::uint64_t numberOf(std::string_view subject)
{
    std::uint64_t number = 0;
    for (const char c : subject.substr(std::min(subject.size(), subject.find('-')))) {
        if (c >= '0' && c <= '9')
            number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

// Reading back what the story wrote, to continue it after a restart.

inline std::string textIn(const QJsonObject &data, QLatin1StringView key)
{
    return data.value(key).toString().toStdString();
}

inline std::uint64_t numberIn(const QJsonObject &data, QLatin1StringView key)
{
    return static_cast<std::uint64_t>(data.value(key).toInteger());
}

inline Amount amountIn(const QJsonObject &data, QLatin1StringView key)
{
    const QJsonObject amount = data.value(key).toObject();
    return parseAmount(textIn(amount, QLatin1StringView("amount")), textIn(amount, QLatin1StringView("currency")));
}

inline Time timeIn(const QJsonObject &data, QLatin1StringView key)
{
    const QDateTime time = QDateTime::fromString(data.value(key).toString(), Qt::ISODateWithMs);
    return Time(std::chrono::milliseconds(time.isValid() ? time.toMSecsSinceEpoch() : 0));
}

/// The place of `name` in a table of words; 0 when it is not there.
template<typename Table>
std::size_t placeOf(const Table &table, std::string_view name)
{
    for (std::size_t place = 0; place < std::size(table); ++place) {
        if (table[place] == name)
            return place;
    }
    return 0;
}

} // namespace Bellboard::Demo
