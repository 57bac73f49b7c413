// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/ledger.h"
#include "protocol/controlmessage.h"

#include <QByteArray>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace Bellboard {

/// Mends the holes in one feed's streams: asks for what is missing, and accepts a gap where the server does not give it.
class StreamRepair : public QObject
{
public:
    /// How often a hole is asked for again until it is accepted as a gap.
    static constexpr int maxAsks = 2;
    static constexpr std::chrono::seconds timeout{10};

    /// Offsets that the server does not give.
    struct Missing
    {
        const std::string &stream;
        const std::string &epoch;
        std::uint64_t from;
        std::uint64_t to;
        Timestamp until; ///< when the event behind it happened; the epoch when none has come
    };
    /// `send` sends a message to the server. `accept` takes it in as a gap, which moves the stream's cursor.
    StreamRepair(const Ledger &ledger, std::function<void(const QByteArray &)> send,
                 std::function<void(const Missing &)> accept, QObject *parent = nullptr);

    /// An event came too early.
    void note(const Event &event);
    /// The next event of its stream came.
    void close(const Event &event);
    /// All streams are being asked for, from where we are.
    void noticeSubscribed();
    /// The end of a replay; not to be called while a message is being decoded.
    void noticeCaughtUp(const CaughtUp &caughtUp);
    /// The connection is gone: what is missing will be asked for by the next one.
    void pause() { m_timer.stop(); }

private:
    /// A stream in which something is missing and was asked for again.
    struct Hole
    {
        std::string epoch; ///< of the event that came too early
        std::uint64_t until = 0; ///< the offset of that event; of several, the first in the stream
        Timestamp time; ///< when that event happened
        int asks = 0;
    };

    void ask(const std::string &stream);
    void noticeTimeout();

    const Ledger &m_ledger;
    const std::function<void(const QByteArray &)> m_send;
    const std::function<void(const Missing &)> m_accept;
    std::map<std::string, Hole, std::less<>> m_holes;
    QTimer m_timer;
};

} // namespace Bellboard
