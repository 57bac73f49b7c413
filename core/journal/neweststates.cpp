// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/neweststates.h"

#include <array>
#include <cstring>
#include <optional>

namespace Bellboard {

namespace {

/// Whether the thing waits for a person or is in force; nothing for what never is.
std::optional<bool> isWaiting(const EventData &data)
{
    if (const auto *alert = std::get_if<AlertData>(&data))
        return alert->state == AlertState::Raised;
    if (const auto *task = std::get_if<TaskData>(&data))
        return task->status == TaskStatus::Queued || task->status == TaskStatus::InReview;
    if (const auto *exception = std::get_if<ExceptionData>(&data))
        return exception->status == ExceptionStatus::Open;
    if (const auto *help = std::get_if<HelpData>(&data))
        return help->status != HelpStatus::Closed;
    if (const auto *rule = std::get_if<RuleData>(&data))
        return rule->status != RuleStatus::Retired;
    if (const auto *shift = std::get_if<ShiftData>(&data))
        return shift->status == ShiftStatus::Open;
    return std::nullopt;
}

} // namespace

void NewestStates::note(std::int64_t segment, FeedId feed, const Event &event, bool mayComeLate)
{
    const auto waits = isWaiting(event.data);
    if (!waits)
        return;
    const auto epoch = m_epochs.intern(event.epoch);
    const auto key = keyOf(feed, event);
    auto [entry, isNew] = m_things.try_emplace(key);
    auto &thing = entry->second;
    if (!isNew && m_gone.contains(thing.segment)) {
        thing = {};
        isNew = true;
    }
    if (!isNew && isStaleFor(thing, event, epoch))
        return noteOlder(thing, key, segment);
    if (thing.isKept())
        free(thing.segment);
    noteTold(thing, event, epoch);
    thing.segment = segment;
    thing.older = 0;
    thing.lastOlder = 0;
    thing.waits = *waits;
    if (thing.waits)
        m_kept.insert(segment);
    else if (!mayComeLate)
        m_things.erase(entry);
}

void NewestStates::noteOlder(Thing &thing, const Identity &key, std::int64_t segment)
{
    if (segment == thing.segment || segment == thing.lastOlder)
        return;
    if (!thing.isKept())
        m_kept.insert(thing.segment);
    thing.lastOlder = segment;
    ++thing.older;
    m_older.emplace(segment, key);
}

void NewestStates::forget(std::span<const std::int64_t> segments)
{
    for (const auto segment : segments)
        forgetOlder(segment);
    m_gone.insert(segments.begin(), segments.end());
    // As rarely as this, looking at all things costs next to nothing for each segment.
    if (m_gone.size() > 64 + m_things.size() / 64)
        sweep();
}

void NewestStates::forgetOlder(std::int64_t segment)
{
    const auto [begin, end] = m_older.equal_range(segment);
    for (auto older = begin; older != end; ++older) {
        const auto found = m_things.find(older->second);
        if (found == m_things.end() || found->second.segment >= segment || found->second.older == 0)
            continue; // newer ones came behind it
        auto &thing = found->second;
        if (--thing.older == 0 && !thing.waits)
            free(thing.segment);
    }
    m_older.erase(begin, end);
}

bool NewestStates::isIn(std::int64_t segment, FeedId feed, const Event &event) const
{
    const auto found = m_things.find(keyOf(feed, event));
    return found != m_things.end() && found->second.segment == segment && found->second.isKept();
}

Identity NewestStates::keyOf(FeedId feed, const Event &event)
{
    const std::array<std::uint64_t, 2> parts{static_cast<std::uint64_t>(feed), event.data.index()};
    std::array<char, sizeof parts> whose;
    std::memcpy(whose.data(), parts.data(), sizeof parts);
    return Identity::of({whose.data(), whose.size()}, event.subject);
}

void NewestStates::free(std::int64_t segment)
{
    m_kept.erase(m_kept.find(segment));
    m_freed.push_back(segment);
}

void NewestStates::sweep()
{
    std::erase_if(m_things, [&](const auto &entry) { return m_gone.contains(entry.second.segment); });
    m_gone.clear();
}

} // namespace Bellboard
