// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "child.h"
#include "faultplan.h"
#include "faultproxy.h"
#include "packetfilter.h"
#include "tlsfront.h"
#include "verdict.h"

#include <QJsonObject>
#include <QMap>

#include <memory>
#include <optional>

namespace Bellboard {

/// What one round is to do, and where.
struct RoundOptions
{
    PlanOptions plan;
    int events = 20'000; ///< at least so many
    QString folder; ///< for its journal and history; empty at the start
    QString certificates; ///< see makeCertificates()
};

/// A server, a reader and what goes wrong between them, from the first event to the comparison.
class Round : public QObject
{
    Q_OBJECT

public:
    explicit Round(RoundOptions options);

    /// Plays the round. The answer has what was done and what came of it, as main.cpp reads it.
    QJsonObject play();

private:
    void startServer();
    void startReader();
    void takeServerLine(const QByteArray &line);
    void takeReaderLine(const QByteArray &line);
    bool isLive() const { return m_state == "Live"; }
    /// False when the fault could not be done.
    bool carryOut(const Fault &fault);
    bool carryOutOnWire(const WireFault &fault);
    bool disk(const Fault &fault);
    bool packets(const Fault &fault);
    void pause(qint64 milliseconds);
    /// Lets the server finish and the reader catch up; false when it does not.
    bool settle();
    Verdict judge();

    const RoundOptions m_options;
    FaultProxy m_proxy;
    std::unique_ptr<TlsFront> m_front;
    std::optional<PacketFilter> m_filter;
    Child m_server;
    Child m_reader;
    quint16 m_serverPort = 0;
    bool m_serverReady = false;
    QMap<QByteArray, quint64> m_ends; ///< where the server finished, by streams
    QMap<QByteArray, quint64> m_offsets; ///< where the reader is
    QByteArray m_state; ///< the reader's
    bool m_shown = false;
    int m_problems = 0; ///< how often the reader said that it cannot write
    int m_asked = 0; ///< how often somebody had to ask it to try again
    quint64 m_quarantined = 0;
};

} // namespace Bellboard
