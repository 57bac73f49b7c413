// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/pollingchannel.h"

#include "profile/page.h"
#include "profile/profile.h"
#include "profile/profiledialect.h"
#include "stream/endpoint.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// Longer than any server holds a request (most: 30 s, some 55).
constexpr auto answerDeadline = 75s;
/// A page may hold many messages.
constexpr std::size_t pageLimit = std::size_t{8} << 20;
/// So many requests are under way at most, each on a connection that is kept.
constexpr std::size_t mostAsking = 4;

/// A list that is asked for once ends somewhere: a server that names one more page each time has none.
constexpr int mostListPages = 10'000;
constexpr std::chrono::milliseconds longestPage{60'000}; ///< of a list
constexpr int mostEmptyListPages = 5; ///< in a row

bool isEmptyList(std::string_view list)
{
    return list.size() <= 2 || list.find_first_not_of(" \t\r\n", 1) == list.size() - 1;
}

} // namespace

PollingChannel::PollingChannel(HttpPlan plan, QObject *parent)
    : Channel(parent)
    , m_plan(std::move(plan))
    , m_endpoint(*m_plan.profile->poll)
    , m_deadline(answerDeadline)
    , m_isOnce(false)
    , m_leaving(false)
{
    setUp();
}

PollingChannel::PollingChannel(HttpPlan plan, const EndpointPlan &list, std::chrono::milliseconds deadline)
    : m_plan(std::move(plan))
    , m_endpoint(list)
    , m_deadline(deadline)
    , m_isOnce(true)
    , m_leaving(true)
{
    setUp();
}

void PollingChannel::setUp()
{
    for (auto *timer : {&m_timer, &m_holdTimer})
        timer->setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PollingChannel::pump);
    connect(&m_holdTimer, &QTimer::timeout, this, &PollingChannel::lookForHolds);
}

PollingChannel::~PollingChannel()
{
    abort();
}

void PollingChannel::open(const ChannelRequest &request, MessageSink *sink)
{
    Q_ASSERT(!m_sink);
    m_request = request;
    m_sink = sink;
    HttpClient::Settings settings;
    settings.authorityFile = m_request.authorityFile;
    settings.proxy = m_request.proxy;
    settings.mostIdle = mostAsking;
    settings.dials = m_request.dials;
    m_client = std::make_unique<HttpClient>(settings);
    findStreams();
    pump();
}

std::chrono::milliseconds PollingChannel::heartbeat() const
{
    return m_endpoint.every + answerDeadline;
}

/// Has somebody ask for each thing that is asked for by itself.
void PollingChannel::findStreams()
{
    const auto &poll = m_endpoint;
    if (poll.by != PollBy::Stream)
        return m_askers.empty() ? addAsker({}) : void();
    for (const auto &stream : poll.streams)
        addAsker(stream);
    for (const auto &position : m_plan.positions()) {
        if (!position.epoch.empty())
            addAsker(position.name);
    }
}

void PollingChannel::addAsker(const std::string &stream)
{
    if (std::ranges::find(m_askers, stream, &Asker::stream) != m_askers.end())
        return;
    const auto &poll = m_endpoint;
    const bool keepsCursor = poll.by == PollBy::Cursor;
    auto &asker = m_askers.emplace_back(Asker{PollPages(poll.every, keepsCursor), stream});
    asker.due = m_clock.instant();
    if (keepsCursor)
        asker.pages.restart(m_plan.cursor());
}

void PollingChannel::pump()
{
    const auto now = m_clock.instant();
    auto asking = std::ranges::count_if(m_askers, [](const Asker &asker) { return asker.exchange != nullptr; });
    std::optional<Instant> next;
    // Whoever asked the longest time ago first: on each others' turn, where there are many.
    m_askers.sort([](const Asker &left, const Asker &right) { return left.due < right.due; });
    for (auto asker = m_askers.begin(); asker != m_askers.end() && !m_over; ++asker) {
        if (asker->exchange || asker->hasLeft)
            continue;
        if (asker->due > now) {
            next = asker->due;
            break;
        }
        if (static_cast<std::size_t>(asking) >= mostAsking)
            break; // the next that is answered lets it ask
        // So does one that leaves its connection.
        if (const auto wait = m_client->waitFor(httpUrl(m_request.url, "/")); wait.count() > 0) {
            // What stands beside a list should not wait for that; but it is not to fail while it is opened.
            if (m_isOnce)
                return QTimer::singleShot(0, this, [this, wait] {
                    fail({ChannelError::TooManyRequests, 0, u"the server bears no more connections now"_s, wait});
                });
            next = now + wait;
            break;
        }
        ++asking;
        ask(asker);
    }
    if (next)
        m_timer.start(std::max(1ms, std::chrono::ceil<std::chrono::milliseconds>(*next - now)));
}

QUrl PollingChannel::urlFor(const Asker &asker) const
{
    HoleValues values;
    values[Hole::Cursor] = asker.pages.cursor();
    values[Hole::Stream] = asker.position.name;
    values[Hole::Epoch] = asker.position.epoch;
    values[Hole::Offset] = std::to_string(asker.position.offset);
    values[Hole::Streams] = asker.positions;
    return Bellboard::urlFor(m_plan, m_endpoint, m_request.url, std::move(values));
}

