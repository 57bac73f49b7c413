// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "faultproxy.h"

#include "stricttest.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Bellboard;

/// Each fault does what it says, at its byte.
class TestFaultProxy : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beStrict();
        m_proxy = std::make_unique<FaultProxy>(7U);
        QVERIFY(m_proxy->listen());
        m_server = std::make_unique<QTcpServer>();
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
        m_proxy->setUpstream(m_server->serverPort());
        m_over = std::make_unique<QSignalSpy>(m_proxy.get(), &FaultProxy::over);
        m_client = std::make_unique<QTcpSocket>();
        connectClient();
    }
    void cleanup()
    {
        m_client.reset();
        m_peer.reset();
        m_proxy.reset();
    }

    void withoutAFaultAllGoesThrough()
    {
        const QByteArray much(3'000'000, 'x');
        m_peer->write(much);
        m_client->write("question");
        QTRY_COMPARE(m_peer->bytesAvailable(), 8);
        QTRY_COMPARE(receive().size(), much.size());
        m_peer->write("last words");
        m_peer->disconnectFromHost();
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(m_client->error(), QAbstractSocket::RemoteHostClosedError);
        QCOMPARE(m_client->readAll(), QByteArray("last words"));
    }

    void cuts_data()
    {
        QTest::addColumn<WireFault::Kind>("kind");
        QTest::newRow("reset") << WireFault::Kind::CutByReset;
        QTest::newRow("end") << WireFault::Kind::CutByEnd;
    }
    void cuts()
    {
        QFETCH(WireFault::Kind, kind);
        m_proxy->arm({kind, WireFault::Direction::ToClient, 5, 0, 0, false});
        m_peer->write("0123");
        QTRY_COMPARE(receive(), QByteArray("0123"));
        QVERIFY(!m_proxy->isIdle());
        m_peer->write("456789");
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        if (kind == WireFault::Kind::CutByEnd)
            QCOMPARE(receive(), QByteArray("01234")); // a reset may overtake what was sent
        else
            QVERIFY(QByteArray("01234").startsWith(receive()));
        QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(happened());
    }
    void aResetIsNoEnd()
    {
        // Which of the two it was tells the system: by an error of the read, not by an end of the bytes.
        m_client.reset();
        const int plain = ::socket(AF_INET, SOCK_STREAM, 0);
        QVERIFY(plain >= 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_proxy->port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_proxy->arm({WireFault::Kind::CutByReset, WireFault::Direction::ToServer, 0, 0, 0, true});
        QCOMPARE(::connect(plain, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::send(plain, "x", 1, 0), 1);
        QVERIFY(happened());
        char byte = 0;
        const auto size = ::recv(plain, &byte, 1, 0);
        const auto error = errno;
        ::close(plain);
        QVERIFY(size < 0);
        QCOMPARE(error, ECONNRESET);
    }

    void corrupts()
    {
        m_proxy->arm({WireFault::Kind::Corrupt, WireFault::Direction::ToServer, 3, 0x20, 0, false});
        m_client->write("abcdefgh");
        QTRY_COMPARE(m_peer->bytesAvailable(), 8);
        QCOMPARE(m_peer->readAll(), QByteArray("abcDefgh"));
        QVERIFY(happened());
    }

    void oneByteAtATime()
    {
        m_proxy->arm({WireFault::Kind::SingleBytes, WireFault::Direction::ToClient, 2, 50, 0, false});
        QSignalSpy reads(m_client.get(), &QTcpSocket::readyRead);
        const QByteArray text(60, 'y');
        m_peer->write(text);
        QTRY_COMPARE(receive(), text);
        QVERIFY2(reads.size() > 10, qPrintable(QString::number(reads.size())));
        QVERIFY(happened());
    }

    void late_data()
    {
        QTest::addColumn<WireFault>("fault");
        using Kind = WireFault::Kind;
        QTest::newRow("delay") << WireFault{Kind::Delay, {}, 0, 4000, 100, false};
        QTest::newRow("jitter") << WireFault{Kind::Jitter, {}, 0, 4000, 40, false};
        QTest::newRow("throttle") << WireFault{Kind::Throttle, {}, 0, 4000, 40, false};
        QTest::newRow("stall") << WireFault{Kind::Stall, {}, 0, 100, 0, false};
    }
    void late()
    {
        QFETCH(WireFault, fault);
        QByteArray text;
        for (int i = 0; i < 4000; ++i)
            text += static_cast<char>('a' + i % 26);
        m_proxy->arm(fault);
        QElapsedTimer clock;
        clock.start();
        m_peer->write(text);
        QTRY_COMPARE(receive(), text); // all of it, in order
        if (fault.kind != WireFault::Kind::Jitter)
            QVERIFY(clock.elapsed() >= 90); // never sooner: that much it promises
        QVERIFY(happened());
        m_peer->write("on");
        QTRY_COMPARE(receive(), text + "on");
    }

    void halfOpen()
    {
        m_proxy->arm({WireFault::Kind::HalfOpen, WireFault::Direction::ToClient, 4, 0, 0, false});
        m_peer->write("12345");
        QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
        m_client->write("is anybody there?");
        QTRY_COMPARE(m_client->bytesToWrite(), 0);
        QCOMPARE(receive(), QByteArray("1234"));
        QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        QVERIFY(!m_proxy->isIdle());
        m_client->abort();
        QVERIFY(happened());
        connectClient();
        m_peer->write("new");
        QTRY_COMPARE(receive(), QByteArray("new"));
    }

    void refuses()
    {
        m_proxy->arm({WireFault::Kind::Refuse, WireFault::Direction::ToClient, 0, 300, 0, false});
        m_peer->write("x");
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_COMPARE(m_client->error(), QAbstractSocket::ConnectionRefusedError);
        QVERIFY(happened());
        connectClient();
    }

    void theNextConnectionIsHitFromItsFirstByte()
    {
        m_proxy->arm({WireFault::Kind::CutByEnd, WireFault::Direction::ToServer, 2, 0, 0, true});
        m_client->write("this one passes");
        QTRY_COMPARE(m_peer->bytesAvailable(), 15);
        QVERIFY(!m_proxy->isIdle());
        m_client->abort();
        m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        m_client->write("abc");
        QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(happened());
    }

    void aNewerConnectionTakesOverWhatHasNotHappened()
    {
        m_proxy->arm({WireFault::Kind::CutByEnd, WireFault::Direction::ToServer, 3, 0, 0, false});
        m_client->write("ab");
        QTRY_COMPARE(m_peer->bytesAvailable(), 2);
        QTcpSocket newer;
        newer.connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_COMPARE(m_proxy->connections(), 2);
        m_client->write("cdefg");
        QTRY_COMPARE(m_peer->bytesAvailable(), 7);
        newer.write("1234");
        QTRY_COMPARE(newer.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(happened());
        QCOMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    }

    void aFaultWhoseByteDoesNotComeDidNotHappen()
    {
        m_proxy->arm({WireFault::Kind::CutByReset, WireFault::Direction::ToClient, 1000, 0, 0, false});
        m_peer->write("few");
        QTRY_COMPARE(receive(), QByteArray("few"));
        m_client->abort();
        QTRY_COMPARE(m_over->size(), 1);
        QVERIFY(!m_over->first().first().toBool());
        QCOMPARE(m_proxy->struck(), 0);
    }

private:
    void connectClient()
    {
        m_received.clear();
        m_peer.reset();
        m_client->connectToHost(QHostAddress::LocalHost, m_proxy->port());
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_peer.reset(m_server->nextPendingConnection());
        m_peer->setParent(nullptr);
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    }
    QByteArray receive() { return m_received += m_client->readAll(); }
    bool happened()
    {
        return QTest::qWaitFor([this] { return m_over->size() == 1; }) && m_over->first().first().toBool();
    }

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QSignalSpy> m_over;
    std::unique_ptr<QTcpSocket> m_client;
    std::unique_ptr<QTcpSocket> m_peer;
    QByteArray m_received;
};

QTEST_GUILESS_MAIN(TestFaultProxy)
#include "tst_faultproxy.moc"
