// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "wirefault.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <optional>
#include <random>

namespace Bellboard {

/// One direction of a connection through a FaultProxy: carries bytes in their order, and does to them what a fault says.
class FaultPipe : public QObject
{
    Q_OBJECT

public:
    /// Both sockets outlive the pipe. `seed` is that of the jitter.
    FaultPipe(QTcpSocket &from, QTcpSocket &to, quint32 seed, QObject *parent);

    /// Does this to what is carried from now on, when its byte has come; one at a time.
    void arm(const WireFault &fault);
    /// Forgets the fault, unless its byte has come; says whether it did.
    bool disarm();
    /// Carries nothing, or goes on.
    void setStopped(bool stopped);
    /// Carries what is there, and what waits, as far as it may.
    void pump();
    /// Hands on at once what came and what waits, as one side has left.
    void release();

Q_SIGNALS:
    /// The byte has come at which a fault is to be done that is not this pipe's alone: it is cleared, and all before it handed on.
    void struck(const Bellboard::WireFault &fault);
    /// A fault of this pipe has been done in full.
    void done(const Bellboard::WireFault &fault);

private:
    struct Piece
    {
        qint64 due; ///< by the pipe's own clock, ms
        QByteArray bytes;
    };

    void take(QByteArray bytes);
    void treat(QByteArray bytes);
    void finish();
    void write(const QByteArray &bytes);
    /// Whether somebody is left to write to.
    bool isHeard() const;
    void send();

    QTcpSocket &m_from;
    QTcpSocket &m_to;
    std::optional<WireFault> m_fault;
    qint64 m_before = 0; ///< bytes until the fault begins
    qint64 m_left = 0; ///< bytes that it still has
    std::deque<Piece> m_waiting;
    QElapsedTimer m_clock;
    QTimer m_timer;
    std::minstd_rand m_random;
    bool m_stopped = false;
    bool m_pumping = false;
};

} // namespace Bellboard
