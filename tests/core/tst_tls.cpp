// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/tlspolicy.h"

#include "stream/authorityfile.h"
#include "stream/wirechannel.h"
#include "stricttest.h"
#include "testservers.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Certificates as people make them: by the openssl program.
class CertificateMaker
{
public:
    CertificateMaker()
    {
        run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-sha256"_s, u"-days"_s, u"2"_s,
             u"-subj"_s, u"/CN=Test authority"_s, u"-keyout"_s, path(u"ca.key"_s), u"-out"_s, path(u"ca.pem"_s)});
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// A certificate of the authority, `name`.pem and `name`.key; `extension` such as "subjectAltName=DNS:localhost", or none.
    void issue(const QString &name, const QString &subject, const QString &extension,
               const QString &key = u"rsa:2048"_s, const QString &digest = u"-sha256"_s)
    {
        QStringList request{u"req"_s,     u"-newkey"_s,           key,       u"-nodes"_s,           u"-subj"_s, subject,
                            u"-keyout"_s, path(name + u".key"_s), u"-out"_s, path(name + u".csr"_s)};
        if (key == u"ec")
            request << u"-pkeyopt"_s << u"ec_paramgen_curve:prime256v1"_s;
        run(request);
        QStringList sign{u"x509"_s,
                         u"-req"_s,
                         u"-in"_s,
                         path(name + u".csr"_s),
                         u"-CA"_s,
                         path(u"ca.pem"_s),
                         u"-CAkey"_s,
                         path(u"ca.key"_s),
                         u"-CAcreateserial"_s,
                         u"-days"_s,
                         u"2"_s,
                         digest,
                         u"-out"_s,
                         path(name + u".pem"_s)};
        if (!extension.isEmpty()) {
            QFile file(path(name + u".ext"_s));
            if (!file.open(QIODevice::WriteOnly) || file.write(extension.toLatin1() + '\n') < 0)
                qFatal("cannot write");
            sign << u"-extfile"_s << file.fileName();
        }
        run(sign);
    }
    QList<QSslCertificate> chain(const QString &name) const
    {
        return QSslCertificate::fromPath(path(name + u".pem"_s)) + QSslCertificate::fromPath(path(u"ca.pem"_s));
    }
    QSslKey key(const QString &name) const
    {
        QFile file(path(name + u".key"_s));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no key");
        const auto pem = file.readAll();
        const QSslKey rsa(pem, QSsl::Rsa);
        return rsa.isNull() ? QSslKey(pem, QSsl::Ec) : rsa;
    }

private:
    static void run(const QStringList &arguments)
    {
        QProcess openssl;
        openssl.start(u"openssl"_s, arguments);
        if (!openssl.waitForFinished(60'000) || openssl.exitCode() != 0)
            qFatal("openssl: %s", openssl.readAllStandardError().constData());
    }

    QTemporaryDir m_folder;
};

} // namespace

