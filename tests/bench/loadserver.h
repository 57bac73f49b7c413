// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>

class QTcpSocket;

namespace Bellboard {

/// Sends the events of a LoadStory, made beforehand, as fast as its one client takes them: a server that costs next to nothing,
/// so that the client is what is measured. The updates wait for a third message of the client, which has all rows then: what is
/// taken in before it starts to measure would cost it nothing. One event a message, unmasked frames, no extensions.
class LoadServer : public QObject
{
    Q_OBJECT

public:
    struct Load
    {
        int rows = 1000; ///< payments that live at once; each is created once, first
        int updates = 200'000; ///< events after that
    };

    explicit LoadServer(const Load &load, QObject *parent = nullptr);

    quint16 port() const { return m_server.serverPort(); }
    /// Events in all.
    qint64 events() const { return m_events; }
    /// Their size, in bytes, without frame headers.
    qint64 bytes() const { return m_bytes; }

private:
    void takeClient();
    void takeBytes();
    void answerHandshake();
    bool takeFrame();
    void sendMore();

    QTcpServer m_server;
    QTcpSocket *m_client = nullptr;
    QByteArray m_input;
    QByteArray m_output; ///< all frames, one behind the other
    qsizetype m_rowsEnd = 0; ///< where in it the updates begin
    qsizetype m_sent = 0;
    qint64 m_events = 0;
    qint64 m_bytes = 0;
    int m_messages = 0; ///< that the client sent
    bool m_upgraded = false;
};

} // namespace Bellboard
