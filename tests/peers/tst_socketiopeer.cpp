// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peerprogram.h"
#include "stream/channelhandle.h"
#include "stream/socketiochannel.h"
#include "stricttest.h"

#include <QSet>
#include <QTest>
#include <QTimer>

#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// Only a test that fails waits so long.
constexpr int patience = 20'000; // ms

using Transports = std::vector<EngineTransport>;
const Transports webSocket{EngineTransport::WebSocket};
const Transports polling{EngineTransport::Polling};
const Transports pollingFirst{EngineTransport::Polling, EngineTransport::WebSocket};
const Transports webSocketFirst{EngineTransport::WebSocket, EngineTransport::Polling};

/// A channel of ours to a server, and all that came of it.
class Talk : public QObject, public MessageSink
{
public:
    Talk(quint16 port, const Transports &transports, const QString &path = u"/"_s,
         const std::string &nameSpace = "/tasks", const QByteArray &auth = {},
         std::shared_ptr<SocketIoMemory> memory = std::make_shared<SocketIoMemory>(),
         ChannelEngine engine = ChannelEngine::Wire)
        : channel(new SocketIoChannel({nameSpace, transports, engine}, std::move(memory)))
    {
        connect(channel.get(), &Channel::opened, this, [this] { opened = true; });
        connect(channel.get(), &Channel::heard, this, [this] { ++heard; });
        connect(channel.get(), &Channel::ponged, this, [this](const QByteArray &payload) { pongs += payload; });
        connect(channel.get(), &Channel::closed, this, [this](const ChannelFailure &failure) { end = failure; });
        ChannelRequest request;
        request.url = QUrl(u"ws://127.0.0.1:%1%2"_s.arg(port).arg(path));
        request.auth = auth;
        request.token = "bearer-token";
        channel->open(request, this);
    }

    bool isDone() const { return opened || end; }
    QByteArray why() const { return end ? end->detail.toUtf8() : QByteArray("it did not end"); }

    ChannelHandle channel;
    bool opened = false;
    int heard = 0;
    QByteArrayList messages;
    QByteArrayList refused; ///< why
    QByteArrayList pongs;
    std::optional<ChannelFailure> end;

private:
    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(static_cast<qsizetype>(capacity) + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t size, PayloadKind /*kind*/) override
    {
        messages.append(m_space.left(static_cast<qsizetype>(size)));
    }
    void messageRefused(std::string_view /*raw*/, std::string_view why) override
    {
        refused.append(QByteArray(why.data(), static_cast<qsizetype>(why.size())));
    }

    QByteArray m_space;
};

QByteArray news(int number)
{
    return "[\"news\",{\"number\":" + QByteArray::number(number) + "}]";
}

} // namespace

/// The channel to Socket.IO against npm's socket.io, on node.
class SocketIoPeerTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void connects_data();
    void connects();
    void refusesNamespace_data();
    void refusesNamespace();
    void carriesEvents_data() { everyWay(); }
    void carriesEvents();
    void acknowledges_data() { everyWay(); }
    void acknowledges();
    void answersOnlyWhatIsKept();
    void carriesAttachments_data() { everyWay(); }
    void carriesAttachments();
    void pings_data() { everyWay(); }
    void pings();
    void noticesMissingPings_data() { everyWay(); }
    void noticesMissingPings();
    void isDisconnected_data();
    void isDisconnected();
    void recovers_data() { everyWay(); }
    void recovers();
    void recoversForItsUserOnly();
    void takesOffsetsOff();
    void survivesWrongPackets_data();
    void survivesWrongPackets();
    void usesQtAsWell();
    void goesOver();
    void staysWithPolling_data();
    void staysWithPolling();
    void saysNoMoreAtOnceThanTheServerTakes();

private:
    static void everyWay();
    bool wrote(const QByteArray &line) const { return m_peer.lines().contains(line); }

    PeerProgram m_peer;
};

void SocketIoPeerTest::initTestCase()
{
    m_peer.start(u"node"_s, {QStringLiteral(BELLBOARD_SOCKETIO_PEER)}, u"node (nodejs)"_s);
    if (!m_peer.missing().isEmpty())
        QSKIP(qPrintable(u"not installed: "_s + m_peer.missing()));
}

