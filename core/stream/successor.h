// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelhandle.h"
#include "util/clock.h"

#include <QObject>

#include <optional>

namespace Bellboard {

/// The connection beside one that is to be left: when it is to be opened, and how far it is.
///
/// It has no timer of its own: whoever has it looks again at nextMoment().
class Successor : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// To be opened at `at`.
    void plan(Instant at);
    /// Not to be opened (again).
    void giveUp();
    /// Takes the channel of the attempt, which must come to a welcome by `deadline`; open it then.
    void take(ChannelHandle channel, Instant deadline);
    /// Hands its channel over; nothing is planned afterwards.
    ChannelHandle release();

    /// When it is to be opened; nothing once it is, or when it never will be.
    std::optional<Instant> planned() const { return m_channel ? std::nullopt : m_moment; }
    /// When it is to be opened, or its deadline.
    std::optional<Instant> nextMoment() const { return m_moment; }
    bool isUnderWay() const { return m_channel != nullptr; }
    /// Whether its transport stands.
    bool isOpen() const { return m_open; }
    bool is(const Channel *channel) const { return channel && m_channel.get() == channel; }
    /// Null unless it is under way.
    Channel *channel() const { return m_channel.get(); }
    /// What its channel failed by if its deadline passed now.
    ChannelFailure overdue() const { return m_channel->overdue(); }
    void send(const QByteArray &message);

Q_SIGNALS:
    void opened();
    /// The peer answered a ping.
    void ponged();
    /// Its channel is over and gone.
    void failed(const Bellboard::ChannelFailure &failure);

private:
    ChannelHandle m_channel;
    std::optional<Instant> m_moment;
    bool m_open = false;
};

} // namespace Bellboard
