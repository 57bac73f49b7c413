// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "bothengines.h"
#include "connectproxy.h"
#include "opensslserver.h"
#include "stream/authorityfile.h"
#include "stream/channelengine.h"
#include "stream/tlspolicy.h"
#include "stricttest.h"
#include "testservers.h"

#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// A real TLS server with every certificate that a server should not show, and with those that it may: of the first none reads a single
/// byte that we would send it, and each is refused in words that say why.
class TestTlsServers : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addEngineRows(); }
    void initTestCase()
    {
        QProcess maker;
        maker.setProcessChannelMode(QProcess::MergedChannels);
        maker.start(u"sh"_s, {QStringLiteral(BELLBOARD_CERTIFICATE_MAKER), m_folder.path()});
        QVERIFY2(maker.waitForFinished(60'000) && maker.exitCode() == 0, maker.readAll().constData());
        for (const char *name : {"events.example.test", "a.b.example.test", "example.test"})
            m_proxy.addresses.insert(name, "127.0.0.1");
    }

    void good_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("options");
        const auto row = [](const char *name, const char *certificate, const char *host = "localhost",
                            const QStringList &options = {}) {
            QTest::addRow("%s", name) << QString::fromLatin1(certificate) << QString::fromLatin1(host) << options;
        };
        row("name, EC P-256", "dns");
        row("name in capitals", "dns", "LOCALHOST");
        row("second name", "second_name");
        row("address", "ip", "127.0.0.1");
        row("wildcard for one label", "wildcard", "events.example.test");
        row("intermediate", "chained");
        row("RSA of 2048 bits", "rsa2048");
        row("Ed25519", "ed25519");
        row("TLS 1.2", "dns", "localhost", {u"-tls1_2"_s});
        row("TLS 1.3", "dns", "localhost", {u"-tls1_3"_s});
    }
    void good()
    {
        QFETCH_GLOBAL(ChannelEngine, engine);
        QFETCH(QString, certificate);
        QFETCH(QString, host);
        QFETCH(QStringList, options);
        OpensslServer server(m_folder.path(), certificate, options);
        MessageList sink;
        const auto channel = makeChannel(engine);
        QSignalSpy opened(channel.get(), &Channel::opened);
        QSignalSpy closed(channel.get(), &Channel::closed);
        open(*channel, sink, host, server.port());
        QTRY_VERIFY2(server.hasRequest() || !closed.isEmpty(), server.output().constData());
        QVERIFY2(closed.isEmpty(), qPrintable(failure(closed).detail));
        server.upgrade();
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(server.output().contains("GET / HTTP/1.1\r\n"));
        channel->abort();
    }

    void bad_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("words");
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QStringList>("options");
        const auto row = [](const char *name, const char *certificate, const char *host, const char *words,
                            ChannelError error = ChannelError::TlsUntrusted, const QStringList &options = {}) {
            QTest::addRow("%s", name) << QString::fromLatin1(certificate) << QString::fromLatin1(host)
                                      << QString::fromLatin1(words) << error << options;
        };
        row("expired", "expired", "localhost", "the certificate expired on 2024-02-01");
        row("not yet valid", "not_yet", "localhost", "the certificate is valid only from 2089-01-01 on");

        row("other name", "other_name", "localhost", "the certificate is for other.example, not for localhost");
        row("other address", "other_ip", "127.0.0.1",
            "the certificate is for 127.0.0.2, not for the address 127.0.0.1");
        row("wildcard for two labels", "wildcard", "a.b.example.test",
            "the certificate is for *.example.test, not for a.b.example.test");
        row("wildcard for no label", "wildcard", "example.test",
            "the certificate is for *.example.test, not for example.test");
        row("wildcard for all", "star", "localhost", "the certificate is for *, not for localhost");
        row("wildcard for a top level", "top_level", "example.test",
            "the certificate is for *.test, not for example.test");
        row("wildcard in a label", "partial", "events.example.test",
            "the certificate is for ev*s.example.test, not for events.example.test");
        row("wildcard for an address", "star_address", "127.0.0.1",
            "the certificate is for *.0.0.1, not for the address 127.0.0.1");
        row("address as a name", "address_as_name", "127.0.0.1",
            "the certificate is for 127.0.0.1 as a name, not for the address 127.0.0.1");
        row("common name only", "name_in_cn", "localhost",
            "the certificate names no server (it has no subjectAltName)");
        row("common name, other SAN", "other_san", "localhost",
            "the certificate is for other.example, not for localhost");

        row("stranger's", "strange", "localhost", "its authority \"Strange authority\" is not trusted");
        row("stranger's, alone", "strange_alone", "localhost",
            "its authority \"Strange authority\" is not known; perhaps the server does not show an intermediate "
            "certificate");
        row("without the intermediate", "incomplete", "localhost",
            "its authority \"Intermediate authority\" is not known; perhaps the server does not show an intermediate "
            "certificate");
        row("self-signed", "self_signed", "localhost", "the server signed its certificate itself");
        row("too long a chain", "too_deep", "localhost", "its chain is longer than an authority in it allows");
        row("outside of name constraints", "outside", "localhost",
            "an authority in its chain may not sign for this name");
        row("signed by no authority", "of_false_authority", "localhost", "\"A server\" signed it, but is no authority");
        row("of an expired authority", "of_expired_authority", "localhost",
            "the certificate of \"Expired authority\" expired on 2024-02-01");

        row("for clients", "for_clients", "localhost", "the certificate is not for servers");

        row("SHA-1", "sha1", "localhost", "a certificate is signed in a way that is too weak");
        row("RSA of 1024 bits", "rsa1024", "localhost", "a certificate has a key that is too weak");
        row("EC of 192 bits", "ec192", "localhost", "the server and this computer have no encryption in common",
            ChannelError::TlsFailed);

        const auto old = "the server offers only TLS 1.1 or older";
        row("TLS 1.0", "rsa2048", "localhost", old, ChannelError::TlsFailed, {u"-tls1"_s});
        row("TLS 1.1", "rsa2048", "localhost", old, ChannelError::TlsFailed, {u"-tls1_1"_s});
    }
    void bad()
    {
        QFETCH_GLOBAL(ChannelEngine, engine);
        QFETCH(QString, certificate);
        QFETCH(QString, host);
        QFETCH(QString, words);
        QFETCH(ChannelError, error);
        QFETCH(QStringList, options);
        OpensslServer server(m_folder.path(), certificate, options);
        MessageList sink;
        const auto channel = makeChannel(engine);
        QSignalSpy opened(channel.get(), &Channel::opened);
        QSignalSpy closed(channel.get(), &Channel::closed);
        open(*channel, sink, host, server.port());
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failure(closed).detail, words);
        QCOMPARE(failure(closed).error, error);
        QTRY_VERIFY(server.hasEnded());
        QVERIFY2(!server.output().contains("GET"), server.output().constData());
        QVERIFY(opened.isEmpty());
    }

    void aSelfSignedCertificateCanBeTrusted()
    {
        QFETCH_GLOBAL(ChannelEngine, engine);
        OpensslServer server(m_folder.path(), u"self_signed"_s);
        MessageList sink;
        const auto channel = makeChannel(engine);
        QSignalSpy closed(channel.get(), &Channel::closed);
        open(*channel, sink, u"localhost"_s, server.port(), u"self_signed.pem"_s);
        QTRY_VERIFY2(server.hasRequest() || !closed.isEmpty(), server.output().constData());
        QVERIFY2(closed.isEmpty(), qPrintable(failure(closed).detail));
        channel->abort();
    }

    void trustInAWeakAuthorityIsNone()
    {
        QFETCH_GLOBAL(ChannelEngine, engine);
        OpensslServer server(m_folder.path(), u"of_weak_authority"_s);
        MessageList sink;
        const auto channel = makeChannel(engine);
        QSignalSpy closed(channel.get(), &Channel::closed);
        open(*channel, sink, u"localhost"_s, server.port(), u"weak_authority.pem"_s);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failure(closed).detail, u"a certificate has a key that is too weak"_s);
        QTRY_VERIFY(server.hasEnded());
        QVERIFY(!server.output().contains("GET"));
    }

    /// The same server is a stranger to a feed that does not name its authority.
    void onlyTheFeedThatNamesItTrustsAnAuthority()
    {
        QFETCH_GLOBAL(ChannelEngine, engine);
        OpensslServer server(m_folder.path(), u"dns"_s);
        MessageList sink;
        const auto channel = makeChannel(engine);
        QSignalSpy closed(channel.get(), &Channel::closed);
        channel->open({QUrl(u"wss://localhost:%1/"_s.arg(server.port())), {}, "secret"}, &sink);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(failure(closed).error, ChannelError::TlsUntrusted);
        QTRY_VERIFY(server.hasEnded());
        QVERIFY(!server.output().contains("GET"));
    }

    void theSystemsAuthoritiesStay()
    {
        // Qt looks for the system's, on some systems, only as long as nobody replaced its list.
        auto replaced = tlsConfiguration();
        replaced.setCaCertificates(replaced.caCertificates() + QSslCertificate::fromPath(authority()));
        const auto ours = tlsConfiguration(authority());
        QCOMPARE(ours.caCertificates(), replaced.caCertificates());
        if (tlsConfiguration().caCertificates().isEmpty())
            QVERIFY(ours != replaced);
    }

private:
    QString authority() const { return m_folder.filePath(u"authority.pem"_s); }
    static ChannelFailure failure(const QSignalSpy &closed)
    {
        return closed.isEmpty() ? ChannelFailure{} : closed.first().first().value<ChannelFailure>();
    }
    void open(Channel &channel, MessageSink &sink, const QString &host, quint16 port,
              const QString &authority = u"authority.pem"_s)
    {
        ChannelRequest request;
        request.url = QUrl(u"wss://%1:%2/"_s.arg(host).arg(port));
        request.token = "secret";
        request.authorityFile = m_folder.filePath(authority);
        // Names of which only the proxy knows where they are.
        if (host.endsWith(u"example.test"))
            request.proxy = {ProxyChoice::Kind::Http, u"127.0.0.1"_s, m_proxy.serverPort(), {}, {}};
        channel.open(request, &sink);
    }

    QTemporaryDir m_folder;
    ConnectProxy m_proxy;
};

QTEST_GUILESS_MAIN(TestTlsServers)
#include "tst_tlsservers.moc"
