// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/pollingchannel.h"

#include "profile/page.h"
#include "profile/profile.h"
#include "stream/endpoint.h"

#include <QUrlQuery>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// Longer than any server holds a request (most: 30 s, some 55).
constexpr auto answerDeadline = 75s;
/// A request that was not answered so long is held by a server that took it.
constexpr auto heldAfter = 2s;
/// Between two requests for the same, whatever the server does.
constexpr auto leastPause = 250ms;
/// A page may hold many messages.
constexpr std::size_t pageLimit = std::size_t{8} << 20;
/// So many requests are under way at most.
constexpr int mostAsking = 4;

} // namespace

PollingChannel::PollingChannel(Plan plan, QObject *parent) : Channel(parent), m_plan(std::move(plan))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PollingChannel::pump);
    m_holdTimer.setSingleShot(true);
    m_holdTimer.setInterval(heldAfter);
    connect(&m_holdTimer, &QTimer::timeout, this, &PollingChannel::noteOpen);
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
    makeClient();
    findStreams();
    pump();
}

void PollingChannel::makeClient()
{
    HttpClient::Settings settings;
    settings.authorityFile = m_request.authorityFile;
    settings.proxy = m_request.proxy;
    m_client = std::make_unique<HttpClient>(settings);
}

/// Has somebody ask for each stream; for all, where none has a position yet or the server gives all at once.
void PollingChannel::findStreams()
{
    const bool byStream = m_plan.profile->poll->path.has(Hole::Stream);
    const auto forAll = std::ranges::find(m_askers, std::string(), &Asker::stream);
    if (forAll != m_askers.end() && (forAll->exchange || !forAll->cursor.empty()))
        return; // some of its pages are to come
    bool hasAny = false;
    if (byStream) {
        for (const auto &position : m_plan.positions()) {
            if (position.epoch.empty())
                continue; // nothing of it came yet
            hasAny = true;
            if (std::ranges::find(m_askers, position.name, &Asker::stream) == m_askers.end())
                m_askers.emplace_back().stream = position.name;
        }
    }
    if (!hasAny && forAll == m_askers.end())
        m_askers.emplace_back();
    else if (hasAny && forAll != m_askers.end())
        m_askers.erase(forAll);
}

void PollingChannel::pump()
{
    const auto now = m_clock.instant();
    auto asking = std::ranges::count_if(m_askers, [](const Asker &asker) { return asker.exchange != nullptr; });
    std::optional<Instant> next;
    // Whoever asked the longest time ago first: on each others' turn, where there are many.
    m_askers.sort([](const Asker &left, const Asker &right) { return left.due < right.due; });
    for (auto asker = m_askers.begin(); asker != m_askers.end(); ++asker) {
        if (asker->exchange)
            continue;
        if (asker->due > now) {
            next = asker->due;
            break;
        }
        if (asking == mostAsking)
            break; // the next that is answered lets it ask
        ++asking;
        ask(asker);
    }
    if (next)
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(*next - now));
}

QUrl PollingChannel::urlFor(const Asker &asker) const
{
    const auto &profile = *m_plan.profile;
    HoleValues values;
    values[Hole::User] = m_plan.user.toStdString();
    values[Hole::Cursor] = asker.cursor;
    values[Hole::Stream] = asker.position.name;
    values[Hole::Epoch] = asker.position.epoch;
    values[Hole::Offset] = std::to_string(asker.position.offset);
    const auto kept = profile.token == TokenPlace::Query ? QString::fromStdString(profile.tokenName) : QString();
    return httpUrl(m_request.url, profile.poll->path.fill(values), kept);
}

void PollingChannel::ask(Place asker)
{
    if (asker->cursor.empty()) {
        // From where we are now; the pages that follow belong to the same question.
        asker->position = {};
        for (const auto &position : m_plan.positions()) {
            const bool isIt =
                asker->stream.empty() ? !m_plan.profile->poll->path.has(Hole::Stream) : position.name == asker->stream;
            if (isIt && !position.epoch.empty()) {
                asker->position = position;
                break;
            }
        }
    }
    HttpRequest request;
    request.url = urlFor(*asker);
    request.token = m_request.token;
    request.deadline = answerDeadline;
    request.limit = pageLimit;
    asker->asked = m_clock.instant();
    asker->exchange = std::make_unique<HttpExchange>(*m_client);
    auto *exchange = asker->exchange.get();
    connect(exchange, &HttpExchange::heard, this, &Channel::heard);
    connect(exchange, &HttpExchange::connected, this, [this] {
        if (!m_open)
            m_holdTimer.start();
        Q_EMIT heard();
        const auto pings = std::exchange(m_pings, {});
        for (const auto &payload : pings) {
            if (!m_over)
                Q_EMIT ponged(payload);
        }
    });
    connect(exchange, &HttpExchange::finished, this, [this, asker] { takePage(asker); });
    connect(exchange, &HttpExchange::failed, this, qOverload<const ChannelFailure &>(&PollingChannel::fail));
    exchange->start(request);
}

