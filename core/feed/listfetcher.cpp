// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/listfetcher.h"

#include "profile/profile.h"
#include "stream/pollingchannel.h"
#include "stream/retryplan.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

ListFetcher::ListFetcher(HttpPlan plan, std::function<ChannelRequest()> request,
                         std::function<void(List, TextBuffer &)> take, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_request(std::move(request))
    , m_take(std::move(take))
    , m_clock(clock)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_list ? open() : next(); });
}

ListFetcher::~ListFetcher()
{
    drop();
}

const EndpointPlan *ListFetcher::endpointOf(List list) const
{
    const auto &endpoint = list == List::Snapshot ? m_plan.profile->snapshot : m_plan.profile->catchUp;
    return endpoint ? &*endpoint : nullptr;
}

void ListFetcher::ask(List list)
{
    if (!has(list) || wants(list))
        return;
    m_wanted.push_back(list);
    if (!m_list)
        next();
}

void ListFetcher::askAfresh(List list)
{
    m_askings[static_cast<std::size_t>(list)] = {};
    ask(list);
    if (!m_list && wants(list))
        next();
}

void ListFetcher::hold(std::chrono::milliseconds patience)
{
    m_patience = patience;
}

void ListFetcher::release()
{
    if (std::exchange(m_patience, std::nullopt) && m_list)
        open();
}

std::chrono::milliseconds ListFetcher::restOf(List list) const
{
    const auto &asking = m_askings[static_cast<std::size_t>(list)];
    const auto now = m_clock.instant();
    const auto due = asking.begun ? *asking.begun + asking.rest : now;
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(due - now), wishedRest());
}

std::chrono::milliseconds ListFetcher::wishedRest() const
{
    const auto now = m_clock.instant();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_notBefore.value_or(now) - now);
    return std::max(left, std::chrono::milliseconds(0));
}

bool ListFetcher::wants(List list) const
{
    return std::ranges::find(m_wanted, list) != m_wanted.end();
}

void ListFetcher::stop()
{
    m_wanted.clear();
    m_askings = {};
    m_timer.stop();
    m_tries = 0;
    m_patience.reset();
    drop();
    if (std::exchange(m_list, std::nullopt))
        Q_EMIT askingChanged();
}

void ListFetcher::next()
{
    if (m_wanted.empty())
        return;
    // Of those that need not rest, what was missed.
    const auto first = std::ranges::min_element(
        m_wanted, {}, [this](List list) { return std::pair(restOf(list), list != List::CatchUp); });
    if (const auto left = restOf(*first); left.count() > 0)
        return m_timer.start(left);
    m_timer.stop();
    m_list = *first;
    m_wanted.erase(first);
    auto &asking = m_askings[static_cast<std::size_t>(*m_list)];
    const auto now = m_clock.instant();
    if (asking.begun && now - *asking.begun < longestRest)
        asking.rest = std::min(2 * asking.rest, longestRest);
    else
        asking.rest = rest;
    asking.begun = now;
    if (m_patience)
        m_timer.start(*m_patience);
    else
        open();
    Q_EMIT askingChanged();
}

void ListFetcher::open()
{
    m_patience.reset();
    m_timer.stop();
    if (m_tries++ == 0 && m_list == List::CatchUp)
        ++m_catchUpsBegun;
    m_channel = std::make_unique<PollingChannel>(m_plan, *endpointOf(*m_list), deadline);
    connect(m_channel.get(), &Channel::heard, this, &ListFetcher::progressed);
    connect(m_channel.get(), &Channel::closed, this, &ListFetcher::takeEnd);
    m_channel->open(m_request(), this);
    Q_EMIT progressed(); // whatever it waited for
}

void ListFetcher::takeEnd(const ChannelFailure &failure)
{
    drop();
    const bool isWhole = failure.error == ChannelError::None;
    if (failure.retryAfter)
        m_notBefore =
            m_clock.instant() + std::min<std::chrono::milliseconds>(*failure.retryAfter, RetryPlan::longestWish);
    if (!isWhole && m_tries < mostTries && failure.retryAfter.value_or(pause) <= pause) {
        Q_EMIT progressed();
        return m_timer.start(pause);
    }
    m_tries = 0;
    const auto list = *std::exchange(m_list, std::nullopt);
    if (list == List::CatchUp)
        m_newestCatchUp = m_catchUpsBegun;
    next();
    if (isWhole)
        Q_EMIT finished(list);
    else
        Q_EMIT failed(list, failure);
    if (!m_list)
        Q_EMIT askingChanged();
}

void ListFetcher::drop()
{
    if (!m_channel)
        return;
    m_channel->disconnect(this);
    m_channel->abort();
    m_channel.release()->deleteLater(); // it may be on the stack
}

char *ListFetcher::messageSpace(std::size_t /*capacity*/)
{
    Q_UNREACHABLE(); // lists come as pages
}

void ListFetcher::messageReceived(std::size_t /*size*/, PayloadKind /*kind*/)
{
    Q_UNREACHABLE();
}

void ListFetcher::pageGathered(TextBuffer &page)
{
    m_take(*m_list, page);
}

} // namespace Bellboard
