// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "cli/exitcodes.h"
#include "feed/feedstatus.h"
#include "feed/journalstatus.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace Bellboard {

class Boards;

/// How things stand, as `bellboard status` says it: made by whoever has the feeds, printed by whoever was asked.
struct StatusReport
{
    /// A feed in words; the texts are plain.
    struct Feed
    {
        QString name;
        bool live = false;
        QString state; ///< "Live"
        QString explanation; ///< what is wrong and what helps; may be empty
        quint64 received = 0; ///< events journalled since the journal began
        quint64 quarantined = 0; ///< malformed messages since the journal began
        quint64 unmatched = 0; ///< of these since the start: of a kind that the feed's profile does not know
        quint64 gaps = 0; ///< parts of streams that are missing, since the start
        quint64 repairs = 0; ///< parts of streams that were mended, since the start
        QString complaint = {}; ///< what the server said last that went wrong, untrusted; empty when it never did
        std::optional<double> roundTrip = {}; ///< how long the server takes to answer, in milliseconds
        /// Its streams: objects with "stream", "offset", "freshness" ("live", "late", "stale" or "unknown"), and where they are
        /// known "age_ms" (of the newest data) and "interval_ms" (how often data is expected).
        QJsonArray streams = {};
        /// What happened to the connection, oldest first: objects with "at" (RFC 3339), "from" and "to" (states as in `state`),
        /// "event", "reason" (plain text), "hint" (TroubleHint) for TroubleHinted, and where something failed "error" and "close_code".
        QJsonArray history = {};
        QString carrier = {}; ///< what carries its messages: "websocket", "events" or "polling"
        std::optional<Timestamp> nextTry = {}; ///< while it waits to connect
        quint64 commands = 0; ///< that are not settled yet
    };
    /// The unacknowledged alerts.
    struct Alerts
    {
        int unacknowledged = 0; ///< without those that are snoozed
        int snoozed = 0;
        QList<AlertSummary> worst; ///< the worst first; a few of them
    };

    QString summary; ///< "Live · 3 of 3 feeds"
    QList<Feed> feeds;
    JournalStatus journal;
    std::optional<Alerts> alerts; ///< nothing where they are not known, because nobody folds boards there
    bool settled = false; ///< nothing else is to be expected within the next moments

    /// How `feeds` and `journal` are at `now`.
    static StatusReport of(const QList<FeedStatus> &feeds, const JournalStatus &journal, Timestamp now);
    static Alerts alertsOn(const Boards &boards);

    /// Done for calm, Warning, Critical or Disconnected.
    ExitCode code() const;
    /// For a terminal: lines with their ends.
    QByteArray asWords() const;
    /// As one JSON object on a line, with what is wrong in feeds.toml.
    QByteArray asJson(const QStringList &problems = {}) const;

    /// For the socket of an instance.
    QJsonObject toObject() const;
    /// Nothing when it is not one.
    static std::optional<StatusReport> fromObject(const QJsonObject &object);
};

} // namespace Bellboard
