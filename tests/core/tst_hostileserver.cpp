// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peakmemory.h"
#include "rawdeflate.h"
#include "rawwebsocketserver.h"
#include "stream/channel.h"
#include "stream/channelengine.h"
#include "stream/connection.h"
#include "stricttest.h"

#include <QSignalSpy>

#include <chrono>
#include <functional>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using namespace RawOpcode;

/// What a server may cost us, whatever it does.
constexpr qint64 memoryAllowance = qint64{64} << 20;

/// Keeps the last message only.
class OneMessage : public MessageSink
{
public:
    char *messageSpace(std::size_t capacity) override
    {
        m_space.resize(static_cast<qsizetype>(capacity) + 64);
        return m_space.data();
    }
    void messageReceived(std::size_t /*size*/, PayloadKind /*kind*/) override
    {
        ++received;
        if (then)
            then();
    }

    int received = 0;
    std::function<void()> then;

private:
    QByteArray m_space;
};

using Serve = std::function<void(RawWebSocketPeer *)>;

/// What the server does once the client asked for its upgrade.
Serve upgraded(const std::function<void(RawWebSocketPeer *)> &then)
{
    return [then](RawWebSocketPeer *peer) {
        peer->accept();
        then(peer);
    };
}

Serve sending(const QByteArray &bytes)
{
    return upgraded([bytes](RawWebSocketPeer *peer) { peer->write(bytes); });
}

/// The beginning of a message, and fragments without end.
Serve fragmenting(const QByteArray &fragment)
{
    return upgraded([fragment](RawWebSocketPeer *peer) {
        peer->write(rawBytes({text, {}, false}));
        auto some = rawBytes({continuation, fragment, false}).repeated(fragment.size() < 16 ? 8192 : 16);
        peer->pour([some] { return some; });
    });
}

/// A message of some 10 KiB that unpacks to 10 MiB. Deflate cannot do more with so little: it packs 1,032 to 1 at best.
void sendBomb(RawWebSocketPeer *peer)
{
    const RawDeflateTerms terms;
    peer->accept("Sec-WebSocket-Extensions: " + terms.header() + "\r\n");
    RawDeflate deflate(terms);
    const auto payload = deflate.compressed(QByteArray(qsizetype{10} << 20, '0'));
    QVERIFY(payload.size() < 12 << 10);
    peer->write(rawBytes({text, payload, true, rawCompressedBit}));
}

/// One of fragments of that kind, as many as are taken: 1,024 are 10 GiB.
void sendGreatBomb(RawWebSocketPeer *peer)
{
    const RawDeflateTerms terms;
    peer->accept("Sec-WebSocket-Extensions: " + terms.header() + "\r\n");
    RawDeflate deflate(terms);
    const auto part = deflate.compressed(QByteArray(qsizetype{10} << 20, '0')) + QByteArray("\x00\x00\xff\xff", 4);
    peer->write(rawBytes({text, part, false, rawCompressedBit}));
    const auto more = rawBytes({continuation, part, false});
    peer->pour([more] { return more; });
}

/// Fragments that unpack to nothing, without end.
void sendPackedNothing(RawWebSocketPeer *peer)
{
    const RawDeflateTerms terms;
    peer->accept("Sec-WebSocket-Extensions: " + terms.header() + "\r\n");
    const QByteArray nothing("\x00\x00\x00\xff\xff", 5); // a stored block of no bytes (RFC 1951, 3.2.4)
    peer->write(rawBytes({text, nothing, false, rawCompressedBit}));
    const auto more = rawBytes({continuation, nothing, false}).repeated(1024);
    peer->pour([more] { return more; });
}

QByteArray maskedText()
{
    return rawHeader(text, 2, true, 0, true) + QByteArray("\x01\x02\x03\x04\x69\x6b", 6);
}

} // namespace

/// Servers that mean harm: the channel ends with the reason, and its process stays small.
class HostileServerTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void endsWithTheReason_data();
    void endsWithTheReason();
    void resetIsALoss();
    void closesThoughThePeerDoesNot_data();
    void closesThoughThePeerDoesNot();
    void headerInDripsMeetsTheDeadline();
    void pingsWhosePongsNobodyReadsCostLittle();
    void messagesThatNobodyReadsAreRefused();
    void whatLeftIsTold_data();
    void whatLeftIsTold();
    void peerThatNeverReadsIsGivenUp();

