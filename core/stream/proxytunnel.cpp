// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/proxytunnel.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString authority(const QString &host, quint16 port)
{
    const auto name = host.contains(u':') ? QString(u'[' + host + u']') : host;
    return name + u':' + QString::number(port);
}

} // namespace

QString nameOf(const QNetworkProxy &proxy)
{
    return u"the proxy "_s + authority(proxy.hostName(), proxy.port());
}

void ProxyTunnel::make(QTcpSocket *socket, const QNetworkProxy &proxy, const QString &host, quint16 port)
{
    m_socket = socket;
    m_target = authority(host, port);
    connect(socket, &QTcpSocket::readyRead, this, &ProxyTunnel::read);
    connect(socket, &QTcpSocket::disconnected, this, &ProxyTunnel::failClosed);
    connect(socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError) // disconnected() follows
            fail(ChannelError::ProxyFailed, m_socket->errorString());
    });
    const auto target = m_target.toLatin1();
    auto request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    m_signedIn = !proxy.user().isEmpty();
    if (m_signedIn) {
        const QString pair = proxy.user() + u':' + proxy.password();
        request += "Proxy-Authorization: Basic " + pair.toUtf8().toBase64() + "\r\n";
    }
    socket->write(request + "\r\n");
}

void ProxyTunnel::read()
{
    // One by one: what follows the answer is the server's, and for whoever takes the socket.
    char byte = 0;
    while (m_socket && m_socket->read(&byte, 1) == 1) {
        std::string_view bytes(&byte, 1);
        switch (m_reader.read(bytes)) {
        case HttpResponseReader::Progress::More:
            break;
        case HttpResponseReader::Progress::Done:
            return takeAnswer(m_reader.response());
        case HttpResponseReader::Progress::Failed:
            return fail(ChannelError::ProxyFailed,
                        u"it does not answer in HTTP: "_s + QString::fromLatin1(m_reader.problem()));
        }
    }
    // An unbuffered socket tells of its end by the read alone, without a signal.
    if (m_socket && m_socket->state() == QAbstractSocket::UnconnectedState)
        failClosed();
}

void ProxyTunnel::takeAnswer(const HttpResponse &answer)
{
    if (answer.status >= 200 && answer.status < 300) {
        m_socket->disconnect(this);
        m_socket = nullptr;
        Q_EMIT made();
        return;
    }
    const auto status =
        (u"HTTP "_s + QString::number(answer.status) + u' ' + QString::fromStdString(answer.reason)).trimmed();
    if (answer.status == 407 && m_signedIn)
        return fail(ChannelError::ProxySignInNeeded, status);
    const auto what = answer.status == 407 ? u"it wants a user name and a password: "_s
        : answer.status == 502 || answer.status == 503 || answer.status == 504
        ? QString(u"it did not reach "_s + m_target + u": "_s)
        : QString(u"it refuses the way to "_s + m_target + u": "_s);
    fail(ChannelError::ProxyFailed, what + status);
}

void ProxyTunnel::failClosed()
{
    fail(ChannelError::ProxyFailed, u"it closed without an answer"_s);
}

void ProxyTunnel::fail(ChannelError error, const QString &detail)
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket = nullptr;
    Q_EMIT failed({error, 0, detail, {}});
}

} // namespace Bellboard
