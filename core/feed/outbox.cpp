// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/outbox.h"

#include "util/logging.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// Until the next try when nothing could be sent or written.
constexpr auto pause = 1s;

QString mayHaveBeenDone(const QString &what)
{
    return what + u" It may have been done all the same."_s;
}

QString expiryReason(const OutboxStore::Entry &entry)
{
    if (entry.command.until != Timestamp() && entry.command.until <= entry.expires)
        return entry.sent ? mayHaveBeenDone(u"The server did not answer before its time was over."_s)
                          : u"It could not be sent before its time was over."_s;
    return entry.sent ? mayHaveBeenDone(u"The server did not answer for a day."_s)
                      : u"It could not be sent for a day."_s;
}

} // namespace

Outbox::Outbox(std::int64_t feed, FeedIndex index, OutboxStore &store, const Clock &clock, Send send, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_index(index)
    , m_store(store)
    , m_clock(clock)
    , m_send(std::move(send))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outbox::pump);
}

Result<void, DatabaseError> Outbox::restore()
{
    if (m_restored)
        return {};
    auto stored = m_store.entries(m_feed);
    if (!stored)
        return Unexpected(stored.error());
    m_restored = true;
    for (auto &entry : *stored) {
        const auto &key = entry.command.key;
        if (find(key) != m_entries.end() || find(m_failed, key) != m_failed.end())
            continue; // asked for before this could be read
        entry.command.feed = m_index;
        auto &restored = (entry.failure ? m_failed : m_entries).emplace_back();
        static_cast<OutboxStore::Entry &>(restored) = std::move(entry);
        if (const auto &failure = restored.failure)
            restored.phase = failure->expired ? CommandPhase::Expired : CommandPhase::Refused;
        else if (restored.sent)
            restored.phase = CommandPhase::Sent;
        Q_EMIT progressed({restored.command, restored.asked, restored.phase,
                           restored.failure ? restored.failure->reason : QString(), false, true});
    }
    pump();
    return {};
}

Result<void, DatabaseError> Outbox::keepAgain()
{
    m_leftovers.clear(); // of the store before
    for (auto &entry : m_entries) {
        entry.kept = entry.kept && !entry.cancelled;
        if (!entry.kept)
            continue;
        if (auto kept = m_store.restore(m_feed, entry); !kept)
            return kept;
    }
    for (auto &entry : m_failed) {
        if (auto kept = m_store.restore(m_feed, entry); !kept)
            return kept;
        entry.kept = entry.told = true;
    }
    return {};
}

void Outbox::add(const Command &command, const QString &refusal)
{
    Entry entry;
    entry.command = command;
    entry.asked = m_clock.wallTime();
    entry.expires = entry.asked + lifetime;
    if (command.until != Timestamp())
        entry.expires = std::min(entry.expires, command.until); // what it asks for is over then
    entry.kept = !command.movesMoney;
    if (command.key.isEmpty() || find(command.key) != m_entries.end())
        return tell(entry, CommandPhase::Refused, u"It has no key of its own."_s);
    const auto replaced = find(m_failed, command.replaces);
    if (replaced == m_failed.end() && find(m_failed, command.key) != m_failed.end())
        return tell(entry, CommandPhase::Refused, u"It has no key of its own."_s);
    if (command.text.size() > textLimit)
        return tell(entry, CommandPhase::Refused, u"The text is too long."_s);
    if (!refusal.isEmpty())
        return refuse(std::move(entry), refusal);
    if (command.movesMoney && (!m_usable || m_doubtful))
        return tell(entry, CommandPhase::Refused, u"The feed is not connected. Try again when it is live."_s);
    if (m_entries.size() >= capacity)
        return refuse(std::move(entry),
                      u"%1 commands wait for this feed already. Wait until it is live."_s.arg(capacity));
    if (entry.kept) {
        const auto position = replaced != m_failed.end() && replaced->kept ? replaced->position : 0;
        if (const auto done = m_store.add(m_feed, entry, position); !done)
            return refuse(std::move(entry), u"It could not be kept on disk: %1."_s.arg(done.error().text));
    }
    if (replaced != m_failed.end())
        m_failed.erase(replaced);
    m_entries.push_back(std::move(entry));
    tell(m_entries.back(), CommandPhase::Pending);
    pump();
}

