// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peertest.h"

namespace Bellboard {

/// The engines against npm's ws, on node.
class WsPeerTest : public PeerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void carriesMessages_data();
    void carriesMessages();
    void agreesOnCompression_data();
    void agreesOnCompression();
    void leavesSmallMessagesUnpacked();
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

void WsPeerTest::initTestCase()
{
    m_peer.start(QStringLiteral("node"), {QStringLiteral(BELLBOARD_WS_PEER)}, QStringLiteral("node (nodejs)"));
    if (!m_peer.missing().isEmpty())
        QSKIP(qPrintable(QStringLiteral("not installed: ") + m_peer.missing()));
}

void WsPeerTest::carriesMessages_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QByteArray>("fragment");
    QTest::addColumn<bool>("packed");
    QTest::addColumn<bool>("pinged");
    const QByteArray sizes = "t0,t1,t125,t126,t127,b0,b125,b126,t4096,b65535,t65535,b65536,t65536,t70000,r";
    QTest::newRow("of all sizes") << sizes << QByteArray("0") << false << false;
    QTest::newRow("of all sizes, pings between") << sizes << QByteArray("0") << false << true;
    QTest::newRow("of all sizes, packed, pings between") << sizes << QByteArray("0") << true << true;
    QTest::newRow("binary in fragments of 1000") << QByteArray("b5000,b70000") << QByteArray("1000") << false << false;
    QTest::newRow("text in fragments of 1000") << QByteArray("t5000,t70000") << QByteArray("1000") << false << false;
    QTest::newRow("text byte by byte, pings between") << QByteArray("t200,t300") << QByteArray("1") << false << true;
    QTest::newRow("packed in fragments of 1000")
        << QByteArray("t5000,b5000,r,t70000") << QByteArray("1000") << true << false;
    QTest::newRow("packed byte by byte, pings between") << QByteArray("t200,t300") << QByteArray("1") << true << true;
    QTest::newRow("1 MiB") << QByteArray("t1048576,b1048576") << QByteArray("0") << false << false;
    QTest::newRow("1 MiB, packed") << QByteArray("t1048576,b1048576") << QByteArray("0") << true << false;
    QTest::newRow("1 MiB in fragments of 4096") << QByteArray("t1048576") << QByteArray("4096") << false << false;
    QTest::newRow("16 MiB of text") << QByteArray("t16777216") << QByteArray("0") << false << false;
    QTest::newRow("16 MiB of text, packed") << QByteArray("t16777216") << QByteArray("0") << true << false;
    QTest::newRow("16 MiB of bytes") << QByteArray("b16777216") << QByteArray("0") << false << false;
}

void WsPeerTest::carriesMessages()
{
    QFETCH(QByteArray, messages);
    QFETCH(QByteArray, fragment);
    QFETCH(bool, packed);
    QFETCH(bool, pinged);
    Wishes wishes{{"messages", messages}, {"fragment", fragment}};
    if (packed)
        wishes.emplace_back("deflate", "{\"threshold\":0}");
    if (pinged)
        wishes.emplace_back("ping", "1");
    Conversation talk(engine(), m_peer.port(), wishes);
    const bool cut = fragment != "0" && messages.contains('t');
    carry(talk, messages, cut);
    if (QTest::currentTestFailed())
        return;
    if (!cut || engine() == ChannelEngine::Qt)
        return;
    // Or the row shows nothing.
    const auto frames = messageFrames(talk.tap.serverFrames());
    QCOMPARE(frames.front().rsv, packed ? rawCompressedBit : 0);
    QVERIFY(packed || cutsCharacter(frames));
}

void WsPeerTest::agreesOnCompression_data()
{
    QTest::addColumn<QByteArrayList>("terms"); // in the order of the alphabet
    const auto row = [](const QByteArrayList &terms) { QTest::newRow(terms.join(", ").constData()) << terms; };
    QTest::newRow("context takeover both ways") << QByteArrayList();
    row({"server_no_context_takeover"});
    row({"client_no_context_takeover"});
    row({"client_no_context_takeover", "server_no_context_takeover"});
    for (int bits = 9; bits <= 15; ++bits) {
        const auto number = QByteArray::number(bits);
        row({"server_max_window_bits=" + number});
        row({"client_max_window_bits=" + number});
    }
    row({"client_max_window_bits=9", "server_max_window_bits=9"});
    row({"client_max_window_bits=9", "client_no_context_takeover", "server_max_window_bits=9",
         "server_no_context_takeover"});
}

