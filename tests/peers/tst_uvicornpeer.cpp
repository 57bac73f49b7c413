// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peertest.h"

#include <algorithm>
#include <map>
#include <memory>

namespace Bellboard {

/// The engines against uvicorn, with each of its two WebSocket implementations.
class UvicornPeerTest : public PeerTest
{
    Q_OBJECT

private Q_SLOTS:
    void carriesMessages_data();
    void carriesMessages();
    void peerCloses_data();
    void peerCloses();
    void weClose_data() { implementations(); }
    void weClose();
    void pings_data() { implementations(); }
    void pings();
    void answersItsPings();
    void refuses_data() { implementations(); }
    void refuses();
    void shutsDown_data() { implementations(); }
    void shutsDown();

private:
    static void implementations();
    static std::unique_ptr<PeerProgram> started(const QString &implementation, bool packed = true);
    /// The server with that implementation, the same each time.
    PeerProgram &peer(const QString &implementation, bool packed = true);

    std::map<std::pair<QString, bool>, std::unique_ptr<PeerProgram>> m_peers;
};

void UvicornPeerTest::implementations()
{
    QTest::addColumn<QString>("implementation");
    QTest::newRow("websockets") << QStringLiteral("websockets");
    QTest::newRow("wsproto") << QStringLiteral("wsproto");
}

std::unique_ptr<PeerProgram> UvicornPeerTest::started(const QString &implementation, bool packed)
{
    // Debian's Python packages are seen by Debian's Python only.
    const auto system = QStringLiteral("/usr/bin/python3");
    auto peer = std::make_unique<PeerProgram>();
    peer->start(QFile::exists(system) ? system : QStringLiteral("python3"),
                {QStringLiteral(BELLBOARD_UVICORN_PEER), implementation,
                 packed ? QStringLiteral("deflate") : QStringLiteral("plain")},
                QStringLiteral("Python 3"));
    return peer;
}

PeerProgram &UvicornPeerTest::peer(const QString &implementation, bool packed)
{
    auto &peer = m_peers[{implementation, packed}];
    if (!peer)
        peer = started(implementation, packed);
    return *peer;
}

#define SKIP_WITHOUT(PEER)                                                                                             \
    if (!(PEER).missing().isEmpty())                                                                                   \
    QSKIP(qPrintable(QStringLiteral("not installed: ") + (PEER).missing()))

void UvicornPeerTest::carriesMessages_data()
{
    QTest::addColumn<QString>("implementation");
    QTest::addColumn<bool>("packed");
    QTest::addRow("websockets, packed") << QStringLiteral("websockets") << true;
    QTest::addRow("websockets") << QStringLiteral("websockets") << false;
    QTest::addRow("wsproto, packed") << QStringLiteral("wsproto") << true;
}

void UvicornPeerTest::carriesMessages()
{
    QFETCH(QString, implementation);
    QFETCH(bool, packed);
    auto &server = peer(implementation, packed);
    SKIP_WITHOUT(server);
    const QByteArray messages = "t0,t1,t125,t126,b1,b125,b126,t5000,r,b5000,t65535,b65536,t70000,r,t1048576,b1048576";
    Conversation talk(engine(), server.port(), {{"messages", messages}});
    carry(talk, messages);
    if (QTest::currentTestFailed())
        return;
    const auto frames = messageFrames(talk.tap.serverFrames());
    const bool everPacked =
        std::ranges::any_of(frames, [](const RawFrame &frame) { return frame.rsv == rawCompressedBit; });
    QCOMPARE(everPacked, packed && engine() == ChannelEngine::Wire);
}

void UvicornPeerTest::peerCloses_data()
{
    QTest::addColumn<QString>("implementation");
    QTest::addColumn<int>("code");
    for (const auto *implementation : {"websockets", "wsproto"})
        for (const int code : {1000, 1001, 1008, 1011, 1012, 1013, 4000, 4401, 4403})
            QTest::addRow("%s %d", implementation, code) << QString::fromLatin1(implementation) << code;
}

void UvicornPeerTest::peerCloses()
{
    QFETCH(QString, implementation);
    QFETCH(int, code);
    auto &server = peer(implementation);
    SKIP_WITHOUT(server);
    closeByPeer(server.port(), code, implementation == QStringLiteral("websockets")); // the other one just goes
}

void UvicornPeerTest::weClose()
{
    QFETCH(QString, implementation);
    auto &server = peer(implementation);
    SKIP_WITHOUT(server);
    for (const int code : {1000, 1001, 4000}) {
        const auto before = server.lines().size();
        closeByUs(server.port(), code);
        QTRY_VERIFY(server.lines().size() > before);
        QCOMPARE(server.lines().back(), "closed " + QByteArray::number(code));
    }
}

void UvicornPeerTest::pings()
{
    QFETCH(QString, implementation);
    auto &server = peer(implementation);
    SKIP_WITHOUT(server);
    ping(server.port());
}

void UvicornPeerTest::answersItsPings()
{
    auto &server = peer(QStringLiteral("websockets")); // the other one sends none
    SKIP_WITHOUT(server);
    Conversation talk(engine(), server.port(), {{"stay", "1"}});
    const auto payloads = [](const std::vector<RawFrame> &frames, int opcode) {
        QByteArrayList found;
        for (const auto &frame : frames)
            if (frame.opcode == opcode)
                found += frame.payload;
        return found;
    };
    const auto pongs = [&] { return payloads(talk.tap.clientFrames(), RawOpcode::pong); };
    QTRY_VERIFY(pongs().size() >= 3);
    QCOMPARE(pongs().mid(0, 3), payloads(talk.tap.serverFrames(), RawOpcode::ping).mid(0, 3));
    QVERIFY(!talk.end);
}

void UvicornPeerTest::refuses()
{
    QFETCH(QString, implementation);
    auto &server = peer(implementation);
    SKIP_WITHOUT(server);
    refuse(server.port(), 403, false);
}

void UvicornPeerTest::shutsDown()
{
#ifdef Q_OS_WIN
    QSKIP("a program without a window cannot be asked to end here");
#endif
    QFETCH(QString, implementation);
    const auto server = started(implementation);
    SKIP_WITHOUT(*server);
    Conversation talk(engine(), server->port(), {{"messages", "t200"}, {"stay", "1"}});
    QTRY_COMPARE(talk.received, peerMessages("t200"));
    server->terminate();
    QTRY_VERIFY(talk.end);
    if (implementation == QStringLiteral("wsproto"))
        QCOMPARE(talk.end->error, ChannelError::ServerRestarting);
    else // older versions just close the socket
        QVERIFY(talk.end->error == ChannelError::ServerRestarting || talk.end->error == ChannelError::NetworkLost);
    if (talk.end->error == ChannelError::ServerRestarting) {
        expectQtToFail("QWebSocket of 6.4 knows none of the codes 1012 to 1014");
        QCOMPARE(talk.end->closeCode, 1012);
    }
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::UvicornPeerTest)
#include "tst_uvicornpeer.moc"
