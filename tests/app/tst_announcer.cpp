// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/boards.h"
#include "notify/announcer.h"
#include "recordingnotifier.h"
#include "stillclock.h"
#include "stricttest.h"

#include <deque>
#include <string>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using Action = Decision::Action;

namespace {

/// Owns everything that an announcer needs.
struct Bench
{
    StillClock clock;
    Boards boards;
    RecordingNotifier screen;
    Announcer announcer{screen, clock};
    std::deque<std::string> texts;
    qint64 segment = 100;
    QHash<FeedIndex, qint64> told; ///< what would be on disk
    Timestamp toldWaking; ///< what would be on disk of feed 0
    Timestamp snoozedUntil; ///< of the next alert

    Bench()
    {
        QObject::connect(&announcer, &Announcer::announced, &screen,
                         [this](FeedIndex feed, qint64 mark) { told.insert(feed, mark); });
        QObject::connect(&announcer, &Announcer::wakingAnnounced, &screen,
                         [this](FeedIndex, Timestamp until) { toldWaking = until; });
    }
    /// The alert, snoozed for that long from now.
    void snooze(const std::string &subject, std::chrono::minutes span, bool replayed = false)
    {
        snoozedUntil = clock.wallTime() + span;
        take(subject, Severity::Critical, AlertState::Raised, replayed);
        snoozedUntil = {};
    }
    void wake() { announcer.take(boards.wakeSnoozed(clock.wallTime())); }
    std::string_view keep(const std::string &text) { return texts.emplace_back(text); }

    void take(const std::string &subject, Severity severity, AlertState state = AlertState::Raised,
              bool replayed = false, FeedIndex feed = 0)
    {
        EventBatch batch;
        batch.segment = ++segment;
        batch.replayed = replayed;
        batch.received = clock.wallTime();
        AlertData data;
        data.severity = severity;
        data.state = state;
        data.title = keep("Title of " + subject);
        data.snoozedUntil = snoozedUntil;
        Event event;
        event.feed = feed;
        event.subject = keep(subject);
        event.data = data;
        batch.events.push_back(event);
        announcer.take(boards.fold(batch));
    }
    void takeFrom(FeedIndex feed, const std::string &subject, Severity severity)
    {
        take(subject, severity, AlertState::Raised, false, feed);
    }
    QString digest() const { return screen.toasts.value(Announcer::digestId()).body; }
};

AlertChange change(Severity severity, AlertState state, qint64 segment = 10)
{
    AlertChange result;
    result.alert.key = u"0/a"_s;
    result.alert.severity = severity;
    result.alert.state = state;
    result.segment = segment;
    return result;
}

} // namespace

Q_DECLARE_METATYPE(NotifyContext)

