// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "faultpipe.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

namespace {

/// So much waits in a pipe; what is more stays with its sender, as on a network.
constexpr qint64 pipeRoom = 128 * 1024;
constexpr qint64 readSize = 16 * 1024;

} // namespace

FaultPipe::FaultPipe(QTcpSocket &from, QTcpSocket &to, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_from(from)
    , m_to(to)
    , m_random(seed)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FaultPipe::pump);
    connect(&from, &QTcpSocket::readyRead, this, &FaultPipe::pump);
    connect(&to, &QTcpSocket::bytesWritten, this, &FaultPipe::pump);
}

void FaultPipe::arm(const WireFault &fault)
{
    m_fault = fault;
    m_before = fault.at;
    m_left = fault.amount;
}

bool FaultPipe::disarm()
{
    const bool canBe = m_fault && m_left == m_fault->amount;
    if (canBe)
        m_fault.reset();
    return canBe;
}

void FaultPipe::setStopped(bool stopped)
{
    m_stopped = stopped;
    if (!stopped)
        pump();
}

void FaultPipe::pump()
{
    // A flush tells of written bytes; and what cannot be handed on yet, or any more, stays.
    if (m_pumping || m_to.state() != QAbstractSocket::ConnectedState)
        return;
    m_pumping = true;
    send();
    while (!m_stopped && m_waiting.empty() && m_from.bytesAvailable() > 0 && m_to.bytesToWrite() < pipeRoom)
        take(m_from.read(readSize));
    // While a fault holds bytes back, some more may queue up behind them.
    while (!m_stopped && !m_waiting.empty() && m_waiting.size() < 64 && m_from.bytesAvailable() > 0)
        take(m_from.read(readSize));
    m_pumping = false;
    if (!m_stopped && !m_waiting.empty())
        m_timer.start(static_cast<int>(std::max<qint64>(0, m_waiting.front().due - m_clock.elapsed())));
}

void FaultPipe::release()
{
    if (m_to.state() != QAbstractSocket::ConnectedState)
        return;
    for (const auto &piece : std::exchange(m_waiting, {}))
        m_to.write(piece.bytes);
    if (m_from.isReadable())
        m_to.write(m_from.readAll());
}

void FaultPipe::take(QByteArray bytes)
{
    if (m_fault && m_before > 0) {
        const auto clean = std::min<qint64>(m_before, bytes.size());
        m_before -= clean;
        write(bytes.left(clean));
        bytes.remove(0, clean);
    }
    if (bytes.isEmpty())
        return;
    if (m_fault)
        treat(std::move(bytes));
    else
        write(bytes);
}

void FaultPipe::treat(QByteArray bytes)
{
    const auto now = m_clock.elapsed();
    const auto behind = m_waiting.empty() ? now : std::max(now, m_waiting.back().due);
    switch (m_fault->kind) {
    case WireFault::Kind::Corrupt:
        bytes[0] = static_cast<char>(bytes[0] ^ static_cast<char>(m_fault->amount));
        write(bytes);
        return finish();
    case WireFault::Kind::Delay:
        m_waiting.push_back({std::max(behind, now + m_fault->extra), bytes});
        break;
    case WireFault::Kind::Jitter: {
        const auto later = std::uniform_int_distribution<qint64>(0, m_fault->extra)(m_random);
        m_waiting.push_back({std::max(behind, now + later), bytes});
        break;
    }
    case WireFault::Kind::SingleBytes:
        for (const char byte : bytes.left(m_left))
            m_waiting.push_back({behind, QByteArray(1, byte)});
        if (bytes.size() > m_left)
            m_waiting.push_back({behind, bytes.mid(m_left)});
        break;
    case WireFault::Kind::Throttle: {
        auto due = behind;
        const auto step = std::max<qint64>(1, m_fault->extra) * 5;
        for (qint64 at = 0; at < bytes.size(); at += step)
            m_waiting.push_back({due += 5, bytes.mid(at, step)});
        break;
    }
    case WireFault::Kind::CutByReset:
    case WireFault::Kind::CutByEnd:
    case WireFault::Kind::Stall:
    case WireFault::Kind::HalfOpen:
    case WireFault::Kind::Refuse: {
        const auto fault = *std::exchange(m_fault, std::nullopt);
        m_stopped = true;
        m_waiting.push_back({now, bytes});
        Q_EMIT struck(fault);
        return;
    }
    }
    m_left -= bytes.size();
    if (m_left <= 0)
        finish();
}

void FaultPipe::finish()
{
    const auto fault = *std::exchange(m_fault, std::nullopt);
    Q_EMIT done(fault);
}

void FaultPipe::write(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (!m_waiting.empty()) // nothing overtakes
        m_waiting.push_back({m_waiting.back().due, bytes});
    else if (isHeard())
        m_to.write(bytes);
}

bool FaultPipe::isHeard() const
{
    const auto state = m_to.state();
    return state == QAbstractSocket::ConnectedState || state == QAbstractSocket::ConnectingState;
}

void FaultPipe::send()
{
    while (!m_stopped && !m_waiting.empty() && m_waiting.front().due <= m_clock.elapsed()) {
        const auto piece = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!isHeard())
            continue;
        m_to.write(piece.bytes);
        m_to.flush();
        if (piece.bytes.size() == 1)
            break; // the next one in a turn of its own, as a packet of its own
    }
}

} // namespace Bellboard
