// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/ladder.h"
#include "stream/rategauge.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

using Step = Ladder::Step;

ChannelFailure failure(ChannelError error)
{
    return {error, 0, {}, {}};
}

const auto noChance = [] { return 0.0; };
const Instant start{1h};

} // namespace

Q_DECLARE_METATYPE(Bellboard::ChannelError)

class TestLadderRules : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void whatStepsDown_data()
    {
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<bool>("blocked");
        using enum ChannelError;
        for (const auto error :
             {Timeout, HeartbeatMissed, NetworkLost, ProxyFailed, UpgradeRefused, Forbidden, ProtocolViolation})
            QTest::addRow("%s", nameOf(error)) << error << true;
        for (const auto error : {None,
                                 HostNotFound,
                                 ConnectionRefused,
                                 NetworkUnreachable,
                                 TlsUntrusted,
                                 TlsFailed,
                                 ProxySignInNeeded,
                                 TooManyRequests,
                                 ServerUnavailable,
                                 CaptivePortal,
                                 WrongSubprotocol,
                                 ServerRestarting,
                                 ServerClosed,
                                 InvalidText,
                                 MessageTooBig,
                                 SignInNeeded,
                                 PolicyViolation,
                                 InsecureToken,
                                 InvalidSettings,
                                 KeychainFailed})
            QTest::addRow("%s", nameOf(error)) << error << false;
    }
    void whatStepsDown()
    {
        QFETCH(ChannelError, error);
        QFETCH(bool, blocked);
        Ladder ladder(1, {}, noChance);
        QVERIFY(ladder.stepAfter(failure(error), true, start) == Step::Stay); // it did carry
        QCOMPARE(ladder.rung(), std::size_t{0});
        QVERIFY(ladder.stepAfter(failure(error), false, start) == (blocked ? Step::Down : Step::Stay));
        QCOMPARE(ladder.rung(), std::size_t{blocked ? 1U : 0U});
        QCOMPARE(ladder.reason().error, blocked ? error : ChannelError::None);
        QCOMPARE(ladder.climb().has_value(), blocked);
        Ladder none(0, {}, noChance);
        QVERIFY(none.stepAfter(failure(error), false, start) == Step::Stay);
        QCOMPARE(none.rung(), std::size_t{0});
    }

    void allRungsInTurn()
    {
        Ladder ladder(2, {}, noChance);
        const auto blocked = failure(ChannelError::Timeout);
        for (int round = 0; round < 3; ++round) {
            QVERIFY(ladder.stepAfter(blocked, false, start) == Step::Down);
            QVERIFY(ladder.stepAfter(blocked, false, start) == Step::Down);
            QCOMPARE(ladder.rung(), std::size_t{2});
            // Nothing gets through: that is waited for like any failure, and begins with the top.
            QVERIFY(ladder.stepAfter(blocked, false, start) == Step::Top);
            QCOMPARE(ladder.rung(), std::size_t{0});
            QCOMPARE(ladder.reason().error, ChannelError::None);
            QVERIFY(!ladder.climb());
        }
        // Nor is the next climb later for that.
        QVERIFY(ladder.stepAfter(blocked, false, start) == Step::Down);
        QVERIFY(ladder.climb() == start + 30s);
        QVERIFY(ladder.stepAfter(blocked, true, start) == Step::Stay);
        QCOMPARE(ladder.rung(), std::size_t{1});
    }

    /// What a server says to a poll ends no feed: the top has the last word.
    void lastWordIsOfTheTop_data()
    {
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<bool>("isOurs");
        using enum ChannelError;
        for (const auto error : {SignInNeeded, Forbidden, PolicyViolation, WrongSubprotocol})
            QTest::addRow("%s", nameOf(error)) << error << false;
        for (const auto error : {ProxySignInNeeded, InsecureToken, InvalidSettings})
            QTest::addRow("%s", nameOf(error)) << error << true;
    }
    void lastWordIsOfTheTop()
    {
        QFETCH(ChannelError, error);
        QFETCH(bool, isOurs);
        for (const bool carried : {false, true}) {
            Ladder ladder(1, {}, noChance);
            QVERIFY(ladder.stepAfter(failure(ChannelError::Timeout), false, start) == Step::Down);
            QVERIFY(ladder.stepAfter(failure(error), carried, start) == (isOurs ? Step::Stay : Step::Top));
            QCOMPARE(ladder.rung(), std::size_t{isOurs ? 1U : 0U});
        }
    }

    /// Who is forbidden everywhere is not blocked.
    void allSayTheSame()
    {
        Ladder ladder(1, {}, noChance);
        const auto forbidden = failure(ChannelError::Forbidden);
        QVERIFY(ladder.stepAfter(forbidden, false, start) == Step::Down);
        QVERIFY(ladder.stepAfter(forbidden, false, start) == Step::Top);
        QVERIFY(ladder.stepAfter(forbidden, false, start) == Step::Stay);
        QCOMPARE(ladder.rung(), std::size_t{0});
        QVERIFY(ladder.stepAfter(forbidden, false, start) == Step::Down); // when it is tried again
        QVERIFY(ladder.stepAfter(failure(ChannelError::SignInNeeded), true, start) == Step::Top);
        QVERIFY(ladder.stepAfter(forbidden, false, start) == Step::Down); // a new token may be all that is wanted
    }

    void climbHoldsWhilePollsFail()
    {
        Ladder ladder(1, {30s, 30min}, noChance);
        QVERIFY(ladder.stepAfter(failure(ChannelError::Forbidden), false, start) == Step::Down);
        for (auto now = start; now < start + 30s; now += 5s) {
            ladder.beginAttempt(now);
            QCOMPARE(ladder.rung(), std::size_t{1});
            QVERIFY(ladder.stepAfter(failure(ChannelError::ServerUnavailable), false, now) == Step::Stay);
            QVERIFY(ladder.climb() == start + 30s);
        }
        ladder.beginAttempt(start + 30s);
        QCOMPARE(ladder.rung(), std::size_t{0});
        QVERIFY(!ladder.climb());
        // In vain: twice as long.
        QVERIFY(ladder.stepAfter(failure(ChannelError::Forbidden), false, start + 31s) == Step::Down);
        QVERIFY(ladder.climb() == start + 91s);
    }

    void climbsMoreAndMoreRarely()
    {
        Ladder ladder(1, {30s, 30min}, noChance);
        QVERIFY(!ladder.climb());
        ladder.stepAfter(failure(ChannelError::Forbidden), false, start);
        QVERIFY(ladder.climb() == start + 30s);
        auto now = start;
        std::chrono::milliseconds last{0};
        for (int vain = 0; vain < 10; ++vain) {
            now = *ladder.climb();
            ladder.noteVain(failure(ChannelError::Timeout), now);
            last = std::chrono::duration_cast<std::chrono::milliseconds>(*ladder.climb() - now);
            QVERIFY(last == std::min<std::chrono::milliseconds>(30s * (2 << vain), 30min));
        }
        QCOMPARE(ladder.reason().error, ChannelError::Timeout);
        // To stand on the top is not to be carried by it.
        ladder.takeTop();
        QVERIFY(!ladder.climb());
        QCOMPARE(ladder.reason().error, ChannelError::None);
        ladder.stepAfter(failure(ChannelError::HeartbeatMissed), false, now);
        QVERIFY(ladder.climb() == now + 30min);
        ladder.takeTop();
        ladder.noteProven();
        ladder.stepAfter(failure(ChannelError::Forbidden), false, now);
        QVERIFY(ladder.climb() == now + 30s);
    }

    /// The server's wish counts, whatever it wishes.
    void climbsAsWished()
    {
        Ladder ladder(1, {30s, 30min}, noChance);
        auto later = failure(ChannelError::Forbidden);
        later.retryAfter = 45min;
        ladder.stepAfter(later, false, start);
        QVERIFY(ladder.climb() == start + 45min);
        ladder.hurry(start);
        QVERIFY(ladder.climb() == start + 45min);
        for (const auto wish : {std::chrono::milliseconds::max(), std::chrono::milliseconds(24h)}) {
            later.retryAfter = wish;
            ladder.noteVain(later, start);
            QVERIFY(ladder.climb() == start + 1h);
        }
        later.retryAfter = std::chrono::milliseconds::min();
        ladder.noteVain(later, start);
        QVERIFY(ladder.climb() > start && ladder.climb() <= start + 30min);
    }

    void hurries()
    {
        Ladder ladder(1, {30s, 30min}, noChance);
        ladder.hurry(start);
        QVERIFY(!ladder.climb());
        ladder.stepAfter(failure(ChannelError::Timeout), false, start);
        for (int vain = 0; vain < 4; ++vain)
            ladder.noteVain(failure(ChannelError::Timeout), start);
        ladder.hurry(start + 1s);
        QVERIFY(ladder.climb() == start + 1s);
        ladder.hurry(start + 9s);
        QVERIFY(ladder.climb() == start + 1s);
        ladder.postpone(start + 5s);
        QVERIFY(ladder.climb() == start + 5s);
        ladder.noteVain(failure(ChannelError::Timeout), start);
        QVERIFY(ladder.climb() == start + 30s); // as at first
    }

    void rates()
    {
        RateGauge free(0, 0s);
        free.note(start);
        QVERIFY(free.waitAt(start) == 0ms);
        RateGauge gauge(3, 10s);
        for (const auto at : {0s, 1s, 2s}) {
            QVERIFY(gauge.waitAt(start + at) == 0ms);
            gauge.note(start + at);
        }
        QVERIFY(gauge.waitAt(start + 2s) == 8s);
        QVERIFY(gauge.waitAt(start + 9s) == 1s);
        QVERIFY(gauge.waitAt(start + 10s) == 0ms);
        gauge.note(start + 10s);
        QVERIFY(gauge.waitAt(start + 10s) == 1s);
    }

    /// What one server is asked by several, all of them count, each by its own limit.
    void ratesOfSeveral()
    {
        const auto moments = std::make_shared<RateGauge::Moments>();
        RateGauge free(0, 0s, moments);
        RateGauge two(2, 10s, moments);
        RateGauge three(3, 60s, moments);
        two.note(start);
        free.note(start + 1s);
        QVERIFY(free.waitAt(start + 1s) == 0ms);
        QVERIFY(two.waitAt(start + 1s) == 9s);
        QVERIFY(three.waitAt(start + 1s) == 0ms);
        two.note(start + 10s);
        QVERIFY(two.waitAt(start + 10s) == 1s);
        QVERIFY(three.waitAt(start + 10s) == 50s);
    }
};

QTEST_GUILESS_MAIN(TestLadderRules)
#include "tst_ladderrules.moc"