void PollingChannel::takePage(Place asker)
{
    auto *exchange = asker->exchange.release();
    exchange->deleteLater(); // it is on the stack, and the page is a view into it
    const auto &body = exchange->body();
    if (body.size() == 0) {
        noteOpen();
        if (!m_over)
            planNext(asker, true, {});
        return;
    }
    const auto page = readPage(body.text(), *m_plan.profile->poll);
    if (!page)
        return fail(ChannelError::ProtocolViolation,
                    u"the answer to a poll cannot be used: "_s + QString::fromStdString(page.error().reason));
    noteOpen();
    if (m_over)
        return;
    const bool isEmpty = page->list.size() <= 2 || page->list.find_first_not_of(" \t\r\n", 1) == page->list.size() - 1;
    if (!isEmpty) {
        TextBuffer list(page->list.size());
        list.append(page->list);
        m_sink->messageGathered(list, PayloadKind::Text);
    }
    if (!m_over)
        planNext(asker, isEmpty, page->next);
}

void PollingChannel::planNext(Place asker, bool wasEmpty, const std::string &next)
{
    const auto now = m_clock.instant();
    const bool byPosition =
        m_plan.profile->poll->path.has(Hole::Offset) || m_plan.profile->poll->path.has(Hole::Stream);
    const bool hasMore = !wasEmpty && !next.empty() && next != asker->cursor;
    if (wasEmpty)
        m_holds = now - asker->asked >= heldAfter;
    // What we have says where to go on; where it cannot, the newest cursor does.
    if (hasMore || (!byPosition && !next.empty()))
        asker->cursor = next;
    else if (byPosition)
        asker->cursor.clear();
    std::chrono::milliseconds pause = m_plan.profile->poll->every;
    if (hasMore)
        pause = 0ms;
    else if (m_holds)
        pause = leastPause;
    asker->due = now + pause;
    findStreams();
    pump();
}

void PollingChannel::noteOpen()
{
    m_holdTimer.stop();
    if (m_over || std::exchange(m_open, true))
        return;
    Q_EMIT opened();
}

void PollingChannel::askAgain()
{
    // Not from within the message that shows that something is missing; and not without a rest, as it may be missing for good.
    for (auto &asker : m_askers) {
        if (!asker.exchange)
            asker.due = std::min(asker.due, m_clock.instant() + leastPause);
    }
    if (!m_over)
        m_timer.start(leastPause);
}

bool PollingChannel::ping(const QByteArray &payload)
{
    if (m_over)
        return false;
    m_pings.push_back(payload);
    for (auto &asker : m_askers) {
        if (asker.exchange) {
            asker.exchange->disconnect(this);
            asker.exchange->abort();
            asker.exchange.release()->deleteLater(); // it may be on the stack
        }
        asker.due = {};
    }
    m_client.release()
        ->deleteLater(); // with its connections, which may be dead; an exchange that goes later may look at it
    makeClient();
    m_timer.start(0ms);
    return true;
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

QUrl httpUrl(const QUrl &url, const std::string &path, const QString &kept)
{
    QUrl result = QUrl::fromEncoded(QByteArray::fromStdString(path), QUrl::StrictMode);
    result.setScheme(isEncrypted(url) ? u"https"_s : u"http"_s);
    result.setHost(url.host());
    result.setPort(url.port());
    const QUrlQuery given(url);
    if (!kept.isEmpty() && given.hasQueryItem(kept)) {
        QUrlQuery query(result);
        query.addQueryItem(kept, given.queryItemValue(kept, QUrl::FullyEncoded));
        result.setQuery(query);
    }
    return result;
}

} // namespace Bellboard
