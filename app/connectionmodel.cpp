// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectionmodel.h"

#include "board/format.h"
#include "connectionsummary.h"
#include "connectionwords.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Whether the ages of what happened to a connection read otherwise at one of these times than at the other.
bool hasAged(const QList<ConnectionTransition> &history, Timestamp before, Timestamp now)
{
    return std::ranges::any_of(history, [&](const ConnectionTransition &transition) {
        return Format::ageWords(now - transition.at) != Format::ageWords(before - transition.at);
    });
}

} // namespace

ConnectionModel::ConnectionModel(const Clock &clock, QObject *parent) : QAbstractListModel(parent), m_clock(clock) { }

void ConnectionModel::setFeeds(const QList<FeedSettings> &feeds)
{
    beginResetModel();
    m_feeds = feeds;
    m_rows.clear();
    for (const auto &feed : feeds) {
        FeedStatus status;
        status.feed = static_cast<FeedIndex>(m_rows.size());
        status.name = feed.name;
        m_rows.append(status);
    }
    endResetModel();
    Q_EMIT countChanged();
}

void ConnectionModel::update(const FeedStatus &status)
{
    const int row = indexOf(status.name);
    if (row < 0)
        return;
    m_rows[row] = status;
    Q_EMIT dataChanged(index(row), index(row));
    updateFreshness(m_clock.wallTime());
}

void ConnectionModel::tick()
{
    const auto now = m_clock.wallTime();
    const auto before = std::exchange(m_lastTick, now);
    for (int row = 0; row < count(); ++row) {
        const auto &status = m_rows[row];
        QList<int> roles;
        if (lastDataText(status, now) != lastDataText(status, before))
            roles << LastDataTextRole;
        if (nextTryText(status, now) != nextTryText(status, before))
            roles << NextTryTextRole;
        if (hasAged(status.history, before, now))
            roles << HistoryRole;
        if (streams(status, now) != streams(status, before))
            roles << StreamsRole << StreamFreshnessRole << StreamTipsRole;
        if (!roles.isEmpty())
            Q_EMIT dataChanged(index(row), index(row), roles);
    }
    updateFreshness(now);
}

void ConnectionModel::updateFreshness(Timestamp now)
{
    auto note = FreshnessNote::of(overallFreshness(m_rows, now), now);
    if (note == m_freshnessNote)
        return;
    m_freshnessNote = std::move(note);
    Q_EMIT freshnessChanged();
}

int ConnectionModel::indexOf(const QString &feed) const
{
    for (int row = 0; row < count(); ++row) {
        if (m_rows[row].name == feed)
            return row;
    }
    return -1;
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &status = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return status.name;
    case UrlRole:
        return m_feeds[index.row()].url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery
                                                        | QUrl::RemoveFragment);
    case StateTextRole:
        return stateWords(status);
    case StateSeverityRole:
        return stateSeverity(status);
    case ExplanationRole:
        return explanation(status);
    case LastDataTextRole:
        return lastDataText(status, m_clock.wallTime());
    case RoundTripTextRole:
        return roundTripWords(status.roundTrip);
    case NextTryTextRole:
        return nextTryText(status, m_clock.wallTime());
    case ReceivedRole:
        return status.received;
    case DuplicatesRole:
        return status.duplicates;
    case QuarantinedRole:
        return status.quarantined;
    case UnmatchedRole:
        return status.unmatched;
    case GapsRole:
        return status.gaps;
    case RepairsRole:
        return status.repairs;
    case CanRetryRole:
        return canRetry(status.state);
    case NeedsTokenRole:
        return status.state == ConnectionState::SignInRequired;
    case HistoryRole:
        return history(status, m_clock.wallTime());
    case StreamsRole:
        return streams(status, m_clock.wallTime()).lines;
    case StreamFreshnessRole:
        return streams(status, m_clock.wallTime()).freshness;
    case StreamTipsRole:
        return streams(status, m_clock.wallTime()).tips;
    default:
        return {};
    }
}

QHash<int, QByteArray> ConnectionModel::roleNames() const
{
    return {{NameRole, "name"},
            {UrlRole, "url"},
            {StateTextRole, "stateText"},
            {StateSeverityRole, "stateSeverity"},
            {ExplanationRole, "explanation"},
            {LastDataTextRole, "lastDataText"},
            {RoundTripTextRole, "roundTripText"},
            {NextTryTextRole, "nextTryText"},
            {ReceivedRole, "received"},
            {DuplicatesRole, "duplicates"},
            {QuarantinedRole, "quarantined"},
            {UnmatchedRole, "unmatched"},
            {GapsRole, "gaps"},
            {RepairsRole, "repairs"},
            {CanRetryRole, "canRetry"},
            {NeedsTokenRole, "needsToken"},
            {HistoryRole, "history"},
            {StreamsRole, "streams"},
            {StreamFreshnessRole, "streamFreshness"},
            {StreamTipsRole, "streamTips"}};
}

QString ConnectionModel::lastDataText(const FeedStatus &status, Timestamp now) const
{
    if (!status.lastData)
        return tr("no data yet");
    return tr("%1 ago").arg(Format::ageWords(now - *status.lastData));
}

ConnectionModel::Streams ConnectionModel::streams(const FeedStatus &status, Timestamp now)
{
    Streams streams;
    for (const auto &stream : status.streams) {
        const auto note = FreshnessNote::of(streamFreshness(status, stream), now);
        streams.lines << u"%1 · %2 · %3"_s.arg(stream.name, Format::count(static_cast<qint64>(stream.offset)),
                                               note.text);
        streams.freshness << tokenOf(note.state);
        streams.tips << note.tip;
    }
    return streams;
}

QStringList ConnectionModel::history(const FeedStatus &status, Timestamp now)
{
    QStringList lines;
    for (auto i = status.history.size(); i-- > 0;) {
        const auto &transition = status.history[i];
        // The words are others' in part, so they are no format.
        lines << tr("%1 ago").arg(Format::ageWords(now - transition.at)) + u" · "_s + transitionWords(transition);
    }
    return lines;
}

QString ConnectionModel::nextTryText(const FeedStatus &status, Timestamp now) const
{
    if (status.state != ConnectionState::Waiting || !status.nextTry)
        return {};
    // Rounded up, so that the countdown ends when the attempt begins.
    const auto wait = std::chrono::ceil<std::chrono::seconds>(*status.nextTry - now);
    return tr("Next try in %1").arg(Format::stopwatch(std::max(wait, std::chrono::seconds(0))));
}

} // namespace Bellboard
