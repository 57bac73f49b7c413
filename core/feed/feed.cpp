// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feed.h"

#include "protocol/nativeprotocol.h"
#include "stream/qtwebsocketchannel.h"
#include "util/logging.h"

#include <QTimer>

#include <algorithm>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::chrono::seconds repairTimeout{10};
/// Junk is committed early when it gets this large, in bytes.
constexpr std::size_t quarantineRipe = std::size_t{4} << 20;
constexpr qsizetype previewLimit = 1024;
constexpr int storedQuarantineLimit = 100;

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Connection::Settings connectionSettings(const FeedSettings &settings, const QString &user)
{
    Connection::Settings result;
    result.url = settings.url;
    result.user = user;
    return result;
}

} // namespace

Feed::Feed(FeedIndex index, FeedSettings settings, Journal &journal, Journal::FeedRow row, const QString &user,
           const Clock &clock, RandomSource random, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_settings(std::move(settings))
    , m_feedId(row.id)
    , m_clock(clock)
    , m_ledger([&journal] { return journal.newStreamId(); })
    , m_journalled(row.received)
    , m_quarantineCount(row.quarantined)
    , m_connection(
          connectionSettings(m_settings, user), [] { return std::make_unique<QtWebSocketChannel>(); }, *this, clock,
          std::move(random))
{
    for (auto &stream : row.streams) {
        m_lastData = std::max(m_lastData.value_or(stream.received), stream.received);
        m_ledger.restoreStream(std::move(stream));
    }
    if (auto restored = journal.restoreIdentities(m_feedId, m_ledger.identityCapacity(), m_ledger); !restored)
        qCWarning(logJournal) << "cannot read the identities of known events:" << restored.error().text;

    connect(&m_connection, &Connection::welcomed, this, &Feed::subscribe);
    // Queued: it may write a message of our own, which must not happen while one is being decoded.
    connect(&m_connection, &Connection::caughtUp, this, &Feed::noticeCaughtUp, Qt::QueuedConnection);
    connect(&m_connection, &Connection::commandAnswered, this, [this](const CommandResult &result) {
        finishCommand({toText(result.key), result.ok, toText(result.reason)});
    });
    connect(&m_connection, &Connection::stateChanged, this, [this](ConnectionState state) {
        if (!hasChannel(state)) {
            m_repairTimer.stop();
            abandonCommands();
        }
        Q_EMIT statusChanged();
    });
    m_repairTimer.setSingleShot(true);
    m_repairTimer.setInterval(repairTimeout);
    connect(&m_repairTimer, &QTimer::timeout, this, &Feed::noticeRepairTimeout);
}

FeedStatus Feed::status() const
{
    FeedStatus status;
    status.feed = m_index;
    status.name = m_settings.name;
    status.state = m_connection.state();
    status.failure = m_connection.failure();
    status.lastData = m_lastData;
    status.nextTry = m_connection.nextTry();
    status.attempt = m_connection.attempt();
    status.segment = m_newestSegment;
    status.received = m_journalled;
    status.duplicates = m_duplicates;
    status.quarantined = m_quarantineCount;
    status.gaps = m_gaps;
    for (const auto &cursor : m_ledger.streams()) {
        StreamStatus stream;
        stream.name = toText(cursor.name);
        stream.epoch = toText(cursor.epoch);
        stream.offset = cursor.offset;
        if (cursor.received != Timestamp{})
            stream.lastEvent = cursor.received;
        if (const auto interval = m_intervals.find(cursor.name); interval != m_intervals.end())
            stream.expectedInterval = interval->second;
        status.streams.append(stream);
    }
    return status;
}

// Receiving

char *Feed::messageSpace(std::size_t capacity)
{
    if (m_segment.room() < capacity) {
        if (!m_segment.isEmpty())
            Q_EMIT ripened();
        if (!m_segment.isEmpty()) {
            m_overflow = std::make_unique<TextBuffer>(capacity);
            return m_overflow->writePosition();
        }
        m_segment.makeRoom(capacity);
    }
    return m_segment.writePosition();
}

void Feed::messageReceived(std::size_t size)
{
    if (m_overflow)
        return m_overflow.reset(); // it will come again: its cursor has not moved
    const auto now = m_clock.instant();
    m_received = wallTimeAt(now);
    m_lastData = m_received;
    m_connection.heard(now);

    m_decoder.decode({m_segment.writePosition(), size}, *this);
    m_segment.finishMessage(size);

    if (m_segment.isRipe() || m_quarantinedBytes >= quarantineRipe)
        Q_EMIT ripened();
    else if (hasUncommitted())
        Q_EMIT gathered();
}

Timestamp Feed::wallTimeAt(Instant now)
{
    // Reading two clocks for each message costs as much as decoding a number; the wall clock is looked at twice a second.
    if (now - m_clocksReadAt >= std::chrono::milliseconds(500) || m_clocksReadAt == Instant{}) {
        m_clocksReadAt = now;
        m_wallTimeThen = m_clock.wallTime();
    }
    return m_wallTimeThen + std::chrono::duration_cast<std::chrono::milliseconds>(now - m_clocksReadAt);
}

void Feed::eventDecoded()
{
    auto &event = m_segment.decodedEvent();
    event.feed = m_index;
    if (event.time == Timestamp{})
        event.time = m_received;
    const auto identity = Identity::of(event.source, event.id);
    switch (m_ledger.admit(event, identity, m_received)) {
    case Ledger::Verdict::Accept:
        if (std::holds_alternative<GapData>(event.data))
            ++m_gaps;
        if (!m_holes.empty()) {
            if (const auto hole = m_holes.find(event.streamName); hole != m_holes.end())
                m_holes.erase(hole);
        }
        ++m_journalled;
        m_segment.add(identity, m_received);
        return;
    case Ledger::Verdict::Duplicate:
        ++m_duplicates;
        return;
    case Ledger::Verdict::Ahead: {
        // What stands between will be asked for once; until it comes, everything behind it is dropped, to come again in order.
        const auto [hole, isNew] = m_holes.try_emplace(std::string(event.streamName));
        const bool sameEpoch = !isNew && hole->second.epoch == event.epoch;
        hole->second.until = sameEpoch ? std::min(hole->second.until, event.offset) : event.offset;
        hole->second.epoch = event.epoch;
        if (isNew)
            QMetaObject::invokeMethod(
                this, [this, stream = hole->first] { askForMissing(stream); }, Qt::QueuedConnection);
        return;
    }
    case Ledger::Verdict::TooManyStreams:
        return quarantine(event.raw, "the feed has more than " + std::to_string(Ledger::maxStreams) + " streams");
    }
}

void Feed::controlDecoded(const ControlMessage &message)
{
    m_connection.handle(message);
}

void Feed::messageRejected(std::string_view raw, const DecodeError &error)
{
    quarantine(raw, error.reason);
}

void Feed::quarantine(std::string_view raw, const std::string &reason)
{
    Journal::Quarantined message;
    message.feed = m_feedId;
    message.received = m_received;
    message.reason = reason;
    message.bytes = QByteArray(raw.data(), static_cast<qsizetype>(raw.size()));
    m_quarantinedBytes += raw.size();
    m_quarantined.push_back(std::move(message));
    ++m_quarantineCount;
}

// Committing

bool Feed::hasUncommitted() const
{
    // A cursor can move without an event, past one that is known under another offset.
    return !m_segment.isEmpty() || !m_quarantined.empty()
        || std::ranges::any_of(m_ledger.streams(), &StreamCursor::changed);
}

EventBatchPtr Feed::takeCommitted(std::int64_t number)
{
    if (number <= 0)
        return nullptr;
    m_newestSegment = number;
    return m_segment.take(number);
}

QuarantineEntry Feed::entryFor(const Journal::Quarantined &message) const
{
    return {message.id,
            m_index,
            message.received,
            QString::fromStdString(message.reason),
            message.bytes.left(previewLimit),
            message.bytes.size()};
}

std::vector<QuarantineEntry> Feed::takeQuarantined()
{
    std::vector<QuarantineEntry> entries;
    entries.reserve(m_quarantined.size());
    for (const auto &message : m_quarantined)
        entries.push_back(entryFor(message));
    m_quarantined.clear();
    m_quarantinedBytes = 0;
    return entries;
}

std::vector<QuarantineEntry> Feed::storedQuarantine(Journal &journal) const
{
    std::vector<QuarantineEntry> entries;
    const auto stored = journal.quarantine(m_feedId, storedQuarantineLimit);
    if (!stored)
        qCWarning(logJournal) << "cannot read the quarantine:" << stored.error().text;
    else
        std::ranges::transform(*stored, std::back_inserter(entries),
                               [this](const auto &message) { return entryFor(message); });
    return entries;
}

// Streams

void Feed::subscribe(const Welcome &welcome)
{
    m_intervals.clear();
    for (const auto &stream : welcome.streams)
        m_intervals[stream.name] = stream.interval;
    for (auto &[name, hole] : m_holes)
        ++hole.asks; // subscribing asks for it as well
    m_connection.send(NativeProtocol::subscribe(m_ledger.streams()));
    if (!m_holes.empty())
        m_repairTimer.start();
}

void Feed::askForMissing(const std::string &stream)
{
    const auto hole = m_holes.find(stream);
    if (hole == m_holes.end())
        return;
    ++hole->second.asks;
    StreamCursor nowhere;
    nowhere.name = stream;
    const auto *cursor = m_ledger.find(stream);
    m_connection.send(NativeProtocol::subscribeAgain(cursor ? *cursor : nowhere));
    m_repairTimer.start();
}

void Feed::noticeCaughtUp(const CaughtUp &caughtUp)
{
    const auto hole = m_holes.find(caughtUp.stream);
    const auto *cursor = m_ledger.find(caughtUp.stream);
    if (hole == m_holes.end() || !cursor)
        return;
    if (hole->second.asks < maxAsks)
        return askForMissing(hole->first);
    const auto last = cursor->epoch == caughtUp.epoch ? cursor->offset : 0;
    // What came, if too early, is not missing.
    const auto missing = hole->second;
    const auto to = missing.epoch == caughtUp.epoch ? std::min(caughtUp.offset, missing.until - 1) : caughtUp.offset;
    m_holes.erase(hole);
    if (to <= last)
        return;
    acceptGap(*cursor, caughtUp.epoch, last + 1, to);
    // What came too early was dropped; now it fits.
    m_connection.send(NativeProtocol::subscribeAgain(*m_ledger.find(caughtUp.stream)));
}

void Feed::noticeRepairTimeout()
{
    for (auto hole = m_holes.begin(); hole != m_holes.end();) {
        const auto [stream, missing] = *hole;
        ++hole;
        const auto *cursor = m_ledger.find(stream);
        if (missing.asks < maxAsks || !cursor) {
            askForMissing(stream);
            continue;
        }
        const auto last = cursor->epoch == missing.epoch ? cursor->offset : 0;
        if (missing.until > last + 1)
            acceptGap(*cursor, missing.epoch, last + 1, missing.until - 1);
        m_holes.erase(stream);
        // What came too early was dropped; now it fits.
        m_connection.send(NativeProtocol::subscribeAgain(*m_ledger.find(stream)));
    }
}

void Feed::acceptGap(const StreamCursor &cursor, const std::string &epoch, std::uint64_t from, std::uint64_t to)
{
    const auto message = NativeProtocol::gap(QString::fromStdString(cursor.name), QString::fromStdString(epoch), from,
                                             to, u"the server did not give it again"_s);
    // Taken in like any other message, so that it is journalled and seen.
    char *space = messageSpace(static_cast<std::size_t>(message.size()));
    std::memcpy(space, message.constData(), static_cast<std::size_t>(message.size()));
    messageReceived(static_cast<std::size_t>(message.size()));
}

// Commands

void Feed::sendCommand(const Command &command)
{
    if (!m_connection.isUsable() || !m_connection.send(NativeProtocol::command(command))) {
        Q_EMIT commandFinished({command.key, false, u"The feed is not connected. Try again when it is live."_s});
        return;
    }
    auto *timeout = new QTimer(this);
    timeout->setSingleShot(true);
    connect(timeout, &QTimer::timeout, this, [this, key = command.key] {
        finishCommand({key, false, u"The server did not answer in time. It may have been done all the same."_s});
    });
    timeout->start(commandTimeout);
    m_commands.insert(command.key, timeout);
}

void Feed::finishCommand(const CommandOutcome &outcome)
{
    auto *timeout = m_commands.take(outcome.key);
    if (!timeout)
        return; // an answer to nothing, or one that came too late
    timeout->deleteLater();
    Q_EMIT commandFinished(outcome);
}

void Feed::abandonCommands()
{
    const auto keys = m_commands.keys();
    for (const auto &key : keys)
        finishCommand(
            {key, false, u"The connection broke before the server answered. It may have been done all the same."_s});
}

} // namespace Bellboard