void SocketIoPeerTest::everyWay()
{
    QTest::addColumn<Transports>("transports");
    QTest::newRow("WebSocket") << webSocket;
    QTest::newRow("polling first") << pollingFirst;
    QTest::newRow("polling") << polling;
}

void SocketIoPeerTest::connects_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("auth");
    QTest::addColumn<QByteArray>("seen");
    const QByteArray plain = "{\"token\":null,\"authorization\":\"Bearer bearer-token\",\"query\":null}";
    QTest::newRow("default namespace") << webSocket << u"/"_s << QByteArray("/") << QByteArray() << plain;
    QTest::newRow("no path") << webSocket << QString() << QByteArray("/tasks") << QByteArray() << plain;
    QTest::newRow("path and query")
        << webSocket << u"/hasty/?q=a%20b%26c"_s << QByteArray("/tasks") << QByteArray()
        << QByteArray("{\"token\":null,\"authorization\":\"Bearer bearer-token\",\"query\":\"a b&c\"}");
    QTest::newRow("auth payload")
        << webSocket << u"/"_s << QByteArray("/guarded") << QByteArray("{\"token\":\"good\"}")
        << QByteArray("{\"token\":\"good\",\"authorization\":\"Bearer bearer-token\",\"query\":null}");
}

void SocketIoPeerTest::connects()
{
    QFETCH(Transports, transports);
    QFETCH(QString, path);
    QFETCH(QByteArray, nameSpace);
    QFETCH(QByteArray, auth);
    QFETCH(QByteArray, seen);
    Talk talk(m_peer.port(), transports, path, nameSpace.toStdString(), auth);
    QVERIFY(!talk.channel->send("[\"echo\",1]")); // it is not open
    QTRY_VERIFY_WITH_TIMEOUT(talk.isDone(), patience);
    QVERIFY2(talk.opened, talk.why().constData());
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages, QByteArrayList{"[\"hello\",\"" + nameSpace + "\"]"}, patience);
    QVERIFY(talk.channel->sendForAnswer("[\"handshake\"]", "k1"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 2, patience);
    QCOMPARE(talk.messages.at(1), "[\"acknowledgement\",{\"key\":\"k1\"," + seen.mid(1) + "]");
    talk.channel->close(1000, {});
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QTRY_VERIFY_WITH_TIMEOUT(wrote("disconnected " + nameSpace + " transport close"), patience);
}

void SocketIoPeerTest::refusesNamespace_data()
{
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<ChannelError>("error");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &token, ChannelError error, const QString &words) {
        QTest::newRow(name) << QByteArray("/guarded") << token << error << words;
    };
    QTest::newRow("unknown") << QByteArray("/nobody") << QByteArray("good") << ChannelError::UpgradeRefused
                             << u"the server has no namespace /nobody"_s;
    row("status in data", "expired", ChannelError::SignInNeeded, u"jwt expired"_s);
    row("code in data", "barred", ChannelError::Forbidden, u"no"_s);
    row("only words", "words", ChannelError::SignInNeeded, u"Authentication error"_s);
    row("words of the server's own trouble", "parse", ChannelError::ServerClosed, u"Unexpected token < in JSON"_s);
    row("of another", "disk", ChannelError::ServerClosed, u"EACCES: permission denied"_s);
    row("token", "worn", ChannelError::SignInNeeded, u"invalid token"_s);
    row("forbidden", "locked", ChannelError::Forbidden, u"Forbidden"_s);
    row("for now", "busy", ChannelError::ServerUnavailable, u"the database is away"_s);
    row("nothing known", "odd", ChannelError::ServerClosed, u"computer says no"_s);
}

void SocketIoPeerTest::refusesNamespace()
{
    QFETCH(QByteArray, nameSpace);
    QFETCH(QByteArray, token);
    QFETCH(ChannelError, error);
    QFETCH(QString, words);
    Talk talk(m_peer.port(), webSocket, u"/"_s, nameSpace.toStdString(), "{\"token\":\"" + token + "\"}");
    QTRY_VERIFY_WITH_TIMEOUT(talk.isDone(), patience);
    QVERIFY(!talk.opened);
    QCOMPARE(talk.end->error, error);
    QCOMPARE(talk.end->detail, words);
}

