// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace Bellboard {

/// Moves this process, before it has threads, to a network of its own in which only 127.0.0.1 is up, so that packets can be dropped
/// without anybody else noticing. False, and nothing has changed, where the system does not permit that; `reason` says why.
bool enterPrivateNetwork(QString &reason);

/// What the kernel does to the packets of one TCP port, by nftables; only in a private network.
class PacketFilter
{
public:
    explicit PacketFilter(quint16 port) : m_port(port) { }
    ~PacketFilter() { clear(); }

    /// Swallows `percent` of 100 packets, either way.
    bool drop(int percent);
    /// Answers each packet with a reset.
    bool reject();
    bool clear();

private:
    bool apply(const QString &rule);

    quint16 m_port;
    bool m_active = false;
};

} // namespace Bellboard
