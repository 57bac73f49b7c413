// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demoserver.h"
#include "demo/demothread.h"
#include "rawclient.h"
#include "stricttest.h"

#include <QDateTime>
#include <QTcpSocket>
#include <QTest>

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

} // namespace

/// The handshake, what a client may say, and how misuse ends.
class TestDemoServer : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void welcomes()
    {
        DemoServer server(quiet());
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        QCOMPARE(server.eventsProduced(), quint64(174));
        RawClient client;
        client.open(server.url());
        QTRY_VERIFY(client.isOpen());
        QCOMPARE(client.socket().subprotocol(), u"cloudevents.json"_s);
        client.hello();
        QTRY_COMPARE(client.controls(u"welcome"_s).size(), 1);
        const QJsonObject welcome = client.controls(u"welcome"_s).constFirst();
        QCOMPARE(welcome.value("server"_L1).toString(), u"bellboard-demo/0.1.0"_s);
        QCOMPARE(welcome.value("heartbeat_ms"_L1).toInteger(), 20'000);
        QCOMPARE(welcome.value("user"_L1).toString(), u"Priya"_s);
        QVERIFY(QDateTime::fromString(welcome.value("server_time"_L1).toString(), Qt::ISODateWithMs).isValid());
        const QJsonArray streams = welcome.value("streams"_L1).toArray();
        QCOMPARE(streams.size(), 6);
        QCOMPARE(streams[0]["stream"_L1].toString(), u"payments"_s);
        QCOMPARE(streams[0]["first"_L1].toInteger(), 1);
        QCOMPARE(streams[0]["last"_L1].toInteger(), 60);
        QVERIFY(streams[0]["interval_ms"_L1].toInteger() >= 2000);
        // Nothing comes before it is asked for.
        client.send(u"ping"_s, {});
        QTRY_COMPARE(client.controls(u"pong"_s).size(), 1);
        QVERIFY(client.events().isEmpty());
    }

    void answersPings()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url());
        QTRY_VERIFY(client.isOpen());
        client.hello();
        const QString id = client.send(u"ping"_s, {});
        QTRY_COMPARE(client.controls(u"pong"_s).size(), 1);
        QCOMPARE(client.controls(u"pong"_s).constFirst().value("ping"_L1).toString(), id);
    }

    void keepsTheHeartbeat()
    {
        DemoOptions options = quiet();
        options.heartbeat = 40ms;
        DemoServer server(options);
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url());
        QTRY_VERIFY(client.isOpen());
        client.hello();
        QTRY_VERIFY(client.controls(u"ping"_s).size() >= 2);
        // This client never answers, so it is given up.
        QTRY_VERIFY(client.isClosed());
        QTRY_COMPARE(server.clientCount(), 0);
    }

    void checksTheToken_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("code");
        QTest::newRow("right") << QByteArray("s3cret") << 0;
        QTest::newRow("wrong") << QByteArray("s3cre") << 4401;
        QTest::newRow("none") << QByteArray() << 4401;
    }

    void checksTheToken()
    {
        QFETCH(QByteArray, token);
        QFETCH(int, code);
        DemoOptions options = quiet();
        options.requiredToken = u"s3cret"_s;
        DemoServer server(options);
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url(), token);
        QTRY_VERIFY(client.isOpen() || client.isClosed());
        client.hello();
        if (code == 0) {
            QTRY_COMPARE(client.controls(u"welcome"_s).size(), 1);
        } else {
            QTRY_VERIFY(client.isClosed());
            QCOMPARE(client.closeCode(), code);
            QVERIFY(client.controls(u"welcome"_s).isEmpty());
        }
    }

    void turnsASilentStrangerAway()
    {
        DemoOptions options = quiet();
        options.requiredToken = u"s3cret"_s;
        DemoServer server(options);
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url());
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.closeCode(), 4401);
    }

    void needsTheSubprotocol_data()
    {
        QTest::addColumn<QString>("subprotocol");
        QTest::newRow("none") << QString();
        QTest::newRow("foreign") << u"cloudevents.avro"_s;
    }

    void needsTheSubprotocol()
    {
        QFETCH(QString, subprotocol);
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url(), {}, subprotocol);
        QTRY_COMPARE(server.clientCount(), 1);
        QTRY_COMPARE(server.clientCount(), 0);
        QVERIFY(client.controls(u"welcome"_s).isEmpty());
    }

    void refusesWebPages()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, quint16(server.url().port()));
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: "
                     "https://evil.example\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: "
                     "13\r\nSec-WebSocket-Protocol: cloudevents.json\r\n\r\n");
        QByteArray answer;
        QTRY_VERIFY((answer += socket.readAll()).contains("\r\n\r\n"));
        QVERIFY2(answer.startsWith("HTTP/1.1 403"), answer.constData());
    }

    void endsMisuse_data()
    {
        QTest::addColumn<bool>("greeted");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("code");
        const auto event = [](const char *type, const char *data) {
            return u"{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"x\",\"type\":\"%1\",\"data\":%2}"_s.arg(
                QString::fromLatin1(type), QString::fromLatin1(data));
        };
        QTest::newRow("not JSON") << false << u"hello"_s << 4400;
        QTest::newRow("a number") << false << u"[1]"_s << 4400;
        QTest::newRow("empty batch") << false << u"[]"_s << 4400;
        QTest::newRow("no envelope") << false << u"{\"type\":\"org.bellboard.control.hello\"}"_s << 4400;
        QTest::newRow("hello without client") << false << event("org.bellboard.control.hello", "{}") << 4400;
        QTest::newRow("no hello") << false << event("org.bellboard.control.subscribe", "{\"all\":true}") << 4400;
        QTest::newRow("hello twice") << true << event("org.bellboard.control.hello", "{\"client\":\"x\"}") << 4400;
        QTest::newRow("a domain event") << true << event("org.bellboard.payment", "{}") << 4400;
        QTest::newRow("subscribe to nothing") << true << event("org.bellboard.control.subscribe", "{}") << 4400;
        QTest::newRow("offset without epoch")
            << true << event("org.bellboard.control.subscribe", "{\"streams\":[{\"stream\":\"chat\",\"offset\":3}]}")
            << 4400;
        QTest::newRow("negative offset") << true
                                         << event("org.bellboard.control.subscribe",
                                                  "{\"streams\":[{\"stream\":\"chat\",\"epoch\":\"e\",\"offset\":-3}]}")
                                         << 4400;
        QTest::newRow("command without key")
            << true << event("org.bellboard.control.command", "{\"command\":\"acknowledge\"}") << 4400;
        QTest::newRow("too big") << true << QString(1024 * 1024 + 1, u'x') << 1009;
    }

    void endsMisuse()
    {
        QFETCH(bool, greeted);
        QFETCH(QString, message);
        QFETCH(int, code);
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url());
        QTRY_VERIFY(client.isOpen());
        if (greeted)
            client.hello();
        client.socket().sendTextMessage(message);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.closeCode(), code);
        QTRY_COMPARE(server.clientCount(), 0);
    }

    void endsBinaryAndSilence()
    {
        DemoOptions options = quiet();
        options.helloWithin = 60ms;
        DemoServer server(options);
        QVERIFY(server.start());
        RawClient binary;
        binary.open(server.url());
        QTRY_VERIFY(binary.isOpen());
        binary.hello();
        binary.socket().sendBinaryMessage("x");
        QTRY_VERIFY(binary.isClosed());
        QCOMPARE(binary.closeCode(), 1003);
        RawClient silent;
        silent.open(server.url());
        QTRY_VERIFY(silent.isClosed());
        QCOMPARE(silent.closeCode(), 4400);
    }

    void ignoresWhatALaterVersionSays()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        client.open(server.url());
        QTRY_VERIFY(client.isOpen());
        client.hello();
        client.send(u"wave"_s, {});
        client.send(u"subscribe"_s, {{u"streams"_s, QJsonArray{QJsonObject{{u"stream"_s, u"weather"_s}}}}});
        client.send(u"ping"_s, {});
        QTRY_COMPARE(client.controls(u"pong"_s).size(), 1);
        QVERIFY(!client.isClosed());
    }

    void executesCommandsOnce()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        RawClient colleague;
        for (RawClient *each : {&client, &colleague}) {
            each->open(server.url());
            QTRY_VERIFY(each->isOpen());
            each->send(u"hello"_s, {{u"client"_s, u"raw/1"_s}, {u"user"_s, each == &client ? u"priya"_s : u"sam"_s}});
            each->subscribeAll();
            QTRY_COMPARE(each->controls(u"caughtup"_s).size(), 6);
        }
        QCOMPARE(client.events(u"alerts"_s).size(), 12);
        const QJsonObject command{{u"command"_s, u"acknowledge"_s},
                                  {u"kind"_s, u"alert"_s},
                                  {u"subject"_s, u"AL-0192"_s},
                                  {u"key"_s, u"k-1"_s}};
        const QString first = client.send(u"command"_s, command);
        QTRY_COMPARE(colleague.events(u"alerts"_s).size(), 13);
        const QJsonObject alert = colleague.events(u"alerts"_s).constLast();
        QCOMPARE(alert.value("subject"_L1).toString(), u"AL-0192"_s);
        QCOMPARE(alert.value("data"_L1)["state"_L1].toString(), u"acknowledged"_s);
        QCOMPARE(alert.value("data"_L1)["by"_L1].toString(), u"Priya"_s);
        const QString second = client.send(u"command"_s, command);
        QTRY_COMPARE(client.controls(u"result"_s).size(), 2);
        QCOMPARE(client.controls(u"result"_s)[0].value("command"_L1).toString(), first);
        QCOMPARE(client.controls(u"result"_s)[1].value("command"_L1).toString(), second);
        for (const QJsonObject &result : client.controls(u"result"_s)) {
            QCOMPARE(result.value("ok"_L1).toBool(), true);
            QCOMPARE(result.value("key"_L1).toString(), u"k-1"_s);
        }
        client.send(
            u"command"_s,
            {{u"command"_s, u"assign"_s}, {u"kind"_s, u"task"_s}, {u"subject"_s, u"TSK-0"_s}, {u"key"_s, u"k-2"_s}});
        QTRY_COMPARE(client.controls(u"result"_s).size(), 3);
        const QJsonObject refused = client.controls(u"result"_s).constLast();
        QCOMPARE(refused.value("ok"_L1).toBool(true), false);
        QCOMPARE(refused.value("code"_L1).toString(), u"unknown_subject"_s);
        QVERIFY(!refused.value("reason"_L1).toString().isEmpty());
        QCOMPARE(colleague.events(u"alerts"_s).size(), 13);
    }

    void drainsAndDrops()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient drained;
        drained.open(server.url());
        QTRY_VERIFY(drained.isOpen());
        drained.hello();
        QTRY_COMPARE(drained.controls(u"welcome"_s).size(), 1);
        server.drain(50ms);
        QTRY_COMPARE(drained.controls(u"drain"_s).size(), 1);
        QCOMPARE(drained.controls(u"drain"_s).constFirst().value("within_ms"_L1).toInt(), 50);
        QTRY_VERIFY(drained.isClosed());
        // QWebSocket 6.4 takes the registered code 1012 for an error of the peer and shows 1002 in its place.
        QVERIFY2(drained.closeCode() == 1012 || drained.closeCode() == 1002,
                 qPrintable(QString::number(drained.closeCode())));

        RawClient dropped;
        dropped.open(server.url());
        QTRY_VERIFY(dropped.isOpen());
        dropped.hello();
        QTRY_COMPARE(dropped.controls(u"welcome"_s).size(), 1);
        server.dropClients(4403);
        QTRY_VERIFY(dropped.isClosed());
        QCOMPARE(dropped.closeCode(), 4403);

        RawClient cut;
        cut.open(server.url());
        QTRY_VERIFY(cut.isOpen());
        cut.hello();
        QTRY_COMPARE(cut.controls(u"welcome"_s).size(), 1);
        server.dropClients(0);
        QTRY_VERIFY(cut.isClosed());

        RawClient stopped;
        stopped.open(server.url());
        QTRY_VERIFY(stopped.isOpen());
        stopped.hello();
        QTRY_COMPARE(stopped.controls(u"welcome"_s).size(), 1);
        server.stop();
        QTRY_VERIFY(stopped.isClosed());
        QCOMPARE(stopped.closeCode(), 1001);
    }

    void saysWhyItCannotListen()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        DemoOptions options = quiet();
        options.port = quint16(server.url().port());
        const DemoThread second(options);
        QVERIFY(!second.isListening());
        QVERIFY2(second.errorString().startsWith(u"cannot listen on 127.0.0.1:"_s), qPrintable(second.errorString()));
    }

    void runsOnItsOwnThread()
    {
        DemoOptions options;
        options.rate = 1000;
        options.maximumEvents = 400;
        DemoThread host(options);
        QVERIFY2(host.isListening(), qPrintable(host.errorString()));
        RawClient client;
        client.open(host.url());
        QTRY_VERIFY(client.isOpen());
        client.hello();
        client.subscribeAll();
        QTRY_COMPARE(client.events().size(), 400);
        QCOMPARE(host.server().eventsProduced(), quint64(400));
        host.run([](DemoServer &server) { server.produceNow(5); });
        QTRY_COMPARE(client.events().size(), 405);
        QVERIFY(host.run([](DemoServer &server) { return server.positions(); }).size() == 6);
    }
};

QTEST_GUILESS_MAIN(TestDemoServer)
#include "tst_demoserver.moc"
