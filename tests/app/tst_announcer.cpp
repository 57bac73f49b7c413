// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/announcer.h"
#include "stricttest.h"

#include <QSignalSpy>

#include <deque>
#include <string>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using Action = Decision::Action;

namespace {

/// A clock that stands until it is moved.
class StillClock final : public Clock
{
public:
    Timestamp wallTime() const override { return m_now; }
    Instant instant() const override { return Instant(m_now.time_since_epoch()); }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    Timestamp m_now{std::chrono::hours(500'000)};
};

/// Remembers what is on the screen.
class Screen final : public Notifier
{
public:
    void show(const Toast &toast) override
    {
        ++shows;
        toasts.insert(toast.id, toast);
    }
    void withdraw(const QString &id) override { toasts.remove(id); }

    QHash<QString, Toast> toasts;
    int shows = 0;
};

/// Owns everything that an announcer needs.
struct Bench
{
    StillClock clock;
    OpenAlerts alerts;
    Screen screen;
    Announcer announcer{alerts, screen, clock};
    std::deque<std::string> texts;
    qint64 segment = 100;

    std::string_view keep(const std::string &text) { return texts.emplace_back(text); }

    void take(const std::string &subject, Severity severity, AlertState state = AlertState::Raised,
              bool replayed = false)
    {
        EventBatch batch;
        batch.segment = ++segment;
        batch.replayed = replayed;
        AlertData data;
        data.severity = severity;
        data.state = state;
        data.title = keep("Title of " + subject);
        Event event;
        event.subject = keep(subject);
        event.data = data;
        batch.events.push_back(event);
        announcer.take(alerts.fold(batch));
    }
};

AlertChange change(Severity severity, AlertState state, qint64 segment = 10)
{
    AlertChange result;
    result.alert.key = u"0/a"_s;
    result.alert.severity = severity;
    result.alert.state = state;
    result.alert.segment = segment;
    return result;
}

} // namespace

Q_DECLARE_METATYPE(AlertChange)
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
        QSignalSpy announced(&bench.announcer, &Announcer::announced);
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
        QCOMPARE(announced.size(), 1);
        bench.announcer.setCatchingUp(0, false);
        QCOMPARE(bench.screen.shows, 4);
    }

    void nothingIsAnnouncedTwiceAcrossARestart()
    {
        Bench bench;
        bench.announcer.setNotifiedSegment(103);
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

    void worstComesFirst()
    {
        Bench bench;
        bench.take("w", Severity::Warning);
        bench.take("c", Severity::Critical);
        bench.take("h", Severity::High);
        bench.take("c2", Severity::Critical, AlertState::Acknowledged);
        QCOMPARE(bench.alerts.unacknowledged(), 3);
        QCOMPARE(bench.alerts.worstSeverity(), Severity::Critical);
        QCOMPARE(bench.alerts.worst(2).first().key, u"0/c"_s);
        QCOMPARE(bench.alerts.worst(9).size(), 3);
        bench.take("c", Severity::Critical, AlertState::Resolved);
        QCOMPARE(bench.alerts.worstSeverity(), Severity::High);
    }
};

QTEST_GUILESS_MAIN(TestAnnouncer)
#include "tst_announcer.moc"
