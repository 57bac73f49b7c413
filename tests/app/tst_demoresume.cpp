// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demoserver.h"
#include "rawclient.h"
#include "stricttest.h"

#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Bellboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

DemoOptions quiet()
{
    DemoOptions options;
    options.paused = true;
    return options;
}

DemoServer::Position positionOf(const DemoServer &server, const QString &stream)
{
    for (const DemoServer::Position &position : server.positions()) {
        if (position.stream == stream)
            return position;
    }
    return {};
}

QList<qint64> numbers(qint64 from, qint64 to)
{
    QList<qint64> list;
    for (qint64 number = from; number <= to; ++number)
        list.append(number);
    return list;
}

/// The caught-up marker of one stream.
QJsonObject caughtUp(const RawClient &client, const QString &stream)
{
    for (const QJsonObject &marker : client.controls(u"caughtup"_s)) {
        if (marker.value("stream"_L1) == stream)
            return marker;
    }
    return {};
}

/// Opens, says hello and asks for everything.
void start(RawClient &client, const DemoServer &server, const QJsonArray &positions = {})
{
    client.open(server.url());
    QTRY_VERIFY(client.isOpen());
    client.hello();
    client.subscribeAll(positions);
}

/// A client frame of text, masked with zeros.
QByteArray frameOf(const QByteArray &text)
{
    QByteArray frame("\x81", 1);
    if (text.size() < 126)
        frame.append(char(0x80 | text.size()));
    else
        frame.append(char(0x80 | 126)).append(char(text.size() >> 8)).append(char(text.size() & 255));
    return frame.append(4, '\0').append(text);
}

/// Takes whole server frames of text from the front of `bytes` and counts the events in them.
qint64 countEvents(QByteArray &bytes)
{
    qint64 events = 0;
    qsizetype position = 0;
    while (bytes.size() - position >= 2) {
        qsizetype length = uchar(bytes[position + 1]) & 127;
        qsizetype head = 2;
        if (length == 126)
            head = 4;
        else if (length == 127)
            head = 10;
        if (bytes.size() - position < head)
            break;
        if (head == 4)
            length = qFromBigEndian<quint16>(bytes.constData() + position + 2);
        else if (head == 10)
            length = qsizetype(qFromBigEndian<quint64>(bytes.constData() + position + 2));
        if (bytes.size() - position < head + length)
            break;
        events += bytes.mid(position + head, length).count("\"sequence\":");
        position += head + length;
    }
    bytes.remove(0, position);
    return events;
}

} // namespace

