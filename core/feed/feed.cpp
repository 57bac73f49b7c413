// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feed.h"

#include "feed/feedcarriers.h"
#include "protocol/nativeprotocol.h"
#include "util/logging.h"

#include <QSet>

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Junk is committed early when it gets this large, in bytes, or this much.
constexpr std::size_t quarantineRipeBytes = std::size_t{4} << 20;
constexpr std::size_t quarantineRipe = 1000;
/// Room behind each message for what we say of it ourselves, in bytes: a gap is on disk with what it stands before.
constexpr std::size_t ownRoom = std::size_t{64} << 10;
constexpr qsizetype previewLimit = 1024;
/// Before the user's presence is told again where the connection was too full for it.
constexpr std::chrono::milliseconds presenceRetry{1'000};
/// So many quarantined messages, the newest, are shown.
constexpr int shownQuarantine = 100;
/// So many, the newest, are known when they come again after a start.
constexpr int knownQuarantine = 1000;
/// Stands for the source of what could not be used; its bytes are its id.
constexpr std::string_view unreadSource = "unread";

} // namespace

Feed::Feed(FeedIndex index, FeedSettings settings, Journal &journal, FeedRow row, Connection::Settings connection,
           std::chrono::milliseconds repairTimeout, const Clock &clock, RandomSource random, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_settings(std::move(settings))
    , m_userName(connection.user)
    , m_dialect(makeDialect(m_settings, connection.user))
    , m_feedId(row.id)
    , m_clock(clock)
    , m_ledger([&journal] { return journal.newStreamId(); })
    , m_repair(
          m_ledger, repairTimeout,
          [this](const StreamCursor &position, RepairMeans means) {
              m_connection.subscribeAgain(position.name,
                                          means == RepairMeans::Snapshot ? m_dialect->snapshot(position)
                                                                         : m_dialect->subscriptionAgain(position));
              if (m_lists && m_connection.isUsable() && canAskAgain(m_settings.mapping->catchUp) && !m_catchUpFails)
                  m_lists->ask(ListFetcher::List::CatchUp);
          },
          [this](const StreamRepair::Missing &missing) { acceptMissing(missing); })
    , m_segment(m_settings.mapping)
    , m_profiled(m_settings.mapping ? std::make_unique<ProfileDecoder>(m_settings.mapping) : nullptr)
    , m_outbox(m_feedId, index, journal.outbox(), clock, [this](const Command &command) { return say(command); })
    , m_drafts(m_feedId, index, journal.drafts())
    , m_journalled(row.received)
    , m_quarantineCount(row.quarantined)
    , m_connection(connectionSettings(m_settings, m_dialect, fallbacks(), std::move(connection)),
                   channelsOf(carrierOf(m_settings)), *this, clock, std::move(random))
{
    if (m_profiled)
        m_profiled->tellRepeatsApart();
    m_presenceTimer.setSingleShot(true);
    m_presenceTimer.setInterval(presenceRetry);
    connect(&m_presenceTimer, &QTimer::timeout, this, &Feed::tellPresence);
    for (auto &stream : row.streams) {
        m_lastData = std::max(m_lastData.value_or(stream.received), stream.received);
        m_ledger.restoreStream(std::move(stream));
    }
    const auto newest = journal.restoreIdentities(m_feedId, m_ledger.identityCapacity(), m_ledger);
    if (!newest)
        qCWarning(logJournal) << "cannot read the identities of known events:" << newest.error().text;
    else if (*newest != Timestamp())
        m_lastData = std::max(m_lastData.value_or(*newest), *newest);
    if (m_profiled)
        restoreUnread(journal);
    if (m_journalled > 0)
        noteAway(m_lastData);

    setUpLists();
    connect(&m_connection, &Connection::welcomed, this, &Feed::subscribe);
    // Queued: it may write a message of our own, which must not happen while one is being decoded.
    connect(&m_connection, &Connection::caughtUp, this, &Feed::noteEnd, Qt::QueuedConnection);
    connect(&m_connection, &Connection::channelReplaced, this, &Feed::noteReplacement);
    connect(&m_connection, &Connection::predecessorLost, this, &Feed::noteMissed);
    connect(&m_repair, &StreamRepair::mendingChanged, this, &Feed::noteMending);
    connect(&m_connection, &Connection::commandAnswered, this, [this](const CommandResult &result) {
        m_outbox.settle(QString::fromUtf8(result.key), result.ok, QString::fromUtf8(result.reason));
    });
    connect(&m_connection, &Connection::typed, this, &Feed::takeTyping);
    connect(&m_connection, &Connection::complained, this, &Feed::takeComplaint);
    connect(&m_outbox, &Outbox::progressed, this, &Feed::commandProgressed);
    connect(&m_drafts, &Drafts::changed, &m_outbox, &Outbox::leaveDraft);
    connect(&m_drafts, &Drafts::restored, this, &Feed::draftsRestored);
    // Queued: it may come while the outbox is sending.
    connect(
        &m_connection, &Connection::flushed, &m_outbox,
        [this] {
            if (m_connection.takesMessages() && !m_connection.hasUnsent())
                m_outbox.noteLeft();
        },
        Qt::QueuedConnection);
    connect(&m_outbox, &Outbox::progressed, this, &Feed::statusChanged);
    // Queued: sending may be what breaks the connection.
    connect(
        &m_connection, &Connection::stateChanged, &m_outbox,
        [this] { m_outbox.setUsable(m_connection.takesMessages(), m_connection.state() == ConnectionState::Suspect); },
        Qt::QueuedConnection);
    connect(&m_connection, &Connection::moveFailed, this, [this] {
        // What came by the connection that came to nothing. Not from within a message of it.
        QMetaObject::invokeMethod(this, &Feed::takeHeld, Qt::QueuedConnection);
        Q_EMIT statusChanged();
    });
    connect(&m_connection, &Connection::detailsChanged, this, &Feed::statusChanged);
    connect(&m_connection, &Connection::stateChanged, this, [this] {
        if (m_connection.state() == ConnectionState::Connecting)
            m_catchUpFails = false;
        if (m_connection.state() == ConnectionState::Live)
            m_isFromStart = false;
        setOrder();
        const bool wasUsable = std::exchange(m_wasUsable, m_connection.isUsable());
        if (!m_connection.isUsable())
            m_repair.pause();
        if (!m_connection.isUsable() && m_lists)
            cutLists();
        else if (!m_held.empty())
            QMetaObject::invokeMethod(this, &Feed::takeHeld, Qt::QueuedConnection);
        // One that brought something may be gone before it ever was live.
        if (!m_connection.isUsable() && (m_connection.lastLive() || wasUsable))
            noteAway(m_connection.lastLive().value_or(m_begun));
        // What comes on another connection, comes from where the last one was confirmed, and maybe before it stands.
        if (m_connection.state() == ConnectionState::Connecting) {
            m_droppedSome = false;
            m_begun = wallTimeAt(m_clock.instant());
        }
        // The next one is to begin behind all that came by this one; and what only one of them said is told apart by when it came.
        if (!hasChannel(m_connection.state()) && !m_taking && hasUncommitted())
            Q_EMIT ripened();
        // A connection that came to be without it has nothing to complain of.
        if (m_connection.state() == ConnectionState::Live && std::exchange(m_complaintIsOld, false))
            m_complaint.clear();
        Q_EMIT statusChanged();
    });
}

FeedStatus Feed::status() const
{
    FeedStatus status;
    status.feed = m_index;
    status.name = m_settings.name;
    status.user = m_user;
    status.state = m_connection.state();
    status.failure = m_connection.failure();
    status.lastData = m_lastData;
    status.begun = m_begun;
    status.nextTry = m_connection.nextTry();
    status.attempt = m_connection.attempt();
    status.roundTrip = m_connection.roundTrip();
    status.lastLive = m_connection.lastLive();
    status.segment = m_newestSegment;
    status.received = m_journalled;
    status.duplicates = m_duplicates;
    status.quarantined = m_quarantineCount;
    status.unmatched = m_unmatched;
    status.gaps = m_gaps;
    status.repairs = m_repairs;
    status.commands = m_outbox.size();
    status.complaint = m_complaint;
    status.history = m_connection.history();
    status.carrier = m_connection.carrier();
    status.ownCarrier = carrierOf(m_settings);
    status.fallbackReason = m_connection.fallbackReason();
    for (const auto &cursor : m_ledger.streams())
        status.streams.append(statusOf(cursor));
    // Of those that are promised, but have given nothing, nothing is known: that is worth saying.
    QSet<QString> silent(m_settings.expected.keyBegin(), m_settings.expected.keyEnd());
    for (const auto &[name, interval] : m_intervals)
        silent.insert(QString::fromUtf8(name));
    for (const auto &stream : std::as_const(status.streams))
        silent.remove(stream.name);
    for (const auto &name : std::as_const(silent)) {
        StreamCursor nowhere;
        nowhere.name = name.toStdString();
        if (const auto stream = statusOf(nowhere); stream.expectedInterval.count() > 0)
            status.streams.append(stream);
    }
    return status;
}

StreamStatus Feed::statusOf(const StreamCursor &cursor) const
{
    StreamStatus stream;
    stream.name = QString::fromUtf8(cursor.name);
    stream.epoch = QString::fromUtf8(cursor.epoch);
    stream.offset = cursor.offset;
    stream.id = cursor.id;
    if (cursor.received != Timestamp{})
        stream.lastEvent = cursor.received;
    if (const auto expected = m_settings.expected.constFind(stream.name); expected != m_settings.expected.cend())
        stream.expectedInterval = *expected;
    else if (const auto interval = m_intervals.find(cursor.name); interval != m_intervals.end())
        stream.expectedInterval = interval->second;
    return stream;
}

// Receiving

char *Feed::messageSpace(std::size_t capacity)
{
    return spaceFor(capacity, ownRoom);
}

char *Feed::spaceFor(std::size_t capacity, std::size_t behind)
{
    m_taking = true;
    if (m_segment.room() < capacity + behind) {
        if (!m_segment.isEmpty())
            Q_EMIT ripened();
        if (!m_segment.isEmpty()) {
            m_overflow = std::make_unique<TextBuffer>(capacity);
            return m_overflow->writePosition();
        }
        m_segment.makeRoom(capacity + behind);
    }
    return m_segment.writePosition();
}

void Feed::messageGathered(TextBuffer &message, PayloadKind kind)
{
    const auto size = message.size();
    if (size < SegmentBuilder::ripeBytes)
        return MessageSink::messageGathered(message, kind);
    m_taking = true;
    // Copied, it would be in memory twice; and it fills a segment alone.
    if (!m_segment.isEmpty())
        Q_EMIT ripened();
    if (!m_segment.isEmpty())
        return drop();
    message.reserve(size + ownRoom);
    m_segment.takeText(std::move(message));
    messageReceived(size, kind);
}

void Feed::pageGathered(TextBuffer &page)
{
    // Without a cursor it begins with all that there is, and the cursor comes with the first page of that.
    m_isFromStart = m_isFromStart || m_ledger.pageCursor().empty();
    m_isPage = true;
    messageGathered(page, PayloadKind::Text);
    m_isPage = false;
}

void Feed::keepPageCursor(const std::string &cursor, bool isIdle)
{
    if (m_droppedSome)
        return; // the next connection asks for it again
    if (!m_held.empty())
        m_heldCursor = cursor; // what is held may be of that page
    else
        setPageCursor(cursor, isIdle);
}

void Feed::setPageCursor(const std::string &cursor, bool isIdle)
{
    if (m_droppedSome)
        return; // the next connection asks for it again
    m_ledger.setPageCursor(cursor);
    m_isFromStart = m_isFromStart && !isIdle;
    // One that nothing came with is worth no write of its own.
    if (!isIdle)
        noticeGathered();
}

void Feed::messageReceived(std::size_t size, PayloadKind /*only text is accepted*/)
{
    takeMessage(size, wallTimeAt(m_connection.lastHeard()));
}

void Feed::takeMessage(std::size_t size, Timestamp received)
{
    if (std::exchange(m_overflow, nullptr))
        return drop();
    m_received = received;
    ingest(size);
    m_taking = false;
    if (!m_ledger.abandoned().empty())
        journalAbandoned();
    if (!m_repair.mended().empty())
        journalMended();
    if (!m_ledger.skipped().empty())
        journalSkipped();
    if (m_away && m_away->until)
        journalAbsence();
    noticeGathered();
}

void Feed::messageRefused(std::string_view raw, std::string_view why)
{
    m_received = wallTimeAt(m_connection.lastHeard());
    m_connection.noteEvent();
    quarantine(raw, std::string(why));
    noticeGathered();
}

void Feed::drop()
{
    // It will come again, as its cursor has not moved; where it does not, the next connection says so.
    m_taking = false;
    m_droppedSome = true;
    noteAway(m_lastData);
}

void Feed::confirm()
{
    if (!m_taking && !m_droppedSome && !m_repair.isMending() && m_held.empty() && !m_takesHeld)
        m_connection.confirm();
}

void Feed::noticeGathered()
{
    if (m_segment.isRipe() || m_quarantined.size() >= quarantineRipe || m_quarantinedBytes >= quarantineRipeBytes) {
        Q_EMIT ripened();
    } else if (!m_gathered && hasUncommitted()) {
        m_gathered = true;
        Q_EMIT gathered();
    } else if (!m_gathered) {
        confirm(); // there is nothing of it to keep
    }
}

void Feed::ingest(std::size_t size)
{
    const std::string_view message(m_segment.writePosition(), size);
    // In the padding. A bracket left there by another message would have simdjson count all brackets of this one.
    m_segment.writePosition()[size] = '\0';
    if (m_profiled && !m_writingOwn && m_isPage)
        m_profiled->decodePage(message, m_received, *this);
    else if (m_profiled && !m_writingOwn)
        m_profiled->decode(message, m_received, *this);
    else
        m_decoder.decode(message, *this);
    m_segment.finishMessage(size);
}

Timestamp Feed::wallTimeAt(Instant now)
{
    // Reading clocks for each message costs as much as decoding a number; they are looked at twice a second.
    if (now - m_clocksReadAt >= std::chrono::milliseconds(500) || m_clocksReadAt == Instant{}) {
        m_clocksReadAt = m_clock.instant();
        m_wallTimeThen = m_clock.wallTime();
    }
    return m_wallTimeThen + std::chrono::duration_cast<std::chrono::milliseconds>(now - m_clocksReadAt);
}

void Feed::identityRead(const Event &event)
{
    m_identity = Identity::of(event.source, event.id);
    m_ledger.expect(m_identity);
}

void Feed::eventDecoded()
{
    m_connection.noteEvent();
    if (m_profiled && !m_writingOwn)
        m_received = m_profiled->receivedAt();
    auto &event = m_segment.decodedEvent();
    if (event.part == 0)
        m_first = {};
    if (m_first.isHeld)
        return;
    if (!m_first.verdict && mustWait(event)) {
        if (m_first.isKept)
            m_ledger.isNew(Identity::of(unreadSource, event.raw)); // not when it comes again
        return hold(event, event.raw);
    }
    event.feed = m_index;
    if (event.time == Timestamp{})
        event.time = m_received;
    if (!m_writingOwn && std::holds_alternative<GapData>(event.data) && m_repair.takesOver(event))
        return;
    auto *gap = std::get_if<GapData>(&event.data);
    if (m_behind != 0) {
        event.stream = m_behind;
        event.offset = 0; // its place was passed
    }
    std::chrono::seconds silence{0};
    if (gap && gap->until == Timestamp{})
        silence = dateGap(*gap);
    const bool isListed = m_listed == ListFetcher::List::Snapshot && !m_writingOwn;
    const bool hasPlace = event.offset > 0;
    auto source = isOfAll() ? Ledger::Source::List : Ledger::Source::Stream;
    if (!m_writingOwn && m_repair.offersSnapshots())
        source = Ledger::Source::HeldStream;
    const bool isTaken = m_first.verdict == Ledger::Verdict::Accept;
    auto verdict = isTaken ? admitPart(event)
        : isListed         ? m_ledger.admitListed(event, m_identity)
                           : m_ledger.admit(event, m_identity, m_received, source);
    if (verdict == Ledger::Verdict::NewEpoch) {
        if (m_repair.takesOverEpoch(event))
            return;
        verdict = m_ledger.admit(event, m_identity, m_received); // whatever its epoch
    }
    if (verdict == Ledger::Verdict::Ahead && isMendedByList()) {
        if (waitForList(event, event.raw))
            return;
        verdict = passHole([&] { return m_ledger.admit(event, m_identity, m_received); });
    }
    if (!isTaken)
        m_first = {false, m_first.isKept, verdict, event.stream, event.offset, event.isLate};
    switch (verdict) {
    case Ledger::Verdict::Accept:
        if (gap)
            ++m_gaps;
        else if (std::holds_alternative<RepairData>(event.data))
            ++m_repairs;
        else
            m_lastData = std::max(m_lastData.value_or(m_received), m_received);
        if (!hasPlace && !m_writingOwn && !isListed && !gap && !isPassing(event.data))
            m_ledger.noteUnplaced(m_received);
        if (!isListed)
            m_repair.close(event);
        if (m_profiled && !m_writingOwn && !m_listed)
            noteBeyondLists();
        ++m_journalled;
        m_segment.add(m_identity, m_received, silence);
        if (m_writingOwn)
            m_segment.markOwn();
        return;
    case Ledger::Verdict::Duplicate:
        ++m_duplicates;
        return;
    case Ledger::Verdict::NewEpoch:
    case Ledger::Verdict::Ahead:
        return m_repair.note(event);
    case Ledger::Verdict::TooManyStreams:
        return quarantine(event.raw, "the feed has more than " + std::to_string(Ledger::maxStreams) + " streams");
    }
}

Ledger::Verdict Feed::admitPart(Event &event)
{
    event.stream = m_first.stream;
    event.offset = m_first.offset;
    event.isLate = m_first.isLate;
    return m_ledger.isNew(m_identity) ? Ledger::Verdict::Accept : Ledger::Verdict::Duplicate;
}

void Feed::controlDecoded(const ControlMessage &message)
{
    if (m_takesHeld || m_listed)
        return; // it was heeded when it came; and lists say nothing of the connection
    if (const auto *snapshot = std::get_if<SnapshotBegin>(&message))
        return m_repair.noticeSnapshot(*snapshot);
    if (const auto *said = std::get_if<CaughtUp>(&message)) {
        auto caughtUp = *said;
        // A server that does not name its epoch is in that of our position.
        if (const auto *cursor = caughtUp.epoch.empty() ? m_ledger.find(caughtUp.stream) : nullptr)
            caughtUp.epoch = cursor->epoch;
        m_repair.endSnapshot(caughtUp);
        if (!caughtUp.recovered && caughtUp.offset && (!m_lists || isBehind(caughtUp)))
            m_ledger.noteEnd(caughtUp.stream, caughtUp.epoch, *caughtUp.offset);
        return m_connection.handle(caughtUp);
    }
    m_connection.handle(message);
}

void Feed::messageRejected(std::string_view raw, const DecodeError &error, Event *event)
{
    m_connection.noteEvent();
    const bool isFurther = event && event->part > 0;
    if (!isFurther)
        m_first = {};
    if (m_first.isHeld || m_first.isKept)
        return;
    if (isFurther || m_listed == ListFetcher::List::Snapshot)
        event = nullptr; // its place says nothing of what was taken in, or the first has passed it
    if (event && mustWait(*event))
        return hold(*event, raw);
    const auto keep = [&] {
        m_first.isKept = true;
        m_unmatched += error.kind == DecodeError::Kind::Unmatched ? 1 : 0;
        quarantine(raw, error.reason);
    };
    const auto keepOnce = [&] {
        m_first.isKept = true;
        if (m_ledger.isNew(Identity::of(unreadSource, raw)))
            keep();
        else
            ++m_duplicates;
    };
    if (!event) {
        // Pages and lists give the same again, as do servers that replay without numbers; and so comes what was held.
        const bool replays = m_profiled && m_settings.mapping->replays;
        return m_isPage || m_listed || m_takesHeld || isFurther || replays ? keepOnce() : keep();
    }
    // One that has a place is taken in like any event, or it would come again and again, and all behind it wait.
    const auto verdict = admitUnread(*event, raw);
    if (!verdict)
        return;
    m_first = {false, false, verdict, event->stream, event->offset, false};
    switch (*verdict) {
    case Ledger::Verdict::Duplicate:
        // Where a place that was passed does not say that it is known.
        if (m_ledger.order() != Ledger::Order::Whole)
            return keepOnce();
        ++m_duplicates;
        return;
    case Ledger::Verdict::NewEpoch:
    case Ledger::Verdict::Ahead:
        return m_repair.note(*event);
    case Ledger::Verdict::Accept:
        m_repair.close(*event);
        if (m_ledger.order() != Ledger::Order::Whole)
            m_ledger.isNew(Identity::of(unreadSource, raw));
        return keep();
    case Ledger::Verdict::TooManyStreams:
        return keep();
    }
}

std::optional<Ledger::Verdict> Feed::admitUnread(Event &event, std::string_view raw)
{
    const auto admit = [&] { return m_ledger.admitUnread(event, m_received); };
    const auto verdict = admit();
    if (verdict != Ledger::Verdict::Ahead || !isMendedByList())
        return verdict;
    if (!raw.empty() && waitForList(event, raw))
        return {};
    return passHole(admit);
}

template<typename Admit>
Ledger::Verdict Feed::passHole(Admit admit)
{
    m_ledger.setOrder(Ledger::Order::AsTheyCome);
    const auto verdict = admit();
    m_ledger.setOrder(orderNow());
    return verdict;
}

void Feed::placePassed(Event &event)
{
    if (m_listed == ListFetcher::List::Snapshot)
        return;
    if (!event.raw.empty() && mustWait(event))
        return hold(event, event.raw);
    const auto verdict = admitUnread(event, event.raw);
    if (!verdict)
        return;
    switch (*verdict) {
    case Ledger::Verdict::Accept:
        return m_repair.close(event);
    case Ledger::Verdict::NewEpoch:
    case Ledger::Verdict::Ahead:
        return m_repair.note(event);
    case Ledger::Verdict::Duplicate:
    case Ledger::Verdict::TooManyStreams: // nothing of it is kept
        return;
    }
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

void Feed::close()
{
    // What a list was asked for comes with the next run, and what waited for it as well.
    if (m_missedIsCut && !givesWhatWasMissed())
        return;
    // Where this is the newest, the next run would take it for the time from which on something may be missing.
    if (!m_held.empty() && m_away && !m_away->until && !givesWhatWasMissed()) {
        m_away->until = m_clock.wallTime();
        journalAbsence();
    }
    m_missedIsCut = false;
    takeHeld();
}

bool Feed::hasUncommitted() const
{
    // A cursor can move without an event, past one that is known under another offset.
    return !m_segment.isEmpty() || !m_quarantined.empty() || m_ledger.bookmark().changed
        || std::ranges::any_of(m_ledger.streams(), &StreamCursor::changed);
}

Result<void, DatabaseError> Feed::moveTo(Journal &fresh) const
{
    return fresh.keepFeed(m_feedId, m_settings.name.toStdString(), m_journalled - m_segment.records().size(),
                          m_quarantineCount - m_quarantined.size());
}

void Feed::forget()
{
    m_ledger.forget();
    m_away.reset();
    m_lastData.reset();
    m_journalled = 0;
    m_quarantineCount = 0;
}

void Feed::writePositionsAgain()
{
    for (auto &cursor : m_ledger.streams()) {
        cursor.changed = cursor.changed || !cursor.epoch.empty() || cursor.offset > 0;
        cursor.renamed = cursor.changed; // nothing is known of it there
    }
    auto &bookmark = m_ledger.bookmark();
    bookmark.changed = bookmark.renamed = bookmark.id > 0;
}

EventBatchPtr Feed::takeCommitted(std::int64_t number)
{
    m_gathered = false;
    confirm();
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

QList<QuarantineEntry> Feed::takeQuarantined()
{
    QList<QuarantineEntry> entries;
    const auto shown = std::min<std::size_t>(m_quarantined.size(), shownQuarantine);
    for (const auto &message : std::span(m_quarantined).last(shown))
        entries.append(entryFor(message));
    m_quarantined.clear();
    m_quarantinedBytes = 0;
    return entries;
}

QList<QuarantineEntry> Feed::storedQuarantine(Journal &journal) const
{
    QList<QuarantineEntry> entries;
    const auto stored = journal.quarantine(m_feedId, shownQuarantine);
    if (!stored)
        qCWarning(logJournal) << "cannot read the quarantine:" << stored.error().text;
    else
        std::ranges::transform(*stored, std::back_inserter(entries),
                               [this](const auto &message) { return entryFor(message); });
    return entries;
}

void Feed::restoreUnread(Journal &journal)
{
    const auto stored = journal.quarantine(m_feedId, knownQuarantine);
    if (!stored) {
        qCWarning(logJournal) << "cannot read the quarantine:" << stored.error().text;
        return;
    }
    for (const auto &message : *stored)
        m_ledger.isNew(
            Identity::of(unreadSource, {message.bytes.constData(), static_cast<std::size_t>(message.bytes.size())}));
}

// Streams

void Feed::subscribe(const Welcome &welcome)
{
    m_user = QString::fromUtf8(welcome.user);
    m_complaintIsOld = true;
    m_intervals.clear();
    for (const auto &stream : welcome.streams)
        m_intervals[stream.name] = stream.interval;
    m_catchUpFails = false;
    setOrder();
    if (m_connection.state() == ConnectionState::Draining)
        noteMove();
    noteReturn();
    const auto snapshots = m_repair.begin(welcome);
    m_connection.send(m_dialect->subscription(m_ledger.streams(), snapshots));
    m_ends.clear();
    m_subscribed = m_lists ? m_ledger.streams() : std::vector<StreamCursor>();
    askForLists();
    // What was sent on another connection and not answered there goes again on this one.
    m_outbox.setUsable(false);
    m_toldPresence.reset();
    QMetaObject::invokeMethod(
        &m_outbox,
        [this] {
            tellPresence(); // before commands that may fill the connection
            m_outbox.setUsable(m_connection.takesMessages());
        },
        Qt::QueuedConnection);
}

} // namespace Bellboard
