// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace Bellboard {

/// What stands between a feed and its server: passes on all requests, and with WebSockets does as networks do that do not let them through.
class Gateway : public QTcpServer
{
    Q_OBJECT

public:
    enum class Manner {
        Pass,
        Refuse, ///< 403 to the upgrade
        Silence, ///< no answer to it, and no end
        Swallow, ///< it goes well, and what follows goes nowhere
    };

    /// Before what listens on `port` of this computer.
    explicit Gateway(quint16 port);

    /// From now on; WebSockets that stand are cut.
    void setManner(Manner manner);
    /// How many upgrades were asked for.
    int upgrades() const { return m_upgrades; }
    /// How many other connections there were.
    int others() const { return m_others; }

private:
    void take(QTcpSocket *client);
    void passOn(QTcpSocket *client, const QByteArray &head);
    void swallow(QTcpSocket *client, const QByteArray &head);

    const quint16 m_port;
    Manner m_manner = Manner::Pass;
    QList<QTcpSocket *> m_webSockets;
    int m_upgrades = 0;
    int m_others = 0;
};

} // namespace Bellboard