/// Positions: replay, resume, gaps, slow clients and restarts.
class TestDemoResume : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void replaysFromTheStart()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        server.produceNow(1000);
        RawClient client;
        start(client, server);
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 6);
        QCOMPARE(client.events().size(), 1174);
        QVERIFY(client.largestBatch() > 1 && client.largestBatch() <= 100);
        for (const DemoServer::Position &position : server.positions()) {
            QCOMPARE(client.offsets(position.stream), numbers(1, qint64(position.last)));
            const QJsonObject marker = caughtUp(client, position.stream);
            QCOMPARE(marker.value("offset"_L1).toInteger(), qint64(position.last));
            QCOMPARE(marker.value("epoch"_L1).toString(), position.epoch);
            QCOMPARE(marker.value("recovered"_L1).toBool(), true);
        }
        // Then it is live, one event a message.
        server.produceNow(50);
        QTRY_COMPARE(client.events().size(), 1224);
    }

    void resumesWithExactlyTheRest()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        server.produceNow(1000);
        const DemoServer::Position payments = positionOf(server, u"payments"_s);
        const DemoServer::Position alerts = positionOf(server, u"alerts"_s);
        RawClient client;
        start(client, server,
              {RawClient::position(u"payments"_s, payments.epoch, 100),
               RawClient::position(u"alerts"_s, alerts.epoch, qint64(alerts.last))});
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 6);
        QCOMPARE(client.offsets(u"payments"_s), numbers(101, qint64(payments.last)));
        QCOMPARE(caughtUp(client, u"payments"_s).value("recovered"_L1).toBool(), true);
        QVERIFY(client.offsets(u"alerts"_s).isEmpty());
        QCOMPARE(client.offsets(u"chat"_s).constFirst(), 1);
    }

    void anotherEpochStartsOver_data()
    {
        QTest::addColumn<bool>("ownEpoch");
        QTest::addColumn<qint64>("offset");
        QTest::newRow("another epoch") << false << qint64(10);
        QTest::newRow("never given out") << true << qint64(1'000'000);
    }

    void anotherEpochStartsOver()
    {
        QFETCH(bool, ownEpoch);
        QFETCH(qint64, offset);
        DemoServer server(quiet());
        QVERIFY(server.start());
        const DemoServer::Position payments = positionOf(server, u"payments"_s);
        RawClient client;
        start(client, server, {RawClient::position(u"payments"_s, ownEpoch ? payments.epoch : u"other"_s, offset)});
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 6);
        QCOMPARE(client.offsets(u"payments"_s), numbers(1, qint64(payments.last)));
        QCOMPARE(caughtUp(client, u"payments"_s).value("recovered"_L1).toBool(true), false);
        QCOMPARE(caughtUp(client, u"chat"_s).value("recovered"_L1).toBool(), true);
    }

    void epochsDifferBetweenStarts()
    {
        DemoServer one(quiet());
        DemoServer two(quiet());
        QVERIFY(one.start() && two.start());
        QVERIFY(positionOf(one, u"chat"_s).epoch != positionOf(two, u"chat"_s).epoch);
    }

    void trimmedHistoryIsAGap()
    {
        DemoOptions options = quiet();
        options.historyBytes = 200 * 1024;
        options.rate = 1000;
        DemoServer server(options);
        QVERIFY(server.start());
        server.produceNow(3000);
        const DemoServer::Position payments = positionOf(server, u"payments"_s);
        QVERIFY(payments.first > 1000);
        RawClient client;
        start(client, server, {RawClient::position(u"payments"_s, payments.epoch, 100)});
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 6);
        QCOMPARE(client.controls(u"gap"_s).size(), 1);
        const QJsonObject gap = client.controls(u"gap"_s).constFirst();
        QCOMPARE(gap.value("stream"_L1).toString(), u"payments"_s);
        QCOMPARE(gap.value("epoch"_L1).toString(), payments.epoch);
        QCOMPARE(gap.value("from"_L1).toInteger(), 101);
        QCOMPARE(gap.value("to"_L1).toInteger(), qint64(payments.first - 1));
        QCOMPARE(caughtUp(client, u"payments"_s).value("recovered"_L1).toBool(true), false);
        QCOMPARE(client.offsets(u"payments"_s), numbers(qint64(payments.first), qint64(payments.last)));
    }

    void asksAgainForOneStream()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        start(client, server);
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 6);
        const DemoServer::Position chat = positionOf(server, u"chat"_s);
        const auto before = client.events().size();
        client.send(u"subscribe"_s,
                    {{u"all"_s, false}, {u"streams"_s, QJsonArray{RawClient::position(u"chat"_s, chat.epoch, 20)}}});
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 7);
        QCOMPARE(client.events().size(), before + qsizetype(chat.last) - 20);
    }

    void servesHighRatesInBatches()
    {
        DemoOptions options;
        options.rate = 50'000;
        options.maximumEvents = 20'000;
        DemoServer server(options);
        QVERIFY(server.start());
        RawClient client;
        start(client, server);
        QTRY_COMPARE_WITH_TIMEOUT(client.events().size(), 20'000, 30'000);
        for (const DemoServer::Position &position : server.positions())
            QCOMPARE(client.offsets(position.stream), numbers(1, qint64(position.last)));
    }

    void aSlowClientCostsNothingAndMissesNothing()
    {
        DemoOptions options = quiet();
        options.rate = 10'000;
        DemoServer server(options);
        QVERIFY(server.start());
        server.produceNow(20'000);
        QTcpSocket slow;
        slow.setReadBufferSize(4096);
        slow.connectToHost(u"127.0.0.1"_s, quint16(server.url().port()));
        QTRY_COMPARE(slow.state(), QAbstractSocket::ConnectedState);
        slow.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 32 * 1024);
        slow.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: "
                   "13\r\nSec-WebSocket-Protocol: cloudevents.json\r\n\r\n");
        QByteArray answer;
        QTRY_VERIFY((answer += slow.readAll()).contains("\r\n\r\n"));
        slow.write(frameOf(
            R"j({"specversion":"1.0","id":"1","source":"bellboard","type":"org.bellboard.control.hello","data":{"client":"slow/1"}})j"));
        slow.write(frameOf(
            R"j({"specversion":"1.0","id":"2","source":"bellboard","type":"org.bellboard.control.subscribe","data":{"all":true}})j"));
        QTRY_VERIFY(server.mostUnsent() >= 1024 * 1024);
        server.produceNow(20'000);
        // It reads nothing, and what waits for it does not grow.
        RawClient quick;
        start(quick, server);
        QTRY_COMPARE_WITH_TIMEOUT(quick.events().size(), 40'174, 30'000);
        QVERIFY2(server.mostUnsent() < 1024 * 1024 + 128 * 1024, qPrintable(QString::number(server.mostUnsent())));
        // Then it reads, and everything is there.
        slow.setReadBufferSize(0);
        QByteArray bytes = answer.mid(answer.indexOf("\r\n\r\n") + 4);
        qint64 events = 0;
        const auto readMore = [&] {
            bytes += slow.readAll();
            events += countEvents(bytes);
            return events;
        };
        QTRY_COMPARE_WITH_TIMEOUT(readMore(), 40'174, 30'000);
        QVERIFY(server.mostUnsent() < 1024 * 1024 + 128 * 1024);
    }

    void restartsOnItsHistory_data()
    {
        QTest::addColumn<QByteArray>("torn");
        QTest::newRow("whole") << QByteArray();
        QTest::newRow("torn last line") << QByteArray("{\"specversion\":\"1.0\",\"id\":\"");
    }

    void restartsOnItsHistory()
    {
        QFETCH(QByteArray, torn);
        QTemporaryDir folder;
        DemoOptions options;
        options.rate = 1000;
        options.historyFile = folder.filePath(u"history"_s);
        auto server = std::make_unique<DemoServer>(options);
        QVERIFY2(server->start(), qPrintable(server->errorString()));
        RawClient client;
        start(client, *server);
        QTRY_VERIFY(client.events().size() > 400);
        // What is on disk while it runs is what would be there had it been killed now.
        const qsizetype received = client.offsets(u"payments"_s).size();
        const QString left = folder.filePath(u"left"_s);
        QVERIFY(QFile::copy(options.historyFile, left));
        const QString epoch = positionOf(*server, u"payments"_s).epoch;
        const QList<QJsonObject> before = client.events(u"payments"_s);
        server.reset();
        QFile file(left);
        QVERIFY(file.open(QIODevice::Append));
        file.write(torn);
        file.close();

        options.historyFile = left;
        options.paused = true;
        DemoServer again(options);
        QVERIFY2(again.start(), qPrintable(again.errorString()));
        const DemoServer::Position payments = positionOf(again, u"payments"_s);
        QCOMPARE(payments.epoch, epoch);
        QVERIFY(payments.last >= quint64(received));
        again.produceNow(100);
        RawClient resumed;
        start(resumed, again, {RawClient::position(u"payments"_s, epoch, received)});
        QTRY_COMPARE(resumed.controls(u"caughtup"_s).size(), 6);
        QCOMPARE(resumed.offsets(u"payments"_s), numbers(received + 1, qint64(positionOf(again, u"payments"_s).last)));
        QCOMPARE(caughtUp(resumed, u"payments"_s).value("recovered"_L1).toBool(), true);
        // And what was received before is still the same.
        RawClient whole;
        start(whole, again);
        QTRY_COMPARE(whole.controls(u"caughtup"_s).size(), 6);
        QCOMPARE(whole.events(u"payments"_s).mid(0, before.size()), before);
    }
};

QTEST_GUILESS_MAIN(TestDemoResume)
#include "tst_demoresume.moc"
