// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/websocketclient.h"

#include "protocol/websocket/framewriter.h"
#include "stricttest.h"
#include "testservers.h"

#include <QCryptographicHash>

#include <random>
#include <vector>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray key = handshakeKey({1, 2, 3, 4});

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// What a server answers that selects what was offered, and `extensions`.
QByteArray acceptance(const QByteArray &extensions = {})
{
    const auto accept =
        QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
                        "Sec-WebSocket-Protocol: p\r\nSec-WebSocket-Accept: "
        + accept + "\r\n";
    if (!extensions.isEmpty())
        answer += "Sec-WebSocket-Extensions: " + extensions + "\r\n";
    return answer + "\r\n";
}

/// A client, and what it said.
struct Session final : WebSocketClient::Listener
{
    QByteArray written;
    QList<QByteArray> messages;
    QList<Opcode> kinds;
    QList<QByteArray> pongs;
    QList<WebSocketEnd> ends;
    int opens = 0;
    qsizetype enough = -1; ///< after so many messages no more are wanted
    WebSocketClient client;

    explicit Session(std::size_t limit = 1 << 20, bool deflate = true, const QByteArray &subprotocol = "p")
        : client({QUrl(u"ws://h/"_s), key, subprotocol, {}, deflate}, limit, [] { return 0x01020304U; }, *this)
    { }

    /// A session that is open, and wrote nothing yet.
    void accept(const QByteArray &extensions = {})
    {
        client.receive(view(acceptance(extensions)));
        written.clear();
    }
    void bytesMade(std::string_view bytes) override
    {
        written.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    void opened() override { ++opens; }
    bool messageRead(Opcode kind, std::string_view message) override
    {
        kinds.append(kind);
        messages.append(QByteArray(message.data(), static_cast<qsizetype>(message.size())));
        return messages.size() != enough;
    }
    void pongRead(std::string_view payload) override
    {
        pongs.append(QByteArray(payload.data(), static_cast<qsizetype>(payload.size())));
    }
    void ended(const WebSocketEnd &end) override { ends.append(end); }
};

QByteArray clientBytes(Opcode opcode, const QByteArray &payload)
{
    const auto frame = clientFrame(opcode, view(payload), 0x01020304U);
    return {frame.data(), static_cast<qsizetype>(frame.size())};
}

QByteArray closeBytes(int code, const QByteArray &reason = {})
{
    return QByteArray(1, static_cast<char>(code >> 8)) + static_cast<char>(code & 0xff) + reason;
}

/// `message` as a server with `parameters` packs it; the packer is symmetrical.
struct ServerPacker
{
    MessageDeflater deflater;

    explicit ServerPacker(const DeflateParameters &parameters)
        : deflater({false, parameters.serverNoContextTakeover, 15, parameters.serverMaxWindowBits})
    { }
    QByteArray operator()(const QByteArray &message)
    {
        const auto packed = deflater.pack(view(message));
        return packed ? QByteArray(packed->data(), static_cast<qsizetype>(packed->size())) : QByteArray();
    }
};

constexpr int text = 0x81;
constexpr int packedText = 0xc1;

} // namespace