class TestAnnouncer : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<AlertChange>("alert");
        QTest::addColumn<NotifyContext>("context");
        QTest::addColumn<int>("action");
        const auto row = [](const char *name, const AlertChange &alert, const NotifyContext &context, Action action) {
            QTest::newRow(name) << alert << context << static_cast<int>(action);
        };
        const auto critical = change(Severity::Critical, AlertState::Raised);
        const auto high = change(Severity::High, AlertState::Raised);
        NotifyContext plain;
        plain.now = Timestamp(std::chrono::hours(1));
        row("critical", critical, plain, Action::Toast);
        row("high", high, plain, Action::Toast);
        row("warning", change(Severity::Warning, AlertState::Raised), plain, Action::Quiet);
        row("info", change(Severity::Info, AlertState::Raised), plain, Action::Quiet);

        auto storm = plain;
        storm.recentToasts = 10;
        row("high in a storm", high, storm, Action::Summary);
        row("critical in a storm", critical, storm, Action::Toast);
        storm.showing = true;
        row("on the screen in a storm", high, storm, Action::Toast);
        storm.recentToasts = 9;
        storm.showing = false;
        row("the tenth", high, storm, Action::Toast);

        auto paused = plain;
        paused.pausedUntil = plain.now + std::chrono::minutes(1);
        row("paused", critical, paused, Action::Later);
        auto catching = plain;
        catching.catchingUp = true;
        row("catching up", critical, catching, Action::Later);
        auto replayed = critical;
        replayed.replayed = true;
        row("replayed", replayed, plain, Action::Later);
        auto known = plain;
        known.notifiedSegment = 10;
        row("announced before a restart", critical, known, Action::Quiet);
        row("replayed and announced", replayed, known, Action::Quiet);

        auto again = high;
        again.before = high.alert;
        row("raised before", again, plain, Action::Quiet);
        auto worse = critical;
        worse.before = high.alert;
        row("got worse", worse, plain, Action::Toast);
        auto reopened = high;
        reopened.before = high.alert;
        reopened.before->state = AlertState::Acknowledged;
        row("raised again", reopened, plain, Action::Toast);
        auto showing = plain;
        showing.showing = true;
        auto retitled = again;
        retitled.alert.title = u"Other"_s;
        row("new text on the screen", retitled, showing, Action::Toast);
        row("new text, not on the screen", retitled, plain, Action::Quiet);

        auto snoozed = again;
        snoozed.alert.snoozed = true;
        row("snoozed, shown", snoozed, showing, Action::Withdraw);
        row("snoozed, not shown", snoozed, plain, Action::Quiet);
        auto wokenByHand = again;
        wokenByHand.before->snoozed = true;
        row("snooze ended", wokenByHand, plain, Action::Toast);
        auto woken = wokenByHand;
        woken.segment = 0;
        woken.woken = plain.now;
        row("woken", woken, plain, Action::Toast);
        row("woken after all was announced", woken, known, Action::Toast);
        row("woken in a pause", woken, paused, Action::Later);
        auto rung = plain;
        rung.notifiedWaking = plain.now;
        row("woken and announced", woken, rung, Action::Quiet);
        rung.notifiedWaking -= std::chrono::milliseconds(1);
        row("woken later than was announced", woken, rung, Action::Toast);

        row("acknowledged, shown", change(Severity::Critical, AlertState::Acknowledged), showing, Action::Withdraw);
        row("resolved, shown", change(Severity::Critical, AlertState::Resolved), showing, Action::Withdraw);
        row("resolved, not shown", change(Severity::Critical, AlertState::Resolved), plain, Action::Quiet);
    }
    void decides()
    {
        QFETCH(AlertChange, alert);
        QFETCH(NotifyContext, context);
        QFETCH(int, action);
        const auto decision = decide(alert, {}, context);
        QCOMPARE(static_cast<int>(decision.action), action);
        QVERIFY(!decision.reasons.isEmpty());
    }

    void acknowledgementElsewhereWithdraws()
    {
        Bench bench;
        bench.take("a", Severity::High);
        QVERIFY(bench.screen.toasts.contains(u"0/a"_s));
        bench.take("a", Severity::High, AlertState::Acknowledged);
        QVERIFY(bench.screen.toasts.isEmpty());
    }

    void aStormBecomesOneSummaryButCriticalIsNeverGrouped()
    {
        Bench bench;
        for (int at = 0; at < 15; ++at)
            bench.take("h" + std::to_string(at), Severity::High);
        QCOMPARE(bench.screen.toasts.size(), 11); // ten and the summary
        const auto summary = bench.screen.toasts.value(Announcer::summaryId());
        QVERIFY(summary.title.startsWith(u"5 alerts"_s));
        QVERIFY(summary.body.contains(u"and 2 more"_s));
        bench.take("c", Severity::Critical);
        QVERIFY(bench.screen.toasts.contains(u"0/c"_s));
        bench.clock.advance(std::chrono::seconds(61));
        bench.take("later", Severity::High);
        QVERIFY(bench.screen.toasts.contains(u"0/later"_s));
    }

    void anAbsenceGivesOneDigestAndAtMostThreeCriticalOnes()
    {
        Bench bench;
        bench.announcer.setCatchingUp(0, true);
        for (int at = 0; at < 5; ++at)
            bench.take("c" + std::to_string(at), Severity::Critical, AlertState::Raised, at < 2);
        bench.take("h", Severity::High);
        bench.take("gone", Severity::High);
        bench.take("gone", Severity::High, AlertState::Resolved);
        QVERIFY(bench.screen.toasts.isEmpty());
        bench.announcer.setCatchingUp(0, false);
        QCOMPARE(bench.screen.toasts.size(), 4);
        const auto digest = bench.screen.toasts.value(Announcer::digestId());
        QCOMPARE(digest.title, u"While you were away"_s);
        QVERIFY(digest.body.contains(u"3 alerts more want an answer"_s));
        QVERIFY(digest.body.contains(u"1 alert came and went"_s));
        QCOMPARE(bench.told.value(0), 107);
        bench.announcer.setCatchingUp(0, false);
        QCOMPARE(bench.screen.shows, 4);
    }

    void nothingIsAnnouncedTwiceAcrossARestart()
    {
        Bench bench;
        bench.announcer.setNotifiedSegment(0, 103);
        bench.announcer.setCatchingUp(0, true);
        for (const auto *subject : {"a", "b", "c"})
            bench.take(subject, Severity::Critical, AlertState::Raised, true); // segments 101 to 103
        bench.announcer.setCatchingUp(0, false);
        QCOMPARE(bench.screen.shows, 0);
    }

    void aPauseEndsWithADigest()
    {
        Bench bench;
        bench.announcer.pauseUntil(bench.clock.wallTime() + std::chrono::minutes(30));
        bench.take("a", Severity::Critical);
        bench.take("b", Severity::High);
        bench.announcer.tick();
        QCOMPARE(bench.screen.shows, 0);
        bench.clock.advance(std::chrono::minutes(31));
        bench.announcer.tick();
        QVERIFY(bench.screen.toasts.contains(u"0/a"_s));
        QCOMPARE(bench.screen.toasts.value(Announcer::digestId()).title, u"While notifications were paused"_s);
        QCOMPARE(bench.announcer.pausedUntil(), Timestamp{});
    }

    /// Each feed has its mark: what one tells says nothing about what waits of another.
    void whatWaitsOfOneFeedIsNotCoveredByAnother()
    {
        Bench bench;
        bench.announcer.setCatchingUp(0, true);
        bench.takeFrom(0, "a", Severity::Critical); // segment 101
        bench.takeFrom(1, "b", Severity::Critical); // segment 102
        QVERIFY(bench.screen.toasts.contains(u"1/b"_s));
        QCOMPARE(bench.told.value(1), 102);
        QVERIFY(!bench.told.contains(0));

        // The program ends here, and starts again with what it wrote.
        Bench again;
        again.announcer.setNotifiedSegment(0, bench.told.value(0));
        again.announcer.setNotifiedSegment(1, bench.told.value(1));
        for (const FeedIndex feed : {0, 1})
            again.announcer.setCatchingUp(feed, true);
        again.take("a", Severity::Critical, AlertState::Raised, true, 0);
        again.take("b", Severity::Critical, AlertState::Raised, true, 1);
        for (const FeedIndex feed : {0, 1})
            again.announcer.setCatchingUp(feed, false);
        QVERIFY(again.screen.toasts.contains(u"0/a"_s));
        QVERIFY(!again.screen.toasts.contains(u"1/b"_s));
    }

    void whatIsSnoozedComesBack()
    {
        Bench bench;
        bench.take("a", Severity::Critical);
        QCOMPARE(bench.screen.shows, 1);
        bench.snooze("a", std::chrono::minutes(30));
        QVERIFY(bench.screen.toasts.isEmpty());
        bench.clock.advance(std::chrono::minutes(29));
        bench.wake();
        QCOMPARE(bench.screen.shows, 1);
        bench.clock.advance(std::chrono::minutes(1));
        bench.wake();
        QCOMPARE(bench.screen.toasts.value(u"0/a"_s).title, u"Title of a"_s);
        QCOMPARE(bench.screen.shows, 2);
        QCOMPARE(bench.toldWaking, bench.clock.wallTime());
        bench.wake();
        QCOMPARE(bench.screen.shows, 2);
    }

    /// Whether the end of a snooze was told is remembered over restarts, apart from what events brought.
    void snoozesEndOnceAcrossRestarts_data()
    {
        QTest::addColumn<bool>("wasTold");
        QTest::newRow("it woke before the program ended") << true;
        QTest::newRow("it woke while no program ran") << false;
    }
    void snoozesEndOnceAcrossRestarts()
    {
        QFETCH(bool, wasTold);
        Bench bench;
        bench.take("a", Severity::Critical);
        bench.snooze("a", std::chrono::minutes(30));
        bench.take("b", Severity::Critical);
        bench.clock.advance(std::chrono::minutes(wasTold ? 30 : 20));
        bench.wake();
        QCOMPARE(bench.screen.toasts.contains(u"0/a"_s), wasTold);

        Bench again;
        again.announcer.setNotifiedSegment(0, bench.told.value(0));
        again.announcer.setNotifiedWaking(0, bench.toldWaking);
        again.announcer.setCatchingUp(0, true);
        again.take("a", Severity::Critical, AlertState::Raised, true);
        again.snooze("a", std::chrono::minutes(30), true);
        again.take("b", Severity::Critical, AlertState::Raised, true);
        again.clock.advance(std::chrono::minutes(40));
        again.wake();
        again.announcer.setCatchingUp(0, false);
        QCOMPARE(again.screen.toasts.contains(u"0/a"_s), !wasTold);
        QVERIFY(!again.screen.toasts.contains(u"0/b"_s));
        QCOMPARE(again.toldWaking != Timestamp(), !wasTold);
    }

    /// What a colleague put off while nobody looked is no news, and did not go either.
    void whatIsSnoozedIsNotInTheDigest()
    {
        Bench bench;
        bench.announcer.setCatchingUp(0, true);
        bench.take("a", Severity::Critical);
        bench.snooze("a", std::chrono::minutes(30));
        bench.announcer.setCatchingUp(0, false);
        QCOMPARE(bench.screen.shows, 0);
        QCOMPARE(bench.told.value(0), 101);
        bench.clock.advance(std::chrono::minutes(30));
        bench.wake();
        QVERIFY(bench.screen.toasts.contains(u"0/a"_s));
    }

    /// An alert counts as told when the system took its toast, and what waits of a feed holds its mark back.
    void onlyWhatWasTakenIsRemembered()
    {
        Bench bench;
        bench.screen.answers = false;
        bench.take("a", Severity::Critical);
        bench.take("b", Severity::Critical);
        QVERIFY(bench.told.isEmpty());
        Q_EMIT bench.screen.shown(u"0/b"_s);
        QVERIFY(!bench.told.contains(0) || bench.told.value(0) < 101);
        Q_EMIT bench.screen.shown(u"0/a"_s);
        QCOMPARE(bench.told.value(0), 102);
        bench.take("c", Severity::Critical);
        bench.take("c", Severity::Critical, AlertState::Acknowledged);
        QCOMPARE(bench.told.value(0), 103); // answered: nobody needs to be told
    }

    void whatIsRefusedIsToldWhenNotificationsReturn()
    {
        Bench bench;
        bench.screen.refuses = true;
        bench.take("a", Severity::Critical);
        bench.take("b", Severity::High);
        bench.take("c", Severity::High);
        bench.take("c", Severity::High, AlertState::Resolved);
        QVERIFY(bench.told.isEmpty());
        QVERIFY(!bench.announcer.isShowing(u"0/a"_s));
        Q_EMIT bench.screen.returned(); // though it is not true
        QVERIFY(bench.told.isEmpty());
        bench.screen.refuses = false;
        Q_EMIT bench.screen.returned();
        QVERIFY(bench.screen.toasts.contains(u"0/a"_s));
        QVERIFY(bench.digest().contains(u"Title of b"_s));
        QVERIFY(bench.digest().contains(u"1 alert came and went"_s));
        QCOMPARE(bench.told.value(0), 103);
        const auto shows = bench.screen.shows;
        Q_EMIT bench.screen.returned();
        QCOMPARE(bench.screen.shows, shows);
    }

    void aFeedThatNeverCatchesUpIsToldOfAllTheSame()
    {
        Bench bench;
        bench.announcer.setCatchingUp(0, true);
        QVERIFY(!bench.announcer.untilTick());
        bench.take("a", Severity::Critical);
        QCOMPARE(bench.announcer.untilTick(), NotifyRules{}.longestHold);
        bench.clock.advance(std::chrono::seconds(9));
        bench.take("b", Severity::High);
        bench.announcer.tick();
        QCOMPARE(bench.screen.shows, 0);
        QCOMPARE(bench.announcer.untilTick(), std::chrono::milliseconds(1000));
        bench.clock.advance(std::chrono::seconds(1));
        bench.announcer.tick();
        QVERIFY(bench.screen.toasts.contains(u"0/a"_s));
        QVERIFY(bench.digest().contains(u"Title of b"_s));
        QCOMPARE(bench.told.value(0), 102);
        QVERIFY(!bench.announcer.untilTick());

        // And again, as needed; the digest that is still on the screen goes on.
        bench.take("c", Severity::High);
        QVERIFY(!bench.digest().contains(u"Title of c"_s));
        bench.clock.advance(NotifyRules{}.longestHold);
        bench.announcer.tick();
        QVERIFY(bench.digest().contains(u"Title of b"_s) && bench.digest().contains(u"Title of c"_s));
        bench.take("b", Severity::High, AlertState::Acknowledged);
        bench.take("c", Severity::High, AlertState::Acknowledged);
        QVERIFY(!bench.screen.toasts.contains(Announcer::digestId()));
    }

    void digestsOfTwoFeedsDoNotReplaceEachOther()
    {
        Bench bench;
        for (const FeedIndex feed : {0, 1}) {
            bench.announcer.setCatchingUp(feed, true);
            bench.takeFrom(feed, "of " + std::to_string(feed), Severity::High);
        }
        bench.announcer.setCatchingUp(0, false);
        bench.announcer.setCatchingUp(1, false);
        QVERIFY(bench.digest().contains(u"2 alerts want an answer"_s));
        Q_EMIT bench.screen.closed(Announcer::digestId());
        bench.announcer.setCatchingUp(0, true);
        bench.takeFrom(0, "later", Severity::High);
        bench.announcer.setCatchingUp(0, false);
        QVERIFY(bench.digest().contains(u"1 alert want"_s));
    }

    void aPauseIsNotCutShort()
    {
        Bench bench;
        bench.announcer.setCatchingUp(0, true);
        bench.announcer.pauseUntil(bench.clock.wallTime() + std::chrono::minutes(30));
        bench.take("a", Severity::Critical);
        bench.clock.advance(std::chrono::minutes(29));
        bench.announcer.tick();
        QCOMPARE(bench.screen.shows, 0);
        QCOMPARE(bench.announcer.untilTick(), std::chrono::milliseconds(60'000));
        bench.clock.advance(std::chrono::minutes(1));
        bench.announcer.tick();
        QVERIFY(bench.screen.toasts.contains(u"0/a"_s));
    }
};

QTEST_GUILESS_MAIN(TestAnnouncer)
#include "tst_announcer.moc"