void WsPeerTest::agreesOnCompression()
{
    QFETCH(QByteArrayList, terms);
    QByteArray options = "\"threshold\":0";
    for (const auto &term : terms) {
        const QByteArray name = term.contains("context") ? "NoContextTakeover" : "MaxWindowBits";
        options += ",\"" + term.left(6) + name + "\":" + term.split('=').value(1, "true"); // term begins with the side
    }
    const QByteArray messages = "t5000,r,t0,t1,t200,t40000,r,b1000,t70000";
    Conversation talk(engine(), m_peer.port(), {{"messages", messages}, {"deflate", '{' + options + '}'}});
    carry(talk, messages);
    if (QTest::currentTestFailed())
        return;
    if (engine() == ChannelEngine::Qt) {
        QCOMPARE(talk.tap.extensions(), QByteArrayList()); // it offers none
        return;
    }
    auto extensions = talk.tap.extensions();
    QCOMPARE(extensions.removeAll("permessage-deflate"), 1);
    QCOMPARE(extensions, terms);

    // Whether the message that comes once more is packed as a look back at the first one tells who remembers what.
    const auto looksBack = [](const std::vector<RawFrame> &all) {
        const auto frames = messageFrames(all);
        if (frames.size() < 2 || frames[0].rsv != rawCompressedBit || frames[0].payload.size() > 3000)
            return -1; // not packed
        return frames[1].payload.size() < frames[0].payload.size() / 4 ? 1 : 0;
    };
    const auto expected = [&](const QByteArray &side) {
        int bits = 15;
        for (const auto &term : terms) {
            if (term == side + "_no_context_takeover")
                return 0;
            if (term.startsWith(side + "_max_window_bits="))
                bits = term.split('=').at(1).toInt();
        }
        return (1 << bits) > 5000 ? 1 : 0;
    };
    QCOMPARE(looksBack(talk.tap.serverFrames()), expected("server"));
    QCOMPARE(looksBack(talk.tap.clientFrames()), expected("client"));
}

void WsPeerTest::leavesSmallMessagesUnpacked()
{
    // With context takeover ws packs every message.
    const QByteArray options = "{\"threshold\":1024,\"serverNoContextTakeover\":true}";
    Conversation talk(engine(), m_peer.port(), {{"messages", "t200,t5000"}, {"deflate", options}});
    carry(talk, "t200,t5000");
    if (QTest::currentTestFailed())
        return;
    const auto frames = messageFrames(talk.tap.serverFrames());
    QCOMPARE(frames.size(), std::size_t{2});
    QCOMPARE(frames[0].rsv, 0);
    QCOMPARE(frames[1].rsv, engine() == ChannelEngine::Wire ? rawCompressedBit : 0);
}

void WsPeerTest::peerCloses_data()
{
    QTest::addColumn<int>("code");
    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 1014, 3000, 4000, 4400, 4401, 4403, 4998})
        QTest::addRow("%d", code) << code;
}

void WsPeerTest::peerCloses()
{
    QFETCH(int, code);
    closeByPeer(m_peer.port(), code);
}

void WsPeerTest::weClose_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 4000})
        QTest::addRow("%d", code) << code;
}

void WsPeerTest::weClose()
{
    QFETCH(int, code);
    const auto before = m_peer.lines().size();
    closeByUs(m_peer.port(), code);
    QTRY_VERIFY(m_peer.lines().size() > before);
    QCOMPARE(m_peer.lines().back(), "closed " + QByteArray::number(code) + " zum Schluß, 再见");
}

void WsPeerTest::refuses_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {401, 403, 429, 503})
        QTest::addRow("%d", status) << status;
}

void WsPeerTest::refuses()
{
    QFETCH(int, status);
    refuse(m_peer.port(), status);
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::WsPeerTest)
#include "tst_wspeer.moc"
