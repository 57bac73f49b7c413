// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/enginepollingchannel.h"
#include "stream/socketiochannel.h"

#include <utility>

// How a session goes over from polling to WebSocket: a probe is answered there, polling comes to rest, and the server is told.

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::chrono::milliseconds upgradeDeadline = 10s;
constexpr std::string_view probe = "2probe";
constexpr std::string_view probeAnswer = "3probe";
const QByteArray upgradePacket = "5";

} // namespace

void SocketIoChannel::beginUpgrade()
{
    m_patience.start(upgradeDeadline);
    m_probe = makeTransport(EngineTransport::WebSocket);
    connect(m_probe.get(), &Channel::opened, this,
            [this] { m_probe->send(QByteArray(probe.data(), static_cast<qsizetype>(probe.size()))); });
    connect(m_probe.get(), &Channel::closed, this, &SocketIoChannel::giveUpUpgrade);
    open(*m_probe, transportUrl(EngineTransport::WebSocket, m_handshake.sid));
}

void SocketIoChannel::takeProbe(std::string_view packet)
{
    if (packet != probeAnswer || m_pausing)
        return;
    m_pausing = true;
    m_polling->pause();
}

void SocketIoChannel::completeUpgrade()
{
    if (!m_probe || !m_pausing)
        return;
    if (!m_probe->send(upgradePacket))
        return giveUpUpgrade();
    m_patience.stop();
    m_probe->disconnect(this);
    auto polling = std::exchange(m_transport, std::move(m_probe));
    m_polling = nullptr;
    m_pausing = false;
    m_memory->webSocketBlocked.setRemainingTime(0);
    watch(*m_transport);
    connect(m_transport.get(), &Channel::closed, this, &SocketIoChannel::takeTransportEnd);
    sendHeld();
}

void SocketIoChannel::giveUpUpgrade()
{
    m_probe.reset();
    if (m_over)
        return;
    m_memory->webSocketBlocked.setRemainingTime(upgradePause);
    m_patience.start(upgradePause);
    if (!std::exchange(m_pausing, false))
        return;
    m_polling->resume();
    sendHeld();
}

/// What was taken to be sent meanwhile; a channel that cannot is at its end, so that whoever said it knows.
void SocketIoChannel::sendHeld()
{
    if (m_held.empty())
        return;
    for (const auto &packet : std::exchange(m_held, {})) {
        if (m_over)
            return;
        if (!m_transport->send(packet))
            return fail({ChannelError::NetworkLost, 0, u"what was to be sent did not fit through the upgrade"_s, {}});
    }
    noticeFlushed();
}

} // namespace Bellboard
