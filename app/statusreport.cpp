// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "statusreport.h"

#include "board/boards.h"
#include "board/format.h"
#include "board/words.h"
#include "connectionsummary.h"
#include "connectionwords.h"
#include "event/eventjson.h"
#include "event/time.h"
#include "util/clock.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int alertsNamed = 5;
/// So many transitions of all feeds together are told, so that the answer of an instance stays below its limit.
constexpr qsizetype transitionsTold = 1000;
/// So many streams of a feed, for the same reason.
constexpr qsizetype streamsTold = 100;

/// Nothing more is to be expected of a feed within the next moments.
bool isSettled(const FeedStatus &feed)
{
    switch (feed.state) {
    case ConnectionState::Waiting:
        // What does not come by one way may come by another, which is tried at once.
        return feed.fallbackReason.error == ChannelError::None || !feed.nextTry
            || *feed.nextTry > SystemClock().wallTime() + std::chrono::seconds(1);
    case ConnectionState::Live:
    case ConnectionState::Draining:
    case ConnectionState::Offline:
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        return true;
    case ConnectionState::Stopped:
    case ConnectionState::Connecting:
    case ConnectionState::Authenticating:
    case ConnectionState::Recovering:
    case ConnectionState::Suspect:
        return false;
    }
    return false;
}

QString codeWord(ExitCode code)
{
    switch (code) {
    case ExitCode::Done:
        return u"calm"_s;
    case ExitCode::Warning:
        return u"warning"_s;
    case ExitCode::Critical:
        return u"critical"_s;
    default:
        return u"disconnected"_s;
    }
}

std::optional<Severity> severityOf(const QString &token)
{
    for (const auto severity : {Severity::Info, Severity::Warning, Severity::High, Severity::Critical}) {
        if (Words::token(severity) == token)
            return severity;
    }
    return std::nullopt;
}

QJsonArray toArray(const QList<ConnectionTransition> &history)
{
    QJsonArray array;
    for (const auto &transition : history) {
        QJsonObject object{{u"at"_s, QString::fromStdString(formatTime(transition.at))},
                           {u"from"_s, stateWords(transition.from)},
                           {u"to"_s, stateWords(transition.to)},
                           {u"event"_s, QLatin1String(nameOf(transition.event))},
                           {u"reason"_s, reasonWords(transition)}};
        if (transition.hint)
            object.insert(u"hint"_s, QLatin1String(nameOf(*transition.hint)));
        if (isFailure(transition.event)) {
            object.insert(u"error"_s, QLatin1String(nameOf(transition.error)));
            object.insert(u"close_code"_s, transition.closeCode);
        }
        array.append(object);
    }
    return array;
}

std::optional<double> milliseconds(std::optional<std::chrono::microseconds> span)
{
    if (!span)
        return std::nullopt;
    return std::chrono::duration<double, std::milli>(*span).count();
}

QJsonArray streamsOf(const FeedStatus &feed, Timestamp now)
{
    QJsonArray array;
    for (const auto &stream : feed.streams) {
        const auto state = streamFreshness(feed, stream).state(now);
        QJsonObject object{{u"stream"_s, stream.name},
                           {u"offset"_s, static_cast<qint64>(stream.offset)},
                           {u"freshness"_s, tokenOf(state)}};
        if (stream.lastEvent)
            object.insert(u"age_ms"_s,
                          static_cast<qint64>(std::max(std::chrono::milliseconds(0), now - *stream.lastEvent).count()));
        if (stream.expectedInterval.count() > 0)
            object.insert(u"interval_ms"_s, static_cast<qint64>(stream.expectedInterval.count()));
        if (array.size() < streamsTold)
            array.append(object);
    }
    return array;
}

/// "    payments: late, newest 12 s ago", as a list of one; nothing for a stream that is live.
QStringList oldWords(const QJsonObject &stream)
{
    const auto freshness = stream.value(u"freshness"_s).toString();
    if (freshness == tokenOf(FreshnessState::Live))
        return {};
    const auto age = stream.value(u"age_ms"_s);
    const auto newest = age.isUndefined()
        ? u"nothing yet"_s
        : u"newest %1 ago"_s.arg(Format::ageWords(std::chrono::milliseconds(age.toInteger())));
    return {u"    %1: %2, %3"_s.arg(stream.value(u"stream"_s).toString(), freshness, newest)};
}

/// What of a feed is not as it should be, beside its connection: lines.
QStringList wantingOf(const StatusReport::Feed &feed)
{
    QStringList lines;
    const auto say = [&](quint64 count, const QString &one, const QString &several) {
        if (count > 0)
            lines << u"    "_s + (count == 1 ? one : several.arg(count));
    };
    if (feed.nextTry)
        lines << u"    next try at %1"_s.arg(Format::timeOfDay(*feed.nextTry));
    say(feed.gaps, u"1 part of what came is missing since the start"_s,
        u"%1 parts of what came are missing since the start"_s);
    say(feed.quarantined, u"1 message in quarantine"_s, u"%1 messages in quarantine"_s);
    say(feed.unmatched, u"1 message since the start of a kind that the profile does not know"_s,
        u"%1 messages since the start of kinds that the profile does not know"_s);
    say(feed.commands, u"1 command waits to be settled"_s, u"%1 commands wait to be settled"_s);
    if (!feed.complaint.isEmpty())
        lines << u"    the server said: %1"_s.arg(feed.complaint);
    return lines;
}

