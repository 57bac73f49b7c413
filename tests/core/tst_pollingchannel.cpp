// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What is asked of a server that is polled, and when: against one on loopback that answers as a test wants it.

#include "httptestserver.h"
#include "profile/profilefile.h"
#include "stream/pollingchannel.h"
#include "stricttest.h"

#include <QSignalSpy>
#include <QUrlQuery>

#include <map>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Profile> profileWith(const QByteArray &poll)
{
    const auto file = ProfileFile::parse(R"(title = "Polled"
[connection]
transport = "polling"
[kind]
constant = "task"
[message.task]
type = "task"
id = "/id"
subject = "/id"
stream = "/s"
sequence = "/n"
[message.task.data]
status = { value = "queued" }
priority = { value = "info" }
title = "/id"
[http.poll]
list = "/items"
next = "/next"
)" + poll + '\n',
                                         u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

QByteArray items(const QByteArray &list, const QByteArray &next = "null")
{
    return HttpTestServer::answerWith("{\"items\":" + list + ",\"next\":" + next + "}");
}

/// A channel, the server that it asks, and all that came of it.
class Polled : public MessageSink
{
public:
    explicit Polled(const QByteArray &poll)
        : channel(std::make_unique<PollingChannel>(
              HttpPlan{profileWith(poll), u"Priya"_s, [this] { return positions; }, [this] { return cursor; },
                       [this](const std::string &next, bool isIdle) {
                           cursor = next;
                           kept.append(QString::fromStdString(next) + (isIdle ? u" idle"_s : QString()));
                       }}))
    {
        QObject::connect(channel.get(), &Channel::closed, channel.get(),
                         [this](const ChannelFailure &why) { failure = why; });
    }

    void open(const QByteArray &token = {}, std::shared_ptr<RateGauge> dials = {})
    {
        ChannelRequest request{server.url(), {}, token};
        request.dials = std::move(dials);
        channel->open(request, this);
    }
    void move(const std::string &stream, std::uint64_t offset)
    {
        const auto known = std::ranges::find(positions, stream, &StreamCursor::name);
        auto &position = known == positions.end() ? positions.emplace_back() : *known;
        position.name = stream;
        position.epoch = "1";
        position.offset = offset;
    }
    /// What was asked for, without the address in front of it.
    QStringList asked() const
    {
        QStringList targets;
        for (const auto &request : server.requests)
            targets.append(QString::fromLatin1(request.target()));
        return targets;
    }

    std::vector<StreamCursor> positions;
    std::string cursor;
    QStringList kept;
    QList<QByteArray> pages;
    std::optional<ChannelFailure> failure;
    HttpTestServer server;
    std::unique_ptr<PollingChannel> channel;

private:
    char *messageSpace(std::size_t /*capacity*/) override { qFatal("a page is no message"); }
    void messageReceived(std::size_t /*size*/, PayloadKind /*kind*/) override { }
    void pageGathered(TextBuffer &page) override
    {
        pages.append(QByteArray(page.data(), static_cast<qsizetype>(page.size())));
    }
};

const QByteArray byStream =
    "path = \"/a/{{stream}}?o={{offset}}&p={{cursor}}\"\nstreams = [\"x\", \"y\"]\nevery_seconds = ";

} // namespace

