// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <QList>

#include <algorithm>
#include <cstring>
#include <memory>

namespace Bellboard {

/// A channel without a socket, which does what a test makes it do. All of one test are known to their list.
class ScriptedChannel final : public Channel
{
public:
    enum class State {
        Made,
        Opening,
        Open,
        Over
    };

    using List = std::shared_ptr<QList<ScriptedChannel *>>;

    /// One that only asks takes no messages.
    explicit ScriptedChannel(List all, bool onlyAsks = false) : m_onlyAsks(onlyAsks), m_all(std::move(all))
    {
        m_all->append(this);
    }
    ~ScriptedChannel() override { m_all->removeOne(this); }

    void open(const ChannelRequest & /*request*/, MessageSink *sink) override
    {
        m_sink = sink;
        state = State::Opening;
    }
    bool send(const QByteArray &message, PayloadKind /*kind*/) override
    {
        if (state == State::Open && !m_onlyAsks)
            sent.append(message);
        return state == State::Open && !m_onlyAsks;
    }
    bool takesMessages() const override { return !m_onlyAsks; }
    qint64 unsent() const override { return waiting; }
    bool ping(const QByteArray &payload) override
    {
        if (state == State::Open)
            pings.append(payload);
        return state == State::Open;
    }
    /// Over at once, as a socket may be.
    void close(int code, const QString & /*reason*/) override
    {
        closedWith = code;
        end({ChannelError::None, code, {}, {}});
    }
    void abort() override { state = State::Over; }

    void useToken(const QUrl & /*url*/, const QByteArray &token) override { tokens.append(token); }

    Turn turnNow() const { return turn(); }
    bool isAlive() const { return state == State::Opening || state == State::Open; }
    void succeed()
    {
        state = State::Open;
        Q_EMIT opened();
    }
    void end(const ChannelFailure &failure)
    {
        state = State::Over;
        Q_EMIT closed(failure);
    }
    /// Something that is no whole message comes.
    void murmur() { Q_EMIT heard(); }
    void answerPing(const QByteArray &payload)
    {
        murmur();
        Q_EMIT ponged(payload);
    }
    void deliver(const QByteArray &message)
    {
        murmur();
        std::memcpy(m_sink->messageSpace(static_cast<std::size_t>(message.size())), message.constData(),
                    static_cast<std::size_t>(message.size()));
        m_sink->messageReceived(static_cast<std::size_t>(message.size()), PayloadKind::Text);
    }
    bool hasSent(const char *type) const
    {
        return std::any_of(sent.cbegin(), sent.cend(), [&](const auto &message) { return message.contains(type); });
    }

    State state = State::Made;
    int closedWith = 0;
    qint64 waiting = 0; ///< bytes that the peer does not read
    QList<QByteArray> sent;
    QList<QByteArray> pings;
    QList<QByteArray> tokens; ///< those that came when it stood

private:
    const bool m_onlyAsks;
    const List m_all;
    MessageSink *m_sink = nullptr;
};

} // namespace Bellboard
