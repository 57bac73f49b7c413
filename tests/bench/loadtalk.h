// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <string>
#include <string_view>

namespace Bellboard {

/// What a server of the benchmark and its client say to each other beside the events: to the first that the client says the welcome is
/// the answer, by the second it subscribes to the rows, and with "ready" or a message that is not to be read it asks for the updates.
class LoadTalk
{
public:
    /// The handshake of Engine.IO 4, with which a server of Socket.IO begins.
    static constexpr std::string_view engineHandshake =
        R"(0{"sid":"bench","upgrades":[],"pingInterval":600000,"pingTimeout":600000,"maxPayload":1000000})";

    /// `isSocketIo`: in packets of Socket.IO 5, each event being an "event".
    explicit LoadTalk(bool isSocketIo) : m_isSocketIo(isSocketIo) { }

    /// What the server says to `text`; empty when it says nothing.
    std::string answerTo(const QByteArray &text);
    bool isSubscribed() const { return m_subscribed; }
    bool isReady() const { return m_ready; }

private:
    const bool m_isSocketIo;
    bool m_welcomed = false;
    bool m_subscribed = false;
    bool m_ready = false;
};

/// An event as Engine.IO and Socket.IO carry it.
std::string asSocketIoPacket(std::string_view event);

} // namespace Bellboard
