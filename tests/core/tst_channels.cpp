// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/channelengine.h"

#include "bothengines.h"
#include "stricttest.h"
#include "testservers.h"

#include <QSet>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A channel, and what it said.
struct Attempt
{
    MessageList sink;
    std::unique_ptr<Channel> channel = makeChannel(engine());
    QSignalSpy opened{channel.get(), &Channel::opened};
    QSignalSpy closed{channel.get(), &Channel::closed};

    explicit Attempt(const QUrl &url, const QByteArray &token = {})
    {
        channel->open({url, u"cloudevents.json"_s, token}, &sink);
    }
    ChannelFailure failure() const
    {
        return closed.isEmpty() ? ChannelFailure{} : closed.first().first().value<ChannelFailure>();
    }
};

/// Lets everything happen that is on its way, so that a second closed() would have come.
void settle()
{
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

constexpr int text = 0x81;

} // namespace

class TestChannels : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEngineRows(); }

    void bothWays()
    {
        WebSocketTestServer server;
        Attempt attempt(server.url(), "abc.DEF-123");
        attempt.channel->send("too early");
        QTRY_COMPARE(attempt.opened.size(), 1);
        QTRY_VERIFY(server.client);
        QCOMPARE(server.authorization, QByteArray("Bearer abc.DEF-123"));
        QCOMPARE(server.client->subprotocol(), u"cloudevents.json"_s);
        attempt.channel->send(R"({"type":"a.hello","text":"Zoë"})");
        QTRY_COMPARE(server.received.size(), 1);
        QCOMPARE(server.received.first().value("text"_L1).toString(), u"Zo\u00eb"_s);
        server.client->sendTextMessage(u"\u20ac \U0001F600"_s);
        QTRY_COMPARE(attempt.sink.messages, QList<QByteArray>{"\xe2\x82\xac \xf0\x9f\x98\x80"});
        attempt.channel->close(1000, u"bye"_s);
        QTRY_COMPARE(attempt.closed.size(), 1);
        QTRY_COMPARE(server.disconnections, 1);
        QCOMPARE(server.closeCode, 1000);
        settle();
        QCOMPARE(attempt.closed.size(), 1);
    }

    void withoutToken()
    {
        WebSocketTestServer server;
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.opened.size(), 1);
        QTRY_COMPARE(server.connections, 1);
        QVERIFY(!server.client->request().hasRawHeader("Authorization"));
        attempt.channel->abort();
        QTRY_COMPARE(server.disconnections, 1);
        settle();
        QCOMPARE(attempt.closed.size(), 0);
    }

    void messageLimit()
    {
        WebSocketTestServer server;
        Attempt attempt(server.url());
        QTRY_VERIFY(server.client);
        constexpr qsizetype limit = 1 << 20;
        server.client->sendTextMessage(QString(limit, u'x'));
        QTRY_COMPARE(attempt.sink.messages.size(), 1);
        QCOMPARE(attempt.sink.messages.first().size(), limit);
        server.client->sendTextMessage(QString(limit + 1, u'x'));
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, ChannelError::MessageTooBig);
        settle();
        QCOMPARE(attempt.sink.messages.size(), 1);
        QCOMPARE(attempt.closed.size(), 1);
    }

    void closeCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<ChannelError>("error");
        const auto row = [](int code, ChannelError error) { QTest::addRow("%d", code) << code << error; };
        row(1000, ChannelError::ServerClosed);
        row(1001, ChannelError::ServerRestarting);
        row(1002, ChannelError::ProtocolViolation);
        row(1003, ChannelError::PolicyViolation);
        row(1007, ChannelError::InvalidText);
        row(1008, ChannelError::PolicyViolation);
        row(1009, ChannelError::MessageTooBig);
        row(1010, ChannelError::UpgradeRefused);
        row(1011, ChannelError::ServerClosed);
        row(1012, ChannelError::ServerRestarting);
        row(1013, ChannelError::ServerRestarting);
        row(3000, ChannelError::ServerClosed);
        row(4400, ChannelError::PolicyViolation);
        row(4401, ChannelError::SignInNeeded);
        row(4403, ChannelError::Forbidden);
        row(4999, ChannelError::ServerClosed);
    }
    void closeCodes()
    {
        QFETCH(int, code);
        QFETCH(ChannelError, error);
        WebSocketTestServer server;
        Attempt attempt(server.url());
        QTRY_VERIFY(server.client);
        QTRY_COMPARE(attempt.opened.size(), 1);
        server.client->close(static_cast<QWebSocketProtocol::CloseCode>(code), u"<b>why</b>"_s);
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, error);
        if (attempt.failure().closeCode != 0
            || (code != 1012 && code != 1013)) { // which QWebSocket of 6.4 keeps to itself
            QCOMPARE(attempt.failure().closeCode, code);
            QCOMPARE(attempt.failure().detail, u"<b>why</b>"_s);
        }
        settle();
        QCOMPARE(attempt.closed.size(), 1);
    }

    void wrongSubprotocol_data()
    {
        QTest::addColumn<QStringList>("subprotocols");
        QTest::addRow("none") << QStringList();
        QTest::addRow("another") << QStringList{u"mqtt"_s};
    }
    void wrongSubprotocol()
    {
        QFETCH(QStringList, subprotocols);
        WebSocketTestServer server(subprotocols);
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, ChannelError::WrongSubprotocol);
        QCOMPARE(attempt.opened.size(), 0);
        settle();
        QCOMPARE(attempt.closed.size(), 1);
    }

    /// Frames as no decent server sends them.
    void frames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ChannelError>("error");
        const auto row = [](const char *name, const QByteArray &bytes, ChannelError error) {
            QTest::addRow("%s", name) << bytes << error;
        };
        row("binary", RawServer::frame(0x82, "x"), ChannelError::ProtocolViolation);
        row("invalid UTF-8", RawServer::frame(text, "\xff"), ChannelError::InvalidText);
        row("cut UTF-8", RawServer::frame(text, "\xe2\x82"), ChannelError::InvalidText);
        row("junk", "HELLO, WHO IS THERE?\r\n", ChannelError::ProtocolViolation);
        row("reserved bit", RawServer::frame(0xc1, "x"), ChannelError::ProtocolViolation);
        row("unknown opcode", RawServer::frame(0x83, "x"), ChannelError::ProtocolViolation);
        row("continuation of nothing", RawServer::frame(0x80, "x"), ChannelError::ProtocolViolation);
        row("control frame in parts", RawServer::frame(0x09, "x"), ChannelError::ProtocolViolation);
        row("control frame too long", RawServer::frame(0x89, QByteArray(126, 'x')), ChannelError::ProtocolViolation);
        row("one byte of close code", RawServer::frame(0x88, "x"), ChannelError::ProtocolViolation);
        row("frame beyond the limit", QByteArray("\x81\x7f\x00\x00\x00\x00\x7f\xff\xff\xff", 10),
            ChannelError::MessageTooBig);
        row("parts beyond the limit",
            RawServer::frame(0x01, QByteArray(700'000, 'x')) + RawServer::frame(0x80, QByteArray(700'000, 'x')),
            ChannelError::MessageTooBig);
    }
    void frames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ChannelError, error);
        RawServer server;
        server.answer = [&] {
            server.upgrade();
            server.write(RawServer::frame(text, "first"));
            server.write(bytes);
        };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, error);
        QCOMPARE(attempt.sink.messages, QList<QByteArray>{"first"});
        settle();
        QCOMPARE(attempt.closed.size(), 1);
    }

    void halfAFrame()
    {
        RawServer server;
        server.answer = [&] {
            server.upgrade();
            server.write(RawServer::frame(text, "whole"));
            server.write(RawServer::frame(text, QByteArray(5000, 'x')).left(2500));
        };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.sink.messages.size(), 1);
        settle();
        QCOMPARE(attempt.closed.size(), 0); // silence is for the heartbeat to notice
        server.client->abort();
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, ChannelError::NetworkLost);
        QCOMPARE(attempt.sink.messages, QList<QByteArray>{"whole"});
        settle();
        QCOMPARE(attempt.closed.size(), 1);
    }

    /// A message may come in parts, byte by byte, with pings between.
    void fragments()
    {
        RawServer server;
        server.answer = [&] { server.upgrade(); };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.opened.size(), 1);
        const auto bytes = RawServer::frame(0x01, "Hel") + RawServer::frame(0x89, "p") + RawServer::frame(0x00, "")
            + RawServer::frame(0x80, "lo");
        for (const char byte : bytes) {
            server.write(QByteArray(1, byte));
            settle();
        }
        QTRY_COMPARE(attempt.sink.messages, QList<QByteArray>{"Hello"});
        QCOMPARE(attempt.closed.size(), 0);
    }

    void neverUpgraded()
    {
        RawServer server;
        Attempt attempt(server.url());
        QTRY_COMPARE(server.requests, 1);
        settle();
        QCOMPARE(attempt.opened.size() + attempt.closed.size(), 0); // the deadline is the connection's
        attempt.channel->abort();
        settle();
        QCOMPARE(attempt.closed.size(), 0);
    }

    void refusedUpgrades_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("close");
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *status, ChannelError error) {
            for (const bool close : {false, true})
                QTest::addRow("%s%s", status, close ? ", closed" : "")
                    << QByteArray("HTTP/1.1 " + QByteArray(status) + "\r\nContent-Length: 0\r\n\r\n") << close << error
                    << QString(u"HTTP "_s + QString::fromLatin1(status));
        };
        row("200 OK", ChannelError::UpgradeRefused);
        row("301 Moved Permanently", ChannelError::UpgradeRefused);
        QTest::addRow("301 to the same server")
            << QByteArray("HTTP/1.1 301 Moved Permanently\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
            << false << ChannelError::UpgradeRefused << u"HTTP 301 Moved Permanently"_s;
        row("401 Unauthorized", ChannelError::SignInNeeded);
        for (const char *scheme : {"Bearer", "Basic realm=\"x\""})
            QTest::addRow("401 with challenge %s", scheme)
                << QByteArray("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + QByteArray(scheme)
                              + "\r\nContent-Length: 0\r\n\r\n")
                << false << ChannelError::SignInNeeded << u"HTTP 401 Unauthorized"_s;
        row("403 Forbidden", ChannelError::Forbidden);
        row("404 Not Found", ChannelError::UpgradeRefused);
        row("407 Proxy Authentication Required", ChannelError::ProxyFailed);
        row("429 Too Many Requests", ChannelError::TooManyRequests);
        row("503 Service Unavailable", ChannelError::ServerUnavailable);
        QTest::addRow("closed without an answer") << QByteArray() << true << ChannelError::UpgradeRefused << QString();
        QTest::addRow("foreign accept") << QByteArray(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: x\r\n\r\n")
                                        << false << ChannelError::UpgradeRefused << QString();
    }
    void refusedUpgrades()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, close);
        QFETCH(ChannelError, error);
        QFETCH(QString, detail);
        RawServer server;
        server.answer = [&] {
            server.write(answer);
            if (close)
                server.client->disconnectFromHost();
        };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, error);
        if (!detail.isEmpty())
            QCOMPARE(attempt.failure().detail, detail);
        QCOMPARE(attempt.opened.size(), 0);
        settle();
        QCOMPARE(attempt.closed.size(), 1);
        QCOMPARE(server.connections, 1); // no redirect is followed
    }

    void refusedPort()
    {
        QUrl url;
        {
            WebSocketTestServer server;
            url = server.url();
        }
        Attempt attempt(url);
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, ChannelError::ConnectionRefused);
        settle();
        QCOMPARE(attempt.closed.size(), 1);
    }

    /// Nothing may travel with such a token: it would forge the request.
    void badTokens_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addRow("line break") << QByteArray("a\r\nX-Evil: 1");
        QTest::addRow("line feed") << QByteArray("a\nb");
        QTest::addRow("NUL") << QByteArray("a\0b", 3);
        QTest::addRow("blank") << QByteArray("a b");
        QTest::addRow("non-ASCII") << QByteArray("\xc3\xa9");
        QTest::addRow("DEL") << QByteArray("\x7f");
    }
    void badTokens()
    {
        QFETCH(QByteArray, token);
        RawServer server;
        Attempt attempt(server.url(), token);
        QCOMPARE(attempt.closed.size(), 0); // not from within open()
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, ChannelError::InvalidSettings);
        QVERIFY(!attempt.failure().detail.contains(QString::fromLatin1(token)));
        settle();
        QCOMPARE(server.connections, 0);
        QCOMPARE(attempt.closed.size(), 1);
    }

    /// Whatever comes is a sign of life: a ping, a pong, and each part of a message, though nobody is given it yet.
    void everyByteIsHeard()
    {
        RawServer server;
        server.answer = [&] { server.upgrade(); };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.opened.size(), 1);
        QSignalSpy heard(attempt.channel.get(), &Channel::heard);
        const auto ping = RawServer::frame(0x89, "are you there");
        const auto pong = RawServer::frame(0x8a, "unasked");
        const auto whole = RawServer::frame(text, QByteArray(100'000, 'x'));
        const QList<QByteArray> parts{ping.first(1), ping.mid(1), pong, whole.first(3), whole.mid(3, 50'000)};
        for (const auto &part : parts) {
            heard.clear();
            server.write(part);
            QTRY_VERIFY2(!heard.isEmpty(), part.first(1).toHex().constData());
        }
        QVERIFY(attempt.sink.messages.isEmpty());
        bool wasHeard = false;
        attempt.sink.received = [&](const QByteArray &) { wasHeard = !heard.isEmpty(); };
        settle();
        heard.clear();
        server.write(whole.mid(50'003));
        QTRY_COMPARE(attempt.sink.messages.size(), 1);
        QVERIFY(wasHeard); // before the message, so that what that says is taken by a connection that is not in doubt
    }

    void pings()
    {
        WebSocketTestServer server;
        Attempt attempt(server.url());
        QVERIFY(!attempt.channel->ping("too early"));
        QSignalSpy ponged(attempt.channel.get(), &Channel::ponged);
        QTRY_COMPARE(attempt.opened.size(), 1);
        QVERIFY(attempt.channel->ping("one"));
        QVERIFY(attempt.channel->ping("two"));
        QTRY_COMPARE(ponged.size(), 2);
        QCOMPARE(ponged[0].first().toByteArray(), QByteArray("one"));
        QCOMPARE(ponged[1].first().toByteArray(), QByteArray("two"));
        attempt.channel->abort();
        QVERIFY(!attempt.channel->ping("too late"));
    }

    /// A peer that does not answer the closing handshake is left after the deadline.
    /// Nobody can foretell how the next frame looks on its way (RFC 6455, 5.3).
    void masksAreFresh()
    {
        RawServer server;
        server.answer = [&] { server.upgrade(); };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.opened.size(), 1);
        server.received.clear();
        constexpr int frames = 64;
        constexpr qsizetype size = 2 + 4 + 4;
        for (int i = 0; i < frames; ++i)
            QVERIFY(attempt.channel->send("same"));
        QTRY_COMPARE(server.received.size(), frames * size);
        QSet<QByteArray> masks;
        for (int i = 0; i < frames; ++i)
            masks.insert(server.received.mid(i * size + 2, 4));
        QCOMPARE(masks.size(), frames);
    }

    void closeDeadline()
    {
        RawServer server;
        server.answer = [&] { server.upgrade(); };
        Attempt attempt(server.url());
        QTRY_COMPARE(attempt.opened.size(), 1);
        attempt.channel->close(1000, {});
        QTRY_COMPARE_WITH_TIMEOUT(attempt.closed.size(), 1, 10'000);
        settle();
        QCOMPARE(attempt.closed.size(), 1);
        QTRY_COMPARE(server.client->state(), QAbstractSocket::UnconnectedState);
    }

    /// Many messages in one turn of the event loop, and the channel is dropped at one of them: the rest is not heard.
    void abortWhileReceiving()
    {
        RawServer server;
        server.answer = [&] {
            server.upgrade();
            QByteArray many;
            for (int i = 0; i < 1000; ++i)
                many += RawServer::frame(text, "x");
            server.write(many);
        };
        Attempt attempt(server.url());
        attempt.sink.received = [&](const QByteArray &) {
            if (attempt.sink.messages.size() == 10)
                attempt.channel->abort();
        };
        QTRY_COMPARE(attempt.sink.messages.size(), 10);
        settle();
        QCOMPARE(attempt.sink.messages.size(), 10);
        QCOMPARE(attempt.closed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestChannels)
#include "tst_channels.moc"
