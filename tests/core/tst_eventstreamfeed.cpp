// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed keeps of a stream of server-sent events, and what it says of what such a stream does not bring.

#include "enginefixture.h"
#include "httptestserver.h"
#include "profile/profilefile.h"
#include "stricttest.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

std::shared_ptr<const Profile> compiled(const QByteArray &text)
{
    const auto file = ProfileFile::parse(text, u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

QByteArray profileOf(const QByteArray &transport, const QByteArray &place, const QByteArray &rest)
{
    return "[connection]\ntransport = \"" + transport
        + "\"\n[kind]\nconstant = \"task\"\n[message.task]\ntype = \"task\"\n" + "id = \"/id\"\nsubject = \"/id\"\n"
        + place + "data = { status = { value = \"queued\" }, priority = { value = \"info\" }, title = \"/id\" }\n"
        + rest;
}

const QByteArray numbered = "stream = { value = \"st\" }\nsequence = \"/n\"\n";

/// A server of events that is told what to say.
class Teller : public HttpTestServer
{
public:
    Teller()
    {
        answer = [this](QTcpSocket *socket, const Request &request) {
            if (request.target() != "/events") {
                socket->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            client = socket;
            ids.append(request.field("Last-Event-ID"));
            socket->write(streamHead);
        };
    }
    void say(int number, bool withId) const
    {
        const auto text = QByteArray::number(number);
        client->write((withId ? "id: " + text + '\n' : QByteArray()) + R"(data: {"id":"t-)" + text + R"(","n":)" + text
                      + "}\n\n");
    }

    QPointer<QTcpSocket> client;
    QList<QByteArray> ids; ///< that it was asked to go on behind
};

} // namespace

class TestEventStreamFeed : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// A stream that goes on by ids cannot be asked for a part: what comes behind a hole is kept, and the hole is told of, though the
    /// WebSocket that it stands in for could give it.
    void whatItLeavesOut()
    {
        const QTemporaryDir folder;
        Teller server;
        auto url = server.url();
        url.setScheme(u"ws"_s);
        TestEngine engine(folder.path(), url, Engine::Replay::FromStart, StreamRepair::timeout,
                          compiled(profileOf("websocket", numbered,
                                             "[send]\nsubscribe = '{\"positions\":{{streams}}}'\n"
                                             "[http]\nevents = \"/events\"\n")));
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(server.client);
        server.say(10, true);
        QTRY_COMPARE(engine.offset(u"st"_s), 10u);
        server.say(15, true);
        QTRY_COMPARE(engine.offset(u"st"_s), 15u);
        QCOMPARE(engine.gaps.size(), 1);
        QCOMPARE(engine.gaps.first().from, 11u);
        QCOMPARE(engine.gaps.first().to, 14u);
        server.say(16, true);
        QTRY_COMPARE(engine.offset(u"st"_s), 16u);
        QCOMPARE(engine.gaps.size(), 1);
        QCOMPARE(engine.status->carrier, Carrier::EventStream);
    }

    void breaks_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("withId");
        QTest::addColumn<bool>("isTold");
        const QByteArray byIds = "[http]\nevents = \"/events\"\n";
        QTest::newRow("ids") << byIds << true << false;
        QTest::newRow("none") << byIds << false << true;
        // The cursor that is kept is that of the pages, and says nothing of the stream.
        QTest::newRow("beside pages") << byIds
                + "[http.poll]\npath = \"/a?after={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n"
                                      << true << true;
    }
    /// What came while a stream was broken is missing, unless it goes on behind an id.
    void breaks()
    {
        QFETCH(QByteArray, rest);
        QFETCH(bool, withId);
        QFETCH(bool, isTold);
        const QTemporaryDir folder;
        Teller server;
        TestEngine engine(folder.path(), server.url(), Engine::Replay::FromStart, StreamRepair::timeout,
                          compiled(profileOf("polling", {}, rest)));
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(server.client);
        server.say(1, withId);
        QTRY_COMPARE(engine.ids, QStringList{u"t-1"_s});
        QTRY_VERIFY(engine.isLive());
        server.client->abort();
        QTRY_COMPARE(server.ids.size(), 2);
        QCOMPARE(server.ids.last(), isTold ? QByteArray() : QByteArray("1"));
        QTRY_VERIFY(engine.isLive());
        server.say(2, withId);
        QTRY_VERIFY(engine.ids.contains(u"t-2"_s));
        QCOMPARE(engine.gaps.size(), isTold ? 1 : 0);
    }

    /// An id from before the WebSocket brought something is none to go on behind.
    void anOldId()
    {
        const QTemporaryDir folder;
        Teller server;
        auto url = server.url();
        url.setScheme(u"ws"_s);
        const auto profile = compiled(profileOf("websocket", {}, "[http]\nevents = \"/events\"\n"));
        {
            TestEngine engine(folder.path(), url, Engine::Replay::FromStart, StreamRepair::timeout, profile);
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(server.client);
            server.say(1, true);
            QTRY_COMPARE(engine.ids, QStringList{u"t-1"_s});
        }
        QPointer<QTcpSocket> socket;
        const auto blocked = server.answer;
        server.answer = [&](QTcpSocket *client, const HttpTestServer::Request &request) {
            if (request.target() == "/events")
                return blocked(client, request);
            socket = client;
            const auto key = request.field("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            client->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: "
                          + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n");
        };
        TestEngine engine(folder.path(), url, Engine::Replay::FromStart, StreamRepair::timeout, profile);
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(socket);
        const QByteArray message = R"({"id":"t-2","n":2})";
        socket->write("\x81" + QByteArray(1, static_cast<char>(message.size())) + message);
        QTRY_VERIFY(engine.ids.contains(u"t-2"_s));
        QTRY_COMPARE(engine.gaps.size(), 1); // nobody gives what came between the runs
        server.answer = blocked;
        server.client.clear();
        socket->abort();
        QTRY_VERIFY_WITH_TIMEOUT(server.client, 30'000);
        QCOMPARE(server.ids.last(), QByteArray());
        QTRY_COMPARE(engine.gaps.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestEventStreamFeed)
#include "tst_eventstreamfeed.moc"
