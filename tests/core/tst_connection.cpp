// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connection.h"

#include "collectingsink.h"
#include "profile/profiledialect.h"
#include "profile/profilefile.h"
#include "protocol/nativeprotocol.h"
#include "stream/channelengine.h"
#include "stricttest.h"
#include "testservers.h"

#include <QDir>
#include <QJsonArray>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using enum ConnectionState;

namespace {

/// A connection with short waits that hears what its channel brings, as a feed does.
struct Client
{
    static Connection::Settings settingsFor(const QUrl &url)
    {
        Connection::Settings settings;
        settings.url = url;
        settings.user = u"ann"_s;
        settings.backoff = {20ms, 200ms, 10ms, 20ms, 50ms, 30s};
        return settings;
    }

    explicit Client(const QUrl &url) : Client(settingsFor(url)) { }
    explicit Client(const Connection::Settings &settings)
        : connection(settings, [] { return makeChannel(ChannelEngine::Wire); }, sink, clock, [] { return 0.5; })
    {
        sink.received = [this](const QByteArray &message) {
            CollectingSink decoded;
            decoded.decode({message.constData(), static_cast<std::size_t>(message.size())});
            for (const auto &control : decoded.controls)
                connection.handle(control);
        };
        QObject::connect(&connection, &Connection::stateChanged, &connection,
                         [this](ConnectionState state) { states.append(state); });
        QObject::connect(&connection, &Connection::welcomed, &connection, [this] {
            const StreamCursor cursor{1, "st", "ep", 41, {}, {}, false};
            connection.send(NativeProtocol::subscribe({&cursor, 1}, {}));
        });
    }

    SystemClock clock;
    MessageList sink;
    QList<ConnectionState> states;
    Connection connection;
};

QJsonObject welcome(bool withStream, int heartbeat = 0)
{
    QJsonObject data{{u"heartbeat_ms"_s, heartbeat}, {u"server_time"_s, u"2026-03-01T09:00:00Z"_s}};
    if (withStream)
        data.insert(
            u"streams"_s,
            QJsonArray{QJsonObject{{u"stream"_s, u"st"_s}, {u"epoch"_s, u"ep"_s}, {u"first"_s, 1}, {u"last"_s, 50}}});
    return data;
}

/// A server that welcomes everybody; with a stream, it says nothing of catching up.
void beFriendly(WebSocketTestServer &server, bool withStream = false, int heartbeat = 0)
{
    server.answer = [withStream, heartbeat](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
        if (kind == u"hello")
            socket->sendTextMessage(WebSocketTestServer::control(u"welcome"_s, welcome(withStream, heartbeat)));
        else if (kind == u"ping")
            socket->sendTextMessage(WebSocketTestServer::control(u"pong"_s, {{u"ping"_s, message.value("id"_L1)}}));
    };
}

} // namespace

