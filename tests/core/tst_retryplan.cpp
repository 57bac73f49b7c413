// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/retryplan.h"

#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

ChannelFailure failure(ChannelError error, const QString &detail = {},
                       std::optional<std::chrono::milliseconds> retryAfter = {})
{
    return {error, 0, detail, retryAfter};
}

} // namespace

class TestRetryPlan : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void firstWindows_data()
    {
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<int>("window");
        QTest::addRow("cut") << ChannelError::NetworkLost << QString() << 3'500;
        QTest::addRow("restart") << ChannelError::ServerRestarting << u"a deploy"_s << 5'000;
        QTest::addRow("restart with a window") << ChannelError::ServerRestarting << u"within_ms=20000"_s << 20'000;
        QTest::addRow("a day") << ChannelError::ServerRestarting << u"within_ms=86400000"_s << 3'600'000;
        QTest::addRow("no restart") << ChannelError::ServerClosed << u"within_ms=20000"_s << 3'500;
    }
    void firstWindows()
    {
        QFETCH(ChannelError, error);
        QFETCH(QString, detail);
        QFETCH(int, window);
        double random = 0;
        RetryPlan plan({}, [&] { return random; });
        QVERIFY(plan.waitAfter(failure(error, detail), 30s) == 0ms);
        random = 0.5;
        QCOMPARE(plan.waitAfter(failure(error, detail), 30s).count(), window / 2);
    }

    /// A connection that did not prove itself is not a first one.
    void onlyProvenLifeBeginsAnew()
    {
        RetryPlan plan({}, [] { return 0.999; });
        auto before = plan.waitAfter(failure(ChannelError::NetworkLost), 30s);
        QVERIFY(before < 3500ms);
        for (int i = 0; i < 8; ++i) {
            const auto wait = plan.waitAfter(failure(ChannelError::NetworkLost), 29'999ms);
            QVERIFY(wait > before || wait > 29s);
            before = wait;
        }
        QVERIFY(before > 29s);
        QVERIFY(plan.waitAfter(failure(ChannelError::NetworkLost), 30s) < 3500ms);
    }

    void unprovenRestartIsSpreadToo()
    {
        RetryPlan plan({}, [] { return 0.5; });
        QVERIFY(plan.waitAfter(failure(ChannelError::ServerRestarting), 0ms) == 2500ms);
    }

    /// What only this computer knows of leads no herd.
    void hintsAreFollowedSooner()
    {
        RetryPlan plan({}, [] { return 0.5; });
        QVERIFY(plan.waitAfterHint() == 250ms);
        QVERIFY(plan.waitForNetwork() == 250ms);
    }

    /// At least as long as the server wishes, but not for ever, and not all at the same moment.
    void wishes()
    {
        double random = 0;
        RetryPlan plan({}, [&] { return random; });
        const auto wait = [&](std::chrono::milliseconds wish) {
            return plan.waitAfter(failure(ChannelError::UpgradeRefused, {}, wish), 30s);
        };
        QVERIFY(wait(60s) == 60s);
        QVERIFY(wait(48h) == 1h);
        QVERIFY(wait(-5s) == 0s);
        random = 0.5;
        QVERIFY(wait(60s) == 62'500ms);
        QVERIFY(plan.waitAfterFailedMove(failure(ChannelError::UpgradeRefused, {}, 60s)) == 62'500ms);
    }

    void moves()
    {
        RetryPlan plan({}, [] { return 0.5; });
        QVERIFY(plan.waitBeforeMove(5s, 30s) == 2500ms);
        QVERIFY(plan.waitBeforeMove(24h, 30s) == 30min);
        QVERIFY(plan.waitBeforeMove(0s, 30s) == 0s);
        QVERIFY(plan.waitBeforeMove(0s, 1s) >= 250ms); // one that asks again and again is not followed at once
    }
};

QTEST_GUILESS_MAIN(TestRetryPlan)
#include "tst_retryplan.moc"
