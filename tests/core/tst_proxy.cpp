// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/proxychoice.h"

#include "bothengines.h"
#include "connectproxy.h"
#include "opensslserver.h"
#include "stream/channelengine.h"
#include "stricttest.h"
#include "testservers.h"

#include <QNetworkProxy>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// A feed's way through a proxy, and what is said of one that is not to be used.
class TestProxy : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEngineRows(); }

    /// The name is one that only the proxy knows, and goes to it as it is.
    void webSocketThroughTheProxy()
    {
        ConnectProxy proxy;
        proxy.addresses.insert("events.example.test", "127.0.0.1");
        WebSocketTestServer server;
        Attempt attempt(engine());
        attempt.open(u"ws://events.example.test:%1/"_s.arg(server.port()), choice(proxy));
        QTRY_COMPARE(attempt.opened.size(), 1);
        QTRY_VERIFY(server.client);
        QCOMPARE(proxy.tunnels, 1);
        QVERIFY(proxy.requests.first().startsWith("CONNECT events.example.test:" + QByteArray::number(server.port())
                                                  + " HTTP/1.1\r\n"));
        QVERIFY(!proxy.requests.first().contains("Authorization"));
        QVERIFY(attempt.channel->send(R"({"type":"a.hello"})"));
        QTRY_COMPARE(server.received.size(), 1);
        server.client->sendTextMessage(QString(300'000, u'x'));
        QTRY_COMPARE(attempt.sink.messages.size(), 1);
        QCOMPARE(attempt.sink.messages.first().size(), 300'000);
    }

    /// The certificate is that of the server, not of the proxy.
    void tlsThroughTheProxy()
    {
        QTemporaryDir folder;
        QProcess maker;
        maker.start(u"sh"_s, {QStringLiteral(BELLBOARD_CERTIFICATE_MAKER), folder.path()});
        QVERIFY(maker.waitForFinished(60'000) && maker.exitCode() == 0);
        ConnectProxy proxy;
        proxy.addresses.insert("events.example.test", "127.0.0.1");
        proxy.credentials = "anna:s3cret";
        OpensslServer server(folder.path(), u"wildcard"_s);
        Attempt attempt(engine());
        attempt.authorityFile = folder.filePath(u"authority.pem"_s);
        attempt.open(u"wss://events.example.test:%1/"_s.arg(server.port()), choice(proxy, u"anna"_s, "s3cret"));
        QTRY_VERIFY(server.hasRequest());
        server.upgrade();
        QTRY_COMPARE(attempt.opened.size(), 1);
        QVERIFY(proxy.requests.last().contains("Proxy-Authorization: Basic " + QByteArray("anna:s3cret").toBase64()));
        QVERIFY(!server.output().contains("Proxy-Authorization"));
    }

    void failures_data()
    {
        QTest::addColumn<ConnectProxy::Manner>("manner");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("user");
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, ConnectProxy::Manner manner, const QByteArray &answer,
                            const QString &user, ChannelError error, const QString &words) {
            QTest::addRow("%s", name) << manner << answer << user << error << words;
        };
        const auto failed = ChannelError::ProxyFailed;
        using Manner = ConnectProxy::Manner;
        row("wants a sign-in", Manner::Serve, {}, {}, failed,
            u"it wants a user name and a password: HTTP 407 Proxy Authentication Required"_s);
        row("wrong password", Manner::Serve, {}, u"anna"_s, ChannelError::ProxySignInNeeded,
            u"HTTP 407 Proxy Authentication Required"_s);
        row("refuses", Manner::Answer, "HTTP/1.1 403 Forbidden\r\n\r\n", {}, failed,
            u"it refuses the way to events.example.test:*: HTTP 403 Forbidden"_s);
        row("does not reach", Manner::Answer, "HTTP/1.1 502 Bad Gateway\r\n\r\n", {}, failed,
            u"it did not reach events.example.test:*: HTTP 502 Bad Gateway"_s);
        row("speaks no HTTP", Manner::Answer, "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", {}, failed,
            u"it does not answer in HTTP"_s);
        row("closes", Manner::Drop, {}, {}, failed, u"it closed without an answer"_s);
    }
    void failures()
    {
        QFETCH(ConnectProxy::Manner, manner);
        QFETCH(QByteArray, answer);
        QFETCH(QString, user);
        QFETCH(ChannelError, error);
        QFETCH(QString, words);
        ConnectProxy proxy;
        proxy.manner = manner;
        proxy.answer = answer;
        proxy.credentials = "anna:s3cret";
        WebSocketTestServer server;
        Attempt attempt(engine());
        attempt.open(u"ws://events.example.test:%1/"_s.arg(server.port()), choice(proxy, user, "wrong"));
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, error);
        // The other engine has Qt's words.
        if (engine() == ChannelEngine::Wire) {
            words.replace(u'*', QString::number(server.port()));
            QVERIFY2(attempt.failure().detail.startsWith(words), qPrintable(attempt.failure().detail));
        }
        QCOMPARE(server.connections, 0);
    }

    void unreachable()
    {
        ConnectProxy proxy;
        const auto gone = choice(proxy);
        proxy.close();
        Attempt attempt(engine());
        attempt.open(u"ws://events.example.test:1/"_s, gone);
        QTRY_COMPARE(attempt.closed.size(), 1);
        QCOMPARE(attempt.failure().error, ChannelError::ProxyFailed);
        if (engine() == ChannelEngine::Wire)
            QVERIFY2(
                attempt.failure().detail.startsWith(u"the proxy 127.0.0.1:%1 cannot be reached: "_s.arg(gone.port)),
                qPrintable(attempt.failure().detail));
    }

    /// One that takes the request and says nothing is known by the deadline of whoever opened.
    void silent()
    {
        ConnectProxy proxy;
        proxy.manner = ConnectProxy::Manner::Swallow;
        Attempt attempt(engine());
        attempt.open(u"ws://events.example.test:1/"_s, choice(proxy));
        QTRY_COMPARE(proxy.requests.size(), 1);
        if (engine() == ChannelEngine::Wire) {
            QCOMPARE(attempt.channel->overdue().error, ChannelError::ProxyFailed);
            QCOMPARE(attempt.channel->overdue().detail,
                     u"the proxy 127.0.0.1:%1 does not answer"_s.arg(proxy.serverPort()));
        }
        QVERIFY(attempt.closed.isEmpty());
        attempt.channel->abort();
    }

    void whatTheSystemSays()
    {
        ConnectProxy proxy;
        proxy.addresses.insert("events.example.test", "127.0.0.1");
        const QList<QByteArray> names{"http_proxy", "https_proxy", "all_proxy", "no_proxy"};
        QHash<QByteArray, QByteArray> before;
        for (const auto &name : names)
            before.insert(name, qgetenv(name.constData()));
        const auto restore = qScopeGuard([&] {
            for (const auto &name : names)
                before[name].isEmpty() ? qunsetenv(name.constData()) : qputenv(name.constData(), before[name]);
        });
        const auto address = "http://127.0.0.1:" + QByteArray::number(proxy.serverPort());
        qputenv("http_proxy", address);
        qputenv("https_proxy", address);
        qunsetenv("no_proxy");
        WebSocketTestServer server;
        const auto port = QString::number(server.port());

        Attempt far(engine());
        far.open(u"ws://events.example.test:%1/"_s.arg(port), {});
        QTRY_COMPARE(far.opened.size(), 1);
        QCOMPARE(proxy.tunnels, 1);
        // This computer itself is never looked for through a proxy that the system names, nor is anything with "none".
        Attempt near(engine());
        near.open(u"ws://localhost:%1/"_s.arg(port), {});
        QTRY_COMPARE(near.opened.size(), 1);
        ProxyChoice none;
        none.kind = ProxyChoice::Kind::None;
        Attempt direct(engine());
        direct.open(u"ws://127.0.0.1:%1/"_s.arg(port), none);
        QTRY_COMPARE(direct.opened.size(), 1);
        QCOMPARE(proxy.requests.size(), 1);
    }

private:
    /// A channel, and what it said.
    struct Attempt
    {
        explicit Attempt(ChannelEngine engine) : channel(makeChannel(engine)) { }
        void open(const QString &url, const ProxyChoice &proxy)
        {
            ChannelRequest request;
            request.url = QUrl(url);
            request.subprotocol = request.url.scheme() == u"ws" ? u"cloudevents.json"_s : QString();
            request.authorityFile = authorityFile;
            request.proxy = proxy;
            channel->open(request, &sink);
        }
        ChannelFailure failure() const
        {
            return closed.isEmpty() ? ChannelFailure{} : closed.first().first().value<ChannelFailure>();
        }

        MessageList sink;
        QString authorityFile;
        std::unique_ptr<Channel> channel;
        QSignalSpy opened{channel.get(), &Channel::opened};
        QSignalSpy closed{channel.get(), &Channel::closed};
    };

    static ProxyChoice choice(const ConnectProxy &proxy, const QString &user = {}, const QByteArray &password = {})
    {
        return {ProxyChoice::Kind::Http, u"127.0.0.1"_s, proxy.serverPort(), user, password};
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
