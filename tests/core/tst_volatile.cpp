// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "enginefixture.h"
#include "feed/typinggate.h"
#include "protocol/nativeprotocol.h"
#include "scriptedconnection.h"
#include "stricttest.h"
#include "testservers.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A server that welcomes everybody and answers pings, and knows no more.
void welcomeAll(WebSocketTestServer &server)
{
    server.answer = [](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
        if (kind == u"hello")
            socket->sendTextMessage(WebSocketTestServer::control(
                u"welcome"_s, {{u"heartbeat_ms"_s, 20'000}, {u"server_time"_s, u"2026-03-01T09:00:00Z"_s}}));
        else if (kind == u"ping")
            socket->sendTextMessage(
                WebSocketTestServer::control(u"pong"_s, {{u"ping"_s, message.value("id"_L1).toString()}}));
    };
}

QString typingOf(const QString &by, const QString &conversation = u"desk"_s)
{
    return WebSocketTestServer::control(u"typing"_s, {{u"conversation"_s, conversation}, {u"by"_s, by}});
}

/// The bytes of all files of the journal, by their names.
QMap<QString, QByteArray> journalFiles(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (const auto &info : QDir(folder).entryInfoList({u"journal.sqlite*"_s}, QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly) && !info.fileName().endsWith("-shm"_L1))
            files.insert(info.fileName(), file.readAll());
    }
    return files;
}

/// The data of what the server was sent of one kind.
QList<QJsonObject> sent(const WebSocketTestServer &server, const QString &kind)
{
    QList<QJsonObject> found;
    for (const auto &message : server.received) {
        if (message.value("type"_L1).toString() == u"org.bellboard.control."_s + kind)
            found.append(message.value("data"_L1).toObject());
    }
    return found;
}

} // namespace

/// What only matters now: who types, and whether the user is here. Never journalled, never queued, never sent again.
class TestVolatile : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void isSentWhenConnected()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        welcomeAll(server);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        engine.engine.sendTyping(0, u"desk"_s);
        engine.engine.sendTyping(7, u"no such feed"_s);
        engine.engine.setPresence(UserPresence::Active);
        engine.engine.setPresence(UserPresence::Active); // nothing new
        engine.engine.setPresence(UserPresence::Away);
        QTRY_COMPARE(sent(server, u"presence"_s).size(), 2);
        QCOMPARE(sent(server, u"typing"_s), QList<QJsonObject>({{{u"conversation"_s, u"desk"_s}}}));
        QCOMPARE(sent(server, u"presence"_s)[0], QJsonObject({{u"state"_s, u"active"_s}}));
        QCOMPARE(sent(server, u"presence"_s)[1], QJsonObject({{u"state"_s, u"away"_s}}));
    }

    void isDroppedWhileAway()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        welcomeAll(server);
        const auto port = server.port();
        server.stopListening();
        TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:%1"_s.arg(port)));
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.status && engine.status->state == ConnectionState::Waiting);
        engine.engine.sendTyping(0, u"lost"_s);
        engine.engine.setPresence(UserPresence::Active);
        engine.engine.setPresence(UserPresence::Away);
        QVERIFY(server.listenAgain(port));
        engine.engine.retryNow();
        QTRY_VERIFY(engine.isLive());
        // Only what is so now is told, and once.
        QTRY_COMPARE(sent(server, u"presence"_s), QList<QJsonObject>({{{u"state"_s, u"away"_s}}}));
        engine.engine.sendTyping(0, u"desk"_s);
        QTRY_COMPARE(sent(server, u"typing"_s).size(), 1);
        QCOMPARE(sent(server, u"typing"_s)[0].value("conversation"_L1).toString(), u"desk"_s);
        QCOMPARE(sent(server, u"presence"_s).size(), 1);
    }

    /// What waits may fill the connection.
    void comesBeforeCommandsThatWait()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        welcomeAll(server);
        const auto port = server.port();
        server.stopListening();
        TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:%1"_s.arg(port)));
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.status && engine.status->state == ConnectionState::Waiting);
        Command command;
        command.key = u"k1"_s;
        command.name = u"acknowledge"_s;
        command.kind = u"alert"_s;
        command.subject = u"AL-1"_s;
        engine.engine.sendCommand(command);
        engine.engine.setPresence(UserPresence::Active);
        QVERIFY(server.listenAgain(port));
        engine.engine.retryNow();
        QTRY_COMPARE(sent(server, u"command"_s).size(), 1);
        QStringList kinds;
        for (const auto &message : server.received)
            kinds.append(message.value("type"_L1).toString().section(u'.', -1));
        QVERIFY2(kinds.contains(u"presence"_s) && kinds.indexOf(u"presence"_s) < kinds.indexOf(u"command"_s),
                 qPrintable(kinds.join(u' ')));
    }

    /// A reconnect says nothing of the user: whoever was away still is, and hears nothing of what was typed before.
    void eachConnectionIsToldOnce()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        welcomeAll(server);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        engine.engine.setPresence(UserPresence::Away);
        engine.engine.sendTyping(0, u"desk"_s);
        QTRY_COMPARE(sent(server, u"typing"_s).size(), 1);
        for (int connection = 2; connection <= 3; ++connection) {
            server.client->abort();
            QTRY_COMPARE(server.disconnections, connection - 1);
            engine.engine.retryNow();
            QTRY_COMPARE(server.connections, connection);
            QTRY_COMPARE(sent(server, u"presence"_s).size(), connection);
            QTRY_VERIFY(engine.isLive());
        }
        engine.engine.sendTyping(0, u"duty"_s);
        QTRY_COMPARE(sent(server, u"typing"_s).size(), 2); // comes after all that was told before
        QCOMPARE(sent(server, u"presence"_s), QList<QJsonObject>(3, {{u"state"_s, u"away"_s}}));
    }

    void isReceived()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        welcomeAll(server);
        TestEngine engine(folder.path(), server.url());
        QList<Typing> typings;
        connect(&engine.engine, &Engine::typed, this, [&](const Typing &typing) { typings.append(typing); });
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        server.client->sendTextMessage(typingOf(QString(2000, u'x'))); // longer than any name
        server.client->sendTextMessage(typingOf(u"Sam"_s, QString(2000, u'x')));
        server.client->sendTextMessage(typingOf(QString()));
        server.client->sendTextMessage(WebSocketTestServer::control(u"typing"_s, {{u"conversation"_s, u"desk"_s}}));
        server.client->sendTextMessage(typingOf(u"<b>Sam</b>"_s));
        QTRY_COMPARE(typings.size(), 1);
        const auto received = typings.first().received;
        QVERIFY(received != Timestamp());
        QCOMPARE(typings.first(), Typing({0, u"desk"_s, u"<b>Sam</b>"_s, received}));
        QVERIFY(engine.quarantined.isEmpty());
    }

    void leavesTheJournalAlone()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        welcomeAll(server);
        TestEngine engine(folder.path(), server.url());
        int typings = 0;
        connect(&engine.engine, &Engine::typed, this, [&] { ++typings; });
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        engine.engine.setPresence(UserPresence::Active);
        QTRY_COMPARE(sent(server, u"presence"_s).size(), 1);
        const auto before = journalFiles(folder.path());
        QVERIFY(before.contains(u"journal.sqlite"_s));
        for (int i = 0; i < 20; ++i) {
            server.client->sendTextMessage(typingOf(u"Sam"_s));
            engine.engine.sendTyping(0, u"desk"_s);
        }
        engine.engine.setPresence(UserPresence::Away);
        QTRY_COMPARE(typings, 20);
        QTRY_COMPARE(sent(server, u"typing"_s).size(), 20);
        QTRY_COMPARE(sent(server, u"presence"_s).size(), 2);
        QCOMPARE(journalFiles(folder.path()), before);
        QCOMPARE(engine.received, 0u);
        QCOMPARE(engine.batchesTaken, 0);
        QVERIFY(engine.commands.isEmpty());
    }

    /// A server that tells of people without end is passed over, and its events are not.
    void aFloodIsBounded()
    {
        TypingGate gate;
        const Instant start(1h);
        int passed = 0;
        for (int i = 0; i < 1000; ++i)
            passed += gate.admits(start + i * 1ms) ? 1 : 0;
        QCOMPARE(passed, TypingGate::limit);
        QVERIFY(gate.admits(start + 1s));
    }

    void waitsForNothing()
    {
        ScriptedConnection scripted;
        auto &connection = scripted.connection;
        const auto message = NativeProtocol::typing(u"desk"_s);
        QVERIFY(!connection.sendVolatile({message}));
        connection.start();
        auto *channel = scripted.alive().constLast();
        channel->succeed();
        QVERIFY(!connection.sendVolatile({message})); // not welcomed
        channel->deliver(ScriptedConnection::welcome());
        scripted.settle();
        channel->waiting = 100'000;
        QVERIFY(!connection.sendVolatile({message})); // would come late
        QVERIFY(!channel->hasSent("control.typing"));
        QVERIFY(connection.send(message)); // what must arrive may wait
        channel->sent.clear();
        channel->waiting = 0;
        scripted.settle();
        QVERIFY(!channel->hasSent("control.typing"));
        QVERIFY(connection.sendVolatile({message}));
        QCOMPARE(channel->sent, QList<QByteArray>{message});
    }
};

QTEST_GUILESS_MAIN(TestVolatile)
#include "tst_volatile.moc"
