// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A feed with the built-in profile "tasks" against npm's socket.io, from the wire to the journal.

#include "enginefixture.h"
#include "peerprogram.h"
#include "profile/profile.h"
#include "profile/profilefile.h"
#include "stricttest.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Only a test that fails waits so long.
constexpr int patience = 30'000; // ms

const QStringList firstIds{u"TSK-1:1"_s, u"TSK-2:1"_s, u"TSK-3:1"_s, u"RV-1:OPEN"_s};
const QStringList missedIds{u"TSK-4:1"_s, u"TSK-5:1"_s, u"TSK-6:1"_s};

Command commandOf(const QString &name, const QString &kind, const QString &subject)
{
    Command command;
    command.name = name;
    command.kind = kind;
    command.subject = subject;
    command.owner = u"Mo"_s;
    command.text = u"Called back."_s;
    command.key = u"key-of-"_s + name;
    return command;
}

/// Stands between a client and a server, and cuts the first answer in which the server says `word` off within that.
class Scissors : public QTcpServer
{
public:
    Scissors(quint16 port, QByteArray word) : m_word(std::move(word))
    {
        connect(this, &QTcpServer::newConnection, this, [this, port] {
            auto *client = nextPendingConnection();
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress(QHostAddress::LocalHost),
                                  port); // it keeps what is written before it stands
            connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
            connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
            connect(server, &QTcpSocket::readyRead, client,
                    [this, client, server] { handOn(server->readAll(), client); });
            connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        });
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port to listen on: %s", qPrintable(errorString()));
    }
    bool hasCut() const { return m_word.isEmpty(); }

private:
    void handOn(const QByteArray &bytes, QTcpSocket *client)
    {
        const auto at = hasCut() ? -1 : bytes.indexOf(m_word);
        client->write(at < 0 ? bytes : bytes.left(at + 1));
        if (at < 0)
            return;
        m_word.clear();
        client->disconnectFromHost();
    }

    QByteArray m_word;
};

} // namespace

class SocketIoFeedTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_peer.start(u"node"_s, {QStringLiteral(BELLBOARD_SOCKETIO_PEER)}, u"node (nodejs)"_s);
        if (!m_peer.missing().isEmpty())
            QSKIP(qPrintable(u"not installed: "_s + m_peer.missing()));
    }

    void runsByItsProfile_data()
    {
        QTest::addColumn<std::vector<EngineTransport>>("transports");
        QTest::newRow("as the profile has it") << ProfileFile::read(u"tasks"_s).profile->ioTransports;
        QTest::newRow("polling first") << std::vector{EngineTransport::Polling, EngineTransport::WebSocket};
        QTest::newRow("polling") << std::vector{EngineTransport::Polling};
    }

    void runsByItsProfile()
    {
        QFETCH(std::vector<EngineTransport>, transports);
        auto profile = std::make_shared<Profile>(*ProfileFile::read(u"tasks"_s).profile);
        profile->ioTransports = transports;
        const QUrl url(u"ws://127.0.0.1:%1/desk/"_s.arg(m_peer.port()));
        QTemporaryDir folder;
        const auto assigned = m_peer.lines().count("assign key-of-assign");
        const auto recovered = m_peer.lines().count("desk connected recovered true");
        auto all = firstIds;
        {
            TestEngine engine(folder.path(), url, Engine::Replay::FromStart, StreamRepair::timeout, profile);
            QVERIFY(engine.engine.start());
            QTRY_VERIFY_WITH_TIMEOUT(engine.isLive(), patience);
            QCOMPARE(engine.status->user, u"Priya"_s);
            QTRY_COMPARE_WITH_TIMEOUT(engine.ids, all, patience);
            QTRY_COMPARE_WITH_TIMEOUT(engine.quarantined.size(), 1, patience); // task:archived
            QVERIFY2(engine.quarantined.first().reason.contains(u"knows no message"),
                     qPrintable(engine.quarantined.first().reason));

            const auto take = commandOf(u"acknowledge"_s, u"alert"_s, u"RV-1"_s);
            engine.engine.sendCommand(take);
            QTRY_COMPARE_WITH_TIMEOUT(engine.phaseOf(take.key), CommandPhase::Settled, patience);
            all += u"RV-1:TAKEN"_s;
            QTRY_COMPARE_WITH_TIMEOUT(engine.ids, all, patience);

            const auto note = commandOf(u"note"_s, u"task"_s, u"TSK-1"_s);
            engine.engine.sendCommand(note);
            QTRY_COMPARE_WITH_TIMEOUT(engine.phaseOf(note.key), CommandPhase::Refused, patience);
            QCOMPARE(engine.commands.last().reason, u"The task is closed."_s);

            // The connection breaks before the answer: the command goes out once more, and what was missed comes, once.
            const auto assign = commandOf(u"assign"_s, u"task"_s, u"TSK-2"_s);
            engine.engine.sendCommand(assign);
            QTRY_COMPARE_WITH_TIMEOUT(engine.phaseOf(assign.key), CommandPhase::Settled, patience);
            QCOMPARE(m_peer.lines().count("assign key-of-assign"), assigned + 2);
            QCOMPARE(m_peer.lines().count("desk connected recovered true"), recovered + 1);
            all += missedIds;
            QTRY_COMPARE_WITH_TIMEOUT(engine.ids, all, patience);
            QTRY_VERIFY_WITH_TIMEOUT(engine.isLive(), patience);
            QTRY_VERIFY_WITH_TIMEOUT(engine.status->duplicates >= 4,
                                     patience); // what the server says on each connection
            QCOMPARE(engine.faults, QStringList());
        }
        // The journal has them all, and what comes again is known.
        TestEngine engine(folder.path(), url, Engine::Replay::FromStart, StreamRepair::timeout, profile);
        QVERIFY(engine.engine.start());
        QTRY_VERIFY_WITH_TIMEOUT(engine.isLive(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(engine.status->duplicates >= 4, patience);
        QCOMPARE(engine.ids, all);
        QCOMPARE(engine.replayed, static_cast<quint64>(all.size()));
    }

    /// Half of a payload of polling: what was in it comes with the next session, once.
    void aPayloadCutInHalf()
    {
        auto profile = std::make_shared<Profile>(*ProfileFile::read(u"tasks"_s).profile);
        profile->ioTransports = {EngineTransport::Polling};
        const Scissors scissors(m_peer.port(), "TSK-2");
        const QTemporaryDir folder;
        TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:%1/desk/"_s.arg(scissors.serverPort())),
                          Engine::Replay::FromStart, StreamRepair::timeout, profile);
        QVERIFY(engine.engine.start());
        QTRY_COMPARE_WITH_TIMEOUT(engine.ids, firstIds, patience);
        QTRY_VERIFY_WITH_TIMEOUT(engine.isLive(), patience);
        QVERIFY(scissors.hasCut());
        const auto &history = engine.status->history;
        QVERIFY(
            std::ranges::any_of(history, [](const auto &step) { return step.detail == u"the answer was cut off"; }));
        QCOMPARE(engine.faults, QStringList());
    }

private:
    PeerProgram m_peer;
};

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::SocketIoFeedTest)
#include "tst_socketiofeed.moc"
