// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/controlmessage.h"
#include "demo/demobackend.h"

#include <QObject>
#include <QTimer>
#include <QWebSocket>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

namespace Bellboard::Demo {

/// One client of the demo backend: what it said and how far it was sent each stream.
///
/// A client is only sent more while little of it is unsent, and its place in the history is a number: a slow one costs no memory
/// and misses nothing that is still kept.
class DemoClient : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoClient)

public:
    /// Talks on `socket`, whose owner it becomes. `backend` must outlive it.
    DemoClient(QWebSocket *socket, DemoBackend &backend, QObject *parent);

    /// Sends what is due, as far as the socket takes it.
    void pump();
    /// Sends a ping when it is time for one; gives a client up that has been silent for too long.
    void beat();
    /// Closes with a code of the protocol, or cuts the connection when `code` is 0.
    void close(int code, const QString &reason);
    /// Says that the server goes away.
    void announceDrain(std::chrono::milliseconds within);
    /// Says that somebody types, unless nearly anything waits in the socket: it would come too late.
    void tellTyping(const QString &conversation, const QString &by);
    /// Who it speaks for; empty before its hello.
    const QString &user() const { return m_user; }
    /// "online" or "away", by its own word; nothing when it gave none.
    std::optional<std::string_view> presence() const { return m_presence; }
    /// The most bytes that ever waited in the socket.
    qint64 mostUnsent() const { return m_mostUnsent; }

Q_SIGNALS:
    /// The connection is over.
    void gone();
    /// Its user types in this conversation.
    void typed(const QString &conversation);
    /// Its user's presence() may have changed.
    void presenceTold();
    /// A command was executed, so that everybody may have something to be sent.
    void commandExecuted();
    /// Events could not be stored; nothing may be sent any more.
    void storingFailed();

private:
    using Instant = std::chrono::steady_clock::time_point;

    /// How far the client was sent one stream.
    struct Place
    {
        bool subscribed = false;
        bool replaying = false;
        bool recovered = true;
        bool snapshot = false; ///< of the replay only the newest event of each subject is sent
        std::uint64_t sent = 0; ///< the newest offset that was sent
        std::uint64_t target = 0; ///< where the replay ends
    };

    void refuse(int code, const QString &reason);
    void receive(const QString &text);
    void handle(const ControlMessage &message);
    void greet(const QJsonObject &data);
    void subscribe(const QJsonObject &data);
    void subscribeTo(Stream stream, const QJsonObject &position);
    void execute(const ControlMessage &message);
    void notePresence(const QString &state);
    /// Names the stream and its epoch, as many messages do.
    QJsonObject whereIs(Stream stream) const;
    bool serve(Stream stream);
    void sendEvents(Stream stream, Place &place, std::uint64_t until);
    void refuseSnapshot(Stream stream);
    /// One message's worth of a snapshot.
    void sendNewest(Stream stream, Place &place);
    void send(const QString &kind, const QJsonObject &data);
    void sendText(const QString &text);
    std::size_t batchSize(const Place &place, std::uint64_t waiting) const;

    QWebSocket *m_socket;
    DemoBackend &m_backend;
    QTimer m_deadline; ///< for the hello, or for a refusal
    std::array<Place, streamCount> m_places;
    QString m_user;
    std::optional<std::string_view> m_presence;
    QString m_refusal; ///< why the client is turned away; empty when it is not
    int m_refusalCode = 0;
    Instant m_lastSent;
    Instant m_lastReceived;
    qint64 m_mostUnsent = 0;
    bool m_greeted = false;
    bool m_closed = false;
    bool m_pumping = false;
};

} // namespace Bellboard::Demo
