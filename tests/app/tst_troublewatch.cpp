// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/troublewatch.h"

#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

/// Clocks that go as a test says, each for itself.
class TwoClocks final : public Clock
{
public:
    Timestamp wallTime() const override { return wall; }
    Instant instant() const override { return monotonic; }
    void run(std::chrono::milliseconds by)
    {
        wall += by;
        monotonic += by;
    }

    Timestamp wall{500'000h};
    Instant monotonic{1h};
};

class PretendSleep final : public SleepWatch
{
public:
    using SleepWatch::SleepWatch;
};

QList<TroubleHint> hintsIn(const QSignalSpy &spy)
{
    QList<TroubleHint> hints;
    for (const auto &call : spy)
        hints.append(call.first().value<TroubleHint>());
    return hints;
}

} // namespace

class TestTroubleWatch : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void clocks_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("byWall");
        QTest::addColumn<std::chrono::milliseconds>("byMonotonic");
        QTest::addColumn<bool>("jumped");
        const auto row = [](const char *name, std::chrono::milliseconds wall, std::chrono::milliseconds monotonic,
                            bool jumped) { QTest::addRow("%s", name) << wall << monotonic << jumped; };
        row("as ever", 5s, 5s, false);
        row("a little late", 8s, 8s, false);
        row("slewed", 5s + 400ms, 5s, false);
        row("slept, and the monotonic clock stood", 8h, 5s, true);
        row("slept a little", 8s, 5s, true);
        row("slept, and both clocks went on", 8h, 8h, true);
        row("set back", -1h, 5s, true);
    }
    void clocks()
    {
        QFETCH(std::chrono::milliseconds, byWall);
        QFETCH(std::chrono::milliseconds, byMonotonic);
        QFETCH(bool, jumped);
        TwoClocks clock;
        ClockWatch watch(clock, 5s);
        QSignalSpy spy(&watch, &ClockWatch::jumped);
        clock.wall += byWall;
        clock.monotonic += byMonotonic;
        watch.look();
        QCOMPARE(spy.size(), jumped ? 1 : 0);
        // It is told once.
        clock.run(5s);
        watch.look();
        QCOMPARE(spy.size(), jumped ? 1 : 0);
    }

    void theTimerLooks()
    {
        TwoClocks clock;
        ClockWatch watch(clock, 1ms);
        QSignalSpy spy(&watch, &ClockWatch::jumped);
        clock.wall += 1h;
        QTRY_COMPARE(spy.size(), 1);
    }

    void focus()
    {
        TwoClocks clock;
        FocusWatch watch(clock);
        QSignalSpy spy(&watch, &FocusWatch::returned);
        watch.setActive(true); // at the start
        clock.run(1h);
        watch.setActive(true);
        QCOMPARE(spy.size(), 0);
        watch.setActive(false);
        clock.run(59s);
        watch.setActive(true);
        QCOMPARE(spy.size(), 0);
        watch.setActive(false);
        clock.run(30s);
        watch.setActive(false); // hidden after inactive
        clock.run(30s);
        watch.setActive(true);
        QCOMPARE(spy.size(), 1);
        watch.setActive(false);
        clock.wall += 1h; // asleep
        watch.setActive(true);
        QCOMPARE(spy.size(), 2);
    }

    /// While the computer goes to sleep nobody tries anything; when it is back everybody does, at once.
    void sleep()
    {
        TwoClocks clock;
        auto owned = std::make_unique<PretendSleep>();
        auto *sleeper = owned.get();
        TroubleWatch watch(clock, std::move(owned), nullptr);
        QSignalSpy hinted(&watch, &TroubleWatch::hinted);
        Q_EMIT sleeper->sleepBegan();
        QCOMPARE(hinted.size(), 0);
        Q_EMIT sleeper->woke();
        QCOMPARE(hintsIn(hinted), QList{TroubleHint::Woke});
        // Also when it slept for so short that an earlier hint is new.
        Q_EMIT sleeper->sleepBegan();
        Q_EMIT sleeper->woke();
        QCOMPARE(hintsIn(hinted), (QList{TroubleHint::Woke, TroubleHint::Woke}));
    }
};

QTEST_GUILESS_MAIN(TestTroubleWatch)
#include "tst_troublewatch.moc"
