// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "connectionmodel.h"
#include "connectionsummary.h"
#include "connectionwords.h"
#include "statusreport.h"
#include "stillclock.h"
#include "stricttest.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp noon{12h};
constexpr int lastState = static_cast<int>(ConnectionState::Rejected);
constexpr int lastError = static_cast<int>(ChannelError::KeychainFailed);
constexpr int lastSecretError = static_cast<int>(SecretError::Failed);

FeedStatus feed(const QString &name, ConnectionState state, ChannelError error = ChannelError::None)
{
    FeedStatus status;
    status.name = name;
    status.state = state;
    status.failure.error = error;
    return status;
}

/// Live to Disconnected, at noon of the first day.
ConnectionTransition transition(ChannelError error, const QString &detail)
{
    return {ConnectionState::Live, ConnectionState::Waiting, ConnectionEvent::FailedForNow, error, 0, detail, noon};
}

} // namespace

class TestConnectionWords : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasWords()
    {
        QSet<QString> words;
        for (int value = 0; value <= lastState; ++value) {
            const auto state = static_cast<ConnectionState>(value);
            QVERIFY2(!stateWords(state).isEmpty(), qPrintable(QString::number(value)));
            QVERIFY2(!stateSeverity(state).isEmpty(), qPrintable(QString::number(value)));
            words << stateWords(state);
        }
        QCOMPARE(words.size(), lastState + 1);
    }

    void everyErrorSaysWhatHappenedAndWhatHelps()
    {
        QSet<QString> words;
        for (int value = 1; value <= lastError; ++value) {
            const auto error = static_cast<ChannelError>(value);
            QVERIFY2(errorWords(error).endsWith(u'.'), qPrintable(QString::number(value)));
            QVERIFY2(helpWords(error).endsWith(u'.'), qPrintable(QString::number(value)));
            words << errorWords(error);
        }
        QCOMPARE(words.size(), lastError);
        QVERIFY(errorWords(ChannelError::None).isEmpty());
    }

    void everyKeychainErrorHasWords()
    {
        for (int value = 1; value <= lastSecretError; ++value)
            QVERIFY2(secretWords(static_cast<SecretError>(value)).endsWith(u'.'), qPrintable(QString::number(value)));
    }

    void onlyLiveIsGreen()
    {
        for (int value = 0; value <= lastState; ++value) {
            const auto state = static_cast<ConnectionState>(value);
            QCOMPARE(stateSeverity(state) == u"ok"_s, isLive(state));
        }
    }

    void explanationQuotesOthersAsOneShortLine()
    {
        auto status = feed(u"A"_s, ConnectionState::Waiting, ChannelError::ServerClosed);
        status.failure.detail = u"go\n away\x1b[31m"_s + QString(500, u'x');
        const auto text = explanation(status);
        QVERIFY(!text.contains(u'\n'));
        QVERIFY(!text.contains(u'\x1b'));
        QVERIFY(text.size() < 400);
        QVERIFY(text.startsWith(errorWords(ChannelError::ServerClosed).chopped(1)));
        status.state = ConnectionState::Live;
        QVERIFY(explanation(status).isEmpty());
    }

    void everyTransitionSaysWhy()
    {
        for (int value = 0; value <= static_cast<int>(ConnectionEvent::FailedForGood); ++value) {
            ConnectionTransition transition;
            transition.event = static_cast<ConnectionEvent>(value);
            if (isFailure(transition.event))
                transition.error = ChannelError::NetworkLost;
            if (transition.event == ConnectionEvent::TroubleHinted)
                transition.hint = TroubleHint::Woke;
            QVERIFY2(reasonWords(transition).endsWith(u'.'), nameOf(transition.event));
        }
        const auto lost = transition(ChannelError::ServerClosed, u"go\n <b>away</b>\x1b[31m"_s + QString(500, u'x'));
        const auto line = transitionWords(lost);
        QVERIFY(line.startsWith(u"Live → Disconnected: "_s + errorWords(ChannelError::ServerClosed) + u" (go <b>"_s));
        QVERIFY(!line.contains(u'\n') && !line.contains(u'\x1b') && line.size() < 300);
    }

    /// A server that is merely asked is not said to be silent, and no banner flashes for it.
    void aHintIsNoNews()
    {
        QSet<QString> words;
        for (const auto hint :
             {TroubleHint::Woke, TroubleHint::ClockJumped, TroubleHint::NetworkChanged, TroubleHint::FocusReturned}) {
            auto status = feed(u"A"_s, ConnectionState::Suspect);
            ConnectionTransition asked;
            asked.to = ConnectionState::Suspect;
            asked.event = ConnectionEvent::TroubleHinted;
            asked.hint = hint;
            status.history = {asked};
            QVERIFY(isMerelyAsked(status));
            QCOMPARE(stateSeverity(status), u"info"_s);
            QVERIFY(!summarise({status}).banner.visible);
            words << explanation(status);
            status.history.last().event = ConnectionEvent::SilenceNoticed;
            status.history.last().hint.reset();
            QVERIFY(!isMerelyAsked(status));
            QVERIFY(summarise({status}).banner.visible);
        }
        QCOMPARE(words.size(), 4);
    }

    void roundTrips()
    {
        QVERIFY(roundTripWords({}).isEmpty());
        QCOMPARE(roundTripWords(420us), u"0.4 ms"_s);
        QCOMPARE(roundTripWords(42'600us), u"43 ms"_s);
        auto status = feed(u"A"_s, ConnectionState::Live);
        const auto told = [&] {
            auto report = StatusReport::fromObject(StatusReport::of({status}, {}, noon).toObject()).value();
            const auto json = QJsonDocument::fromJson(report.asJson()).object();
            return json.value("feeds"_L1).toArray().at(0).toObject().value("round_trip_ms"_L1);
        };
        QVERIFY(told().isUndefined());
        status.roundTrip = 42'500us;
        QCOMPARE(told().toDouble(), 42.5);
    }

    /// A feed that is about to try another way is not where it will be.
    void anotherWayIsWaitedFor()
    {
        auto blocked = feed(u"A"_s, ConnectionState::Waiting, ChannelError::Forbidden);
        blocked.nextTry = SystemClock().wallTime() + std::chrono::milliseconds(500);
        QVERIFY(StatusReport::of({blocked}, {}, noon).settled);
        blocked.fallbackReason.error = ChannelError::Forbidden;
        QVERIFY(!StatusReport::of({blocked}, {}, noon).settled);
        blocked.nextTry = SystemClock().wallTime() + std::chrono::seconds(10);
        QVERIFY(StatusReport::of({blocked}, {}, noon).settled);
    }

    void statusReportTellsOfTheJournal()
    {
        JournalStatus journal;
        journal.notice = u"The journal was damaged."_s;
        journal.bytes = 5'000'000'000;
        journal.oldest = Timestamp(std::chrono::milliseconds(1'000));
        journal.setAside = QStringList{u"journal-damaged-1.sqlite"_s};
        journal.waiting = 12'345;
        journal.shownUntil = noon;
        journal.slow = true;
        auto report = StatusReport::of({feed(u"A"_s, ConnectionState::Live)}, journal, noon);
        report = StatusReport::fromObject(report.toObject()).value();
        QVERIFY(report.journal == journal);
        report.alerts = StatusReport::Alerts();
        QCOMPARE(report.code(), ExitCode::Warning);
        QVERIFY(report.asWords().contains("The journal was damaged."));
        const auto told = QJsonDocument::fromJson(report.asJson()).object().value("journal"_L1).toObject();
        QCOMPARE(told.value("notice"_L1).toString(), journal.notice);
        QCOMPARE(told.value("bytes"_L1).toDouble(), 5e9);
        QCOMPARE(told.value("oldest"_L1).toString(), u"1970-01-01T00:00:01.000Z"_s);
        QCOMPARE(told.value("set_aside"_L1).toArray().size(), 1);
        QCOMPARE(told.value("waiting"_L1).toInteger(), 12'345);
        QCOMPARE(told.value("shown_until"_L1).toString(), u"1970-01-01T12:00:00.000Z"_s);
        QVERIFY(told.value("slow"_L1).toBool());
        QVERIFY(report.asWords().contains("12,345 events wait"));
    }

    void offlineSaysSoWhateverWasBefore()
    {
        const auto status = feed(u"A"_s, ConnectionState::Offline, ChannelError::NetworkLost);
        QVERIFY(explanation(status).contains(u"no network"_s));
    }

    void statusReportTellsWhatHappened()
    {
        auto status = feed(u"A"_s, ConnectionState::Waiting, ChannelError::NetworkLost);
        status.history = {transition(ChannelError::NetworkLost, u"why"_s)};
        auto report = StatusReport::of({status}, {}, noon);
        report = StatusReport::fromObject(report.toObject()).value();
        report.alerts = StatusReport::Alerts();
        const auto json = QJsonDocument::fromJson(report.asJson()).object();
        const auto history = json.value("feeds"_L1).toArray().at(0).toObject().value("history"_L1).toArray();
        QCOMPARE(history.size(), 1);
        const auto last = history.at(0).toObject();
        QCOMPARE(last.value("at"_L1).toString(), u"1970-01-01T12:00:00.000Z"_s);
        QCOMPARE(last.value("from"_L1).toString() + last.value("to"_L1).toString(), u"LiveDisconnected"_s);
        QCOMPARE(last.value("error"_L1).toString(), u"NetworkLost"_s);
        QCOMPARE(last.value("event"_L1).toString(), u"FailedForNow"_s);
        QCOMPARE(last.value("close_code"_L1).toInt(-1), 0);
        QCOMPARE(last.value("reason"_L1).toString(), u"The connection broke. (why)"_s);
    }

    void pageTellsWhatHappened()
    {
        const StillClock clock;
        ConnectionModel model(clock);
        FeedSettings settings;
        settings.name = u"A"_s;
        model.setFeeds({settings});
        auto status = feed(u"A"_s, ConnectionState::Waiting);
        for (int i = 0; i < 10; ++i) {
            status.history.append(transition(ChannelError::NetworkLost, QString::number(i)));
            status.history.last().at = clock.wallTime() - std::chrono::minutes(20 - i);
        }
        model.update(status);
        const auto lines = model.data(model.index(0), ConnectionModel::HistoryRole).toStringList();
        QCOMPARE(lines.size(), 10);
        QCOMPARE(lines.first(), u"11 min ago · Live → Disconnected: The connection broke. (9)"_s);
        QCOMPARE(lines.last(), u"20 min ago · Live → Disconnected: The connection broke. (0)"_s);
    }

    void summaryAndBannerComeFromTheWorstFeed()
    {
        const auto live = summarise({feed(u"A"_s, ConnectionState::Live), feed(u"B"_s, ConnectionState::Live)});
        QCOMPARE(live.text, u"Live · 2 of 2 feeds"_s);
        QCOMPARE(live.severity, u"ok"_s);
        QVERIFY(!live.banner.visible);

        const auto broken = summarise({feed(u"A"_s, ConnectionState::Live),
                                       feed(u"B"_s, ConnectionState::Waiting, ChannelError::ConnectionRefused)},
                                      {{}, {}, u"Strain."_s});
        QCOMPARE(broken.severity, u"warning"_s);
        QVERIFY(broken.banner.visible);
        QCOMPARE(broken.banner.feed, u"B"_s);
        QVERIFY(broken.banner.canRetry);
        QCOMPARE(broken.banner.severity, broken.severity);

        const auto full =
            summarise({feed(u"A"_s, ConnectionState::Live)}, {u"The disk is full."_s, u"Notice."_s, u"Strain."_s});
        QCOMPARE(full.banner.text, u"The disk is full."_s);
        QCOMPARE(full.banner.severity, u"critical"_s);
    }

    void strainIsToldWhenNothingWorseIs()
    {
        JournalStatus journal;
        QCOMPARE(strainWords(journal), QString());
        journal.slow = true;
        const auto slow = u"The disk is slow: events are taken in more slowly than they come."_s;
        QCOMPARE(strainWords(journal), slow);
        journal.waiting = 12'345;
        const auto waits = u"More comes than can be shown at once: 12,345 events wait, nothing is lost."_s;
        QCOMPARE(strainWords(journal), waits + u' ' + slow);
        journal.slow = false;
        journal.shownUntil = noon;
        QCOMPARE(strainWords(journal), waits + u" What is shown is as of 12:00:00."_s);
        const QList<FeedStatus> feeds{feed(u"A"_s, ConnectionState::Live)};
        const auto strained = summarise(feeds, {{}, {}, strainWords(journal)});
        QVERIFY(strained.banner.visible && !strained.banner.canRetry);
        QCOMPARE(strained.banner.severity, u"info"_s);
        QCOMPARE(strained.banner.text, strainWords(journal));
        QCOMPARE(strained.severity, u"ok"_s);
        QCOMPARE(summarise(feeds, {{}, u"Notice."_s, u"Strain."_s}).banner.text, u"Notice."_s);
    }

    void firstConnectingIsNoNews()
    {
        QVERIFY(!summarise({feed(u"A"_s, ConnectionState::Connecting)}).banner.visible);
        auto again = feed(u"A"_s, ConnectionState::Connecting, ChannelError::NetworkLost);
        again.attempt = 2;
        QVERIFY(summarise({again}).banner.visible);
    }

    void freshnessOfAPageIsThatOfItsFeeds()
    {
        const Boards::Sources none;
        auto payments = feed(u"A"_s, ConnectionState::Live);
        payments.streams.append(StreamStatus{u"payments"_s, {}, 0, {}, {}});
        auto chat = feed(u"B"_s, ConnectionState::Waiting);
        chat.streams.append(StreamStatus{u"chat"_s, {}, 0, {}, {}});
        const QList<FeedStatus> feeds{payments, chat};
        QVERIFY(pageFreshness(feeds, Boards::Page::Payments, none, noon).live);
        QVERIFY(!pageFreshness(feeds, Boards::Page::Chat, none, noon).live);
        QVERIFY(pageFreshness(feeds, Boards::Page::Payments, none, noon).missing.isEmpty());
        // A page that no feed feeds is not live, whatever the feeds are.
        QCOMPARE(pageFreshness(feeds, Boards::Page::Review, none, noon).state(noon), FreshnessState::Unknown);
        QVERIFY(!pageFreshness({}, Boards::Page::Payments, none, noon).live);
        // A feed that never told its streams may have any.
        const auto stranger = feed(u"C"_s, ConnectionState::SignInRequired);
        const auto incomplete = pageFreshness({payments, stranger}, Boards::Page::Payments, none, noon);
        QCOMPARE(incomplete.state(noon), FreshnessState::Late);
        QCOMPARE(incomplete.missing, u"C"_s);
        QCOMPARE(overallFreshness({payments, stranger}, noon).missing, u"C"_s);
    }

    /// By its own stream, not by whatever else came over the connection.
    void dataOfAPageIsThatOfItsStream()
    {
        const Boards::Sources none;
        auto one = feed(u"A"_s, ConnectionState::Live);
        one.lastData = noon;
        one.streams.append(StreamStatus{u"payments"_s, {}, 0, noon - 20s, 5s});
        one.streams.append(StreamStatus{u"chat"_s, {}, 0, noon - 20s, {}});
        const auto payments = pageFreshness({one}, Boards::Page::Payments, none, noon);
        QCOMPARE(payments.lastData, noon - 20s);
        QCOMPARE(payments.state(noon), FreshnessState::Stale);
        QCOMPARE(pageFreshness({one}, Boards::Page::Chat, none, noon).state(noon),
                 FreshnessState::Live); // nothing was promised

        auto other = one;
        other.streams[0].lastEvent = noon - 1s;
        for (const auto &feeds : {QList{one, other}, QList{other, one}})
            QCOMPARE(pageFreshness(feeds, Boards::Page::Payments, none, noon).lastData, noon - 20s);
        // One that is cut off is worse than one that is late.
        other.state = ConnectionState::Waiting;
        other.streams[0].lastEvent = noon - 18s;
        one.streams[0].lastEvent = noon - 7s;
        for (const auto &feeds : {QList{one, other}, QList{other, one}})
            QCOMPARE(pageFreshness(feeds, Boards::Page::Payments, none, noon).state(noon), FreshnessState::Stale);
    }

    /// What a page has shown events of feeds it, whatever it is called.
    void dataOfAPageIsThatOfItsSources()
    {
        auto charity = feed(u"A"_s, ConnectionState::Live);
        charity.streams.append(StreamStatus{u"help_requests"_s, {}, 7, noon - 20s, 5s, 1});
        charity.streams.append(StreamStatus{u"alerts"_s, {}, 7, noon - 1s, 5s, 2});
        auto tasks = feed(u"B"_s, ConnectionState::Live); // its events have no streams
        tasks.feed = 1;
        tasks.lastData = noon;
        Boards::Sources sources;
        const auto note = [&](Boards::Page page, FeedIndex from, StreamId stream, Timestamp received) {
            Event event;
            event.feed = from;
            event.stream = stream;
            sources[static_cast<std::size_t>(page)].note(event, received);
        };
        note(Boards::Page::Charity, 0, 1, noon - 30s);
        note(Boards::Page::Inbox, 0, 2, noon - 30s);
        note(Boards::Page::Review, 1, 0, noon - 40s);
        note(Boards::Page::Review, 1, 0, noon - 30s);
        const auto freshness = [&](Boards::Page page) { return pageFreshness({charity, tasks}, page, sources, noon); };
        QCOMPARE(freshness(Boards::Page::Charity).state(noon), FreshnessState::Stale);
        QCOMPARE(freshness(Boards::Page::Charity).lastData, noon - 20s);
        QCOMPARE(freshness(Boards::Page::Inbox).state(noon), FreshnessState::Live);
        QCOMPARE(freshness(Boards::Page::Review).state(noon), FreshnessState::Live);
        QCOMPARE(freshness(Boards::Page::Review).lastData, noon - 30s);
        QCOMPARE(freshness(Boards::Page::Payments).state(noon), FreshnessState::Unknown);
        QVERIFY(!freshnessTip(freshness(Boards::Page::Payments), noon).contains(u"not live"_s));
        tasks.state = ConnectionState::Waiting;
        QVERIFY(freshness(Boards::Page::Review).state(noon) != FreshnessState::Live);
        QCOMPARE(freshness(Boards::Page::Inbox).state(noon), FreshnessState::Live);
        // A stream that was numbered anew is another one, which has brought nothing for that page so far.
        charity.streams[0].id = 3;
        charity.lastData = noon - 25s;
        QCOMPARE(freshness(Boards::Page::Charity).lastData, noon - 25s);
        QVERIFY(freshness(Boards::Page::Charity).live);
        charity.state = ConnectionState::Waiting;
        QVERIFY(!freshness(Boards::Page::Charity).live);
        note(Boards::Page::Charity, 0, 3, noon - 20s);
        QCOMPARE(freshness(Boards::Page::Charity).lastData, noon - 20s);
    }

    void streamsTellTheirAge()
    {
        const StillClock clock;
        const auto now = clock.wallTime();
        ConnectionModel model(clock);
        FeedSettings settings;
        settings.name = u"A"_s;
        model.setFeeds({settings});
        auto status = feed(u"A"_s, ConnectionState::Live);
        status.streams.append(StreamStatus{u"payments"_s, {}, 1078, now - 12s, 5s});
        status.streams.append(StreamStatus{u"chat"_s, {}, 3, {}, {}});
        model.update(status);
        const auto first = model.index(0);
        QCOMPARE(model.data(first, ConnectionModel::StreamsRole).toStringList(),
                 QStringList({u"payments · 1,078 · Late · newest 12 s ago"_s, u"chat · 3 · Live · nothing yet"_s}));
        QCOMPARE(model.data(first, ConnectionModel::StreamFreshnessRole).toStringList(),
                 QStringList({u"late"_s, u"live"_s}));
        const auto tips = model.data(first, ConnectionModel::StreamTipsRole).toStringList();
        QVERIFY2(tips.value(0).contains(u"expected at least every 5"_s), qPrintable(tips.value(0)));
        // And all together by the worst.
        QCOMPARE(model.freshnessToken(), u"late"_s);
        QCOMPARE(model.freshnessText(), u"Late · payments: newest 12 s ago"_s);

        const auto report = StatusReport::fromObject(StatusReport::of({status}, {}, now).toObject()).value();
        QVERIFY2(report.asWords().contains("  A: Live\n    payments: late, newest 12 s ago\nNo"),
                 report.asWords().constData());
        const auto json = QJsonDocument::fromJson(report.asJson()).object();
        const auto streams = json.value("feeds"_L1).toArray().at(0).toObject().value("streams"_L1).toArray();
        QCOMPARE(streams.size(), 2);
        const QJsonObject payments{{u"stream"_s, u"payments"_s},
                                   {u"offset"_s, 1078},
                                   {u"freshness"_s, u"late"_s},
                                   {u"age_ms"_s, 12'000},
                                   {u"interval_ms"_s, 5000}};
        QCOMPARE(streams[0].toObject(), payments);
        const QJsonObject chat{{u"stream"_s, u"chat"_s}, {u"offset"_s, 3}, {u"freshness"_s, u"live"_s}};
        QCOMPARE(streams[1].toObject(), chat);
    }
};

QTEST_GUILESS_MAIN(TestConnectionWords)
#include "tst_connectionwords.moc"
