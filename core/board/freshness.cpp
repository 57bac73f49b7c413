// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/freshness.h"

#include "board/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace Bellboard {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Freshness", text);
}

} // namespace

Timestamp Freshness::asOf(Timestamp now) const
{
    // Where data is promised its absence says something; elsewhere a live feed says that nothing happened.
    if (isPromised())
        return lastData;
    return live ? now : std::max(lastData, lastLive);
}

std::chrono::milliseconds Freshness::age(Timestamp now) const
{
    const auto then = asOf(now);
    // A clock that was set back makes nothing older than new.
    return then == Timestamp{} ? std::chrono::milliseconds(0) : std::max(std::chrono::milliseconds(0), now - then);
}

FreshnessState Freshness::state(Timestamp now) const
{
    return isIncomplete(now) ? FreshnessState::Late : ageState(now);
}

bool Freshness::isIncomplete(Timestamp now) const
{
    return !missing.isEmpty() && ageState(now) == FreshnessState::Live;
}

FreshnessState Freshness::ageState(Timestamp now) const
{
    if (asOf(now) == Timestamp{})
        return FreshnessState::Unknown;
    const auto old = age(now);
    if (!live)
        return old <= (isPromised() ? expectedInterval : patience) ? FreshnessState::Late : FreshnessState::Stale;
    if (!isPromised() || old <= expectedInterval)
        return FreshnessState::Live;
    return old <= staleFactor * expectedInterval ? FreshnessState::Late : FreshnessState::Stale;
}

Freshness worstOf(const QList<Freshness> &parts, Timestamp now)
{
    if (parts.size() <= 1) {
        auto only = parts.value(0);
        only.source.clear();
        return only;
    }
    Freshness worst;
    QString missing;
    Timestamp newest;
    for (const auto &part : parts) {
        if (part.state(now) == FreshnessState::Unknown) {
            if (missing.isEmpty())
                missing = part.source;
            continue;
        }
        newest = std::max(newest, part.lastData);
        if (worst.state(now) == FreshnessState::Unknown
            || std::pair(part.state(now), part.age(now)) > std::pair(worst.state(now), worst.age(now)))
            worst = part;
    }
    if (worst.state(now) == FreshnessState::Unknown)
        return {};
    if (worst.state(now) == FreshnessState::Live)
        worst = {true, newest};
    worst.missing = missing;
    return worst;
}

QString tokenOf(FreshnessState state)
{
    switch (state) {
    case FreshnessState::Live:
        return QStringLiteral("live");
    case FreshnessState::Late:
        return QStringLiteral("late");
    case FreshnessState::Stale:
        return QStringLiteral("stale");
    case FreshnessState::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

QString freshnessWords(const Freshness &freshness, Timestamp now)
{
    if (freshness.isIncomplete(now))
        return tr("Incomplete · nothing yet from %1").arg(freshness.missing);
    const auto newest = freshness.lastData == Timestamp{}
        ? tr("nothing yet")
        : tr("newest %1 ago").arg(Format::ageWords(now - freshness.lastData));
    // What is live is late by its data; what is not, by when it was live.
    auto old = freshness.live ? newest : tr("as of %1 ago").arg(Format::ageWords(freshness.age(now)));
    if (!freshness.source.isEmpty())
        old = tr("%1: %2").arg(freshness.source, old);
    switch (freshness.state(now)) {
    case FreshnessState::Live:
        return tr("Live · %1").arg(newest);
    case FreshnessState::Late:
        return tr("Late · %1").arg(old);
    case FreshnessState::Stale:
        return tr("Stale · %1").arg(old);
    case FreshnessState::Unknown:
        return tr("No data yet");
    }
    return {};
}

QString freshnessTip(const Freshness &freshness, Timestamp now)
{
    QStringList sentences;
    if (!freshness.missing.isEmpty())
        sentences << tr("Nothing has come from %1 yet.").arg(freshness.missing);
    if (freshness.lastData != Timestamp{})
        sentences << tr("The newest data came at %1.").arg(Format::dateTime(freshness.lastData));
    if (freshness.isPromised())
        sentences << tr("New data is expected at least every %1.").arg(Format::duration(freshness.expectedInterval));
    if (freshness.live)
        sentences << tr("Its feed is live.");
    else if (freshness.lastLive != Timestamp{} && freshness.lastLive <= now)
        sentences << tr("Its feed was live until %1.").arg(Format::dateTime(freshness.lastLive));
    else if (freshness.lastData != Timestamp{})
        sentences << tr("Its feed is not live.");
    else
        sentences << tr("Nothing has come for it from any feed yet.");
    return sentences.join(u' ');
}

QString ageWordsOf(const Freshness &freshness, Timestamp now)
{
    if (freshness.isIncomplete(now))
        return tr("incomplete");
    const auto age = Format::ageWords(freshness.age(now));
    switch (freshness.state(now)) {
    case FreshnessState::Live:
        return tr("live");
    case FreshnessState::Late:
        return tr("late, %1 old").arg(age);
    case FreshnessState::Stale:
        return tr("stale, %1 old").arg(age);
    case FreshnessState::Unknown:
        return tr("no data yet");
    }
    return {};
}

FreshnessNote FreshnessNote::of(const Freshness &freshness, Timestamp now)
{
    return {freshness.state(now), freshnessWords(freshness, now), freshnessTip(freshness, now)};
}

} // namespace Bellboard
