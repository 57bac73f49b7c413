// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/presencewatch.h"
#include "stillclock.h"
#include "stricttest.h"
#include "typingpace.h"

#include <QEvent>
#include <QSignalSpy>
#include <QTimer>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A monotonic clock that stands still while the computer sleeps, as on Linux.
class SleepyClock final : public Clock
{
public:
    Timestamp wallTime() const override { return Timestamp(500'000h) + awake + asleep; }
    Instant instant() const override { return Instant(1h) + awake; }

    std::chrono::milliseconds awake{0};
    std::chrono::milliseconds asleep{0};
};

struct Watched
{
    Watched()
    {
        QObject::connect(&watch, &PresenceWatch::presenceChanged, &watch,
                         [this](UserPresence presence) { said.append(presence); });
    }

    SleepyClock clock;
    PresenceWatch watch{clock};
    QList<UserPresence> said;
};

constexpr auto Active = UserPresence::Active;
constexpr auto Away = UserPresence::Away;

} // namespace

/// Whether the user is here, and how often it is said that they type.
class TestPresenceWatch : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void aHiddenWindowMeansAway()
    {
        Watched user;
        QCOMPARE(user.watch.presence(), Away); // a window that starts in the tray was not seen by anybody
        user.watch.noteInput();
        QCOMPARE(user.watch.presence(), Away);
        user.watch.setVisible(true);
        user.watch.setVisible(true);
        user.watch.setVisible(false);
        user.clock.awake += 1h;
        user.watch.setVisible(true);
        QCOMPARE(user.said, QList({Active, Away, Active}));
    }

    void aLockedSessionMeansAway()
    {
        Watched user;
        user.watch.setVisible(true);
        user.watch.setLocked(true);
        user.watch.noteInput(); // whatever comes in spite of it
        QCOMPARE(user.watch.presence(), Away);
        user.watch.setVisible(false);
        user.watch.setLocked(false);
        QCOMPARE(user.watch.presence(), Away);
        user.watch.setVisible(true);
        QCOMPARE(user.said, QList({Active, Away, Active}));
    }

    void withoutInputSomebodyIsAway()
    {
        Watched user;
        user.watch.setVisible(true);
        user.clock.awake += PresenceWatch::patience - 1ms;
        user.watch.look();
        QCOMPARE(user.watch.presence(), Active);
        user.watch.noteInput();
        user.clock.awake += PresenceWatch::patience - 1ms;
        user.watch.look();
        QCOMPARE(user.watch.presence(), Active);
        user.clock.awake += 1ms;
        user.watch.look();
        QCOMPARE(user.watch.presence(), Away);
        // To look again, as after each hint of trouble, brings nobody back; input does.
        user.watch.look();
        QCOMPARE(user.watch.presence(), Away);
        user.watch.noteInput();
        QCOMPARE(user.said, QList({Active, Away, Active}));
    }

    /// The timer looks by itself when the time is over, not earlier and not for ever.
    void theTimerWaitsForTheRest()
    {
        Watched user;
        user.watch.setVisible(true);
        const auto *timer = user.watch.findChild<QTimer *>();
        QVERIFY(timer);
        QVERIFY(timer->isActive());
        QCOMPARE(timer->intervalAsDuration(), PresenceWatch::patience);
        user.clock.awake += 2min;
        user.watch.noteInput();
        user.clock.awake += 3min;
        user.watch.look();
        QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds(2min));
        user.watch.setVisible(false);
        QVERIFY(!timer->isActive());
    }

    void aNightAsleepMeansAway()
    {
        Watched user;
        user.watch.setVisible(true);
        user.clock.asleep += 8h;
        user.watch.look();
        QCOMPARE(user.watch.presence(), Away);
        user.watch.noteInput();
        QCOMPARE(user.watch.presence(), Active);
        user.clock.asleep -= 4h; // the clock is set back
        user.watch.look();
        QCOMPARE(user.watch.presence(), Active);
    }

    void inputInTheWindow()
    {
        Watched user;
        QObject window;
        window.installEventFilter(&user.watch);
        user.watch.setVisible(true);
        const auto isInput = [&](QEvent::Type type) {
            user.clock.awake += PresenceWatch::patience;
            user.watch.look();
            QEvent event(type);
            QCoreApplication::sendEvent(&window, &event);
            return user.watch.presence() == Active;
        };
        for (const auto type :
             {QEvent::KeyPress, QEvent::MouseMove, QEvent::MouseButtonPress, QEvent::Wheel, QEvent::TouchBegin})
            QVERIFY2(isInput(type), qPrintable(QString::number(type)));
        for (const auto type : {QEvent::UpdateRequest, QEvent::FocusIn, QEvent::Move, QEvent::Resize})
            QVERIFY2(!isInput(type), qPrintable(QString::number(type)));
    }

    void typingIsSaidNowAndThen()
    {
        StillClock clock;
        TypingPace pace(clock);
        QVERIFY(pace.isDue(u"0/desk"_s));
        QVERIFY(pace.isDue(u"0/duty"_s)); // each conversation has its own
        for (int i = 0; i < 29; ++i) {
            clock.advance(100ms);
            QVERIFY(!pace.isDue(u"0/desk"_s));
        }
        clock.advance(100ms);
        QVERIFY(pace.isDue(u"0/desk"_s));
        QVERIFY(!pace.isDue(u"0/desk"_s));
        pace.finish(u"0/desk"_s); // sent, and the next one begun
        QVERIFY(pace.isDue(u"0/desk"_s));
        // A server may want to hear it less often.
        QVERIFY(pace.isDue(u"1/desk"_s, 10s));
        clock.advance(10s - 1ms);
        QVERIFY(!pace.isDue(u"1/desk"_s, 10s));
        clock.advance(1ms);
        QVERIFY(pace.isDue(u"1/desk"_s, 10s));
    }
};

QTEST_GUILESS_MAIN(TestPresenceWatch)
#include "tst_presencewatch.moc"