void Outbox::refuse(Entry entry, const QString &reason)
{
    // One that was tried again, in vain, stays what it was, but for the reason.
    if (const auto before = find(m_failed, entry.command.replaces); before != m_failed.end()) {
        before->failure = {false, reason};
        before->told = false;
        tell(*before, CommandPhase::Refused, reason);
        std::ignore = writeFailures();
        return;
    }
    entry.kept = false;
    if (staysWhenFailed(entry.command) && m_entries.size() + m_failed.size() < capacity)
        keepFailed(std::move(entry), CommandPhase::Refused, reason);
    else
        tell(entry, CommandPhase::Refused, reason);
}

void Outbox::keepFailed(Entry entry, CommandPhase phase, const QString &reason)
{
    entry.failure = {phase == CommandPhase::Expired, reason};
    entry.underWay = entry.leaving = entry.told = false;
    m_failed.push_back(std::move(entry));
    tell(m_failed.back(), phase, reason);
    // Should we end before that can be written, it is sent once more after a restart, if it was kept before.
    if (!writeFailures() && !m_timer.isActive())
        m_timer.start(pause);
}

bool Outbox::writeFailures()
{
    for (auto &entry : m_failed) {
        if (entry.told)
            continue;
        if (entry.kept ? !m_store.fail(m_feed, entry) : !m_store.add(m_feed, entry))
            return false;
        entry.kept = entry.told = true;
    }
    return true;
}

void Outbox::leaveDraft(const QString &conversation)
{
    for (auto &entry : m_failed) {
        if (!entry.kept && entry.command.subject == conversation)
            entry.command.takesDraft = false;
    }
}

bool Outbox::cancel(const QString &key)
{
    if (const auto failed = find(m_failed, key); failed != m_failed.end()) {
        const auto entry = std::move(*failed);
        m_failed.erase(failed);
        if (entry.kept)
            m_leftovers.push_back(entry.position);
        tell(entry, CommandPhase::Cancelled);
        pump();
        return true;
    }
    const auto place = find(key);
    if (place == m_entries.end() || place->sent)
        return false;
    place->cancelled = true;
    pump();
    return true;
}

void Outbox::setUsable(bool usable, bool doubtful)
{
    m_doubtful = doubtful;
    if (std::exchange(m_usable, usable) == usable)
        return;
    if (!usable) {
        for (auto &entry : m_entries)
            entry.underWay = entry.leaving = false;
        abandonUnkept();
    }
    pump();
}

void Outbox::noteLeft()
{
    for (auto next = m_entries.begin(); next != m_entries.end();) {
        const auto entry = next++;
        if (!std::exchange(entry->leaving, false))
            continue;
        tellOnce(*entry, CommandPhase::Sent);
        if (!entry->isAnswered)
            finish(entry, CommandPhase::Settled);
    }
    pump();
}

void Outbox::settle(const QString &key, bool done, const QString &reason)
{
    const auto place = find(key);
    if (place == m_entries.end() || !place->sent)
        return;
    finish(place, done ? CommandPhase::Settled : CommandPhase::Refused, reason, true);
    pump();
}

void Outbox::pump()
{
    const bool isTidy = removeLeftovers() && finishCancelled() && writeFailures();
    expire();
    std::set<std::tuple<QString, QString>> subjects;
    int underWay = 0;
    for (auto next = m_entries.begin(); next != m_entries.end();) {
        if (!m_usable || underWay == mostUnderWay)
            break;
        const auto entry = next++;
        if (entry->cancelled)
            continue;
        if (!subjects.emplace(entry->command.kind, entry->command.subject).second)
            continue; // an earlier one on the same subject is not settled
        const bool leavesForGood = entry->leaving && !entry->isAnswered; // again would be twice
        const bool waits = entry->underWay && (leavesForGood || entry->due > m_clock.instant());
        const auto outcome = waits ? Outcome::UnderWay : sendNow(entry);
        if (outcome == Outcome::NotSent) {
            m_timer.start(pause);
            return;
        }
        underWay += outcome == Outcome::UnderWay ? 1 : 0;
    }
    schedule();
    if (!isTidy && (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > pause))
        m_timer.start(pause);
}

bool Outbox::removeLeftovers()
{
    while (!m_leftovers.empty()) {
        if (!m_store.remove(m_leftovers.back()))
            return false;
        m_leftovers.pop_back();
    }
    return true;
}