class TestConnection : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void toLiveAndBack()
    {
        WebSocketTestServer server;
        beFriendly(server);
        Client client(server.url());
        QCOMPARE(client.connection.state(), Stopped);
        QVERIFY(!client.connection.send("x"));
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        QCOMPARE(client.states, (QList{Connecting, Authenticating, Recovering, Live}));
        QVERIFY(client.connection.isUsable());
        QCOMPARE(client.connection.failure().error, ChannelError::None);
        QTRY_COMPARE(server.receivedKinds(), (QStringList{u"hello"_s, u"subscribe"_s, u"ping"_s}));
        QTRY_VERIFY(client.connection.roundTrip());
        QCOMPARE(server.received[0].value("data"_L1).toObject().value("user"_L1).toString(), u"ann"_s);
        const auto data = server.received[1].value("data"_L1).toObject();
        QVERIFY(data.value("all"_L1).toBool());
        const auto position = data.value("streams"_L1).toArray().first().toObject();
        QCOMPARE(position.value("stream"_L1).toString() + position.value("epoch"_L1).toString(), u"step"_s);
        QCOMPARE(position.value("offset"_L1).toInteger(), 41);
        QVERIFY(server.authorization.isEmpty());
        client.connection.stop();
        QCOMPARE(client.connection.state(), Stopped);
        QTRY_COMPARE(server.disconnections, 1);
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        QCOMPARE(server.connections, 2);
    }

    void recoversUntilCaughtUp()
    {
        WebSocketTestServer server;
        beFriendly(server, true);
        Client client(server.url());
        QSignalSpy caughtUp(&client.connection, &Connection::caughtUp);
        client.connection.start();
        QTRY_COMPARE(server.receivedKinds().size(), 2);
        QCOMPARE(client.connection.state(), Recovering);
        const auto say = [&](const QString &stream) {
            server.client->sendTextMessage(WebSocketTestServer::control(
                u"caughtup"_s,
                {{u"stream"_s, stream}, {u"epoch"_s, u"ep"_s}, {u"offset"_s, 50}, {u"recovered"_s, true}}));
        };
        say(u"another"_s);
        QTRY_COMPARE(caughtUp.size(), 1);
        QCOMPARE(client.connection.state(), Recovering);
        say(u"st"_s);
        QTRY_COMPARE(client.connection.state(), Live);
    }

    /// One deadline for all from the start to the welcome, whatever the server does meanwhile.
    void noWelcome_data()
    {
        QTest::addColumn<bool>("upgrade");
        QTest::addRow("no upgrade") << false;
        QTest::addRow("no welcome") << true;
    }
    void noWelcome()
    {
        QFETCH(bool, upgrade);
        RawServer server;
        server.answer = [&] {
            if (upgrade)
                server.upgrade();
        };
        auto settings = Client::settingsFor(server.url());
        settings.openDeadline = 150ms;
        Client client(settings);
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.failure().error, ChannelError::Timeout);
        QCOMPARE(client.states.contains(Authenticating), upgrade);
        QVERIFY(client.connection.nextTry());
        QTRY_VERIFY(server.connections >= 2); // and again
        QVERIFY(client.connection.attempt() >= 2);
    }

    void silence()
    {
        WebSocketTestServer server;
        server.answer = [](QWebSocket *socket, const QString &kind, const QJsonObject &) {
            if (kind == u"hello")
                socket->sendTextMessage(WebSocketTestServer::control(u"welcome"_s, welcome(false)));
        };
        auto settings = Client::settingsFor(server.url());
        settings.heartbeat = 100ms;
        settings.probeDeadline = 100ms;
        settings.backoff.base = settings.backoff.floor = settings.backoff.lossWindow = 10s;
        settings.backoff.cap = 10s;
        Client client(settings);
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Waiting);
        QCOMPARE(client.connection.failure().error, ChannelError::HeartbeatMissed);
        QCOMPARE(client.states, (QList{Connecting, Authenticating, Recovering, Live, Suspect, Waiting}));
        QTRY_COMPARE(server.receivedKinds().count(u"ping"_s), 2); // one to measure, one to ask
        QTRY_COMPARE(server.disconnections, 1);
        // A person need not wait for the next try.
        beFriendly(server);
        client.connection.retryNow();
        QTRY_COMPARE(client.connection.state(), Live);
        QVERIFY(!client.connection.nextTry());
    }

    void aPingThatIsAnswered()
    {
        WebSocketTestServer server;
        beFriendly(server);
        auto settings = Client::settingsFor(server.url());
        settings.heartbeat = 50ms;
        Client client(settings);
        client.connection.start();
        QTRY_VERIFY(client.states.count(Suspect) >= 3);
        QCOMPARE(server.connections, 1);
        QVERIFY(!client.states.contains(Waiting));
        QTRY_COMPARE(client.connection.state(), Live);
    }

    void pongs()
    {
        WebSocketTestServer server;
        beFriendly(server);
        Client client(server.url());
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        server.client->sendTextMessage(WebSocketTestServer::control(u"ping"_s, {}, u"p7"_s));
        QTRY_VERIFY(server.receivedKinds().contains(u"pong"_s));
        QCOMPARE(server.received.last().value("data"_L1).toObject().value("ping"_L1).toString(), u"p7"_s);
    }

    void closeCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<ChannelError>("error");
        QTest::addRow("1012") << 1012 << Waiting << ChannelError::ServerRestarting;
        QTest::addRow("1011") << 1011 << Waiting << ChannelError::ServerClosed;
        QTest::addRow("1000") << 1000 << Waiting << ChannelError::ServerClosed;
        QTest::addRow("4401") << 4401 << SignInRequired << ChannelError::SignInNeeded;
        QTest::addRow("4403") << 4403 << Rejected << ChannelError::Forbidden;
        QTest::addRow("1008") << 1008 << Rejected << ChannelError::PolicyViolation;
        QTest::addRow("cut") << 0 << Waiting << ChannelError::NetworkLost;
    }
    void closeCodes()
    {
        QFETCH(int, code);
        QFETCH(ConnectionState, state);
        QFETCH(ChannelError, error);
        WebSocketTestServer server;
        beFriendly(server);
        auto settings = Client::settingsFor(server.url());
        settings.backoff.base = settings.backoff.floor = settings.backoff.cap = settings.backoff.restartWindow = 10s;
        Client client(settings);
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        if (code == 0)
            server.client->abort();
        else
            server.client->close(static_cast<QWebSocketProtocol::CloseCode>(code), u"why"_s);
        QTRY_COMPARE(client.connection.state(), state);
        QCOMPARE(client.connection.failure().error, error);
        if (code != 1012) // which QWebSocket of 6.4 keeps to itself
            QCOMPARE(client.connection.failure().closeCode, code);
        QCOMPARE(client.connection.nextTry().has_value(), state == Waiting);
        QVERIFY(!client.connection.isUsable());
        // Whatever it was, a person can try again; the failure is told until it is live.
        client.connection.retryNow();
        QCOMPARE(client.connection.failure().error, error);
        QTRY_COMPARE(client.connection.state(), Live);
        QCOMPARE(client.connection.failure().error, ChannelError::None);
    }

    void refusedPortIsTriedAgain()
    {
        auto server = std::make_unique<WebSocketTestServer>();
        const auto url = server->url();
        const auto port = server->port();
        server->stopListening();
        Client client(url);
        client.connection.start();
        QTRY_VERIFY(client.connection.attempt() >= 4);
        QCOMPARE(client.connection.failure().error, ChannelError::ConnectionRefused);
        beFriendly(*server);
        QVERIFY(server->listenAgain(port));
        QTRY_COMPARE(client.connection.state(), Live);
    }

    /// A server that takes us and drops us at once is asked less and less often.
    void flappingServer()
    {
        WebSocketTestServer server;
        server.answer = [](QWebSocket *socket, const QString &kind, const QJsonObject &) {
            if (kind == u"hello")
                socket->sendTextMessage(WebSocketTestServer::control(u"welcome"_s, welcome(false)));
            else
                socket->close(QWebSocketProtocol::CloseCodeAbnormalDisconnection);
        };
        Client client(server.url());
        client.connection.start();
        QTRY_VERIFY(client.connection.attempt() >= 3); // not begun anew by having been live
    }

    void token()
    {
        WebSocketTestServer server;
        server.answer = [&server](QWebSocket *socket, const QString &kind, const QJsonObject &) {
            if (server.authorization != "Bearer good")
                socket->close(static_cast<QWebSocketProtocol::CloseCode>(4401));
            else if (kind == u"hello")
                socket->sendTextMessage(WebSocketTestServer::control(u"welcome"_s, welcome(false)));
        };
        Client client(server.url());
        client.connection.setToken("bad");
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), SignInRequired);
        QCOMPARE(server.authorization, QByteArray("Bearer bad"));
        client.connection.setToken("good");
        QTRY_COMPARE(client.connection.state(), Live);
    }

    /// An attempt stands until its token comes; until then nobody is connected to, and no deadline runs.
    void asksForItsToken()
    {
        WebSocketTestServer server;
        beFriendly(server);
        auto settings = Client::settingsFor(server.url());
        settings.openDeadline = 1ms;
        Client client(settings);
        QSignalSpy wanted(&client.connection, &Connection::tokenWanted);
        client.connection.forgetToken();
        client.connection.start();
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(client.connection.state(), Connecting);
        client.connection.stop();
        client.connection.setToken("late");
        QCOMPARE(client.connection.state(), Stopped);
        QCOMPARE(server.connections, 0);
    }

    /// Another token goes out once, however often the server says that ours is over; never none, and never that one again.
    void renewsItsToken_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QList<QByteArray>>("sent");
        QTest::addRow("another") << QByteArray("new") << QList<QByteArray>{"new"};
        QTest::addRow("the same") << QByteArray("old") << QList<QByteArray>{};
        QTest::addRow("none") << QByteArray() << QList<QByteArray>{};
    }
    void renewsItsToken()
    {
        QFETCH(QByteArray, token);
        QFETCH(QList<QByteArray>, sent);
        const auto profile = ProfileFile::parse("[kind]\npointer = \"/type\"\n[message.x]\ntype = \"ignore\"\n"
                                                "[send]\nreauthenticate = '{\"type\":\"auth\",\"token\":{{token}}}'\n",
                                                u"p"_s);
        QVERIFY(profile.profile);
        WebSocketTestServer server(QStringList{});
        auto settings = Client::settingsFor(server.url());
        settings.dialect = std::make_shared<ProfileDialect>(profile.profile, u"ann"_s);
        Client client(settings);
        client.connection.setToken("old");
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        QSignalSpy wanted(&client.connection, &Connection::tokenWanted);
        for (int i = 0; i < 3; ++i)
            client.connection.handle(TokenExpiring{});
        QTRY_COMPARE(wanted.size(), 1);
        client.connection.handle(TokenExpiring{});
        client.connection.setToken(token);
        for (int i = 0; i < 3; ++i)
            client.connection.handle(TokenExpiring{});
        QCoreApplication::processEvents();
        client.connection.setToken("newer");
        client.connection.send("{\"type\":\"end\"}");
        QTRY_VERIFY(!server.received.isEmpty() && server.received.last().value("type"_L1) == u"end"_s);
        QCOMPARE(wanted.size(), 1);
        QList<QByteArray> tokens;
        for (const auto &message : std::as_const(server.received)) {
            if (message.value("type"_L1) == u"auth"_s)
                tokens.append(message.value("token"_L1).toString().toUtf8());
        }
        QCOMPARE(tokens, sent);
    }

    /// A keychain that failed is asked again by the timed retry; nothing is sent without its answer.
    void asksAgainAfterAKeychainFailure()
    {
        WebSocketTestServer server;
        beFriendly(server);
        Client client(server.url());
        int asked = 0;
        QObject::connect(&client.connection, &Connection::tokenWanted, &client.connection, [&] {
            if (++asked < 3)
                client.connection.failToken({ChannelError::KeychainFailed, 0, {}, {}});
            else
                client.connection.setToken("good");
        });
        client.connection.forgetToken();
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        QCOMPARE(client.states,
                 (QList{Connecting, Waiting, Connecting, Waiting, Connecting, Authenticating, Recovering, Live}));
        QCOMPARE(asked, 3);
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.authorization, QByteArray("Bearer good"));
        // Other failures keep it; a person who retries has it read again.
        server.client->abort();
        QTRY_COMPARE(server.connections, 2);
        QTRY_COMPARE(client.connection.state(), Live);
        QCOMPARE(asked, 3);
        client.connection.forgetToken();
        server.client->abort();
        QTRY_COMPARE(server.connections, 3);
        QCOMPARE(asked, 4);
    }

    /// A token never goes unencrypted to another computer; nothing at all is sent there.
    void insecureToken()
    {
        int channels = 0;
        MessageList sink;
        SystemClock clock;
        auto settings = Client::settingsFor(QUrl(u"ws://192.0.2.1:9"_s));
        Connection connection(
            settings,
            [&] {
                ++channels;
                return makeChannel(ChannelEngine::Wire);
            },
            sink, clock, [] { return 0.5; });
        connection.setToken("secret");
        connection.start();
        QTRY_COMPARE(connection.state(), Rejected);
        QCOMPARE(connection.failure().error, ChannelError::InsecureToken);
        QCOMPARE(channels, 0);
        connection.stop();
    }

    void badAddress_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addRow("empty") << QUrl();
        QTest::addRow("http") << QUrl(u"http://127.0.0.1:1"_s);
        QTest::addRow("no host") << QUrl(u"ws:///x"_s);
    }
    void badAddress()
    {
        QFETCH(QUrl, url);
        Client client(url);
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Rejected);
        QCOMPARE(client.connection.failure().error, ChannelError::InvalidSettings);
    }

    void missingAuthorities()
    {
        auto settings = Client::settingsFor(QUrl(u"wss://127.0.0.1:9"_s));
        settings.authorities = {QDir::tempPath() + u"/none/here.pem"_s, u"feeds.toml:4:6"_s};
        MessageList sink;
        SystemClock clock;
        Connection connection(
            settings, [] { return makeChannel(ChannelEngine::Wire); }, sink, clock, [] { return 0.5; });
        connection.start();
        QTRY_COMPARE(connection.state(), Rejected);
        QCOMPARE(connection.failure().error, ChannelError::InvalidSettings);
        QCOMPARE(connection.failure().detail,
                 QString(u"feeds.toml:4:6: there is no file "_s + settings.authorities.path));
    }

    void wrongSubprotocol()
    {
        WebSocketTestServer server({u"other"_s});
        Client client(server.url());
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Rejected);
        QCOMPARE(client.connection.failure().error, ChannelError::WrongSubprotocol);
    }

    void drain()
    {
        WebSocketTestServer server;
        beFriendly(server);
        Client client(server.url());
        client.connection.start();
        QTRY_COMPARE(client.connection.state(), Live);
        server.client->sendTextMessage(WebSocketTestServer::control(u"drain"_s, {{u"within_ms"_s, 100}}));
        QTRY_VERIFY(client.states.contains(Draining));
        QTRY_COMPARE(server.connections, 2);
        QTRY_COMPARE(client.connection.state(), Live);
        QVERIFY(!client.states.contains(Waiting));
    }

    /// Nothing of an old connection reaches us after a stop, and none is left behind.
    void stopInEveryState()
    {
        WebSocketTestServer server;
        beFriendly(server);
        for (const auto until : {Connecting, Authenticating, Recovering, Live}) {
            Client client(server.url());
            QObject::connect(
                &client.connection, &Connection::stateChanged, &client.connection, [&](ConnectionState state) {
                    if (state == until)
                        QMetaObject::invokeMethod(&client.connection, &Connection::stop, Qt::QueuedConnection);
                });
            client.connection.start();
            QTRY_COMPARE(client.states.last(), Stopped);
            QCOMPARE(client.connection.failure().error, ChannelError::None);
            QCOMPARE(client.connection.attempt(), 0);
            QVERIFY(!client.connection.send("x"));
        }
        QTRY_COMPARE(server.connections, server.disconnections);
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