private:
    /// A channel of ours at a server that does as it is told.
    struct Attempt
    {
        /// `isPolite`: the server ends the connection when it is told to.
        explicit Attempt(const Serve &serve, ChannelEngine engine = ChannelEngine::Wire, bool isPolite = true)
            : channel(makeChannel(engine))
        {
            QObject::connect(&server, &RawWebSocketServer::peerConnected, &server, [=, this](RawWebSocketPeer *it) {
                peer = it;
                QObject::connect(it, &RawWebSocketPeer::requested, it, [it, serve] { serve(it); });
                QObject::connect(it, &RawWebSocketPeer::frameReceived, it, [it, isPolite](const RawFrame &frame) {
                    if (frame.opcode == close && isPolite)
                        it->closeConnection();
                });
                QObject::connect(it, &RawWebSocketPeer::disconnected, it, [this] { peerGone = true; });
            });
            QObject::connect(channel.get(), &Channel::opened, &server, [this] { isOpen = true; });
            QObject::connect(channel.get(), &Channel::closed, &server,
                             [this](const ChannelFailure &failure) { end = failure; });
            ChannelRequest request;
            request.url = server.url();
            channel->open(request, &sink);
        }

        RawWebSocketServer server;
        RawWebSocketPeer *peer = nullptr;
        OneMessage sink;
        std::unique_ptr<Channel> channel;
        std::optional<ChannelFailure> end;
        bool isOpen = false;
        bool peerGone = false;
    };

    static void verifySmall(const PeakMemory &memory)
    {
        const auto growth = memory.growth();
#ifdef Q_OS_LINUX
        QVERIFY(growth); // else nothing is shown
#endif
        if (growth)
            QVERIFY2(*growth < memoryAllowance, QByteArray::number(*growth >> 20).append(" MiB").constData());
    }
};

// QWebSocket does not notice, or takes for something else, what stands in a row of wire alone.
void HostileServerTest::endsWithTheReason_data()
{
    QTest::addColumn<Serve>("serve");
    QTest::addColumn<int>("error");
    QTest::addColumn<ChannelEngine>("engine");
    const auto addWire = [](const QByteArray &name, const Serve &serve, ChannelError error) {
        QTest::newRow(QByteArray("wire: " + name).constData())
            << serve << static_cast<int>(error) << ChannelEngine::Wire;
    };
    const auto addBoth = [&](const QByteArray &name, const Serve &serve, ChannelError error) {
        addWire(name, serve, error);
        QTest::newRow(QByteArray("qt: " + name).constData()) << serve << static_cast<int>(error) << ChannelEngine::Qt;
    };
    addBoth(
        "a header that never ends",
        [](RawWebSocketPeer *peer) {
            peer->write("HTTP/1.1 101 Switching Protocols\r\n");
            peer->pour([] { return QByteArray("X-More: and more\r\n").repeated(64); });
        },
        ChannelError::UpgradeRefused);
    addBoth(
        "a header line that never ends",
        [](RawWebSocketPeer *peer) {
            peer->write("HTTP/1.1 101 Switching Protocols\r\nX-More: ");
            peer->pour([] { return QByteArray(1024, 'x'); });
        },
        ChannelError::UpgradeRefused);
    addWire(
        "no HTTP at all", [](RawWebSocketPeer *peer) { peer->pour([] { return QByteArray(1024, '\0'); }); },
        ChannelError::UpgradeRefused);
    addWire(
        "an extension nobody asked for",
        [](RawWebSocketPeer *peer) { peer->accept("Sec-WebSocket-Extensions: x-own\r\n"); },
        ChannelError::UpgradeRefused);
    addBoth("fragments of one byte without end", fragmenting("x"), ChannelError::MessageTooBig);
    addBoth("fragments of 64 KiB without end", fragmenting(QByteArray(65536, 'x')), ChannelError::MessageTooBig);
    addBoth("a frame of 2^63 bytes", sending(rawHeader(text, std::uint64_t{1} << 63)), ChannelError::ProtocolViolation);
    addBoth("a frame of 2^63 - 1 bytes", sending(rawHeader(text, (std::uint64_t{1} << 63) - 1)),
            ChannelError::MessageTooBig);
    addWire("empty fragments without end", fragmenting({}), ChannelError::MessageTooBig);
    addWire("a deflate bomb of 10 KiB", sendBomb, ChannelError::MessageTooBig);
    addWire("a deflate bomb of 10 GiB", sendGreatBomb, ChannelError::MessageTooBig);
    addWire("fragments without end that unpack to nothing", sendPackedNothing, ChannelError::MessageTooBig);
    addWire("a masked frame", sending(maskedText()), ChannelError::ProtocolViolation);
    for (const int rsv : {1, 2, 4})
        addBoth(u"reserved bit %1"_s.arg(rsv).toLatin1(), sending(rawBytes({text, "x", true, rsv})),
                ChannelError::ProtocolViolation);
    for (const int code : {0, 999, 1005, 1006, 1015, 2999, 5000})
        addWire(u"close code %1"_s.arg(code).toLatin1(), sending(rawBytes({close, closePayload(code)})),
                ChannelError::ProtocolViolation);
    addBoth("text that is not UTF-8", sending(rawBytes({text, "\xff"})), ChannelError::InvalidText);
}

