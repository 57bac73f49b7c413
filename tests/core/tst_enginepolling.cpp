// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Engine.IO over HTTP long polling, against a server that does what servers should not.

#include "httptestserver.h"
#include "stream/channelhandle.h"
#include "stream/enginepollingchannel.h"
#include "stream/socketiochannel.h"
#include "stricttest.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <optional>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray handshake =
    "0{\"sid\":\"s1\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100}";

/// A polling channel, and all that came of it.
class Polls : public QObject, public MessageSink
{
public:
    explicit Polls(const HttpTestServer &server) : channel(new EnginePollingChannel)
    {
        connect(channel.get(), &Channel::opened, this, [this] { opened = true; });
        connect(channel.get(), &Channel::closed, this, [this](const ChannelFailure &failure) { end = failure; });
        ChannelRequest request;
        request.url = server.url(u"/socket.io/?EIO=4&transport=polling"_s);
        request.url.setScheme(u"ws"_s);
        request.messageLimit = 1000;
        channel->open(request, this);
    }

    ChannelHandle channel;
    bool opened = false;
    QByteArrayList messages; ///< binary ones behind "!"
    QByteArrayList refused; ///< why
    std::optional<ChannelFailure> end;

private:
    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(static_cast<qsizetype>(capacity) + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t size, PayloadKind kind) override
    {
        messages.append((kind == PayloadKind::Binary ? "!" : "") + m_space.left(static_cast<qsizetype>(size)));
    }
    void messageRefused(std::string_view /*raw*/, std::string_view why) override
    {
        refused.append(QByteArray(why.data(), static_cast<qsizetype>(why.size())));
    }

    QByteArray m_space;
};

/// Answers polls with what is in `answers`, one after the other, and leaves those beyond hanging; says "ok" to each POST.
class PollServer : public HttpTestServer
{
public:
    explicit PollServer(QByteArrayList rawAnswers) : m_answers(std::move(rawAnswers))
    {
        answer = [this](QTcpSocket *socket, const Request &request) {
            if (request.line.startsWith("POST")) {
                posted.append(request.body);
                socket->write(answerWith("ok", "200 OK", "Content-Type: text/html\r\n"));
            } else if (!m_answers.isEmpty()) {
                socket->write(m_answers.takeFirst());
                if (closes && m_answers.isEmpty())
                    socket->disconnectFromHost();
            }
        };
    }
    static QByteArray payload(const QByteArray &packets, const QByteArray &fields = {})
    {
        return answerWith(packets, "200 OK", "Content-Type: text/plain; charset=UTF-8\r\n" + fields);
    }

    QByteArrayList posted;
    bool closes = false; ///< behind the last answer

private:
    QByteArrayList m_answers;
};

} // namespace

class EnginePollingTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void takesPayloads_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArrayList>("messages");
        QTest::addColumn<QByteArrayList>("refused");
        const QByteArray separator = "\x1e";
        QTest::newRow("one") << QByteArray("2") << QByteArrayList{"2"} << QByteArrayList();
        QTest::newRow("several") << "2" + separator + "42[\"a\"]" + separator + "bAQI="
                                 << QByteArrayList{"2", "42[\"a\"]", "!\x01\x02"} << QByteArrayList();
        QTest::newRow("empty ones") << separator + separator + "2" + separator << QByteArrayList{"2"}
                                    << QByteArrayList();
        QTest::newRow("none") << QByteArray() << QByteArrayList() << QByteArrayList();
        QTest::newRow("not base64") << "bAQ=!" + separator + "2" << QByteArrayList{"2"}
                                    << QByteArrayList{"a binary packet that is not base64"};
        QTest::newRow("base64 cut") << QByteArray("2" + separator + "bAQIDB") << QByteArrayList{"2"}
                                    << QByteArrayList{"a binary packet that is not base64"};
        QTest::newRow("not UTF-8") << "42[\"\xff\"]" + separator + "2" << QByteArrayList{"2"}
                                   << QByteArrayList{"a packet that is not UTF-8"};
        QTest::newRow("an event cut in half")
            << "2" + separator + "42[\"a\",{\"b" << QByteArrayList{"2", "42[\"a\",{\"b"} << QByteArrayList();
    }

    void takesPayloads()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QByteArrayList, messages);
        QFETCH(QByteArrayList, refused);
        PollServer server({PollServer::payload(handshake), PollServer::payload(payload), PollServer::payload("6")});
        Polls polls(server);
        QTRY_COMPARE(server.requests.size(), 4); // the last one hangs
        QVERIFY(polls.opened);
        QCOMPARE(polls.messages, QByteArrayList{handshake} + messages + QByteArrayList{"6"});
        QCOMPARE(polls.refused, refused);
        QVERIFY(!polls.end);
    }

    void fails_data()
    {
        QTest::addColumn<QByteArrayList>("answers");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArrayList &answers, bool closes, ChannelError error,
                            const char *detail) {
            QTest::newRow(name) << answers << closes << static_cast<int>(error) << QString::fromLatin1(detail);
        };
        const auto good = PollServer::payload(handshake);
        const auto whole = PollServer::payload("42[\"a\"]\x1e"
                                               "42[\"b\"]");
        const auto json = "Content-Type: application/json\r\n";
        row("a payload cut in half", {good, whole.chopped(6)}, true, ChannelError::NetworkLost,
            "the answer was cut off");
        row("a packet beyond the limit", {good, PollServer::payload("4" + QByteArray(1000, 'x'))}, false,
            ChannelError::MessageTooBig, "a packet is larger than 1000 bytes");
        row("no handshake", {PollServer::payload("2")}, false, ChannelError::ProtocolViolation,
            "the server did not begin with the handshake of Engine.IO 4");
        row("nothing", {PollServer::payload({})}, false, ChannelError::ProtocolViolation,
            "the server did not begin with the handshake of Engine.IO 4");
        row("a handshake cut in half", {PollServer::payload(handshake.left(20))}, false,
            ChannelError::ProtocolViolation, "the Engine.IO handshake cannot be read: not valid JSON");
        row("a session that is gone",
            {good,
             HttpTestServer::answerWith("{\"code\":1,\"message\":\"Session ID unknown\"}", "400 Bad Request", json)},
            false, ChannelError::UpgradeRefused, "HTTP 400 Bad Request: Session ID unknown");
        row("not now", {HttpTestServer::answerWith("later", "503 Service Unavailable", "Retry-After: 7\r\n")}, false,
            ChannelError::ServerUnavailable, "HTTP 503 Service Unavailable");
        row("signed out", {HttpTestServer::answerWith("", "401 Unauthorized", "")}, false, ChannelError::SignInNeeded,
            "HTTP 401 Unauthorized");
    }

    void fails()
    {
        QFETCH(QByteArrayList, answers);
        QFETCH(bool, closes);
        QFETCH(int, error);
        QFETCH(QString, detail);
        PollServer server(answers);
        server.closes = closes;
        Polls polls(server);
        QTRY_VERIFY(polls.end);
        QCOMPARE(static_cast<int>(polls.end->error), error);
        QCOMPARE(polls.end->detail, detail);
        if (polls.end->error == ChannelError::ServerUnavailable)
            QCOMPARE(polls.end->retryAfter, std::optional(std::chrono::milliseconds(7000)));
        // Half a payload is not taken for a whole one.
        QCOMPARE(polls.messages, polls.opened ? QByteArrayList{handshake} : QByteArrayList());
    }

    void saysOneThingAfterTheOther()
    {
        PollServer server({PollServer::payload(handshake, "Set-Cookie: node=b7; Path=/; HttpOnly\r\n")});
        Polls polls(server);
        QVERIFY(!polls.channel->send("early"));
        QTRY_VERIFY(polls.opened);
        bool flushed = false; // before the server took the last of it, nothing has left
        connect(polls.channel.get(), &Channel::flushed, polls.channel.get(), [&] {
            QCOMPARE(server.posted.size(), 3);
            flushed = true;
        });
        QVERIFY(polls.channel->send("4a"));
        QVERIFY(polls.channel->send("4" + QByteArray(95, 'b')));
        QVERIFY(polls.channel->send("4c"));
        QVERIFY(!polls.channel->ping("p")); // not each server bears what could be one
        QVERIFY(polls.channel->send("4" + QByteArray(500, 'd'))); // more than it takes at once: that it says itself
        QTRY_COMPARE(server.posted,
                     QByteArrayList({"4a\x1e"
                                     "4" + QByteArray(95, 'b'),
                                     "4c", "4" + QByteArray(500, 'd')}));
        QTRY_COMPARE(polls.channel->unsent(), 0);
        QVERIFY(flushed);
        for (const auto &request : std::as_const(server.requests)) {
            const bool isFirst = request.connection == 1 && request.target() == "/socket.io/?EIO=4&transport=polling";
            QCOMPARE(request.field("Cookie"), QByteArray(isFirst ? "" : "node=b7"));
            QVERIFY(isFirst || request.target() == "/socket.io/?EIO=4&transport=polling&sid=s1");
        }
    }

    /// What the server had for us went into an answer that was lost: to ask again would be to go on behind it.
    void endsWithALostAnswer()
    {
        PollServer server({PollServer::payload(handshake), QByteArray()});
        server.closes = true;
        Polls polls(server);
        QTRY_VERIFY(polls.end);
        QCOMPARE(polls.end->error, ChannelError::NetworkLost);
        QCOMPARE(server.requests.size(), 2);
    }

    void takesNoPayloadThatMayBeCut()
    {
        PollServer server(
            {PollServer::payload(handshake), "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n42[\"a\"]"});
        server.closes = true;
        Polls polls(server);
        QTRY_VERIFY(polls.end);
        QCOMPARE(polls.messages, QByteArrayList{handshake});
    }

    void pacesPolls()
    {
        PollPace pace;
        const auto idle = [&] { return pace.pauseAfter(1ms, false); };
        QCOMPARE(idle() + idle(), 0ms);
        std::chrono::milliseconds last{0};
        for (int i = 0; i < 5; ++i) {
            const auto pause = idle();
            QVERIFY(pause > last);
            last = pause;
        }
        QCOMPARE(idle(), last);
        QVERIFY(last <= 2s); // the server's pings must not be late by it
        QCOMPARE(pace.pauseAfter(100ms, false), 0ms); // it was held
        QCOMPARE(idle() + idle(), 0ms);
        QVERIFY(idle() > 0ms);
        QCOMPARE(pace.pauseAfter(1ms, true), 0ms);
        QCOMPARE(idle() + idle(), 0ms);
    }

    /// A server that holds no poll is not asked as fast as it answers.
    void hammersNobody()
    {
        QByteArrayList answers{PollServer::payload(handshake)};
        for (int i = 0; i < 20'000; ++i)
            answers.append(PollServer::payload(i % 2 == 0 ? "6" : ""));
        PollServer server(answers);
        Polls polls(server);
        bool isOver = false;
        QTRY_VERIFY(polls.opened);
        QTimer::singleShot(1s, this, [&] { isOver = true; });
        QTRY_VERIFY(isOver);
        QVERIFY2(server.requests.size() < 20, QByteArray::number(server.requests.size()).constData());
        QVERIFY(!polls.end);
    }

    /// Who wants rest is not asked by the other transport.
    void leavesABusyServerAlone_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<bool>("polls");
        QTest::addRow("away") << QByteArray("503 Service Unavailable") << QByteArray("Retry-After: 30\r\n") << false;
        QTest::addRow("away, without a time") << QByteArray("503 Service Unavailable") << QByteArray() << false;
        QTest::addRow("bad gateway") << QByteArray("502 Bad Gateway") << QByteArray() << false;
        QTest::addRow("too often") << QByteArray("429 Too Many Requests") << QByteArray() << false;
        QTest::addRow("a time alone") << QByteArray("400 Bad Request") << QByteArray("Retry-After: 30\r\n") << false;
        QTest::addRow("no WebSocket") << QByteArray("400 Bad Request") << QByteArray() << true;
    }
    void leavesABusyServerAlone()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, fields);
        QFETCH(bool, polls);
        PollServer idle({});
        Polls sink(idle);
        HttpTestServer server;
        server.answer = [&](QTcpSocket *socket, const auto &) {
            socket->write(HttpTestServer::answerWith("no", status, fields));
        };
        SocketIoChannel channel({"/", {EngineTransport::WebSocket, EngineTransport::Polling}},
                                std::make_shared<SocketIoMemory>());
        std::optional<ChannelFailure> end;
        connect(&channel, &Channel::closed, this, [&](const ChannelFailure &failure) { end = failure; });
        ChannelRequest request;
        request.url = server.url(u"/"_s);
        request.url.setScheme(u"ws"_s);
        channel.open(request, &sink);
        QTRY_VERIFY(end);
        QCOMPARE(server.requests.size(), polls ? 2 : 1);
        QCOMPARE(end->retryAfter.has_value(), !fields.isEmpty());
    }

    /// What is said while a session is about to go over to WebSocket, and then does not, goes out by polling, once and in its order.
    void keepsWhatIsSaidDuringAnUpgrade()
    {
        PollServer idle({});
        Polls sink(idle);
        PollServer server({PollServer::payload(handshake), PollServer::payload("40{\"sid\":\"x\"}")});
        QPointer<QTcpSocket> upgrade;
        QByteArray key;
        server.answer = [&, polls = server.answer](QTcpSocket *socket, const HttpTestServer::Request &request) {
            if (!request.head.contains("Upgrade: websocket"))
                return polls(socket, request);
            upgrade = socket;
            key = request.field("Sec-WebSocket-Key");
        };
        SocketIoChannel channel({"/", {EngineTransport::Polling, EngineTransport::WebSocket}},
                                std::make_shared<SocketIoMemory>());
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy heard(&channel, &Channel::heard);
        QSignalSpy closed(&channel, &Channel::closed);
        ChannelRequest request;
        request.url = server.url(u"/"_s);
        request.url.setScheme(u"ws"_s);
        channel.open(request, &sink);
        QTRY_VERIFY(opened.size() == 1 && upgrade);
        QTRY_COMPARE(channel.unsent(), 0);
        const auto posted = server.posted.size();
        const auto before = heard.size();
        upgrade->write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: "
            + QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
                  .toBase64()
            + "\r\n\r\n\x81\x06" + "3probe");
        QTRY_VERIFY(heard.size() > before);
        for (const auto *event : {"[\"news\",1]", "[\"news\",2]", "[\"news\",3]"})
            QVERIFY(channel.send(QByteArray(event)));
        QVERIFY(channel.unsent() > 0);
        QCOMPARE(server.posted.size(), posted);
        upgrade->abort();
        QTRY_COMPARE(channel.unsent(), 0);
        QCOMPARE(server.posted.mid(posted).join('\x1e'),
                 QByteArray("42[\"news\",1]\x1e"
                            "42[\"news\",2]\x1e"
                            "42[\"news\",3]"));
        QCOMPARE(closed.size(), 0);
    }

    /// Where several nodes are told apart by a cookie, WebSocket must find the one that has the session.
    void takesItsCookiesAlong()
    {
        PollServer idle({});
        Polls sink(idle);
        PollServer server({PollServer::payload(handshake, "Set-Cookie: node=b7\r\n")});
        SocketIoChannel channel({"/", {EngineTransport::Polling, EngineTransport::WebSocket}},
                                std::make_shared<SocketIoMemory>());
        ChannelRequest request;
        request.url = server.url(u"/"_s);
        request.url.setScheme(u"ws"_s);
        channel.open(request, &sink);
        const auto upgrade = [&]() -> HttpTestServer::Request {
            for (const auto &asked : std::as_const(server.requests)) {
                if (asked.head.contains("Upgrade: websocket"))
                    return asked;
            }
            return {};
        };
        QTRY_VERIFY(!upgrade().head.isEmpty());
        QCOMPARE(upgrade().field("Cookie"), QByteArray("node=b7"));
        QCOMPARE(upgrade().target(), QByteArray("/socket.io/?EIO=4&transport=websocket&sid=s1"));
    }
};

QTEST_GUILESS_MAIN(EnginePollingTest)
#include "tst_enginepolling.moc"
