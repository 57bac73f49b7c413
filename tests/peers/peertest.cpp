// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peertest.h"

#include "stream/closecodes.h"
#include "stream/refusal.h"

#include <algorithm>
#include <iterator>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Only a test that fails waits so long.
constexpr int patience = 20'000; // ms
const auto reason = u"zum Schluß, 再见"_s;

} // namespace

Conversation::Conversation(ChannelEngine engine, quint16 port, const Wishes &wishes) : client(engine), tap(port)
{
    connect(&client, &EchoClient::opened, this, [this] { opened = true; });
    connect(&client, &EchoClient::received, this,
            [this](const QByteArray &payload, PayloadKind kind) { received.push_back({payload, kind}); });
    connect(&client, &EchoClient::closed, this, [this](const ChannelFailure &failure) { end = failure; });

    QByteArray query;
    for (const auto &[name, value] : wishes)
        query += (query.isEmpty() ? "" : "&") + QByteArray(name) + '=' + value.toPercentEncoding();
    QUrl url;
    url.setScheme(u"ws"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(tap.serverPort());
    url.setPath(u"/"_s);
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    client.open(url);
}

void PeerTest::initTestCase_data()
{
    QTest::addColumn<ChannelEngine>("engine");
    QTest::newRow("wire") << ChannelEngine::Wire;
    QTest::newRow("qt") << ChannelEngine::Qt;
}

ChannelEngine PeerTest::engine()
{
    QFETCH_GLOBAL(ChannelEngine, engine);
    return engine;
}

void PeerTest::expectQtToFail(const char *why)
{
    if (engine() == ChannelEngine::Qt)
        QEXPECT_FAIL("", why, Continue);
}

void PeerTest::carry(Conversation &talk, const QByteArray &words, bool cut)
{
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QVERIFY2(talk.opened, qPrintable(talk.end->detail));
    const auto difference = differenceBetween(peerMessages(words), talk.received);
    if (cut && engine() == ChannelEngine::Qt) {
        QEXPECT_FAIL("", "QWebSocket checks each fragment's text for itself", Continue);
        QVERIFY(difference.isEmpty());
        QCOMPARE(talk.end->error, ChannelError::InvalidText);
        return;
    }
    QVERIFY2(difference.isEmpty(), qPrintable(difference + u"; the end: "_s + talk.end->detail));
    QCOMPARE(talk.end->detail, u"all came back"_s);
    QCOMPARE(talk.end->closeCode, 1000);
}

void PeerTest::closeByPeer(quint16 port, int code, bool waits)
{
    Conversation talk(engine(), port, {{"code", QByteArray::number(code)}, {"reason", reason.toUtf8()}});
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QVERIFY2(talk.opened, qPrintable(talk.end->detail));
    if (code == 1014)
        expectQtToFail("QWebSocket of 6.4 does not know 1014, and what it does not know counts as a restart");
    QCOMPARE(talk.end->error, errorForCloseCode(code));
    const bool unknown = code >= 1012 && code <= 1014;
    if (unknown)
        expectQtToFail("QWebSocket of 6.4 knows none of the codes 1012 to 1014: it drops the code");
    QCOMPARE(talk.end->closeCode, code);
    if (unknown)
        expectQtToFail("and the reason");
    QCOMPARE(talk.end->detail, reason);
    if (!waits)
        return;
    QTRY_VERIFY_WITH_TIMEOUT(talk.tap.isOver(), patience);
    QVERIFY(!talk.tap.clientFrames().empty());
    if (unknown)
        expectQtToFail("and answers 1002");
    QCOMPARE(talk.tap.clientFrames().back().payload.left(2), closePayload(code));
}

void PeerTest::closeByUs(quint16 port, int code)
{
    Conversation talk(engine(), port, {{"stay", "1"}});
    QTRY_VERIFY_WITH_TIMEOUT(talk.opened || talk.end, patience);
    QVERIFY(!talk.end);
    talk.client.channel().close(code, reason);
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QCOMPARE(talk.end->closeCode, code);
    QTRY_VERIFY_WITH_TIMEOUT(talk.tap.isOver(), patience);
    QVERIFY(!talk.tap.clientFrames().empty());
    QCOMPARE(talk.tap.clientFrames().back().payload, closePayload(code, reason.toUtf8()));
    if (engine() == ChannelEngine::Qt)
        return; // it does not wait for the answer
    QVERIFY(!talk.tap.serverFrames().empty());
    QCOMPARE(talk.tap.serverFrames().back().opcode, RawOpcode::close);
    QCOMPARE(talk.tap.serverFrames().back().payload.left(2), closePayload(code));
}

void PeerTest::ping(quint16 port)
{
    Conversation talk(engine(), port, {{"stay", "1"}});
    QByteArrayList pongs;
    connect(&talk.client.channel(), &Channel::ponged, &talk, [&pongs](const QByteArray &payload) { pongs += payload; });
    QTRY_VERIFY_WITH_TIMEOUT(talk.opened || talk.end, patience);
    QVERIFY(talk.client.channel().ping("one"));
    QVERIFY(talk.client.channel().ping(QByteArray(125, '2')));
    QTRY_COMPARE(pongs, QByteArrayList({"one", QByteArray(125, '2')}));
}

void PeerTest::refuse(quint16 port, int status, bool named)
{
    Conversation talk(engine(), port, {{"refuse", QByteArray::number(status)}});
    QTRY_VERIFY_WITH_TIMEOUT(talk.end, patience);
    QVERIFY(!talk.opened);
    QCOMPARE(talk.end->error, errorForHttpStatus(status));
    const auto words = u"HTTP %1"_s.arg(status);
    QVERIFY2(talk.end->detail.startsWith(words), qPrintable(talk.end->detail));
    if (named) {
        expectQtToFail("QWebSocket shows no header of the answer");
        QCOMPARE(talk.end->retryAfter, std::optional<std::chrono::milliseconds>(7s));
    }
}

std::vector<RawFrame> messageFrames(const std::vector<RawFrame> &frames)
{
    std::vector<RawFrame> kept;
    std::ranges::copy_if(frames, std::back_inserter(kept),
                         [](const RawFrame &frame) { return frame.opcode < RawOpcode::close; });
    return kept;
}

bool cutsCharacter(const std::vector<RawFrame> &frames)
{
    return std::ranges::any_of(frames, [](const RawFrame &frame) {
        // A character's first byte or an ASCII one never looks like 10xxxxxx; a fragment that begins so continues a character.
        return frame.opcode == RawOpcode::continuation && !frame.payload.isEmpty()
            && (static_cast<unsigned char>(frame.payload.front()) & 0xc0) == 0x80;
    });
}

} // namespace Bellboard