/// From where we are now; the pages that follow belong to the same question.
void PollingChannel::takePosition(Asker &asker) const
{
    const auto &poll = m_endpoint;
    const auto positions = m_plan.positions();
    if (poll.by == PollBy::AllStreams)
        asker.positions = positionsText(positions);
    if (poll.by != PollBy::Stream && poll.by != PollBy::OneStream)
        return;
    const auto &stream = poll.by == PollBy::Stream ? asker.stream : poll.streams.front();
    asker.position = {};
    asker.position.name = stream;
    const auto known = std::ranges::find(positions, stream, &StreamCursor::name);
    if (known != positions.end() && !known->epoch.empty())
        asker.position = *known;
}

void PollingChannel::ask(Place asker)
{
    if (asker->pages.isFirst())
        takePosition(*asker);
    HttpRequest request;
    request.url = urlFor(*asker);
    request.token = m_request.token;
    request.deadline = m_deadline;
    request.openDeadline = std::min(request.openDeadline, m_deadline);
    if (m_isOnce)
        request.longest = longestPage;
    request.limit = pageLimit;
    asker->asked = m_clock.instant();
    asker->token = m_token;
    asker->isDoubted = false;
    asker->exchange = std::make_unique<HttpExchange>(*m_client);
    connectTo(*asker->exchange, asker);
    asker->exchange->start(request);
    if (!m_isOnce && !m_holdTimer.isActive() && (m_behind || m_leaving))
        m_holdTimer.start(PollPages::heldAfter);
}

void PollingChannel::connectTo(HttpExchange &exchange, Place asker)
{
    connect(&exchange, &HttpExchange::heard, this, &Channel::heard);
    connect(&exchange, &HttpExchange::connected, this, &PollingChannel::noteConnected);
    connect(&exchange, &HttpExchange::finished, this, [this, asker] { takePage(asker); });
    connect(&exchange, &HttpExchange::failed, this,
            [this, asker](const ChannelFailure &failure) { takeFailure(asker, failure); });
}

/// Ends its request, if there is one.
void PollingChannel::drop(Asker &asker)
{
    asker.isDoubted = false;
    if (!asker.exchange)
        return;
    asker.exchange->disconnect(this);
    asker.exchange->abort();
    asker.exchange.release()->deleteLater(); // it may be on the stack
}

void PollingChannel::takePage(Place asker)
{
    auto *exchange = asker->exchange.release();
    exchange->deleteLater(); // it is on the stack, and the page is a view into it
    asker->isDoubted = false;
    Page page;
    if (const auto &body = exchange->body(); body.size() > 0) {
        auto read = readPage(body.text(), m_endpoint);
        if (!read)
            return fail(ChannelError::ProtocolViolation,
                        u"the answer to a poll cannot be used: "_s + QString::fromStdString(read.error().reason));
        page = std::move(*read);
    }
    PollPages::Answer answer{isEmptyList(page.list), page.next, {}};
    answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.instant() - asker->asked);
    const auto step = asker->pages.take(answer);
    if (step.problem)
        return fail(ChannelError::ProtocolViolation,
                    u"the answer to a poll cannot be used: "_s + QLatin1StringView(step.problem));
    m_answers = m_answers || answer.took < PollPages::heldAfter;
    asker->emptyPages = answer.isEmpty ? asker->emptyPages + 1 : 0;
    if (m_isOnce && !step.isEnd && (++asker->pageCount >= mostListPages || asker->emptyPages >= mostEmptyListPages))
        return fail(ChannelError::ProtocolViolation, u"its pages have no end"_s);
    noteOpen();
    if (!m_over && !answer.isEmpty)
        handOver(page.list);
    if (m_over)
        return;
    if (m_endpoint.by == PollBy::Cursor)
        m_plan.keepCursor(asker->pages.cursor(), answer.isEmpty);
    asker->due = m_clock.instant() + step.pause;
    if (step.isEnd) {
        asker->isThrough = true;
        asker->hasLeft = m_leaving;
        noteLeft();
        noteThrough();
    }
    if (m_over)
        return;
    findStreams();
    pump();
}

void PollingChannel::handOver(std::string_view list)
{
    TextBuffer page(list.size());
    page.append(list);
    m_sink->pageGathered(page);
}

void PollingChannel::takeFailure(Place asker, const ChannelFailure &failure)
{
    // Another token has come since it was asked with the one that is over.
    if (failure.error != ChannelError::SignInNeeded || asker->token == m_token)
        return fail(failure);
    drop(*asker);
    asker->due = m_clock.instant();
    m_timer.start(0ms);
}

void PollingChannel::useToken(const QUrl &url, const QByteArray &token)
{
    if (url == m_request.url && token == m_request.token)
        return;
    m_request.url = url;
    m_request.token = token;
    ++m_token;
}

void PollingChannel::close(int /*code*/, const QString & /*reason*/)
{
    if (!m_over)
        QMetaObject::invokeMethod(this, [this] { fail(ChannelError::None, {}); }, Qt::QueuedConnection);
}

void PollingChannel::abort()
{
    m_over = true;
    m_timer.stop();
    m_holdTimer.stop();
    for (auto &asker : m_askers) {
        if (!asker.exchange)
            continue;
        asker.exchange->disconnect(this);
        asker.exchange->abort();
    }
}

ChannelFailure PollingChannel::overdue() const
{
    for (const auto &asker : m_askers) {
        if (asker.exchange)
            return asker.exchange->overdue();
    }
    return Channel::overdue();
}

void PollingChannel::fail(ChannelError error, const QString &detail)
{
    fail({error, 0, detail, {}});
}

void PollingChannel::fail(const ChannelFailure &failure)
{
    if (m_over)
        return;
    abort();
    Q_EMIT closed(failure);
}

} // namespace Bellboard