void SocketIoPeerTest::carriesEvents()
{
    QFETCH(Transports, transports);
    Talk talk(m_peer.port(), transports);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QByteArrayList sent{"[\"echo\"]", "[\"echo\",\"zum Schluß, 再见\",null,[],{\"a\":[1.5]}]",
                        "[\"echo\",\"\\\"]\\u2028\\\\\"]"};
    sent.append("[\"echo\",\"" + QByteArray(200'000, 'x') + "\"]");
    for (int i = 0; i < 100; ++i)
        sent.append("[\"echo\"," + QByteArray::number(i) + "]");
    for (const auto &event : sent)
        QVERIFY(talk.channel->send(event));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1 + sent.size(), patience);
    sent[2] = "[\"echo\",\"\\\"]\u2028\\\\\"]"; // as JSON.stringify() writes it
    QCOMPARE(talk.messages.mid(1), sent);
    QVERIFY2(talk.refused.isEmpty(), talk.refused.value(0).constData());
}

void SocketIoPeerTest::acknowledges()
{
    QFETCH(Transports, transports);
    Talk talk(m_peer.port(), transports);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QVERIFY(talk.channel->sendForAnswer("[\"echo\",{\"ok\":true,\"key\":\"theirs\",\"n\":[1,{\"a\":\" \"}]}]", "k\"1"));
    QVERIFY(talk.channel->sendForAnswer("[\"silence\",1]", "k2"));
    QVERIFY(talk.channel->sendForAnswer("[\"echo\"]", "k3"));
    QVERIFY(talk.channel->sendForAnswer("[\"echo\",null,\"done\"]", "k4"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 4, patience);
    QCOMPARE(talk.messages.mid(1),
             QByteArrayList({"[\"acknowledgement\",{\"key\":\"k\\\"1\",\"ok\":true,\"n\":[1,{\"a\":\" \"}]}]",
                             "[\"acknowledgement\",{\"key\":\"k3\",\"arguments\":[]}]",
                             "[\"acknowledgement\",{\"key\":\"k4\",\"arguments\":[null,\"done\"]}]"}));
}

void SocketIoPeerTest::answersOnlyWhatIsKept()
{
    Talk talk(m_peer.port(), webSocket, u"/hasty/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QVERIFY(talk.channel->send("[\"ask\",\"one\"]"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 2, patience);
    QCOMPARE(talk.messages.at(1), QByteArray("[\"question\",\"one\"]"));
    QTRY_VERIFY_WITH_TIMEOUT(wrote("answer none"), patience); // the server's own time is over
    QVERIFY(talk.channel->send("[\"ask\",\"two\"]"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 3, patience);
    talk.channel->confirm();
    QTRY_VERIFY_WITH_TIMEOUT(wrote("answer []"), patience);
}

void SocketIoPeerTest::carriesAttachments()
{
    QFETCH(Transports, transports);
    Talk talk(m_peer.port(), transports);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QVERIFY(talk.channel->send("[\"blob\",10]"));
    QVERIFY(talk.channel->sendForAnswer("[\"blob\",0]", "k"));
    QVERIFY(talk.channel->send("[\"blob\",1000000]")); // beyond the limit, in base64
    QVERIFY(talk.channel->send("[\"echo\",1]"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 4, patience);
    QCOMPARE(talk.messages.mid(1),
             QByteArrayList({"[\"blob\",{\"bytes\":\"YmVsbGJlbGxiZQ==\",\"list\":[\"Ym9hcmQ=\",\"text\"]}]",
                             "[\"acknowledgement\",{\"key\":\"k\",\"ok\":true,\"bytes\":\"\"}]", "[\"echo\",1]"}));
    QCOMPARE(talk.refused, QByteArrayList{"a Socket.IO packet that is too large with its attachments"});
}

void SocketIoPeerTest::pings()
{
    QFETCH(Transports, transports);
    Talk talk(m_peer.port(), transports, u"/hasty/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QCOMPARE(talk.channel->heartbeat(), 2100ms);
    if (transports == polling)
        QVERIFY(!talk.channel->ping("one"));
    if (transports == webSocket) {
        QVERIFY(talk.channel->ping("one"));
        QTRY_COMPARE_WITH_TIMEOUT(talk.pongs, QByteArrayList{"one"}, patience);
    }
    const auto before = talk.heard;
    QTRY_VERIFY_WITH_TIMEOUT(talk.heard >= before + 5, patience); // its pings
    QVERIFY(!talk.end);
}

void SocketIoPeerTest::noticesMissingPings()
{
    QFETCH(Transports, transports);
    Talk talk(m_peer.port(), transports, u"/mute/"_s);
    QTRY_VERIFY_WITH_TIMEOUT(talk.opened, patience);
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QCOMPARE(talk.end->error, ChannelError::HeartbeatMissed);
}

void SocketIoPeerTest::isDisconnected_data()
{
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<QString>("words");
    QTest::newRow("from the namespace") << QByteArray("[\"leave\"]")
                                        << u"the server disconnected us from the namespace"_s;
    QTest::newRow("from all") << QByteArray("[\"leave\",true]") << u"the server disconnected us from the namespace"_s;
    QTest::newRow("the session ends") << QByteArray("[\"end\"]") << QString();
}

void SocketIoPeerTest::isDisconnected()
{
    QFETCH(QByteArray, wish);
    QFETCH(QString, words);
    Talk talk(m_peer.port(), webSocket);
    QTRY_VERIFY_WITH_TIMEOUT(talk.opened, patience);
    QVERIFY(talk.channel->send(wish));
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QCOMPARE(talk.end->error, ChannelError::ServerClosed);
    QCOMPARE(talk.end->detail, words);
    QVERIFY(!talk.channel->send("[\"echo\",1]"));
}

void SocketIoPeerTest::recovers()
{
    QFETCH(Transports, transports);
    const auto memory = std::make_shared<SocketIoMemory>();
    QByteArrayList all;
    {
        Talk talk(m_peer.port(), transports, u"/"_s, "/tasks", {}, memory);
        QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
        QCOMPARE(memory->session, SocketIoSession()); // nothing was kept yet
        QVERIFY(talk.channel->send("[\"news\",1,2]"));
        QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 3, patience);
        talk.channel->confirm();
        QVERIFY(!memory->session.offset.empty());
        QVERIFY(talk.channel->send("[\"drop\",3,5]"));
        QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
        QCOMPARE(talk.channel->send("[\"echo\",1]"), false);
        all = talk.messages.mid(1);
    }
    const auto pid = memory->session.pid;
    Talk other(m_peer.port(), webSocket); // sees the news come, without recovery
    Talk talk(m_peer.port(), transports, u"/"_s, "/tasks", {}, memory);
    QTRY_VERIFY_WITH_TIMEOUT(talk.opened, patience);
    QCOMPARE(memory->session.pid, pid);
    // What was missed, live or from what the server kept, and the greeting of the new connection, which is an event, too.
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 4, patience);
    for (const auto &message : talk.messages) {
        if (message != "[\"hello\",\"/tasks\"]")
            all.append(message);
    }
    QCOMPARE(all, QByteArrayList({news(1), news(2), news(3), news(4), news(5)}));
    const auto way = transports.front() == EngineTransport::Polling ? "polling" : "websocket";
    QTRY_VERIFY_WITH_TIMEOUT(wrote(QByteArray("connected /tasks recovered true by ") + way), patience);

    // Nothing of it was confirmed, so that the next one is told of all once more.
    QVERIFY(talk.channel->send("[\"drop\",6,6]"));
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    Talk again(m_peer.port(), transports, u"/"_s, "/tasks", {}, memory);
    QTRY_VERIFY_WITH_TIMEOUT(again.messages.contains(news(6)), patience);
    for (int number = 3; number <= 6; ++number)
        QCOMPARE(again.messages.count(news(number)), 1);
}

/// A renewed token goes on with the session, that of another user does not.
void SocketIoPeerTest::recoversForItsUserOnly()
{
    const auto authOf = [](const QByteArray &user, int expiry) {
        const auto claims = "{\"sub\":\"" + user + "\",\"exp\":" + QByteArray::number(expiry) + '}';
        return "{\"token\":\"e30." + claims.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
            + ".c2ln\"}";
    };
    const auto memory = std::make_shared<SocketIoMemory>();
    const auto pidWith = [&](const QByteArray &auth) {
        Talk talk(m_peer.port(), webSocket, u"/"_s, "/tasks", auth, memory);
        const bool isGreeted = QTest::qWaitFor([&] { return talk.opened && !talk.messages.isEmpty(); }, patience);
        if (!isGreeted || !talk.channel->send("[\"news\",1,1]"))
            return std::string();
        const bool isTold = QTest::qWaitFor([&] { return talk.messages.contains(news(1)); }, patience);
        talk.channel->confirm();
        if (!isTold || !talk.channel->send("[\"drop\",2,2]")
            || !QTest::qWaitFor([&] { return talk.end.has_value(); }, patience))
            return std::string();
        return memory->session.pid;
    };
    const auto first = pidWith(authOf("priya", 1));
    QVERIFY(!first.empty());
    QCOMPARE(pidWith(authOf("priya", 2)), first);
    const auto other = pidWith(authOf("mo", 1));
    QVERIFY(!other.empty() && other != first);
    QVERIFY(pidWith({}) != other);
}

void SocketIoPeerTest::takesOffsetsOff()
{
    const auto memory = std::make_shared<SocketIoMemory>();
    Talk talk(m_peer.port(), webSocket, u"/"_s, "/tasks", {}, memory);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QVERIFY(talk.channel->send("[\"echo\",\"word\"]"));
    QVERIFY(talk.channel->send("[\"blob\",3]"));
    QVERIFY(talk.channel->send("[\"ask\",\"word\"]")); // wants an answer, and has no offset
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 4, patience);
    QVERIFY(talk.channel->send("[\"whisper\",\"word\"]")); // has none either; lost while the server still writes
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 5, patience);
    QCOMPARE(talk.messages.mid(1),
             QByteArrayList({"[\"echo\",\"word\"]", "[\"blob\",{\"bytes\":\"YmVs\",\"list\":[\"Ym9hcmQ=\",\"text\"]}]",
                             "[\"question\",\"word\"]", "[\"whisper\",\"word\",7]"}));

    Talk without(m_peer.port(), webSocket, u"/hasty/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(without.messages.size(), 1, patience);
    QVERIFY(without.channel->send("[\"echo\",1,\"word\"]"));
    QTRY_COMPARE_WITH_TIMEOUT(without.messages.size(), 2, patience);
    QCOMPARE(without.messages.at(1), QByteArray("[\"echo\",1,\"word\"]"));
}

void SocketIoPeerTest::survivesWrongPackets_data()
{
    QTest::addColumn<QByteArray>("packets");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("type") << QByteArray("\"9[]\"") << QByteArray("a Socket.IO packet of a type that does not exist");
    QTest::newRow("namespace") << QByteArray("\"2/nobody,[\\\"a\\\"]\"")
                               << QByteArray("a Socket.IO packet for a namespace that we are not in");
    QTest::newRow("attachments that do not come")
        << QByteArray("\"53-/tasks,[\\\"a\\\",{\\\"_placeholder\\\":true,\\\"num\\\":0}]\",\"bx\",\"by\"")
        << QByteArray("a Socket.IO packet of whose attachments only 2 came");
    QTest::newRow("too many attachments") << QByteArray("\"5999999999999999999999-/tasks,[\\\"a\\\"]\"")
                                          << QByteArray("a Socket.IO packet with more than 1000 attachments");
    QTest::newRow("placeholder of 1 GiB")
        << QByteArray("\"51-/tasks,[\\\"a\\\",{\\\"_placeholder\\\":true,\\\"num\\\":1073741824}]\",\"bx\"")
        << QByteArray("a placeholder for an attachment that the Socket.IO packet does not have");
    QTest::newRow("attachment of nothing")
        << QByteArray("\"bx\"") << QByteArray("an attachment that belongs to no Socket.IO packet");
    QTest::newRow("acknowledgement of nothing")
        << QByteArray("\"3/tasks,99[]\"") << QByteArray("a Socket.IO acknowledgement of nothing that was sent");
}

void SocketIoPeerTest::survivesWrongPackets()
{
    QFETCH(QByteArray, packets);
    QFETCH(QByteArray, why);
    Talk talk(m_peer.port(), webSocket, u"/hasty/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QVERIFY(talk.channel->send("[\"say\"," + packets + "]"));
    QVERIFY(talk.channel->send("[\"echo\",1]"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 2, patience);
    QCOMPARE(talk.messages.at(1), QByteArray("[\"echo\",1]"));
    QCOMPARE(talk.refused, QByteArrayList{why});
    QVERIFY(!talk.end);
}

void SocketIoPeerTest::usesQtAsWell()
{
    Talk talk(m_peer.port(), webSocket, u"/"_s, "/tasks", {}, std::make_shared<SocketIoMemory>(), ChannelEngine::Qt);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QVERIFY(talk.channel->send("[\"blob\",3]"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 2, patience);
    QCOMPARE(talk.messages.at(1), QByteArray("[\"blob\",{\"bytes\":\"YmVs\",\"list\":[\"Ym9hcmQ=\",\"text\"]}]"));
}

void SocketIoPeerTest::goesOver()
{
    const auto before = m_peer.lines().count("upgraded websocket");
    Talk talk(m_peer.port(), pollingFirst);
    int sent = 0;
    // What is said all the while arrives, once and in its order.
    QTimer saying;
    connect(&saying, &QTimer::timeout, this, [&] {
        if (talk.opened && talk.channel->send("[\"echo\"," + QByteArray::number(sent) + "]"))
            ++sent;
    });
    saying.start(1);
    QTRY_VERIFY_WITH_TIMEOUT(m_peer.lines().count("upgraded websocket") > before, patience);
    const auto enough = sent + 100;
    QTRY_VERIFY_WITH_TIMEOUT(sent >= enough, patience);
    saying.stop();
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1 + sent, patience);
    for (int i = 0; i < sent; ++i)
        QCOMPARE(talk.messages.at(1 + i), "[\"echo\"," + QByteArray::number(i) + "]");
    QVERIFY(talk.channel->ping("one"));
    QTRY_COMPARE_WITH_TIMEOUT(talk.pongs, QByteArrayList{"one"}, patience);
    QVERIFY(!talk.end);
}

void SocketIoPeerTest::staysWithPolling_data()
{
    QTest::addColumn<Transports>("transports");
    QTest::newRow("a server that has nothing else") << pollingFirst;
    QTest::newRow("WebSocket does not get through") << webSocketFirst;
}

void SocketIoPeerTest::staysWithPolling()
{
    QFETCH(Transports, transports);
    const auto memory = std::make_shared<SocketIoMemory>();
    for (int round = 0; round < 2; ++round) {
        Talk talk(m_peer.port(), transports, u"/polled/"_s, "/tasks", {}, memory);
        QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
        const auto before = talk.heard;
        QTRY_VERIFY_WITH_TIMEOUT(talk.heard >= before + 5, patience); // its pings
        QVERIFY(talk.channel->send("[\"echo\",1]"));
        QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 2, patience);
        QVERIFY(!talk.end);
        // The next one need not wait for what does not come.
        QCOMPARE(memory->webSocketBlocked.hasExpired(), transports.front() == EngineTransport::Polling);
    }
}

void SocketIoPeerTest::saysNoMoreAtOnceThanTheServerTakes()
{
    Talk talk(m_peer.port(), polling, u"/small/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 1, patience);
    QByteArrayList sent;
    for (int i = 0; i < 20; ++i)
        sent.append("[\"echo\",\"" + QByteArray(300, static_cast<char>('a' + i)) + "\"]");
    for (const auto &event : sent)
        QVERIFY(talk.channel->send(event));
    QTRY_COMPARE_WITH_TIMEOUT(talk.messages.size(), 21, patience);
    QCOMPARE(talk.messages.mid(1), sent);
    QVERIFY(!talk.end);
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::SocketIoPeerTest)
#include "tst_socketiopeer.moc"