QJsonObject toObject(const JournalStatus &journal)
{
    return {
        {u"problem"_s, journal.problem},
        {u"notice"_s, journal.notice},
        {u"bytes"_s, static_cast<double>(journal.bytes)},
        {u"oldest"_s, journal.oldest ? QJsonValue(QString::fromStdString(formatTime(*journal.oldest))) : QJsonValue()},
        {u"set_aside"_s, QJsonArray::fromStringList(journal.setAside)},
        {u"waiting"_s, static_cast<double>(journal.waiting)},
        {u"shown_until"_s,
         journal.shownUntil ? QJsonValue(QString::fromStdString(formatTime(*journal.shownUntil))) : QJsonValue()},
        {u"slow"_s, journal.slow}};
}

JournalStatus journalFrom(const QJsonObject &object)
{
    JournalStatus journal;
    journal.problem = object.value(u"problem"_s).toString();
    journal.notice = object.value(u"notice"_s).toString();
    journal.bytes = static_cast<qint64>(object.value(u"bytes"_s).toDouble());
    journal.oldest = parseTime(object.value(u"oldest"_s).toString().toStdString());
    for (const auto &name : object.value(u"set_aside"_s).toArray())
        journal.setAside.append(name.toString());
    journal.waiting = static_cast<quint64>(std::max(0.0, object.value(u"waiting"_s).toDouble()));
    journal.shownUntil = parseTime(object.value(u"shown_until"_s).toString().toStdString());
    journal.slow = object.value(u"slow"_s).toBool();
    return journal;
}

QJsonArray toArray(const QList<StatusReport::Feed> &feeds)
{
    QJsonArray array;
    for (const auto &feed : feeds) {
        QJsonObject object{{u"name"_s, feed.name},
                           {u"live"_s, feed.live},
                           {u"state"_s, feed.state},
                           {u"explanation"_s, feed.explanation},
                           {u"carrier"_s, feed.carrier},
                           {u"received"_s, static_cast<double>(feed.received)},
                           {u"quarantined"_s, static_cast<double>(feed.quarantined)},
                           {u"unmatched"_s, static_cast<double>(feed.unmatched)},
                           {u"gaps"_s, static_cast<double>(feed.gaps)},
                           {u"repairs"_s, static_cast<double>(feed.repairs)},
                           {u"outbox"_s, static_cast<double>(feed.commands)},
                           {u"streams"_s, feed.streams},
                           {u"history"_s, feed.history}};
        if (!feed.complaint.isEmpty())
            object.insert(u"server_error"_s, feed.complaint);
        if (feed.nextTry)
            object.insert(u"next_try"_s, QString::fromStdString(formatTime(*feed.nextTry)));
        if (feed.roundTrip)
            object.insert(u"round_trip_ms"_s, *feed.roundTrip);
        array.append(object);
    }
    return array;
}

QJsonArray toArray(const QList<AlertSummary> &alerts)
{
    QJsonArray array;
    for (const auto &alert : alerts)
        array.append(QJsonObject{
            {u"key"_s, alert.key}, {u"title"_s, alert.title}, {u"severity"_s, Words::token(alert.severity)}});
    return array;
}

StatusReport::Feed feedFrom(const QJsonObject &object)
{
    const auto count = [&](const QString &name) {
        return static_cast<quint64>(std::max(0.0, object.value(name).toDouble()));
    };
    return {object.value(u"name"_s).toString(),
            object.value(u"live"_s).toBool(),
            object.value(u"state"_s).toString(),
            object.value(u"explanation"_s).toString(),
            count(u"received"_s),
            count(u"quarantined"_s),
            count(u"unmatched"_s),
            count(u"gaps"_s),
            count(u"repairs"_s),
            object.value(u"server_error"_s).toString(),
            object.contains(u"round_trip_ms"_s) ? std::optional(object.value(u"round_trip_ms"_s).toDouble())
                                                : std::nullopt,
            object.value(u"streams"_s).toArray(),
            object.value(u"history"_s).toArray(),
            object.value(u"carrier"_s).toString(),
            parseTime(object.value(u"next_try"_s).toString().toStdString()),
            count(u"outbox"_s)};
}

std::optional<StatusReport::Alerts> alertsFrom(const QJsonObject &object)
{
    StatusReport::Alerts alerts;
    alerts.unacknowledged = object.value(u"unacknowledged"_s).toInt();
    alerts.snoozed = object.value(u"snoozed"_s).toInt();
    for (const auto &value : object.value(u"alerts"_s).toArray()) {
        const auto alert = value.toObject();
        const auto severity = severityOf(alert.value(u"severity"_s).toString());
        if (!severity)
            return std::nullopt;
        alerts.worst.append({alert.value(u"key"_s).toString(), alert.value(u"title"_s).toString(), *severity});
    }
    return alerts;
}

} // namespace