class TestPollingChannel : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// A stream of which nothing came yet is asked for like any other, also beside one that has a position, and so is one that has one
    /// and that the profile does not name.
    void asksForAllStreams()
    {
        Polled client(byStream + "1");
        client.move("x", 7);
        client.move("z", 2);
        client.server.answer = [](QTcpSocket *socket, const auto &) { socket->write(items("[]")); };
        client.open();
        QTRY_VERIFY(client.asked().size() >= 3);
        auto first = client.asked().first(3);
        first.sort();
        QCOMPARE(first, (QStringList{u"/a/x?o=7&p="_s, u"/a/y?o=0&p="_s, u"/a/z?o=2&p="_s}));
        QTRY_VERIFY(!client.channel->isBehind());
    }

    /// A page that has nothing, but names the next one, does not end the question; the next question begins behind what came.
    void readsThroughEmptyPages()
    {
        Polled client("path = \"/a?o={{streams}}&p={{cursor}}\"\nevery_seconds = 1");
        client.server.answer = [&client](QTcpSocket *socket, const HttpTestServer::Request &request) {
            const auto page = QUrlQuery(QUrl::fromEncoded(request.target())).queryItemValue(u"p"_s);
            if (page.isEmpty() && client.positions.empty())
                return socket->write(items("[]", "2")), void();
            if (page == u"2")
                return socket->write(items("[]", "\"3\"")), void();
            if (page == u"3")
                client.move("x", 1);
            socket->write(items(page == u"3" ? "[{\"id\":\"x-1\"}]" : "[]"));
        };
        client.open();
        QTRY_COMPARE(client.pages, QList<QByteArray>{"[{\"id\":\"x-1\"}]"});
        QTRY_COMPARE(client.asked().size(), 4);
        QCOMPARE(client.asked().mid(1, 2), (QStringList{u"/a?o=%5B%5D&p=2"_s, u"/a?o=%5B%5D&p=3"_s}));
        QCOMPARE(QUrlQuery(QUrl(client.asked().last())).queryItemValue(u"o"_s, QUrl::FullyDecoded),
                 u"[{\"epoch\":\"1\",\"offset\":1,\"stream\":\"x\"}]"_s);
    }

    void circlesAreRefused()
    {
        Polled client("path = \"/a?p={{cursor}}\"");
        client.server.answer = [](QTcpSocket *socket, const HttpTestServer::Request &request) {
            socket->write(items("[{\"id\":\"1\"}]", request.target().endsWith("=A") ? "\"B\"" : "\"A\""));
        };
        client.open();
        QTRY_VERIFY(client.failure);
        QCOMPARE(client.failure->error, ChannelError::ProtocolViolation);
        QCOMPARE(client.failure->detail, u"the answer to a poll cannot be used: its pages lead in a circle"_s);
    }

    /// The cursor is handed over behind the page that named it, and is where the next channel begins.
    void keepsTheCursor()
    {
        Polled client("path = \"/a?p={{cursor}}\"\nevery_seconds = 1");
        client.cursor = "old";
        client.server.answer = [&client](QTcpSocket *socket, const HttpTestServer::Request &request) {
            if (request.target().endsWith("=old")) {
                QCOMPARE(client.kept, QStringList());
                return socket->write(items("[{\"id\":\"1\"}]", "\"new\"")), void();
            }
            QCOMPARE(client.kept, QStringList{u"new"_s});
            QCOMPARE(client.pages.size(), 1);
            socket->write(items("[]", "\"new\""));
        };
        client.open();
        QTRY_VERIFY(!client.channel->isBehind());
        QCOMPARE(client.asked(), (QStringList{u"/a?p=old"_s, u"/a?p=new"_s}));
        QCOMPARE(client.kept, (QStringList{u"new"_s, u"new idle"_s}));
    }

    /// What was missed has not come as long as there is another page, or no answer at all.
    void tellsWhenItHasRead()
    {
        Polled client("path = \"/a?o={{streams}}&p={{cursor}}\"");
        QTcpSocket *waiting = nullptr;
        client.server.answer = [&](QTcpSocket *socket, const HttpTestServer::Request &request) {
            if (request.target().endsWith("p="))
                socket->write(items("[{\"id\":\"1\"}]", "2"));
            else
                waiting = socket;
        };
        QSignalSpy opened(client.channel.get(), &Channel::opened);
        QSignalSpy caughtUp(client.channel.get(), &Channel::caughtUp);
        client.open();
        QTRY_VERIFY(waiting);
        QCOMPARE(opened.size(), 1);
        QVERIFY(client.channel->isBehind());
        QCOMPARE(caughtUp.size(), 0);
        waiting->write(items("[{\"id\":\"2\"}]"));
        QTRY_COMPARE(caughtUp.size(), 1);
        QVERIFY(!client.channel->isBehind());
    }

    void silenceIsNoAnswer()
    {
        Polled client("path = \"/a?o={{streams}}&p={{cursor}}\"");
        QTcpSocket *waiting = nullptr;
        client.server.answer = [&](QTcpSocket *socket, const auto &) { waiting = socket; };
        QSignalSpy opened(client.channel.get(), &Channel::opened);
        client.open();
        QTRY_COMPARE(opened.size(), 1); // the connection stands, and the server may hold the request
        QVERIFY(client.channel->isBehind());
        waiting->write(items("[]"));
        QTRY_VERIFY(!client.channel->isBehind());
    }

    /// Each asker for itself: one stream is held, the other is answered at once.
    void holdsAreTheirOwn()
    {
        Polled client(byStream + "3600");
        std::map<QByteArray, int> asked;
        client.server.answer = [&](QTcpSocket *socket, const HttpTestServer::Request &request) {
            const auto stream = request.target().mid(3, 1);
            if (++asked[stream]; stream == "x")
                QTimer::singleShot(PollPages::heldAfter + 100ms, socket, [socket] { socket->write(items("[]")); });
            else
                socket->write(items("[]"));
        };
        client.open();
        // The one that is not held is asked again after an hour.
        QTRY_COMPARE_WITH_TIMEOUT(asked["x"], 3, 15'000);
        QCOMPARE(asked["y"], 1);
        QVERIFY(client.channel->heartbeat() > 1h);
    }

    /// Whoever is asked on and on, needs no new connection for it.
    void keepsAllConnections()
    {
        Polled client("path = \"/a/{{stream}}?o={{offset}}&p={{cursor}}\"\nstreams = "
                      "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]\nevery_seconds = 1");
        client.server.answer = [](QTcpSocket *socket, const auto &) {
            QTimer::singleShot(20ms, socket, [socket] { socket->write(items("[]")); });
        };
        const auto dials = std::make_shared<RateGauge>(100, 1h);
        client.open({}, dials);
        QTRY_VERIFY_WITH_TIMEOUT(client.asked().size() >= 24, 15'000);
        QCOMPARE(client.server.connections, 4);
    }

    /// Connections are made only as the server bears them, and those that stand go from one to the next.
    void makesNoMoreThanTheServerBears()
    {
        Polled client("path = \"/a/{{stream}}?o={{offset}}&p={{cursor}}\"\nstreams = "
                      "[\"1\",\"2\",\"3\",\"4\"]\nevery_seconds = 1");
        client.server.answer = [](QTcpSocket *socket, const auto &) {
            QTimer::singleShot(20ms, socket, [socket] { socket->write(items("[]")); });
        };
        const auto dials = std::make_shared<RateGauge>(2, 1h);
        client.open({}, dials);
        QTRY_VERIFY_WITH_TIMEOUT(client.asked().size() >= 8, 15'000);
        QCOMPARE(client.server.connections, 2);
        QVERIFY(dials->waitAt(SystemClock().instant()) > 0ms);
        // Nor for a ping: what stands is believed.
        QSignalSpy heard(client.channel.get(), &Channel::heard);
        QVERIFY(client.channel->ping("p"));
        QTRY_VERIFY(heard.size() > 0);
        QCOMPARE(client.server.connections, 2);
    }

    /// A ping asks for one thing, and the others follow when it went through.
    void pingsByOne()
    {
        Polled client(byStream + "1");
        QList<QTcpSocket *> held;
        client.server.answer = [&](QTcpSocket *socket, const auto &) { held.append(socket); };
        client.open();
        QTRY_COMPARE(held.size(), 2);
        QSignalSpy ponged(client.channel.get(), &Channel::ponged);
        client.channel->ping("p");
        QTRY_COMPARE(ponged.size(), 1);
        QCOMPARE(client.server.connections, 3);
        QTRY_COMPARE(held.size(), 4);
        QCOMPARE(client.server.connections, 4);
        auto again = client.asked().last(2);
        again.sort();
        QCOMPARE(again, (QStringList{u"/a/x?o=0&p="_s, u"/a/y?o=0&p="_s}));
        // A short rest, and no third round.
        held.last()->write(items("[]"));
        QTRY_COMPARE(held.size(), 5);
        QCOMPARE(client.server.connections, 4);
    }

    /// Who asks with a token that is over asks once with the newer one, if there is one.
    void takesTheNewerToken()
    {
        Polled client("path = \"/a?o={{streams}}&p={{cursor}}\"\nevery_seconds = 1");
        QTcpSocket *waiting = nullptr;
        QList<QByteArray> tokens;
        client.server.answer = [&](QTcpSocket *socket, const HttpTestServer::Request &request) {
            tokens.append(request.field("Authorization"));
            if (tokens.size() == 1)
                waiting = socket;
            else
                socket->write(tokens.size() == 2 ? items("[]") : HttpTestServer::answerWith({}, "401 Unauthorized"));
        };
        client.open("old");
        QTRY_VERIFY(waiting);
        client.channel->useToken(client.server.url(), "new");
        waiting->write(HttpTestServer::answerWith({}, "401 Unauthorized"));
        QTRY_COMPARE(tokens.size(), 2);
        QVERIFY(!client.failure);
        QCOMPARE(tokens, (QList<QByteArray>{"Bearer old", "Bearer new"}));
        QTRY_VERIFY(client.failure); // the new one is not accepted, either
        QCOMPARE(client.failure->error, ChannelError::SignInNeeded);
        QCOMPARE(tokens.size(), 3);
    }

    /// Who leaves asks once more for all, and then closes.
    void leavesWithALastLook()
    {
        Polled client(byStream + "3600");
        client.server.answer = [](QTcpSocket *socket, const auto &) { socket->write(items("[]")); };
        client.open();
        QTRY_VERIFY(!client.channel->isBehind());
        QCOMPARE(client.asked().size(), 2);
        client.move("y", 3);
        client.server.answer = [](QTcpSocket *socket, const HttpTestServer::Request &request) {
            if (request.target().startsWith("/a/y?o=3"))
                socket->write(items("[{\"id\":\"y-4\"}]")); // and the other one is held
        };
        client.channel->leave();
        QTRY_VERIFY(client.failure);
        QCOMPARE(client.failure->error, ChannelError::None);
        QCOMPARE(client.asked().size(), 4);
        QCOMPARE(client.pages, QList<QByteArray>{"[{\"id\":\"y-4\"}]"});
    }
};

QTEST_GUILESS_MAIN(TestPollingChannel)
#include "tst_pollingchannel.moc"
