// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "instanceclient.h"

#include <QDeadlineTimer>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::chrono::seconds retryInterval{1};

int remaining(const QDeadlineTimer &deadline)
{
    return static_cast<int>(deadline.remainingTime());
}

} // namespace

Result<QJsonObject, NoAnswer> askInstance(const QString &dataFolder, const QJsonObject &request,
                                          std::chrono::milliseconds patience)
{
    const auto name = InstanceProtocol::socketName(dataFolder);
    if (name.isEmpty())
        return Unexpected(NoAnswer::Nobody);
    const QDeadlineTimer deadline(patience);
    QLocalSocket socket;
    socket.connectToServer(name);
    if (!socket.waitForConnected(remaining(deadline)))
        return Unexpected(socket.error() == QLocalSocket::SocketTimeoutError ? NoAnswer::Silent : NoAnswer::Nobody);
    socket.write(InstanceProtocol::encode(request));
    while (!socket.canReadLine()) {
        if (socket.bytesAvailable() > InstanceProtocol::longestAnswer)
            return Unexpected(NoAnswer::Garbled);
        if (deadline.hasExpired() || !socket.waitForReadyRead(remaining(deadline)))
            return Unexpected(NoAnswer::Silent);
    }
    const auto line = socket.readLine(InstanceProtocol::longestAnswer);
    if (!line.startsWith('{'))
        return Unexpected(NoAnswer::Garbled);
    return InstanceProtocol::decode(line);
}

InstanceWatch::InstanceWatch(const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_name(InstanceProtocol::socketName(dataFolder))
{
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (start()) {
            m_retry.stop();
            Q_EMIT begun();
        }
    });
    connect(&m_socket, &QLocalSocket::readyRead, &m_socket, [this] { m_socket.readAll(); });
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] {
        m_retry.start();
        Q_EMIT ended();
    });
}

InstanceWatch::~InstanceWatch()
{
    m_socket.disconnect(this); // it tells of its own end
}

bool InstanceWatch::start()
{
    if (m_name.isEmpty())
        return false;
    m_socket.connectToServer(m_name);
    if (!m_socket.waitForConnected(static_cast<int>(InstanceProtocol::patience.count())))
        return false;
    m_socket.write(InstanceProtocol::encode(InstanceProtocol::request(InstanceProtocol::watch)));
    m_socket.flush();
    return true;
}

} // namespace Bellboard
