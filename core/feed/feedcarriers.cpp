// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// By which ways a feed reaches its server, and what can be asked for on each.

#include "feed/feedcarriers.h"

#include "feed/feed.h"
#include "profile/profiledialect.h"
#include "protocol/nativedialect.h"
#include "stream/channelengine.h"
#include "stream/eventstreamchannel.h"
#include "stream/pollingchannel.h"
#include "stream/socketiochannel.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Of a server that has not agreed to our protocol, in bytes.
constexpr std::size_t foreignMessageLimit = std::size_t{16} << 20;

/// Whether a server can be asked for what was missed of a stream.
bool canAskAgain(const Dialect &dialect)
{
    StreamCursor position;
    position.name = "stream";
    position.epoch = "epoch";
    position.offset = 1;
    return !dialect.subscriptionAgain(position).isEmpty();
}

bool isSocketIo(const FeedSettings &settings)
{
    return settings.mapping && settings.mapping->transport == Transport::SocketIo;
}

Connection::Rate rateOf(const RateLimit &limit)
{
    return {limit.count, limit.interval};
}

} // namespace

std::shared_ptr<const Dialect> makeDialect(const FeedSettings &settings, const QString &user)
{
    if (settings.mapping)
        return std::make_shared<ProfileDialect>(settings.mapping, user);
    return std::make_shared<NativeDialect>(user);
}

bool canAskAgain(const std::optional<EndpointPlan> &endpoint)
{
    return endpoint && endpoint->by != PollBy::Nothing && endpoint->by != PollBy::Cursor;
}

Carrier carrierOf(const FeedSettings &settings)
{
    if (!settings.mapping || settings.mapping->transport != Transport::Polling)
        return Carrier::WebSocket;
    return settings.mapping->events ? Carrier::EventStream : Carrier::Polling;
}

Connection::Settings connectionSettings(const FeedSettings &settings, const std::shared_ptr<const Dialect> &dialect,
                                        std::vector<Connection::Rung> fallbacks, Connection::Settings result)
{
    result.dialect = dialect;
    result.fallbacks = std::move(fallbacks);
    result.carrier = carrierOf(settings);
    if (settings.mapping) {
        result.attempts = rateOf(settings.mapping->connectAttempts);
        result.messages = rateOf(settings.mapping->messageRate);
        result.messageLimit = foreignMessageLimit;
    }
    result.url = settings.url;
    result.name = settings.name;
    result.authorities = settings.authorities;
    result.proxy = settings.proxy;
    // A protocol's own ping is answered by the application, so that neither a proxy nor a library that still answers for one that
    // hangs is taken for it. A backend whose protocol has no ping is asked by its WebSocket.
    result.ping = dialect->ping(u"0"_s).isEmpty() ? Connection::PingKind::Frame : Connection::PingKind::Message;
    if (settings.mapping && settings.mapping->heartbeat.count() > 0)
        result.heartbeat = settings.mapping->heartbeat;
    return result;
}

std::vector<StreamCursor> Feed::positions() const
{
    const auto &streams = m_ledger.streams();
    return {streams.begin(), streams.end()};
}

HttpPlan Feed::httpPlan()
{
    return {m_settings.mapping, m_userName, [this] { return positions(); }, [this] { return m_ledger.pageCursor(); },
            [this](const std::string &cursor, bool isIdle) { keepPageCursor(cursor, isIdle); }};
}

Connection::ChannelFactory Feed::channelsOf(Carrier carrier)
{
    switch (carrier) {
    case Carrier::EventStream:
        return [this] { return std::make_unique<EventStreamChannel>(httpPlan()); };
    case Carrier::Polling:
        return [this] { return std::make_unique<PollingChannel>(httpPlan()); };
    case Carrier::WebSocket:
        break;
    }
    if (isSocketIo(m_settings))
        return socketIoChannels({m_settings.mapping->ioNamespace, m_settings.mapping->ioTransports, m_settings.engine});
    return [engine = m_settings.engine] { return makeChannel(engine); };
}

std::vector<Connection::Rung> Feed::fallbacks()
{
    std::vector<Connection::Rung> rungs;
    if (!m_settings.mapping || isSocketIo(m_settings))
        return rungs;
    if (m_settings.mapping->events && carrierOf(m_settings) != Carrier::EventStream)
        rungs.push_back({Carrier::EventStream, channelsOf(Carrier::EventStream)});
    if (m_settings.mapping->poll && carrierOf(m_settings) != Carrier::Polling)
        rungs.push_back({Carrier::Polling, channelsOf(Carrier::Polling)});
    return rungs;
}

bool Feed::asksAgain() const
{
    switch (m_connection.carrier()) {
    case Carrier::EventStream:
        return canAskAgain(m_settings.mapping->events);
    case Carrier::Polling:
        return canAskAgain(m_settings.mapping->poll);
    case Carrier::WebSocket:
        break;
    }
    return canAskAgain(*m_dialect);
}

bool Feed::isMendedByList() const
{
    return m_lists && canAskAgain(m_settings.mapping->catchUp) && !asksAgain();
}

bool Feed::isOfAll() const
{
    if (m_writingOwn || !m_isPage)
        return false;
    const auto &profile = *m_settings.mapping;
    const auto &endpoint = m_listed ? profile.catchUp : profile.poll;
    if (!endpoint || canAskAgain(endpoint))
        return false;
    return endpoint->by != PollBy::Cursor || m_isFromStart;
}

Ledger::Order Feed::orderNow() const
{
    const auto &profile = m_settings.mapping;
    if (!profile)
        return Ledger::Order::Whole;
    // What a list leaves out, or that what came beside it is behind, is not to be had.
    const bool isListed =
        isMendedByList() && !m_catchUpFails && !m_passesHoles && m_listed != ListFetcher::List::CatchUp;
    return asksAgain() || isListed ? Ledger::Order::FromAnywhere : Ledger::Order::AsTheyCome;
}

void Feed::setOrder()
{
    m_ledger.setOrder(orderNow());
    if (m_ledger.order() == Ledger::Order::AsTheyCome)
        m_repair.forget();
}

} // namespace Bellboard
