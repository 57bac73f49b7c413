// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/floodgauge.h"

#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

class TestFloodGauge : public StrictTest
{
    Q_OBJECT

    static constexpr Channel::Turn slowTurn{.bytes = 8192, .rest = 1200ms, .share = 200ms};

    /// A peer that says `rate` bytes a second, has `backlog` bytes ready, and is read as the gauge says, for ten minutes.
    struct Peer
    {
        std::chrono::milliseconds longestRest{0};
        double latest = 0; ///< bytes that wait longest, at the end
        double read = 0;

        Peer(double rate, double backlog, const Channel::Turn &turn)
        {
            FloodGauge gauge;
            double waiting = backlog;
            auto since = 0ms;
            for (auto time = 0ms; time < 10min; time += since) {
                const double bytes = std::min(waiting, static_cast<double>(turn.bytes));
                waiting -= bytes;
                read += bytes;
                const auto rest =
                    gauge.note(static_cast<std::size_t>(bytes), static_cast<std::size_t>(waiting), since, turn);
                longestRest = std::max(longestRest, rest);
                since = std::max<std::chrono::milliseconds>(rest, 20ms);
                waiting += rate * std::chrono::duration<double>(since).count();
            }
            latest = waiting;
        }
    };
    static constexpr double share = 8192 / 0.2; ///< bytes a second

private Q_SLOTS:
    void whoTakesItsShareIsNotHeldUp()
    {
        const Peer peer(0.9 * share, 0, slowTurn);
        QCOMPARE(peer.longestRest, 0ms);
        QVERIFY(peer.latest < slowTurn.bytes);
    }
    /// Much at once is read by shares, but only until it is through.
    void aBacklogIsReadSoon()
    {
        const Peer peer(0.4 * share, 8 * slowTurn.bytes, slowTurn);
        QCOMPARE(peer.longestRest, slowTurn.share);
        QVERIFY(peer.latest < slowTurn.bytes);
    }
    /// Even where it was taken for a flood.
    void andSoIsALargeOne()
    {
        const Peer peer(0.1 * share, 100 * slowTurn.bytes, slowTurn);
        QCOMPARE(peer.longestRest, slowTurn.rest);
        QVERIFY2(peer.latest < slowTurn.bytes, qPrintable(QString::number(peer.latest)));
    }
    /// Whatever its share is.
    void whoFloodsGetsOneTurnPerRest()
    {
        const Peer peer(100 * share, 0, slowTurn);
        QCOMPARE(peer.longestRest, slowTurn.rest);
        const double rests = 10min / std::chrono::duration<double, std::milli>(slowTurn.rest);
        QVERIFY2(peer.read < 1.15 * rests * static_cast<double>(slowTurn.bytes),
                 qPrintable(QString::number(peer.read)));
    }
    /// A few turns at once, then its share; only what goes on is taken for a flood.
    void aFloodIsHeldUpMoreAndMore()
    {
        FloodGauge gauge;
        for (int i = 0; i < 4; ++i)
            QCOMPARE(gauge.note(slowTurn.bytes, Channel::flood, 0ms, slowTurn), 0ms);
        int turns = 5;
        for (auto rested = 0ms;
             (rested = gauge.note(slowTurn.bytes, Channel::flood, rested, slowTurn)) != slowTurn.rest; ++turns)
            QCOMPARE(rested, slowTurn.share);
        QCOMPARE(turns, 17);
    }
    /// A turn that shrinks does not make a flood of what was read before.
    void turnsCountAsTheyWere()
    {
        FloodGauge gauge;
        Channel::Turn full{.rest = 2000ms, .share = 200ms};
        QCOMPARE(gauge.note(Channel::fullTurn, 0, 0ms, full), 0ms);
        QCOMPARE(gauge.note(800, 0, 20ms, slowTurn), 0ms);
    }
    void whereNobodyRestsNobodyFloods() { QCOMPARE(Peer(1e9, 0, {}).longestRest, 0ms); }
};

QTEST_GUILESS_MAIN(TestFloodGauge)
#include "tst_floodgauge.moc"
