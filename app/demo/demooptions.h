// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <chrono>

namespace Bellboard {

/// How the demo backend is to run.
struct DemoOptions
{
    quint16 port = 0; ///< on 127.0.0.1; 0 takes a free one
    quint64 seed = 1; ///< of the story; the same seed tells the same story
    int rate = 20; ///< events/s, 1 to 100,000
    bool paused = false; ///< true: nothing by itself after the opening scene; produceNow() and commands still work
    quint64 maximumEvents = 0; ///< stop by itself after so many events, the opening scene included; 0 never
    int payments = 2000; ///< how many payments live at once; their subjects are PAY-0000001 and on
    /// How many payments the opening scene has, at most `payments`. For a benchmark on N rows set both to N, and historyBytes
    /// to 400 x N if all of them shall be replayed.
    int paymentsAtStart = 60;
    bool scene = true; ///< false: no opening scene, boards start empty
    int batch = 0; ///< events in one message: 1 always single, N up to N; 0 single up to 2,000 events/s, else up to 100
    QString historyFile; ///< where history survives a restart; empty keeps it in memory. For one server at a time.
    qint64 historyBytes = 256LL * 1024 * 1024; ///< what is kept; beyond it the oldest of the largest stream goes
    /// Whether the newest event of each subject is given on demand; for that, as much again as historyBytes may be kept.
    bool snapshots = true;
    QString requiredToken; ///< what `Authorization: Bearer` must carry; empty asks for nothing
    QString user = QStringLiteral("priya"); ///< who a client is that does not say so
    std::chrono::milliseconds heartbeat{20'000}; ///< something is sent at least this often
    std::chrono::milliseconds helloWithin{10'000}; ///< how long a client may be silent after the handshake
    /// A user whose last client went is shown as offline after this: whoever only connects again was not away.
    std::chrono::milliseconds presenceGrace{5'000};
    bool stamp = false; ///< true: each event has the extension "steadyns", CLOCK_MONOTONIC in ns when it was produced
};

} // namespace Bellboard
