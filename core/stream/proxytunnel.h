// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/httpresponse.h"
#include "stream/channelerror.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTcpSocket>

namespace Bellboard {

/// Asks an HTTP proxy, to which a socket is connected, for a tunnel (CONNECT; RFC 9110, 9.3.6). The proxy looks the name up.
///
/// It has no deadline of its own: whoever asks destroys it.
class ProxyTunnel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// To be called once; made() or failed() follows. Not a byte behind the proxy's answer is read from `socket`, which outlives this.
    void make(QTcpSocket *socket, const QNetworkProxy &proxy, const QString &host, quint16 port);

Q_SIGNALS:
    /// From now on the socket leads to where it was to lead.
    void made();
    void failed(const Bellboard::ChannelFailure &failure);

private:
    void read();
    void takeAnswer(const HttpResponse &answer);
    void failClosed();
    void fail(ChannelError error, const QString &detail);

    QTcpSocket *m_socket = nullptr;
    QString m_target; ///< "host:port"
    bool m_signedIn = false; ///< a name and password were sent
    HttpResponseReader m_reader;
};

/// How a proxy is named to people: "the proxy HOST:PORT".
QString nameOf(const QNetworkProxy &proxy);

} // namespace Bellboard
