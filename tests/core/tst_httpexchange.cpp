// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/httpexchange.h"

#include "connectproxy.h"
#include "httptestserver.h"
#include "opensslserver.h"
#include "stream/peerlink.h"
#include "stricttest.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// An exchange and all that it told of.
class Talk
{
public:
    explicit Talk(HttpClient &client) : exchange(client)
    {
        QObject::connect(&exchange, &HttpExchange::finished, [this] { ++ends; });
        QObject::connect(&exchange, &HttpExchange::failed, [this](const ChannelFailure &told) {
            ++ends;
            failure = told;
        });
        QObject::connect(&exchange, &HttpExchange::pieceRead,
                         [this](QByteArrayView piece) { pieces.append(piece.toByteArray()); });
    }
    QByteArray body() { return {exchange.body().data(), static_cast<qsizetype>(exchange.body().size())}; }
    bool succeeded() const { return ends == 1 && failure.error == ChannelError::None; }

    HttpExchange exchange;
    ChannelFailure failure;
    QByteArrayList pieces;
    int ends = 0;
};

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

} // namespace

/// HTTP requests against servers that answer well, badly, and not at all.
class TestHttpExchange : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QProcess maker;
        maker.setProcessChannelMode(QProcess::MergedChannels);
        maker.start(u"sh"_s, {QStringLiteral(BELLBOARD_CERTIFICATE_MAKER), m_folder.path()});
        QVERIFY2(maker.waitForFinished(60'000) && maker.exitCode() == 0, maker.readAll().constData());
    }

    void gets()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) { socket->write(HttpTestServer::answerWith("[1]")); };
        HttpClient client({});
        auto request = get(server.url(u"/a%20b?c=d%26e"_s));
        request.token = "secret";
        request.fields = {{"Last-Event-ID", "17"}};
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QVERIFY(talk.succeeded());
        QCOMPARE(talk.body(), QByteArray("[1]"));
        QCOMPARE(talk.exchange.response().status, 200);
        const auto &asked = server.requests.first();
        QCOMPARE(asked.line, QByteArray("GET /a%20b?c=d%26e HTTP/1.1"));
        QCOMPARE(asked.field("Authorization"), QByteArray("Bearer secret"));
        QCOMPARE(asked.field("Last-Event-ID"), QByteArray("17"));
        QCOMPARE(asked.field("Host"), "127.0.0.1:" + QByteArray::number(server.serverPort()));
        QCOMPARE(asked.field("Cookie"), QByteArray());
    }

    void posts()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) {
            socket->write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
        };
        HttpClient client({});
        auto request = get(server.url());
        request.method = HttpRequest::Method::Post;
        request.contentType = "text/plain;charset=UTF-8";
        request.body = "42[\"a\"]";
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QVERIFY(talk.succeeded());
        QCOMPARE(talk.exchange.response().status, 204);
        QCOMPARE(server.requests.first().body, request.body);
        QCOMPARE(server.requests.first().field("Content-Type"), request.contentType);
    }

    /// One connection serves all requests; one that ended meanwhile costs nothing, and what is posted goes out once.
    void keepsConnections()
    {
        HttpTestServer server;
        bool closes = false;
        server.answer = [&](QTcpSocket *socket, const auto &request) {
            if (closes && request.connection == 1)
                socket->disconnectFromHost();
            else
                socket->write(HttpTestServer::answerWith("ok"));
        };
        HttpClient client({});
        for (int i = 0; i < 3; ++i) {
            Talk talk(client);
            talk.exchange.start(get(server.url()));
            QTRY_VERIFY(talk.succeeded());
        }
        QCOMPARE(server.connections, 1);
        closes = true;
        Talk again(client);
        again.exchange.start(get(server.url()));
        QTRY_COMPARE(again.ends, 1);
        QVERIFY(again.succeeded());
        QCOMPARE(server.connections, 2);
        QCOMPARE(server.requests.size(), 5);
    }
    void asksOnce_data()
    {
        QTest::addColumn<bool>("posts");
        QTest::addRow("a post") << true;
        QTest::addRow("what the server gives once") << false;
    }
    void asksOnce()
    {
        QFETCH(bool, posts);
        HttpTestServer server;
        server.answer = [&](QTcpSocket *socket, const auto &request) {
            if (server.requests.size() > 1)
                socket->disconnectFromHost();
            else
                socket->write(HttpTestServer::answerWith(request.line));
        };
        HttpClient client({});
        Talk first(client);
        first.exchange.start(get(server.url()));
        QTRY_VERIFY(first.succeeded());
        auto request = get(server.url());
        if (posts)
            request.method = HttpRequest::Method::Post;
        request.once = !posts;
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, ChannelError::NetworkLost);
        QCOMPARE(server.requests.size(), 2);
    }

    /// What is given once and may have been cut off is not taken for whole.
    void wantsTheEndTold_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("once");
        QTest::addColumn<bool>("taken");
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
        QTest::addRow("up to the end") << head + "\r\nabc" << true << false;
        QTest::addRow("up to the end, asked for again") << head + "\r\nabc" << false << true;
        QTest::addRow("with a length") << head + "Content-Length: 3\r\n\r\nabc" << true << true;
        QTest::addRow("in chunks") << head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" << true << true;
    }
    void wantsTheEndTold()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, once);
        QFETCH(bool, taken);
        HttpTestServer server;
        server.answer = [&](QTcpSocket *socket, const auto &) {
            socket->write(answer);
            socket->disconnectFromHost();
        };
        HttpClient client({});
        auto request = get(server.url());
        request.once = once;
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.succeeded(), taken);
        QCOMPARE(talk.body(), QByteArray(taken ? "abc" : ""));
    }

    /// A server that sets cookies without end costs no more than some of them.
    void limitsCookies()
    {
        HttpClient::Settings settings;
        settings.keepsCookies = true;
        HttpClient client(settings);
        const QUrl url(u"http://localhost/"_s);
        client.takeCookie(url, "big=" + QByteArray(5000, 'x'));
        QCOMPARE(client.cookiesFor(url), QByteArray());
        for (int i = 100; i < 200; ++i)
            client.takeCookie(url, "c" + QByteArray::number(i) + "=v");
        const auto kept = client.cookiesFor(url);
        QCOMPARE(kept.split(';').size(), 50);
        QVERIFY(kept.contains("c199=v") && !kept.contains("c100=v"));
    }

    void boundsWhatIsReadAhead()
    {
        HttpTestServer server;
        PeerLink link;
        QSignalSpy opened(&link, &PeerLink::opened);
        link.open({server.url(), {}, {}, SocketDialer::Kind::Tls});
        QTRY_COMPARE(opened.size(), 1);
        const auto size = link.takeSocket()->readBufferSize();
        QVERIFY(size > 0 && size <= 1 << 20);
    }

    void cookies_data()
    {
        QTest::addColumn<bool>("keeps");
        QTest::addRow("kept") << true;
        QTest::addRow("dropped") << false;
    }
    void cookies()
    {
        QFETCH(bool, keeps);
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) {
            socket->write(HttpTestServer::answerWith("", "200 OK",
                                                     "Set-Cookie: node=a1; Path=/; HttpOnly\r\nSet-Cookie: x=y\r\n"));
        };
        HttpClient::Settings settings;
        settings.keepsCookies = keeps;
        HttpClient client(settings);
        for (int i = 0; i < 2; ++i) {
            Talk talk(client);
            talk.exchange.start(get(server.url()));
            QTRY_VERIFY(talk.succeeded());
        }
        QCOMPARE(server.requests.first().field("Cookie"), QByteArray());
        QCOMPARE(server.requests.last().field("Cookie"), QByteArray(keeps ? "node=a1; x=y" : ""));
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &answer, const QByteArray &body) {
            QTest::addRow("%s", name) << "HTTP/1.1 200 OK\r\n" + answer << body;
        };
        row("by length", "Content-Length: 5\r\n\r\nhello", "hello");
        row("of no length", "Content-Length: 0\r\n\r\n", "");
        row("length told twice", "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "hello");
        row("until the end", "\r\nhello", "hello");
        row("in chunks", "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n003\r\nllo\r\n0\r\n\r\n", "hello");
        row("in chunks with more around",
            "Transfer-Encoding: Chunked\r\n\r\n5;a=\"b\"\r\nhello\r\nA \r\n0123456789\r\n0\r\nDigest: x\r\nMore: "
            "y\r\n\r\n",
            "hello0123456789");
        row("in chunks, and a length", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "hello");
        row("not packed", "Content-Encoding: identity\r\nContent-Length: 2\r\n\r\nok", "ok");
    }
    void bodies()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, body);
        // As it is, and byte by byte.
        for (const bool slowly : {false, true}) {
            HttpTestServer server;
            server.answer = [&](QTcpSocket *socket, const auto &) {
                for (qsizetype i = 0; slowly && i < answer.size(); ++i) {
                    socket->write(answer.mid(i, 1));
                    socket->flush();
                    QCoreApplication::processEvents();
                }
                if (!slowly)
                    socket->write(answer);
                if (answer.startsWith("HTTP/1.1 200 OK\r\n\r\n"))
                    socket->disconnectFromHost();
            };
            HttpClient client({});
            Talk talk(client);
            talk.exchange.start(get(server.url()));
            QTRY_COMPARE(talk.ends, 1);
            QVERIFY2(talk.succeeded(), qPrintable(talk.failure.detail));
            QCOMPARE(talk.body(), body);
        }
    }

    void badAnswers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &answer, ChannelError error, const QString &detail) {
            QTest::addRow("%s", name) << answer << error << detail;
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        using enum ChannelError;
        row("nothing", "", NetworkLost, u"the server closed without an answer"_s);
        row("half a head", "HTTP/1.1 200 O", NetworkLost, u"the answer was cut off"_s);
        row("cut off", ok + "Content-Length: 10\r\n\r\nhello", NetworkLost, u"the answer was cut off"_s);
        row("cut off in a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nhello", NetworkLost,
            u"the answer was cut off"_s);
        row("cut off before the last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", NetworkLost,
            u"the answer was cut off"_s);
        row("no HTTP", "SSH-2.0-x\r\n", ProtocolViolation, u"an answer that is not HTTP/1.1"_s);
        row("an upgrade", "HTTP/1.1 101 Switching Protocols\r\n\r\n", ProtocolViolation,
            u"an upgrade that nobody asked for"_s);
        row("two lengths", ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", ProtocolViolation,
            u"an answer with a length that cannot be"_s);
        row("a negative length", ok + "Content-Length: -1\r\n\r\n", ProtocolViolation,
            u"an answer with a length that cannot be"_s);
        row("a length beyond numbers", ok + "Content-Length: 99999999999999999999\r\n\r\n", ProtocolViolation,
            u"an answer with a length that cannot be"_s);
        row("packed", ok + "Content-Encoding: gzip\r\n\r\nx", ProtocolViolation,
            u"an answer that is packed, though nobody asked for that"_s);
        row("packed for the way", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", ProtocolViolation,
            u"an answer in a transfer encoding that nobody asked for"_s);
        row("a chunk that lies", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n", ProtocolViolation,
            u"an answer with a chunk that is longer than it says"_s);
        row("a chunk of no size", ok + "Transfer-Encoding: chunked\r\n\r\n\r\n", ProtocolViolation,
            u"an answer in chunks with a size that is none"_s);
        row("a chunk of a size in words", ok + "Transfer-Encoding: chunked\r\n\r\nten\r\n", ProtocolViolation,
            u"an answer in chunks with a size that is none"_s);
        row("a chunk beyond numbers", ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", ProtocolViolation,
            u"an answer in chunks with a size that cannot be"_s);
        row("an endless line", ok + "Transfer-Encoding: chunked\r\n\r\n5;" + QByteArray(5000, 'x'), ProtocolViolation,
            u"an answer in chunks with a line that is too long"_s);
        row("too large", ok + "Content-Length: 100\r\n\r\n" + QByteArray(100, 'x'), MessageTooBig,
            u"the answer is larger than 64 bytes"_s);
        row("401", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", SignInNeeded, u"HTTP 401 Unauthorized"_s);
        row("403", "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", Forbidden, u"HTTP 403 No"_s);
        row("404, cut off", "HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\nno", UpgradeRefused,
            u"HTTP 404 Not Found"_s);
        row("503, endless", "HTTP/1.1 503 Later\r\n\r\n" + QByteArray(100'000, 'x'), ServerUnavailable,
            u"HTTP 503 Later"_s);
        row("a portal", ok + "Content-Type: text/html\r\n\r\n<html>", CaptivePortal, u"HTTP 200 OK"_s);
        row("elsewhere", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\n\r\n",
            UpgradeRefused, u"HTTP 302: it sends us to another server, 127.0.0.1"_s);
        row("another scheme", "HTTP/1.1 307 Go\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
            UpgradeRefused, u"HTTP 307: it sends us to another server, "_s);
        row("in circles", "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", UpgradeRefused,
            u"HTTP 302: it sends us on without end"_s);
    }
    void badAnswers()
    {
        QFETCH(QByteArray, answer);
        QFETCH(ChannelError, error);
        QFETCH(QString, detail);
        HttpTestServer server;
        server.answer = [&](QTcpSocket *socket, const auto &) {
            socket->write(answer);
            socket->disconnectFromHost();
        };
        HttpClient client({});
        auto request = get(server.url());
        request.limit = 64;
        request.token = "secret";
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.detail, detail);
        QCOMPARE(talk.failure.error, error);
        QVERIFY(server.requests.size() <= 6);
    }

    void retryAfter()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) {
            socket->write(HttpTestServer::answerWith("{}", "429 Slow Down", "Retry-After: 7\r\n"));
        };
        HttpClient client({});
        Talk talk(client);
        talk.exchange.start(get(server.url()));
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, ChannelError::TooManyRequests);
        QVERIFY(talk.failure.retryAfter == 7s);
        QCOMPARE(talk.exchange.response().status, 429);
        QCOMPARE(talk.body(), QByteArray("{}"));
    }

    /// An endless body of a loopback server costs no more than the limit, and what is sent is neither read nor waited for further.
    void endless()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) {
            socket->write("HTTP/1.1 200 OK\r\n\r\n");
            const auto pour = [socket] {
                while (socket->bytesToWrite() < (4 << 20))
                    socket->write(QByteArray(1 << 16, 'x'));
            };
            QObject::connect(socket, &QTcpSocket::bytesWritten, socket, pour);
            pour();
        };
        HttpClient client({});
        Talk talk(client);
        talk.exchange.start(get(server.url()));
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, ChannelError::MessageTooBig);
        QVERIFY(talk.exchange.body().capacity() <= std::size_t{1} << 20);
        QTRY_COMPARE(server.disconnections, 1);
    }

    void redirectsWithinTheOrigin()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &request) {
            if (request.target() == "/old?x=1")
                socket->write(HttpTestServer::answerWith("", "308 Moved", "Location: ../new?y=2#z\r\n"));
            else
                socket->write(HttpTestServer::answerWith(request.line));
        };
        HttpClient client({});
        auto request = get(server.url(u"/old?x=1"_s));
        request.method = HttpRequest::Method::Post;
        request.body = "what we say";
        request.token = "secret";
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QVERIFY(talk.succeeded());
        QCOMPARE(talk.body(), QByteArray("POST /new?y=2 HTTP/1.1"));
        QCOMPARE(server.requests.last().body, request.body);
        QCOMPARE(server.requests.last().field("Authorization"), QByteArray("Bearer secret"));
        QCOMPARE(talk.exchange.url(), server.url(u"/new?y=2"_s));
    }

    void deadlines()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) { socket->write("HTTP/1.1 200 OK\r\n\r\nhalf"); };
        HttpClient client({});
        auto request = get(server.url());
        request.deadline = 50ms;
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, ChannelError::Timeout);
        QTRY_COMPARE(server.disconnections, 1);
    }

    /// An answer of which more comes may take longer than its deadline, and not for ever.
    void deadlinesOfParts_data()
    {
        QTest::addColumn<int>("parts");
        QTest::addColumn<std::chrono::milliseconds>("longest");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("long") << 8 << std::chrono::milliseconds(60s) << true;
        QTest::newRow("silent in the end") << 4 << std::chrono::milliseconds(60s) << false;
        QTest::newRow("without end") << 1'000'000 << std::chrono::milliseconds(2s) << false;
    }
    void deadlinesOfParts()
    {
        QFETCH(int, parts);
        QFETCH(std::chrono::milliseconds, longest);
        QFETCH(bool, isWhole);
        HttpTestServer server;
        QTimer timer;
        QPointer<QTcpSocket> peer;
        int sent = 0;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (peer && sent < parts && ++sent)
                peer->write("x");
        });
        server.answer = [&](QTcpSocket *socket, const auto &) {
            peer = socket;
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(isWhole ? parts : parts + 1)
                          + "\r\n\r\n");
            timer.start(250ms);
        };
        HttpClient client({});
        auto request = get(server.url());
        request.deadline = 1s; // with all parts it takes longer
        request.longest = longest;
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE_WITH_TIMEOUT(talk.ends, 1, 20'000);
        QCOMPARE(talk.succeeded(), isWhole);
        QCOMPARE(talk.failure.error, isWhole ? ChannelError::None : ChannelError::Timeout);
        QVERIFY(sent >= std::min(parts, 4));
    }

    void streams()
    {
        HttpTestServer server;
        QPointer<QTcpSocket> peer;
        server.answer = [&](QTcpSocket *socket, const auto &) {
            peer = socket;
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none \r\n");
        };
        HttpClient client({});
        auto request = get(server.url());
        request.streams = true;
        request.limit = 8;
        Talk talk(client);
        QSignalSpy answered(&talk.exchange, &HttpExchange::answered);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.pieces, QByteArrayList{"one "});
        QCOMPARE(answered.size(), 1);
        peer->write("9\r\ntwo three\r\n");
        QTRY_COMPARE(talk.pieces.join(), QByteArray("one two three"));
        talk.exchange.abort();
        QTRY_COMPARE(server.disconnections, 1);
        QCOMPARE(talk.ends, 0);
    }

    void cannotBeSent_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<ChannelError>("error");
        QTest::addRow("token on an open way")
            << u"http://events.example/"_s << QByteArray("t") << QByteArray("x") << ChannelError::InsecureToken;
        QTest::addRow("another scheme") << u"ftp://127.0.0.1/"_s << QByteArray() << QByteArray("x")
                                        << ChannelError::InvalidSettings;
        QTest::addRow("line break in the token")
            << u"http://127.0.0.1:1/"_s << QByteArray("a\r\nb") << QByteArray("x") << ChannelError::InvalidSettings;
        QTest::addRow("line break in a field")
            << u"http://127.0.0.1:1/"_s << QByteArray() << QByteArray("x\r\ny: z") << ChannelError::InvalidSettings;
        QTest::addRow("nobody there") << u"http://127.0.0.1:1/"_s << QByteArray() << QByteArray("x")
                                      << ChannelError::ConnectionRefused;
    }
    void cannotBeSent()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, field);
        QFETCH(ChannelError, error);
        HttpClient client({});
        auto request = get(QUrl(url));
        request.token = token;
        request.fields = {{"X", field}};
        Talk talk(client);
        talk.exchange.start(request);
        QCOMPARE(talk.ends, 0);
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, error);
    }

    void encrypted()
    {
        OpensslServer server(m_folder.path(), u"dns"_s);
        HttpClient::Settings settings;
        settings.authorityFile = m_folder.filePath(u"authority.pem"_s);
        HttpClient client(settings);
        auto request = get(QUrl(u"https://localhost:%1/"_s.arg(server.port())));
        request.token = "secret";
        request.deadline = 200ms; // it never answers
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_VERIFY(server.output().contains("Authorization: Bearer secret"));
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, ChannelError::Timeout);
    }

    /// What a server with a bad certificate reads of us is nothing.
    void untrusted_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("isOurs");
        QTest::addRow("another authority") << u"dns"_s << false;
        QTest::addRow("no name in the SAN") << u"name_in_cn"_s << true;
        QTest::addRow("RSA of 1024 bits") << u"rsa1024"_s << true;
    }
    void untrusted()
    {
        QFETCH(QString, certificate);
        QFETCH(bool, isOurs);
        OpensslServer server(m_folder.path(), certificate);
        HttpClient::Settings settings;
        if (isOurs)
            settings.authorityFile = m_folder.filePath(u"authority.pem"_s);
        HttpClient client(settings);
        auto request = get(QUrl(u"https://localhost:%1/"_s.arg(server.port())));
        request.token = "secret";
        Talk talk(client);
        talk.exchange.start(request);
        QTRY_COMPARE(talk.ends, 1);
        QCOMPARE(talk.failure.error, ChannelError::TlsUntrusted);
        QTRY_VERIFY(server.hasEnded());
        QVERIFY2(!server.output().contains("GET") && !server.output().contains("secret"), server.output().constData());
    }

    void byProxy()
    {
        HttpTestServer server;
        server.answer = [](QTcpSocket *socket, const auto &) { socket->write(HttpTestServer::answerWith("ok")); };
        ConnectProxy proxy;
        proxy.addresses.insert("events.example.test", "127.0.0.1");
        HttpClient::Settings settings;
        settings.proxy = *readHttpProxy(QUrl(u"http://127.0.0.1:%1"_s.arg(proxy.serverPort())));
        HttpClient client(settings);
        Talk talk(client);
        talk.exchange.start(get(QUrl(u"http://events.example.test:%1/"_s.arg(server.serverPort()))));
        QTRY_COMPARE(talk.ends, 1);
        QVERIFY2(talk.succeeded(), qPrintable(talk.failure.detail));
        QCOMPARE(proxy.tunnels, 1);
        proxy.manner = ConnectProxy::Manner::Answer;
        proxy.answer = "HTTP/1.1 407 Who\r\n\r\n";
        HttpClient fresh(settings);
        Talk refused(fresh);
        refused.exchange.start(get(server.url()));
        QTRY_COMPARE(refused.ends, 1);
        QCOMPARE(refused.failure.error, ChannelError::ProxyFailed);
        QVERIFY(refused.failure.detail.contains(u"it wants a user name and a password"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestHttpExchange)
#include "tst_httpexchange.moc"
