// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The addresses of a host are raced (RFC 8305), against real ones of this computer.

#include "stream/socketdialer.h"
#include "stricttest.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>

#include <chrono>
#include <tuple>
#include <vector>

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Whoever dials, and what came of it.
struct Dial
{
    SocketDialer dialer;
    QSignalSpy connected{&dialer, &SocketDialer::connected};
    QSignalSpy failed{&dialer, &SocketDialer::failed};

    Dial(const QStringList &names, quint16 port)
    {
        QList<QHostAddress> addresses;
        for (const auto &name : names)
            addresses.append(QHostAddress(name));
        dialer.dialAddresses(SocketDialer::Kind::Plain, addresses, port);
    }
    ChannelError error() const { return failed.at(0).at(0).value<ChannelFailure>().error; }
};

#ifdef Q_OS_UNIX
/// Listens at 127.0.0.2, but lets nobody in: whoever connects waits.
class BlackHole
{
public:
    explicit BlackHole(quint16 port)
    {
        m_address.sin_family = AF_INET;
        m_address.sin_port = htons(port);
        ::inet_pton(AF_INET, "127.0.0.2", &m_address.sin_addr);
        m_sockets.push_back(::socket(AF_INET, SOCK_STREAM, 0));
        if (::bind(m_sockets[0], reinterpret_cast<sockaddr *>(&m_address), sizeof m_address) != 0
            || ::listen(m_sockets[0], 0) != 0)
            return;
        // Its queue is full with few; those that follow are not answered.
        for (int i = 0; i < 4; ++i) {
            m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
            std::ignore = ::connect(m_sockets.back(), reinterpret_cast<sockaddr *>(&m_address), sizeof m_address);
        }
        isDeep = true;
    }
    ~BlackHole()
    {
        for (const int socket : m_sockets)
            ::close(socket);
    }
    BlackHole(const BlackHole &) = delete;
    BlackHole &operator=(const BlackHole &) = delete;

    bool isDeep = false;

private:
    sockaddr_in m_address{};
    std::vector<int> m_sockets;
};
#endif

} // namespace

class TestSocketDialer : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void refusedIsFollowedByTheNext()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(u"127.0.0.3"_s)));
        Dial dial({u"127.0.0.2"_s, u"127.0.0.3"_s}, server.serverPort());
        QTRY_COMPARE(dial.connected.size(), 1);
        QCOMPARE(dial.dialer.takeSocket()->peerAddress(), QHostAddress(u"127.0.0.3"_s));
        QCOMPARE(dial.failed.size(), 0);
    }

    void silenceIsNotWaitedFor()
    {
#ifdef Q_OS_LINUX
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(u"127.0.0.3"_s)));
        const BlackHole hole(server.serverPort());
        QVERIFY(hole.isDeep);
        QElapsedTimer time;
        time.start();
        Dial dial({u"127.0.0.2"_s, u"127.0.0.3"_s}, server.serverPort());
        QTRY_COMPARE(dial.connected.size(), 1);
        // Not at once, as that would be two connections to each server; the first address had its time, and does not answer.
        QVERIFY(std::chrono::milliseconds(time.elapsed())
                >= SocketDialer::attemptDelay - std::chrono::milliseconds(20));
        const auto socket = dial.dialer.takeSocket();
        QCOMPARE(socket->peerAddress(), QHostAddress(u"127.0.0.3"_s));
        QTRY_VERIFY(server.hasPendingConnections());
        server.nextPendingConnection();
        // Nothing more is tried.
        QTest::qWait(2 * static_cast<int>(SocketDialer::attemptDelay.count()));
        QVERIFY(!server.hasPendingConnections());
        QCOMPARE(dial.connected.size(), 1);
#else
        QSKIP("a server that lets nobody in is made in Linux' way");
#endif
    }

    /// Both families, where this computer has them.
    void sixGoesFirst()
    {
        QTcpServer six;
        if (!six.listen(QHostAddress::LocalHostIPv6))
            QSKIP("there is no IPv6 here");
        QTcpServer four;
        QVERIFY(four.listen(QHostAddress::LocalHost, six.serverPort()));
        Dial dial({u"::1"_s, u"127.0.0.1"_s}, six.serverPort());
        QTRY_COMPARE(dial.connected.size(), 1);
        QCOMPARE(dial.dialer.takeSocket()->peerAddress(), QHostAddress(QHostAddress::LocalHostIPv6));
        QVERIFY(!four.hasPendingConnections());
        // And IPv4 where nobody listens there.
        const auto port = six.serverPort();
        six.close();
        Dial other({u"::1"_s, u"127.0.0.1"_s}, port);
        QTRY_COMPARE(other.connected.size(), 1);
        QCOMPARE(other.dialer.takeSocket()->peerAddress(), QHostAddress(QHostAddress::LocalHost));
    }

    void allFail()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(u"127.0.0.3"_s)));
        const auto port = server.serverPort();
        server.close();
        Dial dial({u"127.0.0.2"_s, u"127.0.0.3"_s}, port);
        QTRY_COMPARE(dial.failed.size(), 1);
        QCOMPARE(dial.error(), ChannelError::ConnectionRefused);
        QCOMPARE(dial.connected.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSocketDialer)
#include "tst_socketdialer.moc"
