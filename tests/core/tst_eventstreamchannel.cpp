// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a server of events is asked for, and what becomes of what it says: against one on loopback that answers as a test wants it.

#include "httptestserver.h"
#include "profile/profilefile.h"
#include "stream/eventstreamchannel.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Profile> profileWith(const QByteArray &path, const QByteArray &kind)
{
    const auto file = ProfileFile::parse(R"(title = "Told"
[connection]
transport = "polling"
[kind]
)" + kind + R"(
[message.task]
type = "task"
id = "/id"
subject = "/id"
stream = { value = "st" }
sequence = "/n"
[message.task.data]
status = { value = "queued" }
priority = { value = "info" }
title = "/id"
[http]
)" + "events = \"" + path + "\"\n",
                                         u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

const QByteArray streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n";

/// A channel, the server that it asks, and all that came of it.
class Told : public MessageSink
{
public:
    explicit Told(const QByteArray &path = "/events", const QByteArray &kind = "constant = \"task\"")
        : channel(std::make_unique<EventStreamChannel>(
              HttpPlan{profileWith(path, kind), u"Priya"_s, [this] { return positions; }, [this] { return id; },
                       [this](const std::string &next, bool /*isIdle*/) { id = next; }}))
    {
        QObject::connect(channel.get(), &Channel::closed, channel.get(),
                         [this](const ChannelFailure &why) { failure = why; });
        server.answer = [this](QTcpSocket *socket, const auto &) {
            sockets.append(socket);
            socket->write(streamHead);
        };
    }

    void open(const QByteArray &token = {}) { channel->open({server.url(), {}, token}, this); }
    void say(const QByteArray &bytes) const { sockets.last()->write(bytes); }

    std::vector<StreamCursor> positions;
    std::string id;
    QList<QByteArray> messages;
    QList<QByteArray> refused;
    std::optional<ChannelFailure> failure;
    QList<QPointer<QTcpSocket>> sockets;
    std::function<void()> then;
    HttpTestServer server;
    std::unique_ptr<EventStreamChannel> channel;

private:
    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(static_cast<qsizetype>(capacity) + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t size, PayloadKind /*kind*/) override
    {
        messages.append(m_space.left(static_cast<qsizetype>(size)));
        if (then)
            then();
    }
    void messageRefused(std::string_view raw, std::string_view /*why*/) override
    {
        refused.append(QByteArray(raw.data(), static_cast<qsizetype>(raw.size())));
    }

    QByteArray m_space;
};

} // namespace

