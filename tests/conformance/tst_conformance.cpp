// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stricttest.h"
#include "tally.h"

namespace Bellboard {

/// Plays the Autobahn test suite's cases for clients, and holds each engine to the table of what it does not pass.
class ConformanceTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void wire() { hold(ChannelEngine::Wire); }
    void qt() { hold(ChannelEngine::Qt); }

private:
    static void hold(ChannelEngine engine)
    {
        Tally tally;
        QStringList surprises;
        for (const auto &one : conformanceCases()) {
            const auto result = CasePlayer(one, Extent::Quick, engine).play();
            tally.add(result);
            const bool fails = result.verdict == Verdict::Failed || result.verdict == Verdict::Unimplemented;
            const bool loose = result.verdict == Verdict::NonStrict;
            if (fails != isAmong(one.number, knownFailures(engine))
                || loose != isAmong(one.number, knownNonStrict(engine)))
                surprises += resultLine(result);
        }
        qInfo("%s", qPrintable(tally.line()));
        QCOMPARE(tally.cases, 517);
        QVERIFY2(surprises.isEmpty(), qPrintable(QStringLiteral("not as the table says:\n") + surprises.join(u'\n')));
    }
};

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::ConformanceTest)
#include "tst_conformance.moc"
