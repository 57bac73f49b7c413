// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "herd.h"

#include "stricttest.h"

using namespace Bellboard;

/// The goals of spreading clients; the figures depend on nothing but the seed.
class TestHerd : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void goals_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void goals()
    {
        QFETCH(int, seed);
        const auto busiest = [&](Herd::Policy policy) {
            return Herd::busiest(policy, 10'000, static_cast<std::uint64_t>(seed));
        };
        const auto ours = busiest(Herd::Policy::BellboardWarned);
        QCOMPARE(ours.size(), Herd::attempts);
        QVERIFY2(ours.first() <= 0.04, qPrintable(QString::number(ours.first())));
        for (const auto policy :
             {Herd::Policy::SocketIo, Herd::Policy::Ably, Herd::Policy::Phoenix, Herd::Policy::Centrifuge}) {
            const auto theirs = busiest(policy);
            for (int attempt = 0; attempt < Herd::attempts; ++attempt)
                QVERIFY2(ours[attempt] < theirs[attempt],
                         qPrintable(QStringLiteral("%1, attempt %2: %3 against %4")
                                        .arg(Herd::nameOf(policy))
                                        .arg(attempt + 1)
                                        .arg(ours[attempt])
                                        .arg(theirs[attempt])));
        }
        // Without a word from the server too the last of them are spread.
        QVERIFY(busiest(Herd::Policy::BellboardCut).last() < 0.01);
    }

    void sameSeedSameFigures()
    {
        for (const auto policy : Herd::policies())
            QCOMPARE(Herd::busiest(policy, 1000, 7), Herd::busiest(policy, 1000, 7));
        QVERIFY(Herd::busiest(Herd::Policy::Ably, 1000, 7) != Herd::busiest(Herd::Policy::Ably, 1000, 8));
        QCOMPARE(Herd::busiest(Herd::Policy::Phoenix, 10, 1), QList<double>(Herd::attempts, 1.0));
    }
};

QTEST_GUILESS_MAIN(TestHerd)
#include "tst_herd.moc"
