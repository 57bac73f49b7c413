// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"

#include <QList>
#include <QString>

#include <chrono>

namespace Bellboard {

/// How far data can be trusted to say how things are now. It changes by the clock alone, without any event.
enum class FreshnessState {
    Live, ///< as it is now
    Late, ///< it should have been renewed, or cannot be just now, or some is missing
    Stale, ///< of another time
    Unknown, ///< there is none
};

/// How old the data of a stream, or behind a board, is.
struct Freshness
{
    /// Without a promise, how long data is only late once it cannot be renewed.
    static constexpr std::chrono::milliseconds patience{60'000};
    /// Data this many times as old as promised is stale, though its feed is live.
    static constexpr int staleFactor = 3;

    /// True while the feed behind it is connected and caught up.
    bool live = false;
    /// When the newest data came; the epoch when none has.
    Timestamp lastData;
    /// While it is not live: until when it was; the epoch when it never was.
    Timestamp lastLive = {};
    /// How often data is expected; zero when nobody promised any, so that what is known stays true while the feed is live.
    std::chrono::milliseconds expectedInterval{0};
    /// Whose data it is, where it is one of several and must be named; else empty.
    QString source = {};
    /// Of several sources one that has given nothing yet, so that the others are not all there is; else empty.
    QString missing = {};

    FreshnessState state(Timestamp now) const;
    /// How long ago things were as the data says; zero while that is now, or when there is no data.
    std::chrono::milliseconds age(Timestamp now) const;

    /// Whether it is only late because some is missing.
    bool isIncomplete(Timestamp now) const;
    bool isPromised() const { return expectedInterval.count() > 0; }

private:
    /// The moment of which the data speaks; the epoch when there is none.
    Timestamp asOf(Timestamp now) const;
    /// By age alone.
    FreshnessState ageState(Timestamp now) const;
};

/// What to say at `now`, and only then, of several parts together: the worst with its source, or, while all are live, the newest
/// data. A part of which there is none is `missing`; where some is missing the rest is late at best.
Freshness worstOf(const QList<Freshness> &parts, Timestamp now);

/// "live", "late", "stale" or "unknown".
QString tokenOf(FreshnessState state);
/// For the head of a page: "Live · newest 2 s ago", "Late · newest 12 s ago", "Stale · as of 3 min ago", "No data yet" or
/// "Incomplete · nothing yet from Branch"; with the source where there are several.
QString freshnessWords(const Freshness &freshness, Timestamp now);
/// The same in sentences: when the newest data came, how often it is expected, since when the feed is away.
QString freshnessTip(const Freshness &freshness, Timestamp now);
/// "late, 12 s old", "stale, 3 min old", "live", "no data yet" or "incomplete".
QString ageWordsOf(const Freshness &freshness, Timestamp now);

/// What is shown of a Freshness at one moment.
struct FreshnessNote
{
    FreshnessState state = FreshnessState::Unknown;
    QString text = freshnessWords({}, {});
    QString tip = freshnessTip({}, {});

    static FreshnessNote of(const Freshness &freshness, Timestamp now);

    bool operator==(const FreshnessNote &) const = default;
};

} // namespace Bellboard
