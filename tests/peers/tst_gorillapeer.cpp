// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peertest.h"

#include <algorithm>

namespace Bellboard {

/// The engines against gorilla/websocket, in Go.
class GorillaPeerTest : public PeerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void carriesMessages_data();
    void carriesMessages();
    void peerCloses_data();
    void peerCloses();
    void weClose_data();
    void weClose();
    void pings() { ping(m_peer.port()); }
    void refuses_data();
    void refuses();

private:
    PeerProgram m_peer;
};

void GorillaPeerTest::initTestCase()
{
    const auto program = QStringLiteral(BELLBOARD_GORILLA_PEER);
    if (program.isEmpty())
        QSKIP("not installed when this was built: Go (golang-go) with gorilla/websocket "
              "(golang-github-gorilla-websocket-dev)");
    m_peer.start(program, {}, program);
    QVERIFY2(m_peer.missing().isEmpty(), qPrintable(m_peer.missing()));
}

void GorillaPeerTest::carriesMessages_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<bool>("packed");
    QTest::addColumn<bool>("cut"); // whether a text that is not packed comes in fragments that cut a character
    // Its buffer holds 4096 bytes. Of up to twice as much a full buffer leaves as a fragment, wherever it ends; more leaves whole.
    const QByteArray json = "j5000,j5500,j6001,j6602,j7003,j7504,j8000";
    for (const bool packed : {false, true}) {
        const char *how = packed ? ", packed" : "";
        QTest::addRow("of all sizes%s", how)
            << QByteArray("t0,t1,t125,t126,b0,b125,b126,t4000,b4096,b65536,r,b1048576") << packed << false;
        QTest::addRow("JSON of 5 to 8 KB%s", how) << json << packed << true;
        QTest::addRow("JSON of 64 KiB%s", how) << QByteArray("j65536,r,j65537,j65538,j65539") << packed << false;
        QTest::addRow("text of 64 KiB and 1 MiB%s", how) << QByteArray("t65536,r,t1048576") << packed << false;
    }
}

void GorillaPeerTest::carriesMessages()
{
    QFETCH(QByteArray, messages);
    QFETCH(bool, packed);
    QFETCH(bool, cut);
    Wishes wishes{{"messages", messages}, {"ping", "1"}};
    if (packed)
        wishes.emplace_back("deflate", "1");
    Conversation talk(engine(), m_peer.port(), wishes);
    carry(talk, messages, cut);
    if (QTest::currentTestFailed())
        return;
    const auto frames = messageFrames(talk.tap.serverFrames());
    const bool agreed = packed && engine() == ChannelEngine::Wire;
    const bool everPacked =
        std::ranges::any_of(frames, [](const RawFrame &frame) { return frame.rsv == rawCompressedBit; });
    QCOMPARE(everPacked, agreed);
    QCOMPARE(talk.tap.extensions().contains("permessage-deflate"), agreed);
    if (cut && !packed && engine() == ChannelEngine::Wire)
        QVERIFY(cutsCharacter(frames)); // or the row shows nothing
}

void GorillaPeerTest::peerCloses_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 1008, 1011, 1012, 1013, 4000, 4401})
        QTest::addRow("%d", code) << code;
}

void GorillaPeerTest::peerCloses()
{
    QFETCH(int, code);
    closeByPeer(m_peer.port(), code);
}

void GorillaPeerTest::weClose_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 4000})
        QTest::addRow("%d", code) << code;
}

void GorillaPeerTest::weClose()
{
    QFETCH(int, code);
    const auto before = m_peer.lines().size();
    closeByUs(m_peer.port(), code);
    QTRY_VERIFY(m_peer.lines().size() > before);
    QCOMPARE(m_peer.lines().back(), "closed " + QByteArray::number(code) + " zum Schluß, 再见");
}

void GorillaPeerTest::refuses_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {401, 403, 429, 503})
        QTest::addRow("%d", status) << status;
}

void GorillaPeerTest::refuses()
{
    QFETCH(int, status);
    refuse(m_peer.port(), status);
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::GorillaPeerTest)
#include "tst_gorillapeer.moc"
