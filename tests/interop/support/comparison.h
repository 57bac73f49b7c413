// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <functional>

namespace Bellboard {

/// What became of what a server sent: each in words, one for each message.
struct Comparison
{
    QStringList lost; ///< sent, but not kept
    QStringList duplicated; ///< kept more than once
    QStringList reordered; ///< kept behind what was sent after it, in the same stream
    QStringList invented; ///< kept, but never sent so

    bool isClean() const { return lost.isEmpty() && duplicated.isEmpty() && reordered.isEmpty() && invented.isEmpty(); }
    /// The counts, and the first messages of each.
    QString text() const;
};

/// Says in which stream a message is; within each, the order counts.
using StreamOf = std::function<QString(const QJsonObject &message)>;

/// Compares message by message, member by member.
Comparison compareMessages(const QList<QJsonObject> &sent, const QList<QJsonObject> &kept, const StreamOf &streamOf);

} // namespace Bellboard
