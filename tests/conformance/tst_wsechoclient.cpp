// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "rawwebsocketserver.h"
#include "stricttest.h"

#include <QProcess>
#include <QSignalSpy>

namespace Bellboard {

/// The program that echoes, as somebody runs it.
class WsEchoClientTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void echoesUntilTheServerCloses_data() { engines(); }
    void echoesUntilTheServerCloses();
    void saysWhyItCouldNotConnect_data() { engines(); }
    void saysWhyItCouldNotConnect();
    void refusesWhatIsNoWebSocket();

private:
    static void engines()
    {
        QTest::addColumn<QString>("engine");
        QTest::newRow("wire") << QStringLiteral("wire");
        QTest::newRow("qt") << QStringLiteral("qt");
    }

    static void start(QProcess &program, const QStringList &arguments)
    {
        program.start(QStringLiteral(BELLBOARD_ECHO_CLIENT), arguments);
    }
};

void WsEchoClientTest::echoesUntilTheServerCloses()
{
    QFETCH(QString, engine);
    RawWebSocketServer server;
    std::vector<RawFrame> frames;
    connect(&server, &RawWebSocketServer::peerConnected, this, [&frames](RawWebSocketPeer *peer) {
        connect(peer, &RawWebSocketPeer::requested, peer, [peer] {
            peer->accept();
            peer->write(rawBytes({RawOpcode::text, "text"}) + rawBytes({RawOpcode::binary, "\xff"}));
        });
        connect(peer, &RawWebSocketPeer::frameReceived, peer, [peer, &frames](const RawFrame &frame) {
            frames.push_back(frame);
            if (frames.size() == 2)
                peer->write(rawBytes({RawOpcode::close, closePayload(1000)}));
            if (frame.opcode == RawOpcode::close)
                peer->closeConnection();
        });
    });
    QProcess program;
    start(program, {QStringLiteral("--engine"), engine, server.url().toString()});
    QTRY_COMPARE(program.state(), QProcess::NotRunning);
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QCOMPARE(program.readAllStandardError(), QByteArray());
    QVERIFY(frames.size() >= 2);
    QCOMPARE(frames[0].opcode, RawOpcode::text);
    QCOMPARE(frames[0].payload, QByteArray("text"));
    QCOMPARE(frames[1].opcode, RawOpcode::binary);
    QCOMPARE(frames[1].payload, QByteArray("\xff"));
}

void WsEchoClientTest::saysWhyItCouldNotConnect()
{
    QFETCH(QString, engine);
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const auto url = QStringLiteral("ws://127.0.0.1:%1/").arg(closed.serverPort());
    closed.close();
    QProcess program;
    start(program, {QStringLiteral("--engine"), engine, url});
    QTRY_COMPARE(program.state(), QProcess::NotRunning);
    QCOMPARE(program.exitCode(), 1);
    const auto said = program.readAllStandardError();
    QVERIFY2(said.startsWith("ws-echo-client: no WebSocket at " + url.toLatin1() + ": "), said.constData());
}

void WsEchoClientTest::refusesWhatIsNoWebSocket()
{
    for (const auto &argument : {QStringLiteral("http://127.0.0.1/"), QStringLiteral("ws://")}) {
        QProcess program;
        start(program, {argument});
        QTRY_COMPARE(program.state(), QProcess::NotRunning);
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardError().startsWith("Usage: "));
    }
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::WsEchoClientTest)
#include "tst_wsechoclient.moc"