class TestWebSocketClient : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Whatever comes means the same wherever it is cut.
    void cutAnywhere()
    {
        const QByteArray stream = acceptance() + RawServer::frame(text, "Zo\xc3\xab")
            + RawServer::frame(0x01, "\xe2\x82") + RawServer::frame(0x89, "p") + RawServer::frame(0x00, {})
            + RawServer::frame(0x80, "\xac!") + RawServer::frame(0x82, "\xff\xfe") + RawServer::frame(text, {})
            + RawServer::frame(0x8a, "q") + RawServer::frame(text, QByteArray(300, 'x'))
            + RawServer::frame(text, QByteArray(70'000, 'y')) + RawServer::frame(0x88, closeBytes(1001, "bye"));
        const auto check = [](const Session &session) {
            QCOMPARE(session.opens, 1);
            QCOMPARE(session.messages,
                     (QList<QByteArray>{"Zo\xc3\xab", "\xe2\x82\xac!", "\xff\xfe", "", QByteArray(300, 'x'),
                                        QByteArray(70'000, 'y')}));
            QCOMPARE(session.kinds[2], Opcode::Binary);
            QCOMPARE(session.pongs, QList<QByteArray>{"q"});
            QCOMPARE(session.written, clientBytes(Opcode::Pong, "p") + clientBytes(Opcode::Close, closeBytes(1001)));
            QCOMPARE(session.ends.size(), 1);
            QCOMPARE(session.ends[0].code, 1001);
            QCOMPARE(session.ends[0].reason, std::string("bye"));
        };
        for (qsizetype cut = 0; cut < 700; ++cut) {
            Session session;
            session.client.receive(view(stream.left(cut)));
            session.client.receive(view(stream.mid(cut)));
            check(session);
        }
        for (const qsizetype step : {1, 2, 3, 7, 1000}) {
            Session session;
            for (qsizetype at = 0; at < stream.size(); at += step)
                session.client.receive(view(stream.mid(at, step)));
            check(session);
        }
    }

    void request()
    {
        Session session;
        session.client.start();
        QCOMPARE(session.written,
                 QByteArray("GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                     + key
                     + "\r\nUser-Agent: Bellboard/" BELLBOARD_VERSION
                       "\r\nSec-WebSocket-Protocol: p\r\nSec-WebSocket-Extensions: permessage-deflate; "
                       "client_max_window_bits\r\n\r\n");
    }

    void requestTarget_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("begin");
        QTest::addRow("path and query") << u"ws://h:81/a%20b/\u00e9?x=1&y=%2F#part"_s
                                        << QByteArray("GET /a%20b/%C3%A9?x=1&y=%2F HTTP/1.1\r\nHost: h:81\r\n");
        QTest::addRow("default port") << u"wss://h:443"_s << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n");
        QTest::addRow("foreign port") << u"wss://h:80"_s << QByteArray("GET / HTTP/1.1\r\nHost: h:80\r\n");
        QTest::addRow("IPv6") << u"ws://[::1]:8000/"_s << QByteArray("GET / HTTP/1.1\r\nHost: [::1]:8000\r\n");
        QTest::addRow("IDN") << u"ws://b\u00fccher.example/"_s
                             << QByteArray("GET / HTTP/1.1\r\nHost: xn--bcher-kva.example\r\n");
        QTest::addRow("user") << u"ws://ann:secret@h/"_s << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n");
    }
    void requestTarget()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, begin);
        const auto request = handshakeRequest({QUrl(url), key, {}, "TOKEN", false});
        QVERIFY2(request.startsWith(begin), request.constData());
        QVERIFY(request.endsWith("\r\nAuthorization: Bearer TOKEN\r\n\r\n"));
        QVERIFY(!request.contains("secret") && !request.contains("Sec-WebSocket-Protocol"));
    }

    void illegalAnswers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const auto replaced = [](const char *what, const char *by) { return acceptance().replace(what, by); };
        QTest::addRow("no upgrade") << replaced("Upgrade: WebSocket", "Upgrade: h2c");
        QTest::addRow("no connection") << replaced("keep-alive, Upgrade", "Upgraded");
        QTest::addRow("accept of another key") << replaced("Accept: ", "Accept: x");
        QTest::addRow("accept twice") << replaced("Sec-WebSocket-Protocol: p", "Sec-WebSocket-Accept: x");
        QTest::addRow("HTTP/1.0") << replaced("HTTP/1.1", "HTTP/1.0");
        QTest::addRow("continued field") << replaced("Connection: ", "Connection:\r\n ");
        QTest::addRow("blank in a name") << replaced("Upgrade:", "Upgrade :");
        QTest::addRow("control character") << replaced("keep-alive", "keep\001alive");
        QTest::addRow("no status") << QByteArray("HTTP/1.1 1x1 A\r\n\r\n");
        QTest::addRow("status 999") << QByteArray("HTTP/1.1 999 A\r\n\r\n");
        QTest::addRow("HTTP/2") << QByteArray("HTTP/2 101 A\r\n\r\n");
        QTest::addRow("SSH") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
        QTest::addRow("endless line") << QByteArray("HTTP/1.1 101 ") + QByteArray(70'000, 'x');
        QTest::addRow("endless head") << QByteArray("HTTP/1.1 101 A\r\n") + QByteArray("X: y\r\n").repeated(20'000);
        for (const char *extensions :
             {"permessage-bzip2", "permessage-deflate, permessage-deflate",
              "permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
              "permessage-deflate; server_max_window_bits", "permessage-deflate; client_max_window_bits=08",
              "permessage-deflate; other", "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
              "x-webkit-deflate-frame"})
            QTest::addRow("%s", extensions) << acceptance(extensions);
    }
    void illegalAnswers()
    {
        QFETCH(QByteArray, answer);
        for (const bool atOnce : {true, false}) {
            Session session;
            for (qsizetype at = 0; at < answer.size(); at += atOnce ? answer.size() : 1)
                session.client.receive(view(atOnce ? answer : answer.mid(at, 1)));
            session.client.receive(view(RawServer::frame(text, "too late")));
            QCOMPARE(session.ends.size(), 1);
            QCOMPARE(session.ends[0].kind, WebSocketEnd::Kind::Illegal);
            QCOMPARE(session.opens + session.messages.size() + session.written.size(), 0);
        }
    }

    /// The head may have 64 KiB, however it is cut.
    void headOfTheLargestSize()
    {
        constexpr qsizetype limit = 65'536;
        for (const qsizetype size : {limit, limit + 1}) {
            auto answer = acceptance();
            const QByteArray end("\r\n");
            answer.chop(2);
            const QByteArray field("X-More: ");
            answer += field + QByteArray(size - answer.size() - field.size() - 4, 'x') + end + end;
            QCOMPARE(answer.size(), size);
            for (const auto piece : {size, qsizetype{1}}) {
                Session session;
                for (qsizetype at = 0; at < size; at += piece)
                    session.client.receive(view(answer.mid(at, piece)));
                QCOMPARE(session.opens, size == limit ? 1 : 0);
                QCOMPARE(session.ends.size(), size == limit ? 0 : 1);
            }
        }
    }

    void notWhatWasOffered()
    {
        Session plain(1000, false);
        plain.client.receive(view(acceptance("permessage-deflate")));
        QCOMPARE(plain.ends.at(0).kind, WebSocketEnd::Kind::Illegal);
        Session other;
        other.client.receive(view(acceptance().replace("Protocol: p", "Protocol: q")));
        QCOMPARE(other.ends.at(0).kind, WebSocketEnd::Kind::WrongSubprotocol);
        Session none(1000, true, {});
        none.client.receive(view(acceptance()));
        QCOMPARE(none.ends.at(0).kind, WebSocketEnd::Kind::Illegal);
        QCOMPARE(none.opens, 0);
        Session refused;
        refused.client.receive("HTTP/1.1 503\r\nretry-after:  7 \r\n\r\n<html>");
        QCOMPARE(refused.ends.at(0).kind, WebSocketEnd::Kind::Refused);
        QCOMPARE(refused.client.response().field("retry-after"), std::string_view("7"));
    }

    void violations_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &bytes, int code) {
            QTest::addRow("%s", name) << bytes << code;
        };
        using namespace CloseCode;
        row("masked", QByteArray("\x81\x81\1\2\3\4x", 7), ProtocolError);
        row("reserved bit 1 without an extension", RawServer::frame(0xc1, "x"), ProtocolError);
        row("reserved bit 2", RawServer::frame(0xa1, "x"), ProtocolError);
        row("reserved bit 3", RawServer::frame(0x91, "x"), ProtocolError);
        for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
            row(qPrintable(u"opcode %1"_s.arg(opcode)), RawServer::frame(0x80 | opcode, {}), ProtocolError);
        row("ping in parts", RawServer::frame(0x09, {}), ProtocolError);
        row("long ping", RawServer::frame(0x89, QByteArray(126, 'x')), ProtocolError);
        row("continuation of nothing", RawServer::frame(0x80, "x"), ProtocolError);
        row("message in a message", RawServer::frame(0x01, "x") + RawServer::frame(text, "y"), ProtocolError);
        row("length of 2^63", QByteArray("\x82\x7f\x80\0\0\0\0\0\0\0", 10), ProtocolError);
        row("length in too many bytes", QByteArray("\x82\x7e\0\x7d", 4), ProtocolError);
        row("length in far too many bytes", QByteArray("\x82\x7f\0\0\0\0\0\0\xff\xff", 10), ProtocolError);
        row("length beyond the limit", QByteArray("\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", 10), MessageTooBig);
        row("parts beyond the limit", RawServer::frame(0x02, QByteArray(999, 'x')) + RawServer::frame(0x80, "xx"),
            MessageTooBig);
        row("one byte of close", RawServer::frame(0x88, "x"), ProtocolError);
        for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
            row(qPrintable(u"close %1"_s.arg(code)), RawServer::frame(0x88, closeBytes(code)), ProtocolError);
        row("close with bad UTF-8", RawServer::frame(0x88, closeBytes(1000, "\xff")), InvalidPayload);
        row("bad UTF-8", RawServer::frame(text, "\xc0\xaf"), InvalidPayload);
        row("cut UTF-8", RawServer::frame(text, "\xe2\x82"), InvalidPayload);
        row("cut UTF-8 in parts", RawServer::frame(0x01, "\xe2") + RawServer::frame(0x80, "\x82"), InvalidPayload);
        // Seen before the frame, or the message, is whole.
        row("surrogate at once", RawServer::frame(text, "\xed\xa0xxxx").left(4), InvalidPayload);
        row("beyond Unicode at once", RawServer::frame(0x01, "\xf4\x90"), InvalidPayload);
    }
    void violations()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        for (const bool atOnce : {true, false}) {
            Session session(1000);
            session.accept();
            for (qsizetype at = 0; at < bytes.size(); at += atOnce ? bytes.size() : 1)
                session.client.receive(view(atOnce ? bytes : bytes.mid(at, 1)));
            session.client.receive(view(RawServer::frame(text, "too late")));
            QCOMPARE(session.ends.size(), 1);
            QCOMPARE(session.ends[0].kind, WebSocketEnd::Kind::Illegal);
            QCOMPARE(session.ends[0].code, code);
            QCOMPARE(session.written, clientBytes(Opcode::Close, closeBytes(code)));
            QVERIFY(session.messages.isEmpty());
        }
    }

    void closing()
    {
        Session session;
        session.accept();
        session.client.close(1000, "done");
        session.client.send(Opcode::Text, "too late");
        session.client.close(1001, "again");
        QCOMPARE(session.written, clientBytes(Opcode::Close, closeBytes(1000, "done")));
        session.client.receive(view(RawServer::frame(text, "late") + RawServer::frame(0x89, "p")));
        QVERIFY(session.messages.isEmpty() && session.ends.isEmpty());
        session.client.receive(view(RawServer::frame(0x88, {}) + RawServer::frame(0x88, {})));
        QCOMPARE(session.ends.size(), 1);
        QCOMPARE(session.ends[0].code, CloseCode::NoStatus);
        // A reason is cut between characters.
        const auto payload = closePayload(1000, std::string(122, 'x') + "\xc3\xab");
        QCOMPARE(payload.size(), std::size_t{124});
    }

    void hearsNoMore()
    {
        Session session;
        session.accept();
        session.enough = 2;
        session.client.receive(view(RawServer::frame(text, "x").repeated(5)));
        QCOMPARE(session.messages.size(), 2);
        QCOMPARE(session.ends.size(), 0);
    }

    void compressed_data()
    {
        QTest::addColumn<QByteArray>("extensions");
        QTest::addColumn<bool>("serverForgets");
        QTest::addColumn<int>("serverBits");
        QTest::addRow("plain") << QByteArray("permessage-deflate") << false << 15;
        QTest::addRow("server forgets") << QByteArray("permessage-deflate; server_no_context_takeover") << true << 15;
        QTest::addRow("client forgets") << QByteArray("permessage-deflate; client_no_context_takeover") << false << 15;
        for (const int bits : {9, 12, 15}) {
            QTest::addRow("windows of %d", bits)
                << QByteArray("permessage-deflate;server_max_window_bits=" + QByteArray::number(bits)
                              + " ; client_max_window_bits=\"" + QByteArray::number(bits) + '"')
                << false << bits;
        }
        QTest::addRow("client window of 8")
            << QByteArray("permessage-deflate; client_max_window_bits=8") << false << 15;
    }
    void compressed()
    {
        QFETCH(QByteArray, extensions);
        QFETCH(bool, serverForgets);
        QFETCH(int, serverBits);
        std::mt19937 random(7);
        for (const qsizetype step : {qsizetype{1}, qsizetype{5}, qsizetype{100'000}}) {
            Session session;
            session.accept(extensions);
            ServerPacker pack({serverForgets, false, serverBits, 15});
            QList<QByteArray> sent;
            QByteArray stream;
            for (int i = 0; i < 40; ++i) {
                QByteArray message(static_cast<qsizetype>(random() % 9000), 'a');
                for (char &c : message)
                    c = static_cast<char>('a' + random() % 7);
                sent.append(message);
                if (i % 3 == 0) {
                    stream += RawServer::frame(text, message);
                    continue;
                }
                const auto packed = pack(message);
                const auto half = packed.size() / 2;
                if (i % 3 == 1)
                    stream += RawServer::frame(packedText, packed);
                else
                    stream += RawServer::frame(0x41, packed.left(half)) + RawServer::frame(0x89, {})
                        + RawServer::frame(0x80, packed.mid(half));
            }
            for (qsizetype at = 0; at < stream.size(); at += step)
                session.client.receive(view(stream.mid(at, step)));
            QVERIFY2(session.ends.isEmpty(), session.ends.isEmpty() ? "" : session.ends[0].reason.c_str());
            QCOMPARE(session.messages, sent);
        }
    }

    /// A block that ends the stream within a message is legal (RFC 7692, 7.2.3.4 and 7.2.3.5).
    void specialBlocks()
    {
        Session session;
        session.accept("permessage-deflate");
        session.client.receive(view(RawServer::frame(packedText, QByteArray("\xf3\x48\xcd\xc9\xc9\x07\x00\x00", 8))));
        session.client.receive(
            view(RawServer::frame(packedText, QByteArray("\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", 11))));
        session.client.receive(
            view(RawServer::frame(packedText, QByteArray("\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", 13))));
        session.client.receive(view(RawServer::frame(packedText, QByteArray("\x00", 1))));
        QCOMPARE(session.messages, (QList<QByteArray>{"Hello", "Hello", "Hello", ""}));
    }

    void badDeflate()
    {
        // Half a mebibyte in some hundred bytes, against a limit of 1000; and bytes that are no deflate.
        ServerPacker pack({});
        const auto bomb = pack(QByteArray(512 * 1024, 'x'));
        QVERIFY(bomb.size() < 1000);
        for (const auto &[payload, code] : {std::pair{bomb, CloseCode::MessageTooBig},
                                            std::pair{QByteArray("\xff\xff\xff"), CloseCode::InvalidPayload}}) {
            Session session(1000);
            session.accept("permessage-deflate");
            session.client.receive(view(RawServer::frame(packedText, payload)));
            QCOMPARE(session.ends.size(), 1);
            QCOMPARE(session.ends[0].code, code);
            QVERIFY(session.messages.isEmpty());
        }
    }

    /// What we pack, a server unpacks; a small window of the server's is kept to.
    void sentCompressed()
    {
        const QByteArray message = QByteArray("compress me, ").repeated(100);
        for (const char *extensions :
             {"permessage-deflate", "permessage-deflate; client_no_context_takeover",
              "permessage-deflate; client_max_window_bits=9", "permessage-deflate; client_max_window_bits=8"}) {
            Session session;
            session.accept(extensions);
            const bool canPack = !QByteArray(extensions).endsWith("=8");
            const int bits = QByteArray(extensions).endsWith("=9") ? 9 : 15;
            MessageInflater unpack({QByteArray(extensions).contains("client_no"), false, bits, 15}, 1 << 20);
            for (int i = 0; i < 3; ++i) {
                session.written.clear();
                session.client.send(Opcode::Text, view(message));
                QCOMPARE(static_cast<std::uint8_t>(session.written[0]), canPack ? packedText : text);
                // The payload, unmasked, stands behind a header of 6 or 8 bytes.
                const int header = (session.written[1] & 0x7f) == 126 ? 8 : 6;
                QByteArray payload = session.written.mid(header);
                for (qsizetype at = 0; at < payload.size(); ++at)
                    payload[at] = static_cast<char>(payload[at] ^ session.written[header - 4 + at % 4]);
                TextBuffer received;
                if (canPack) {
                    QVERIFY(payload.size() < message.size() / 4);
                    QVERIFY(!unpack.append(view(payload), true, received));
                } else {
                    received.reserve(static_cast<std::size_t>(payload.size()));
                    received.append(view(payload));
                }
                QCOMPARE(received.text(), view(message));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestWebSocketClient)
#include "tst_websocketclient.moc"
