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
        QTest::addColumn<Herd::Policy>("policy");
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 5; ++seed) {
            QTest::addRow("told a window, seed %d", seed) << Herd::Policy::BellboardWarned << seed;
            QTest::addRow("told nothing, seed %d", seed) << Herd::Policy::BellboardCut << seed;
        }
    }
    void goals()
    {
        QFETCH(Herd::Policy, policy);
        QFETCH(int, seed);
        const auto busiest = [&](Herd::Policy of) {
            return Herd::busiest(of, 10'000, static_cast<std::uint64_t>(seed));
        };
        const auto ours = busiest(policy);
        QCOMPARE(ours.size(), Herd::attempts);
        QVERIFY2(ours.first() <= 0.04, qPrintable(QString::number(ours.first())));
        for (const auto other :
             {Herd::Policy::SocketIo, Herd::Policy::Ably, Herd::Policy::Phoenix, Herd::Policy::Centrifuge}) {
            const auto theirs = busiest(other);
            for (int attempt = 0; attempt < Herd::attempts; ++attempt)
                QVERIFY2(ours[attempt] < theirs[attempt],
                         qPrintable(QStringLiteral("%1, attempt %2: %3 against %4")
                                        .arg(Herd::nameOf(other))
                                        .arg(attempt + 1)
                                        .arg(ours[attempt])
                                        .arg(theirs[attempt])));
        }
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