class TestEventStreamChannel : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void takesEvents()
    {
        Told client;
        QSignalSpy opened(client.channel.get(), &Channel::opened);
        QSignalSpy heard(client.channel.get(), &Channel::heard);
        client.open("secret");
        QTRY_COMPARE(opened.size(), 1);
        const auto request = client.server.requests.first();
        QCOMPARE(request.line, QByteArray("GET /events HTTP/1.1"));
        QCOMPARE(request.field("Accept"), QByteArray("text/event-stream"));
        QCOMPARE(request.field("Authorization"), QByteArray("Bearer secret"));
        QCOMPARE(request.field("Last-Event-ID"), QByteArray());
        QVERIFY(!client.channel->takesMessages() && !client.channel->send("{}"));
        const auto before = heard.size();
        client.say(": alive\n\n");
        QTRY_VERIFY(heard.size() > before);
        client.say("id: 7\ndata: {\"id\":\"a\"}\n\ndata: \xff\n\ndata: {\"id\":\n");
        client.say("data: \"b\"}\n\n");
        QTRY_COMPARE(client.messages, (QList<QByteArray>{"{\"id\":\"a\"}", "{\"id\":\n\"b\"}"}));
        QCOMPARE(client.refused, QList<QByteArray>{"\xff"});
        QCOMPARE(client.id, "7");
        client.channel->close(1000, {});
        QTRY_VERIFY(client.failure);
        QCOMPARE(client.failure->error, ChannelError::None);
        QTRY_COMPARE(client.server.disconnections, 1);
    }

    /// Behind what is known, by whatever the server knows it by.
    void asksFromWhereItIs()
    {
        StreamCursor position;
        position.name = "st";
        position.epoch = "e";
        position.offset = 17;
        for (const auto &[path, asked] :
             {std::pair<QByteArray, QByteArray>{"/e?o={{offset}}&e={{epoch}}", "/e?o=17&e=e"},
              {"/e?c={{cursor}}&u={{user}}", "/e?c=id%201&u=Priya"},
              {"/e?s={{streams}}",
               "/e?s=%5B%7B%22epoch%22%3A%22e%22%2C%22offset%22%3A17%2C%22stream%22%3A%22st%22%7D%5D"}}) {
            Told client(path);
            client.positions = {position};
            client.id = "id 1";
            client.open();
            QTRY_COMPARE(client.server.requests.size(), 1);
            QCOMPARE(client.server.requests.first().target(), asked);
            QCOMPARE(client.server.requests.first().field("Last-Event-ID"), QByteArray("id 1"));
        }
        // One that would not be one line of a head stays at home.
        Told client;
        client.id = "1\r\nCookie: x";
        client.open();
        QTRY_COMPARE(client.server.requests.size(), 1);
        QVERIFY(!client.server.requests.first().head.contains("Cookie"));
    }

    /// Where messages are known by the names of their events, each is made as Socket.IO has them.
    void namesOfEvents()
    {
        Told client("/events", "event = true");
        client.open();
        QTRY_COMPARE(client.sockets.size(), 1);
        client.say("event: a\"\\b\tc\ndata: 1\n\ndata: {}\n\n");
        QTRY_COMPARE(client.messages, (QList<QByteArray>{"[\"a\\\"\\\\b\\u0009c\",1]", "[\"message\",{}]"}));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("error");
        const auto row = [](const char *name, const QByteArray &answer, ChannelError error) {
            QTest::newRow(name) << answer << static_cast<int>(error);
        };
        row("another type", HttpTestServer::answerWith("[]"), ChannelError::UpgradeRefused);
        row("no type", HttpTestServer::answerWith("", "200 OK", {}), ChannelError::UpgradeRefused);
        row("a type that begins so", HttpTestServer::answerWith("", "200 OK", "Content-Type: text/event-streams\r\n"),
            ChannelError::UpgradeRefused);
        row("204", "HTTP/1.1 204 No Content\r\n\r\n", ChannelError::UpgradeRefused);
        row("401", HttpTestServer::answerWith("", "401 Unauthorized"), ChannelError::SignInNeeded);
        row("503", HttpTestServer::answerWith("", "503 Unavailable"), ChannelError::ServerUnavailable);
        row("another host", HttpTestServer::answerWith("", "302 Found", "Location: http://127.0.0.2/e\r\n"),
            ChannelError::CaptivePortal);
        row("the end", streamHead + "retry: 1500\n\ndata: {}\n", ChannelError::ServerClosed);
        row("an event that is too large", streamHead + "data: " + QByteArray(3 << 20, 'x') + "\n\n",
            ChannelError::MessageTooBig);
    }
    void refusals()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, error);
        Told client;
        client.server.answer = [answer](QTcpSocket *socket, const auto &) {
            socket->write(answer);
            socket->disconnectFromHost();
        };
        client.open();
        QTRY_VERIFY(client.failure);
        QCOMPARE(static_cast<int>(client.failure->error), error);
        QCOMPARE(client.messages.size(), 0);
        if (answer.contains("retry"))
            QCOMPARE(client.failure->retryAfter, std::optional<std::chrono::milliseconds>(1500ms));
    }

    /// A stream that may be dead is not asked: another one takes its place, from where we are by then.
    void pingIsAnotherStream()
    {
        Told client("/e?o={{offset}}");
        QSignalSpy opened(client.channel.get(), &Channel::opened);
        QSignalSpy ponged(client.channel.get(), &Channel::ponged);
        client.open();
        QVERIFY(!client.channel->ping("early"));
        QTRY_COMPARE(opened.size(), 1);
        client.say("data: {\"id\":\"a\"}\n\n");
        QTRY_COMPARE(client.messages.size(), 1);
        StreamCursor position;
        position.name = "st";
        position.epoch = "e";
        position.offset = 9;
        client.positions = {position};
        QVERIFY(client.channel->ping("1"));
        QTRY_COMPARE(ponged.size(), 1);
        QCOMPARE(ponged.first().first().toByteArray(), QByteArray("1"));
        QCOMPARE(client.server.requests.last().target(), QByteArray("/e?o=9"));
        QTRY_COMPARE(client.server.disconnections, 1);
        client.say("data: {\"id\":\"b\"}\n\n");
        QTRY_COMPARE(client.messages.size(), 2);
        QCOMPARE(opened.size(), 1);
        QVERIFY(!client.failure);
    }

    /// What is missing is asked for by a stream from behind the position.
    void missingIsAskedForAgain()
    {
        Told client("/e?o={{offset}}");
        client.open();
        QTRY_COMPARE(client.sockets.size(), 1);
        client.then = [&] { client.channel->askAgain(); };
        client.say("data: {}\n\ndata: {}\n\n");
        QTRY_COMPARE(client.sockets.size(), 2);
        QTRY_COMPARE(client.server.disconnections, 1);
        client.say("data: {}\n\n");
        QTRY_COMPARE(client.messages.size(), 3);
    }

    /// Dropped in the middle of what came, it says nothing more.
    void abortWhileReceiving()
    {
        Told client;
        client.open();
        QTRY_COMPARE(client.sockets.size(), 1);
        client.then = [&] { client.channel->abort(); };
        client.say(QByteArray("data: {}\n\n").repeated(100));
        QTRY_COMPARE(client.server.disconnections, 1);
        QCOMPARE(client.messages.size(), 1);
        QVERIFY(!client.failure);
    }
};

QTEST_GUILESS_MAIN(TestEventStreamChannel)
#include "tst_eventstreamchannel.moc"