bool Outbox::finishCancelled()
{
    for (auto place = m_entries.begin(); place != m_entries.end();) {
        const auto entry = place++;
        if (!entry->cancelled)
            continue;
        // Once it is said to be cancelled it must not be sent, not even after a restart.
        if (entry->kept && !m_store.remove(entry->position))
            return false;
        entry->kept = false;
        finish(entry, CommandPhase::Cancelled);
    }
    return true;
}

void Outbox::expire()
{
    const auto now = m_clock.wallTime();
    const auto instant = m_clock.instant();
    for (auto place = m_entries.begin(); place != m_entries.end();) {
        const auto entry = place++;
        if (entry->expires <= now)
            finish(entry, CommandPhase::Expired, expiryReason(*entry));
        else if (!entry->kept && entry->underWay && entry->due <= instant)
            finish(entry, CommandPhase::Refused, mayHaveBeenDone(u"The server did not answer in time."_s));
    }
}

QString Outbox::unknownCommand()
{
    return u"The server of this feed has no such command."_s;
}

Outbox::Outcome Outbox::sendNow(Place place)
{
    auto &entry = *place;
    if (!entry.sent && entry.kept) {
        // Once it may have gone out it must not be taken back any more, whatever happens to us.
        if (const auto done = m_store.markSent(entry.position); !done) {
            qCWarning(logJournal) << "cannot mark a command as sent:" << done.error().text;
            return Outcome::NotSent;
        }
    }
    const auto sending = m_send(entry.command);
    if (sending == Sending::Failed)
        return Outcome::NotSent;
    if (sending == Sending::Unknown)
        return finish(place, CommandPhase::Refused, unknownCommand()), Outcome::Over;
    entry.sent = true;
    entry.leaving = sending == Sending::Leaving || sending == Sending::LeavingForGood;
    entry.isAnswered = sending == Sending::UnderWay || sending == Sending::Leaving;
    tellOnce(entry, entry.leaving ? CommandPhase::Leaving : CommandPhase::Sent);
    if (sending == Sending::Settled)
        return finish(place, CommandPhase::Settled), Outcome::Over;
    const auto wait = std::min<std::chrono::seconds>(timeout * (1 << std::min(entry.sendings, 4)), longestTimeout);
    ++entry.sendings;
    entry.underWay = true;
    entry.due = m_clock.instant() + wait;
    return Outcome::UnderWay;
}

void Outbox::schedule()
{
    std::optional<std::chrono::milliseconds> next;
    const auto consider = [&](auto duration) {
        const auto ms = std::max(1ms, std::chrono::ceil<std::chrono::milliseconds>(duration));
        next = std::min(next.value_or(ms), ms);
    };
    for (const auto &entry : m_entries) {
        if (entry.underWay && (entry.isAnswered || !entry.kept))
            consider(entry.due - m_clock.instant());
        consider(std::min<std::chrono::milliseconds>(entry.expires - m_clock.wallTime(), 1h)); // that clock may be set
    }
    if (next)
        m_timer.start(*next);
    else
        m_timer.stop();
}

void Outbox::abandonUnkept()
{
    for (auto place = m_entries.begin(); place != m_entries.end();) {
        const auto entry = place++;
        if (!entry->kept)
            finish(entry, CommandPhase::Refused,
                   mayHaveBeenDone(u"The connection broke before the server answered."_s));
    }
}

void Outbox::finish(Place place, CommandPhase phase, const QString &reason, bool answered)
{
    auto entry = std::move(*place);
    m_entries.erase(place);
    if (hasFailed(phase) && staysWhenFailed(entry.command))
        return keepFailed(std::move(entry), phase, reason);
    if (entry.kept)
        m_leftovers.push_back(entry.position);
    tell(entry, phase, reason, answered);
    if (!entry.kept || removeLeftovers())
        return;
    // Should we end before that can be written, it is sent once more after a restart, under its key: nothing is done twice.
    qCWarning(logJournal) << "a command that is over cannot be removed now";
    m_timer.start(pause);
}

void Outbox::tell(const Entry &entry, CommandPhase phase, const QString &reason, bool answered)
{
    Q_EMIT progressed({entry.command, entry.asked, phase, reason, answered});
}

void Outbox::tellOnce(Entry &entry, CommandPhase phase)
{
    if (entry.phase < phase) {
        entry.phase = phase;
        tell(entry, phase);
    }
}

Outbox::Place Outbox::find(Entries &entries, const QString &key)
{
    return std::ranges::find(entries, key, [](const Entry &entry) { return entry.command.key; });
}

} // namespace Bellboard