class TestTls : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_maker = std::make_unique<CertificateMaker>(); }

    void chains_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("digest");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const char *subject, const char *extension, const char *host,
                            const char *problem, const char *key = "rsa:2048", const char *digest = "-sha256") {
            QTest::addRow("%s", name) << QString::fromLatin1(subject) << QString::fromLatin1(extension)
                                      << QString::fromLatin1(key) << QString::fromLatin1(digest)
                                      << QString::fromLatin1(host) << QString::fromLatin1(problem);
        };
        row("good", "/CN=x", "subjectAltName=DNS:events.example", "events.example", "");
        row("good, EC", "/CN=x", "subjectAltName=DNS:events.example", "EVENTS.example.", "", "ec");
        row("wildcard", "/CN=x", "subjectAltName=DNS:*.example.org", "events.example.org", "");
        row("address", "/CN=x", "subjectAltName=IP:127.0.0.1,IP:::1", "127.0.0.1", "");
        row("IPv6 address", "/CN=x", "subjectAltName=IP:127.0.0.1,IP:::1", "::1", "");
        row("second name", "/CN=x", "subjectAltName=DNS:a.example,DNS:b.example", "b.example", "");
        row("common name only", "/CN=events.example", "", "events.example", "names no server");
        row("common name, other SAN", "/CN=events.example", "subjectAltName=DNS:b.example", "events.example",
            "not for");
        row("wildcard for two labels", "/CN=x", "subjectAltName=DNS:*.example.org", "a.b.example.org", "not for");
        row("address as a name", "/CN=x", "subjectAltName=DNS:127.0.0.1", "127.0.0.1", "not for");
        row("SHA-1", "/CN=x", "subjectAltName=DNS:events.example", "events.example", "signed", "rsa:2048", "-sha1");
        row("SHA-1, EC", "/CN=x", "subjectAltName=DNS:events.example", "events.example", "signed", "ec", "-sha1");
        row("MD5", "/CN=x", "subjectAltName=DNS:events.example", "events.example", "signed", "rsa:2048", "-md5");
        row("RSA of 1024 bits", "/CN=x", "subjectAltName=DNS:events.example", "events.example", "key", "rsa:1024");
    }
    void chains()
    {
        QFETCH(QString, subject);
        QFETCH(QString, extension);
        QFETCH(QString, key);
        QFETCH(QString, digest);
        QFETCH(QString, host);
        QFETCH(QString, problem);
        m_maker->issue(u"leaf"_s, subject, extension, key, digest);
        const auto chain = m_maker->chain(u"leaf"_s);
        QCOMPARE(chain.size(), 2);
        const auto found = problemWithChain(chain, host);
        QCOMPARE(found.has_value(), !problem.isEmpty());
        if (found)
            QVERIFY2(found->contains(problem), qPrintable(*found));
    }
    void noChain() { QVERIFY(problemWithChain({}, u"h"_s)); }

    void names_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("matches");
        const auto row = [](const QString &pattern, const QString &host, bool matches) {
            QTest::addRow("%s for %s", qPrintable(pattern), qPrintable(host)) << pattern << host << matches;
        };
        row(u"a.example"_s, u"A.EXAMPLE"_s, true);
        row(u"a.example"_s, u"b.example"_s, false);
        row(u"*.example.org"_s, u"example.org"_s, false);
        row(u"*.org"_s, u"example.org"_s, false);
        row(u"*"_s, u"localhost"_s, false);
        row(u"a*.example.org"_s, u"ab.example.org"_s, false);
        row(u"*.b.example"_s, u"a.b.example"_s, true);
        row(u"xn--bcher-kva.example"_s, u"b\u00fccher.example"_s, true);
        row(QString(), QString(), false);
    }
    void names()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, host);
        QFETCH(bool, matches);
        QCOMPARE(nameMatches(pattern, host), matches);
    }

    /// The whole way: handshake, verification, upgrade, messages, end.
    void traffic()
    {
        m_maker->issue(u"server"_s, u"/CN=x"_s, u"subjectAltName=DNS:localhost"_s);
        QWebSocketServer server(u"test"_s, QWebSocketServer::SecureMode);
        prepare(server);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QSignalSpy upgraded(&server, &QWebSocketServer::newConnection);

        const auto before = QSslConfiguration::defaultConfiguration();
        const auto restore = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        trustTheAuthority();
        MessageList sink;
        WireChannel channel;
        QSignalSpy opened(&channel, &Channel::opened);
        QSignalSpy closed(&channel, &Channel::closed);
        channel.open({QUrl(u"wss://localhost:%1/"_s.arg(server.serverPort())), u"p"_s, "secret"}, &sink);
        QTRY_COMPARE(opened.size(), 1);
        QTRY_COMPARE(upgraded.size(), 1);
        const std::unique_ptr<QWebSocket> peer(server.nextPendingConnection());
        const QString large(300'000, u'x');
        peer->sendTextMessage(large);
        for (int i = 0; i < 1000; ++i)
            peer->sendTextMessage(QString::number(i));
        QTRY_COMPARE(sink.messages.size(), 1001);
        QCOMPARE(sink.messages.first().size(), large.size());
        QCOMPARE(sink.messages.last(), QByteArray("999"));
        QSignalSpy heard(peer.get(), &QWebSocket::textMessageReceived);
        QVERIFY(channel.send(QByteArray(100'000, 'y')));
        QTRY_COMPARE(heard.size(), 1);
        peer->sendTextMessage(u"last"_s);
        peer->close(QWebSocketProtocol::CloseCodeGoingAway);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.first().first().value<ChannelFailure>().error, ChannelError::ServerRestarting);
        QCOMPARE(sink.messages.last(), QByteArray("last"));
    }

    void authorityFiles_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<Timestamp>("now");
        QTest::addColumn<QString>("problem");
        const auto now = SystemClock().wallTime();
        const auto write = [this](const QString &name, const QByteArray &text) {
            QFile file(m_maker->path(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("cannot write");
        };
        m_maker->issue(u"weak"_s, u"/CN=x"_s, {}, u"rsa:1024"_s);
        write(u"text.pem"_s, "no certificate");
        write(u"large.pem"_s, QByteArray((4 << 20) + 1, ' '));
        const auto day = QSslCertificate::fromPath(m_maker->path(u"ca.pem"_s)).first().expiryDate().toUTC().date();
        const auto row = [&](const char *name, Timestamp moment, const QString &problem) {
            const auto path = m_maker->path(QString::fromLatin1(name));
            QTest::addRow("%s, %s", name, moment == now ? "now" : "later")
                << path << moment
                << (problem.isEmpty() ? problem
                                      : QString(u"feeds.toml:4:6: "_s + QString(problem).replace(u"*"_s, path)));
        };
        row("ca.pem", now, {});
        row("ca.pem", now + std::chrono::hours(72), u"the certificate in * expired on "_s + day.toString(Qt::ISODate));
        row("none.pem", now, u"there is no file *"_s);
        row("text.pem", now, u"* holds no certificate in PEM (-----BEGIN CERTIFICATE-----)"_s);
        row("ca.key", now, u"* holds no certificate in PEM (-----BEGIN CERTIFICATE-----)"_s);
        row("large.pem", now, u"* is larger than 4 MiB"_s);
        row("weak.pem", now, u"a certificate in * has a key that is too weak"_s);
        row("", now, u"* cannot be read: file to open is a directory"_s);
    }
    void authorityFiles()
    {
        QFETCH(QString, path);
        QFETCH(Timestamp, now);
        QFETCH(QString, problem);
        const auto good = checkAuthorityFile({path, u"feeds.toml:4:6"_s}, now);
        QCOMPARE(good ? QString() : good.error(), problem);
    }

    /// What waits for a peer that does not read is bounded, though it waits encrypted, where the socket does not count it.
    void peerThatDoesNotReadIsNoticed()
    {
        m_maker->issue(u"server"_s, u"/CN=x"_s, u"subjectAltName=DNS:localhost"_s);
        QWebSocketServer server(u"test"_s, QWebSocketServer::SecureMode);
        auto ours = QSslConfiguration::defaultConfiguration();
        ours.setLocalCertificateChain(m_maker->chain(u"server"_s));
        ours.setPrivateKey(m_maker->key(u"server"_s));
        server.setSslConfiguration(ours);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto before = QSslConfiguration::defaultConfiguration();
        const auto restore = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        auto trusting = before;
        trusting.addCaCertificates(QSslCertificate::fromPath(m_maker->path(u"ca.pem"_s)));
        QSslConfiguration::setDefaultConfiguration(trusting);

        MessageList sink;
        WireChannel channel;
        QSignalSpy opened(&channel, &Channel::opened);
        ChannelRequest request;
        request.url = QUrl(u"wss://localhost:%1/"_s.arg(server.serverPort()));
        channel.open(request, &sink);
        QTRY_COMPARE(opened.size(), 1);
        QTRY_VERIFY(server.hasPendingConnections());
        const std::unique_ptr<QWebSocket> peer(server.nextPendingConnection());
        peer->setReadBufferSize(1024); // less than a frame: it waits for more, and never takes it
        const QByteArray message(1 << 20, 'x');
        constexpr int many = 60;
        int sent = 0;
        QTRY_VERIFY_WITH_TIMEOUT(!channel.send(message) || ++sent > many, 20'000);
        QVERIFY2(sent <= many, "60 MiB were taken");
    }

    /// Who closes and leaves at once, as a program that ends does, is still seen to have closed.
    void theCloseFrameGoesOut()
    {
        m_maker->issue(u"server"_s, u"/CN=x"_s, u"subjectAltName=DNS:localhost"_s);
        QWebSocketServer server(u"test"_s, QWebSocketServer::SecureMode);
        prepare(server);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto before = QSslConfiguration::defaultConfiguration();
        const auto restore = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        trustTheAuthority();
        MessageList sink;
        auto channel = std::make_unique<WireChannel>();
        QSignalSpy opened(channel.get(), &Channel::opened);
        channel->open({QUrl(u"wss://localhost:%1/"_s.arg(server.serverPort())), u"p"_s, {}}, &sink);
        QTRY_COMPARE(opened.size(), 1);
        QTRY_VERIFY(server.hasPendingConnections());
        const std::unique_ptr<QWebSocket> peer(server.nextPendingConnection());
        QSignalSpy gone(peer.get(), &QWebSocket::disconnected);
        channel->close(1000, u"good night"_s);
        channel.reset();
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(peer->closeCode(), QWebSocketProtocol::CloseCodeNormal);
        QCOMPARE(peer->closeReason(), u"good night"_s);
    }

private:
    /// Has the server show the certificate "server".
    void prepare(QWebSocketServer &server) const
    {
        auto ours = QSslConfiguration::defaultConfiguration();
        ours.setLocalCertificateChain(m_maker->chain(u"server"_s));
        ours.setPrivateKey(m_maker->key(u"server"_s));
        server.setSslConfiguration(ours);
        server.setSupportedSubprotocols({u"p"_s});
    }
    void trustTheAuthority() const
    {
        auto trusting = QSslConfiguration::defaultConfiguration();
        trusting.addCaCertificates(QSslCertificate::fromPath(m_maker->path(u"ca.pem"_s)));
        QSslConfiguration::setDefaultConfiguration(trusting);
    }

    std::unique_ptr<CertificateMaker> m_maker;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