void HostileServerTest::endsWithTheReason()
{
    QFETCH(Serve, serve);
    QFETCH(int, error);
    QFETCH(ChannelEngine, engine);
    const PeakMemory memory;
    Attempt attempt(serve, engine);
    QTRY_VERIFY(attempt.end);
    QCOMPARE(static_cast<int>(attempt.end->error), error);
    QCOMPARE(attempt.sink.received, 0);
    QTRY_VERIFY(attempt.peerGone);
    verifySmall(memory);
}

void HostileServerTest::resetIsALoss()
{
    Attempt attempt(upgraded([](RawWebSocketPeer *) { }));
    QTRY_VERIFY(attempt.isOpen);
    attempt.peer->abort();
    QTRY_VERIFY(attempt.end);
    QCOMPARE(attempt.end->error, ChannelError::NetworkLost);
}

void HostileServerTest::closesThoughThePeerDoesNot_data()
{
    QTest::addColumn<Serve>("serve");
    QTest::newRow("and is silent") << sending(maskedText());
    QTest::newRow("and goes on") << upgraded([](RawWebSocketPeer *peer) {
        const auto masked = maskedText().repeated(1024);
        peer->pour([masked] { return masked; });
    });
    QTest::newRow("and reads nothing") << upgraded([](RawWebSocketPeer *peer) {
        peer->stopReading();
        peer->write(maskedText());
    });
}

/// The close handshake takes two; when the other one takes no part in it, the connection ends all the same.
void HostileServerTest::closesThoughThePeerDoesNot()
{
    QFETCH(Serve, serve);
    const PeakMemory memory;
    Attempt attempt(serve, ChannelEngine::Wire, false);
    QTRY_VERIFY(attempt.end);
    QCOMPARE(attempt.end->error, ChannelError::ProtocolViolation);
    // One that reads nothing learns of it when it writes.
    QTRY_VERIFY((attempt.peer->write("x"), attempt.peerGone));
    verifySmall(memory);
}

void HostileServerTest::headerInDripsMeetsTheDeadline()
{
    const PeakMemory memory;
    bool peerGone = false;
    RawWebSocketServer server;
    connect(&server, &RawWebSocketServer::peerConnected, &server, [&](RawWebSocketPeer *peer) {
        connect(peer, &RawWebSocketPeer::requested, peer,
                [peer] { peer->write("HTTP/1.1 101 Switching Protocols\r\n" + QByteArray(1 << 20, 'x'), 1); });
        connect(peer, &RawWebSocketPeer::disconnected, this, [&] { peerGone = true; });
    });
    OneMessage sink;
    const SystemClock clock;
    Connection::Settings settings;
    settings.url = server.url();
    settings.openDeadline = 200ms;
    Connection connection(settings, [] { return makeChannel(ChannelEngine::Wire); }, sink, clock, [] { return 0.5; });
    connection.start();
    QTRY_COMPARE(connection.state(), ConnectionState::Waiting);
    QCOMPARE(connection.failure().error, ChannelError::Timeout);
    QCOMPARE(sink.received, 0);
    QTRY_VERIFY(peerGone);
    verifySmall(memory);
}

