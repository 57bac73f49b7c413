// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "comparison.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject message(const QString &stream, int number, const QString &text = {})
{
    return {{u"stream"_s, stream}, {u"number"_s, number}, {u"text"_s, text}};
}

QString streamOf(const QJsonObject &object)
{
    return object.value("stream"_L1).toString();
}

} // namespace

/// What judges all servers must notice each way in which a message can come to grief.
class TestComparison : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void compares_data()
    {
        using Messages = QList<QJsonObject>;
        QTest::addColumn<Messages>("kept");
        QTest::addColumn<QString>("verdict"); // lost, duplicated, reordered, invented
        const auto a1 = message(u"a"_s, 1);
        const auto a2 = message(u"a"_s, 2);
        const auto b1 = message(u"b"_s, 1);
        QTest::newRow("the same") << Messages{a1, a2, b1} << u"0 0 0 0"_s;
        QTest::newRow("streams in another order") << Messages{b1, a1, a2} << u"0 0 0 0"_s;
        QTest::newRow("one is missing") << Messages{a1, b1} << u"1 0 0 0"_s;
        QTest::newRow("nothing came") << Messages{} << u"3 0 0 0"_s;
        QTest::newRow("one came twice") << Messages{a1, a2, a1, b1} << u"0 1 0 0"_s;
        QTest::newRow("in another order") << Messages{a2, a1, b1} << u"0 0 1 0"_s;
        QTest::newRow("one more") << Messages{a1, a2, b1, message(u"b"_s, 2)} << u"0 0 0 1"_s;
        QTest::newRow("one has changed") << Messages{a1, message(u"a"_s, 2, u"!"_s), b1} << u"1 0 0 1"_s;
    }
    void compares()
    {
        QFETCH(QList<QJsonObject>, kept);
        QFETCH(QString, verdict);
        const auto result =
            compareMessages({message(u"a"_s, 1), message(u"b"_s, 1), message(u"a"_s, 2)}, kept, streamOf);
        QCOMPARE(u"%1 %2 %3 %4"_s.arg(result.lost.size())
                     .arg(result.duplicated.size())
                     .arg(result.reordered.size())
                     .arg(result.invented.size()),
                 verdict);
        QCOMPARE(result.isClean(), verdict == u"0 0 0 0"_s);
    }
};

QTEST_GUILESS_MAIN(TestComparison)

#include "tst_comparison.moc"
