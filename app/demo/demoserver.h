// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/demooptions.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

QT_FORWARD_DECLARE_CLASS(QTcpServer)
QT_FORWARD_DECLARE_CLASS(QWebSocketServer)

namespace Bellboard {

namespace Demo {
class DemoBackend;
class DemoClient;
} // namespace Demo

/// The embedded demo backend: a real WebSocket server on loopback that speaks Bellboard's protocol (docs/protocol.md) and tells
/// a seeded story. Belongs to one thread, which may be its own (see DemoThread); prints nothing.
class DemoServer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoServer)

public:
    /// Where one stream stands.
    struct Position
    {
        QString stream;
        QString epoch;
        quint64 first = 0; ///< the first offset still kept
        quint64 last = 0; ///< the newest; 0 when there was none
    };

    explicit DemoServer(const DemoOptions &options, QObject *parent = nullptr);
    ~DemoServer() override;

    /// Reads the history, writes the opening scene and listens. False when that failed; see errorString().
    bool start();
    /// Closes every connection with 1001 and stops listening.
    void stop();
    /// What a client connects to, "ws://127.0.0.1:PORT"; empty before start().
    QUrl url() const;
    /// Why start() failed or failed() came, in words.
    QString errorString() const { return m_error; }

    /// How many events were produced since start(). From any thread.
    quint64 eventsProduced() const { return m_produced.load(std::memory_order_relaxed); }
    /// How many clients are connected. From any thread.
    int clientCount() const { return m_clientCount.load(std::memory_order_relaxed); }
    /// The most bytes that ever waited to be sent to one of the present clients.
    qint64 mostUnsent() const;
    /// Where the streams stand.
    std::vector<Position> positions() const;

    /// Changes the rate, in events/s.
    void setRate(int rate);
    /// Stops or continues producing by itself.
    void setPaused(bool paused);
    /// Produces `count` events now, also while paused.
    void produceNow(quint64 count);
    /// Closes every connection with `code`, or cuts it without a word when 0; clients may come again at once.
    void dropClients(int code);
    /// Tells every client to connect anew within `within`, and closes those that are left by then with 1012.
    void drain(std::chrono::milliseconds within);

Q_SIGNALS:
    void clientsChanged(int count);
    /// The history could not be stored; the server closed everything with 1011 and has stopped.
    void failed(const QString &reason);

private:
    void accept();
    void remove(Demo::DemoClient *client);
    void tick();
    void schedule();
    bool produce(quint64 count);
    void pumpAll();
    /// Tells everybody who began to type in the story.
    void relayStory();
    /// Tells everybody that somebody types, but for that person's own clients.
    void relayTyping(const QString &conversation, const QString &by);
    /// Has everybody told what the clients of `user` say of them together.
    void updatePresence(const QString &user);
    void closeAll(int code, const QString &reason);
    void fail();
    quint64 allowed() const;

    DemoOptions m_options;
    std::unique_ptr<Demo::DemoBackend> m_backend;
    QTcpServer *m_listener = nullptr;
    QWebSocketServer *m_server = nullptr; ///< of the connections that it takes
    std::vector<Demo::DemoClient *> m_clients;
    QTimer *m_ticks = nullptr;
    QTimer *m_beats = nullptr;
    QString m_error;
    std::chrono::steady_clock::time_point m_lastTick;
    double m_owed = 0; ///< events that are due by the rate
    std::atomic<quint64> m_produced = 0;
    std::atomic<int> m_clientCount = 0;
};

} // namespace Bellboard
