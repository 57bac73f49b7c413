// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "echoclient.h"

#include <chrono>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// More than the largest message of a test suite, which is 16 MiB.
constexpr std::size_t messageLimit = std::size_t{64} << 20;
/// What a sink must offer behind the message (MessageSink::messageSpace).
constexpr qsizetype padding = 64;
constexpr auto retryInterval = 5ms;

} // namespace

EchoClient::EchoClient(ChannelEngine engine, QObject *parent) : QObject(parent), m_channel(makeChannel(engine))
{
    connect(m_channel.get(), &Channel::opened, this, &EchoClient::opened);
    connect(m_channel.get(), &Channel::closed, this, [this](const ChannelFailure &failure) {
        m_retry.stop();
        Q_EMIT closed(failure);
    });
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &EchoClient::sendWaiting);
}

void EchoClient::open(const QUrl &url)
{
    ChannelRequest request;
    request.url = url;
    request.messageLimit = messageLimit;
    request.acceptsBinary = true;
    m_channel->open(request, this);
}

char *EchoClient::messageSpace(std::size_t capacity)
{
    const auto wanted = static_cast<qsizetype>(capacity) + padding;
    if (m_space.size() < wanted)
        m_space.resize(wanted);
    return m_space.data();
}

void EchoClient::messageReceived(std::size_t size, PayloadKind kind)
{
    m_waiting.push_back({QByteArray(m_space.constData(), static_cast<qsizetype>(size)), kind});
    Q_EMIT received(m_waiting.back().payload, kind);
    sendWaiting();
}

void EchoClient::sendWaiting()
{
    while (!m_waiting.empty() && m_channel->send(m_waiting.front().payload, m_waiting.front().kind))
        m_waiting.pop_front();
    if (m_waiting.empty())
        m_retry.stop();
    else if (!m_retry.isActive())
        m_retry.start();
}

} // namespace Bellboard
