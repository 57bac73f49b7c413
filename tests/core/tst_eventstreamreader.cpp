// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/http/eventstreamreader.h"
#include "stricttest.h"

#include <QStringList>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// "name|data|id" of each event.
struct Events final : EventStreamReader::Sink
{
    QStringList read;
    qsizetype enough = -1;

    bool eventRead(std::string_view name, std::string_view data, std::string_view id) override
    {
        QStringList parts;
        for (const auto part : {name, data, id})
            parts.append(QString::fromLatin1(part.data(), static_cast<qsizetype>(part.size())));
        read.append(parts.join(u'|'));
        return read.size() != enough;
    }
};

} // namespace

class TestEventStreamReader : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void streams_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("events");
        const auto row = [](const char *name, const QByteArray &bytes, const QStringList &events) {
            QTest::newRow(name) << bytes << events;
        };
        row("one", "data: a\n\n", {u"|a|"_s});
        row("all fields", "event: e\nid: 7\ndata: a\ndata: b\n\n", {u"e|a\nb|7"_s});
        row("line ends", "data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\n",
            {u"|a|"_s, u"|b|"_s, u"|c|"_s, u"|d|"_s});
        row("a byte order mark",
            "\xef\xbb\xbf"
            "data: a\n\n",
            {u"|a|"_s});
        row("a byte order mark later",
            "data: a\n\n\xef\xbb\xbf"
            "data: b\n\n",
            {u"|a|"_s});
        row("comments", ": hello\n\n:\n:data: no\ndata: a\n\n", {u"|a|"_s});
        row("no blank", "data:a\ndata:  b\n\n", {u"|a\n b|"_s});
        row("no colon", "data\ndata: a\n\n", {u"|\na|"_s});
        row("nothing in it", "data\n\nevent: e\n\ndata:\n\n", {});
        row("other fields", "datum: a\nDATA: b\n data: c\ndata : d\n\n", {});
        row("a name counts once", "event: e\ndata: a\n\ndata: b\n\n", {u"e|a|"_s, u"|b|"_s});
        row("a name without data", "event: e\n\ndata: b\n\n", {u"|b|"_s});
        row("an id stays", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", {u"|a|1"_s, u"|b|1"_s, u"|c|"_s});
        row("an id by itself", "id: 1\n\ndata: a\n\n", {u"|a|1"_s});
        row("an id with a NUL", QByteArray("id: 1\nid: x\0y\ndata: a\n\n", 23), {u"|a|1"_s});
        row("an id that is too long", "id: 1\nid: " + QByteArray(1025, 'x') + "\ndata: a\n\n", {u"|a|1"_s});
        row("cut off", "data: a\n\ndata: b\n", {u"|a|"_s});
        row("cut off within", "data: a\n\ndata: b", {u"|a|"_s});
    }
    /// However the network cuts it.
    void streams()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, events);
        for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
            Events sink;
            EventStreamReader reader(sink, 4000);
            for (qsizetype at = 0; at < bytes.size(); at += piece) {
                const auto part = bytes.mid(at, piece);
                QVERIFY(reader.read({part.constData(), static_cast<std::size_t>(part.size())}));
            }
            QCOMPARE(sink.read, events);
        }
    }

    void retry()
    {
        Events sink;
        EventStreamReader reader(sink, 1000);
        QVERIFY(!reader.retry());
        for (const std::string_view odd :
             {"retry: \n", "retry: 1s\n", "retry: -1\n", "retry: 1.5\n", "retry: 99999999999\n"}) {
            QVERIFY(reader.read(odd));
            QVERIFY(!reader.retry());
        }
        QVERIFY(reader.read("retry: 2500\n"));
        QCOMPARE(reader.retry()->count(), 2500);
        QVERIFY(reader.read("retry:4000000000\n"));
        QCOMPARE(*reader.retry(), std::chrono::hours(1));
    }

    void limit_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("fits");
        QTest::newRow("the largest") << "data: " + QByteArray(100, 'x') + "\n\n" << true;
        QTest::newRow("one more") << "data: " + QByteArray(101, 'x') + "\n\n" << false;
        QTest::newRow("in lines") << QByteArray("data: x\n").repeated(50) + "\n" << true; // 99: their ends count
        QTest::newRow("in more lines") << QByteArray("data: x\n").repeated(51) + "\n" << false;
        QTest::newRow("a line that never ends") << QByteArray(1000, 'x') << false;
        QTest::newRow("a comment that never ends") << QByteArray(1000, ':') << false;
        QTest::newRow("a long comment") << ':' + QByteArray(1000, 'x') + "\n\n" << false;
        QTest::newRow("many") << ("data: " + QByteArray(100, 'x') + "\n\n").repeated(100) << true;
    }
    void limit()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, fits);
        for (const auto piece : {qsizetype{1}, qsizetype{7}, bytes.size()}) {
            Events sink;
            EventStreamReader reader(sink, 100);
            bool isGood = true;
            for (qsizetype at = 0; isGood && at < bytes.size(); at += piece) {
                const auto part = bytes.mid(at, piece);
                isGood = reader.read({part.constData(), static_cast<std::size_t>(part.size())});
            }
            QCOMPARE(isGood, fits);
        }
    }

    void enough()
    {
        Events sink;
        sink.enough = 2;
        EventStreamReader reader(sink, 100, "before");
        QVERIFY(reader.read("data: a\n\ndata: b\n\ndata: c\n\n"));
        QCOMPARE(sink.read, (QStringList{u"|a|before"_s, u"|b|before"_s}));
        QVERIFY(reader.isOver());
    }
};

QTEST_GUILESS_MAIN(TestEventStreamReader)
#include "tst_eventstreamreader.moc"
