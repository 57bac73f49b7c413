// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/ladder.h"
#include "stream/rategauge.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

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
        QCOMPARE(ladder.stepDown(failure(error), true), false); // it did carry
        QCOMPARE(ladder.rung(), std::size_t{0});
        QCOMPARE(ladder.stepDown(failure(error), false), blocked);
        QCOMPARE(ladder.rung(), std::size_t{blocked ? 1U : 0U});
        QCOMPARE(ladder.reason().error, blocked ? error : ChannelError::None);
        Ladder none(0, {}, noChance);
        QCOMPARE(none.stepDown(failure(error), false), false);
        QCOMPARE(none.rung(), std::size_t{0});
    }

    void allRungsInTurn()
    {
        Ladder ladder(2, {}, noChance);
        const auto blocked = failure(ChannelError::Timeout);
        for (int round = 0; round < 3; ++round) {
            QVERIFY(ladder.stepDown(blocked, false));
            QVERIFY(ladder.stepDown(blocked, false));
            QCOMPARE(ladder.rung(), std::size_t{2});
            // Nothing gets through: that is waited for like any failure, and begins with the top.
            QVERIFY(!ladder.stepDown(blocked, false));
            QCOMPARE(ladder.rung(), std::size_t{0});
            QCOMPARE(ladder.reason().error, ChannelError::None);
        }
        QVERIFY(ladder.stepDown(blocked, false));
        QVERIFY(!ladder.stepDown(failure(ChannelError::SignInNeeded), false));
        QCOMPARE(ladder.rung(), std::size_t{1});
        QVERIFY(!ladder.stepDown(blocked, true));
        QCOMPARE(ladder.rung(), std::size_t{1});
    }

    void climbsMoreAndMoreRarely()
    {
        Ladder ladder(1, {30s, 30min}, noChance);
        ladder.noteUp(start);
        QVERIFY(!ladder.climb());
        ladder.stepDown(failure(ChannelError::Forbidden), false);
        ladder.noteUp(start);
        QVERIFY(ladder.climb() == start + 30s);
        ladder.noteUp(start + 10s); // it was Recovering meanwhile
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
        ChannelFailure later = failure(ChannelError::TooManyRequests);
        later.retryAfter = 45min;
        ladder.noteVain(later, now);
        QVERIFY(ladder.climb() == now + 45min);
        ladder.backToTop();
        QVERIFY(!ladder.climb());
        QCOMPARE(ladder.reason().error, ChannelError::None);
        ladder.stepDown(failure(ChannelError::Forbidden), false);
        ladder.noteUp(now);
        QVERIFY(ladder.climb() == now + 30s);
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
};

QTEST_GUILESS_MAIN(TestLadderRules)
#include "tst_ladderrules.moc"