void HostileServerTest::pingsWhosePongsNobodyReadsCostLittle()
{
    const PeakMemory memory;
    constexpr qint64 flood = qint64{192} << 20;
    qint64 poured = 0;
    auto pings = rawBytes({ping, QByteArray(125, 'x')}).repeated(128);
    Attempt attempt(upgraded([&](RawWebSocketPeer *peer) {
        peer->stopReading();
        peer->pour([&] {
            poured += pings.size();
            return pings;
        });
    }));
    // The channel may give up, or stop to read; else it has to throw pongs away.
    qint64 before = -1;
    QTRY_VERIFY_WITH_TIMEOUT(attempt.end || poured > flood || (poured > 0 && poured == std::exchange(before, poured)),
                             20'000);
    verifySmall(memory);
}

void HostileServerTest::messagesThatNobodyReadsAreRefused()
{
    Attempt attempt(upgraded([](RawWebSocketPeer *peer) { peer->stopReading(); }));
    QTRY_VERIFY(attempt.isOpen);
    const PeakMemory memory;
    const QByteArray message(qsizetype{256} << 10, 'x');
    constexpr int many = 1000;
    int sent = 0;
    while (sent < many && attempt.channel->send(message))
        ++sent;
    QVERIFY(sent > 0);
    QVERIFY2(sent < many, "250 MiB were taken for a peer that reads nothing");
    verifySmall(memory);
}

void HostileServerTest::whatLeftIsTold_data()
{
    QTest::addColumn<ChannelEngine>("engine");
    QTest::newRow("ours") << ChannelEngine::Wire;
    QTest::newRow("QWebSocket") << ChannelEngine::Qt;
}

/// As long as the peer reads nothing, what the system does not take waits here; that it left is told when it did.
void HostileServerTest::whatLeftIsTold()
{
    QFETCH(ChannelEngine, engine);
    Attempt attempt(upgraded([](RawWebSocketPeer *peer) { peer->stopReading(); }), engine);
    QTRY_VERIFY(attempt.isOpen);
    QSignalSpy flushed(attempt.channel.get(), &Channel::flushed);
    const QByteArray message(qsizetype{256} << 10, 'x');
    // Until the system takes no more.
    const auto fill = [&] {
        while (attempt.channel->send(message)) { }
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        return attempt.channel->unsent() > 0;
    };
    QTRY_VERIFY(fill());
    const auto waiting = flushed.size();
    fill();
    QVERIFY(flushed.size() == waiting && attempt.channel->unsent() > 0);
    attempt.peer->goOnReading();
    QTRY_VERIFY(flushed.size() > waiting);
    QCOMPARE(attempt.channel->unsent(), qint64{0});
    QVERIFY(!attempt.end);
}

/// One that answers nothing any more is not waited for, though it keeps the connection.
void HostileServerTest::peerThatNeverReadsIsGivenUp()
{
    QList<RawWebSocketPeer *> peers;
    int gone = 0;
    RawWebSocketServer server;
    connect(&server, &RawWebSocketServer::peerConnected, &server, [&](RawWebSocketPeer *peer) {
        connect(peer, &RawWebSocketPeer::requested, peer, [peer] {
            peer->accept("Sec-WebSocket-Protocol: cloudevents.json\r\n");
            peer->stopReading();
            peer->write(rawBytes({text, "welcome"}));
        });
        connect(peer, &RawWebSocketPeer::disconnected, this, [&] { ++gone; });
        peers.append(peer);
    });
    OneMessage sink;
    const SystemClock clock;
    Connection::Settings settings;
    settings.url = server.url();
    settings.heartbeat = 300ms;
    settings.probeDeadline = 200ms;
    Connection connection(settings, [] { return makeChannel(ChannelEngine::Wire); }, sink, clock, [] { return 0.5; });
    sink.then = [&] { connection.handle(Welcome()); };
    connection.start();
    QTRY_VERIFY(connection.failure().error != ChannelError::None);
    const auto history = connection.history();
    QVERIFY(std::ranges::any_of(
        history, [](const auto &transition) { return transition.error == ChannelError::HeartbeatMissed; }));
    connection.stop();
    QVERIFY(!peers.isEmpty());
    const auto writeToAll = [&] {
        for (auto *peer : std::as_const(peers))
            peer->write("x"); // by which it learns that nobody is there
        return true;
    };
    QTRY_VERIFY(writeToAll() && gone == peers.size());
}

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::HostileServerTest)
#include "tst_hostileserver.moc"