StatusReport StatusReport::of(const QList<FeedStatus> &feeds, const JournalStatus &journal, Timestamp now)
{
    StatusReport report;
    report.journal = journal;
    report.summary = summarise(feeds).text;
    const auto told = transitionsTold / std::max<qsizetype>(1, feeds.size());
    for (const auto &feed : feeds)
        report.feeds.append({feed.name, isLive(feed.state), stateWords(feed), Bellboard::explanation(feed),
                             feed.received, feed.quarantined, feed.unmatched, feed.gaps, feed.repairs, feed.complaint,
                             milliseconds(feed.roundTrip), streamsOf(feed, now),
                             toArray(feed.history.last(std::min(feed.history.size(), told))), tokenOf(feed.carrier),
                             feed.state == ConnectionState::Waiting ? feed.nextTry : std::nullopt, feed.commands});
    // While the journal cannot be written all feeds are stopped, and it may take any time.
    report.settled = !journal.problem.isEmpty() || std::all_of(feeds.cbegin(), feeds.cend(), isSettled);
    return report;
}

StatusReport::Alerts StatusReport::alertsOn(const Boards &boards)
{
    return {boards.unacknowledged(), boards.snoozed(), boards.inbox()->worstAlerts(alertsNamed)};
}

ExitCode StatusReport::code() const
{
    // What a feed that is not live would say is not known, and not knowing is worse than any alert.
    if (!alerts || !std::all_of(feeds.cbegin(), feeds.cend(), [](const auto &feed) { return feed.live; }))
        return ExitCode::Disconnected;
    if (alerts->worst.isEmpty() || alerts->worst.first().severity == Severity::Info)
        return journal.notice.isEmpty() ? ExitCode::Done : ExitCode::Warning;
    return alerts->worst.first().severity == Severity::Critical ? ExitCode::Critical : ExitCode::Warning;
}

QByteArray StatusReport::asWords() const
{
    QStringList lines{summary};
    for (const auto &text : {journal.problem, journal.notice, strainWords(journal)}) {
        if (!text.isEmpty())
            lines << text;
    }
    for (const auto &feed : feeds) {
        lines << u"  %1: %2%3"_s.arg(feed.name, feed.state,
                                     feed.explanation.isEmpty() ? QString() : u". "_s + feed.explanation);
        for (const auto &stream : feed.streams)
            lines << oldWords(stream.toObject());
        lines << wantingOf(feed);
    }
    const auto shown = alerts.value_or(Alerts());
    if (shown.unacknowledged == 0)
        lines << u"No unacknowledged alerts"_s;
    else
        lines << (shown.unacknowledged == 1
                      ? u"1 unacknowledged alert:"_s
                      : u"%1 unacknowledged alerts, the worst first:"_s.arg(shown.unacknowledged));
    for (const auto &alert : shown.worst)
        lines << u"  %1: %2"_s.arg(Words::shownOf(alert.severity), alert.title);
    if (shown.snoozed > 0)
        lines << u"Snoozed: %1"_s.arg(shown.snoozed);
    QByteArray text;
    for (const auto &line : std::as_const(lines))
        text += QByteArray::fromStdString(withVisibleControls(line.toStdString())) + '\n';
    return text;
}

QByteArray StatusReport::asJson(const QStringList &problems) const
{
    const auto shown = alerts.value_or(Alerts());
    const QJsonObject object{{u"state"_s, codeWord(code())},
                             {u"unacknowledged"_s, shown.unacknowledged},
                             {u"snoozed"_s, shown.snoozed},
                             {u"alerts"_s, toArray(shown.worst)},
                             {u"feeds"_s, toArray(feeds)},
                             {u"journal"_s, Bellboard::toObject(journal)},
                             {u"problems"_s, QJsonArray::fromStringList(problems)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject StatusReport::toObject() const
{
    QJsonObject object{{u"summary"_s, summary},
                       {u"settled"_s, settled},
                       {u"feeds"_s, toArray(feeds)},
                       {u"journal"_s, Bellboard::toObject(journal)}};
    if (alerts) {
        object.insert(u"unacknowledged"_s, alerts->unacknowledged);
        object.insert(u"snoozed"_s, alerts->snoozed);
        object.insert(u"alerts"_s, toArray(alerts->worst));
    }
    return object;
}

std::optional<StatusReport> StatusReport::fromObject(const QJsonObject &object)
{
    if (!object.value(u"summary"_s).isString() || !object.value(u"feeds"_s).isArray())
        return std::nullopt;
    StatusReport report;
    report.summary = object.value(u"summary"_s).toString();
    report.settled = object.value(u"settled"_s).toBool();
    for (const auto &feed : object.value(u"feeds"_s).toArray())
        report.feeds.append(feedFrom(feed.toObject()));
    report.journal = journalFrom(object.value(u"journal"_s).toObject());
    if (object.contains(u"alerts"_s)) {
        report.alerts = alertsFrom(object);
        if (!report.alerts)
            return std::nullopt;
    }
    return report;
}

} // namespace Bellboard
