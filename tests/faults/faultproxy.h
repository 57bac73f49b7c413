// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "wirefault.h"

#include <QObject>
#include <QTcpServer>

#include <memory>
#include <optional>
#include <vector>

namespace Bellboard {

class FaultPipe;

/// A TCP proxy on 127.0.0.1 that does to the newest of the connections through it what faults say, one fault at a time.
///
/// What is done where follows from the fault alone: bytes are counted, and what is drawn is drawn from the seed.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    explicit FaultProxy(quint32 seed, QObject *parent = nullptr);
    ~FaultProxy() override;

    /// Listens on a free port; false when that failed.
    bool listen();
    quint16 port() const { return m_port; }
    /// Where connections go to, on 127.0.0.1.
    void setUpstream(quint16 port) { m_upstream = port; }
    /// Does this as soon as its byte has come; none may be under way. While it has not, a newer connection takes it over, with its
    /// bytes counted anew.
    void arm(const WireFault &fault);
    /// Lets the fault that is under way be.
    void giveUp();
    /// Whether the fault that was armed last is over: done in full, or its connection ended before that.
    bool isIdle() const { return !m_fault; }
    /// How many faults were really done: their byte came.
    int struck() const { return m_struck; }
    /// How many connections there were.
    int connections() const { return m_connections; }

Q_SIGNALS:
    /// The fault is over. `happened` is false when its connection ended before its byte came, or it was in the midst of it.
    void over(bool happened);

private:
    struct Link;

    void accept();
    void start(Link &link);
    void apply(Link &link);
    FaultPipe &pipeOf(Link &link) const;
    void strike(Link &link, const WireFault &fault);
    void finish(bool happened);
    void leave(Link &link);
    void reset(Link &link);
    /// Forgets a connection; its sockets live on until what they still have to say is said.
    void drop(Link &link);

    QTcpServer m_server;
    quint16 m_port = 0;
    quint16 m_upstream = 0;
    quint32 m_seed;
    std::vector<std::unique_ptr<Link>> m_links; ///< oldest first
    std::optional<WireFault> m_fault;
    Link *m_faulty = nullptr; ///< the connection that has the fault
    bool m_begun = false; ///< its byte came
    int m_struck = 0;
    int m_connections = 0;
};

} // namespace Bellboard
