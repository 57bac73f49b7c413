// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "loadforms.h"
#include "loadstory.h"
#include "loadtalk.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

#include <memory>

class QTcpSocket;

namespace Bellboard {

/// Sends the events of a LoadStory, made beforehand, as fast as its one client takes them: a server that costs next to nothing,
/// so that the client is what is measured. The updates wait until the client says "ready", which has all rows then: what is
/// taken in before it starts to measure would cost it nothing. One event a message, unmasked frames, no extensions.
///
/// With a rate the updates come at that rate instead, a moment after the rows, and are made as they go: what the client does not take
/// in time waits here and is sent as soon as it does.
class LoadServer : public QObject
{
    Q_OBJECT

public:
    enum class Transport {
        Plain,
        Deflate, ///< permessage-deflate with context takeover, compressed beforehand
        Tls, ///< with serverConfiguration()
        SocketIo, ///< Engine.IO 4 and Socket.IO 5 on WebSocket; each event is an "event"
    };
    struct Load
    {
        int rows = 1000; ///< payments that live at once; each is created once, first
        int updates = 200'000; ///< events after that
        Transport transport = Transport::Plain;
        int rate = 0; ///< of the updates, a second, whoever can take them; 0: as soon as the client takes them
    };

    /// `certificates` is the folder of makeCertificates(), for TLS.
    explicit LoadServer(const Load &load, const QString &certificates = {}, QObject *parent = nullptr);
    ~LoadServer() override;

    quint16 port() const { return m_server->serverPort(); }
    /// Where a client connects to.
    QUrl url() const;
    /// Events in all.
    qint64 events() const { return m_events; }
    /// Their size, in bytes, without frame headers.
    qint64 bytes() const { return m_prepared.bytes; }

private:
    void takeClient();
    void takeBytes();
    void answerHandshake();
    bool takeFrame();
    void takeText(const QByteArray &text);
    void send(std::string_view text);
    void sendMore();
    void makeDueUpdates();
    /// What the client has not taken yet, encrypted or not.
    qint64 unsent() const;

    const Load m_load;
    LoadStory m_story;
    FrameForm m_form;
    LoadTalk m_talk;
    const qint64 m_events;
    const PreparedLoad m_prepared;
    std::unique_ptr<QTcpServer> m_server;
    QTimer m_pace; ///< with a rate only
    QElapsedTimer m_sinceRows;
    QTcpSocket *m_client = nullptr;
    QByteArray m_input;
    std::size_t m_sent = 0; ///< pieces
    qint64 m_madeUpdates = 0; ///< with a rate
    bool m_upgraded = false;
    bool m_gone = false;
};

} // namespace Bellboard
