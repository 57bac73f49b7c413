// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/wishes.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace Bellboard {

namespace {

/// Whether a command of this name changes what the row it is about shows.
bool changesRows(const QString &name)
{
    constexpr std::array names{u"acknowledge", u"unacknowledge", u"snooze", u"unsnooze", u"assign", u"note"};
    return std::ranges::any_of(names, [&](const char16_t *known) { return name == known; });
}

} // namespace

Wish Wishes::of(const QString &rowKey) const
{
    Wish wish;
    for (const auto &asked : m_asked.value(rowKey)) {
        const auto &command = asked.command;
        if (command.name == u"note") {
            wish.notes.append({command.key, command.text, asked.asked, asked.confirmed.has_value()});
            continue;
        }
        if (command.name == u"assign")
            wish.owner = command.owner;
        else if (command.name == u"snooze" || command.name == u"unsnooze")
            wish.snoozedUntil = command.until;
        else
            wish.acknowledged = command.name == u"acknowledge";
        wish.confirmed = wish.confirmed && asked.confirmed.has_value();
    }
    return wish;
}

bool Wishes::note(const QString &rowKey, const CommandProgress &progress, Timestamp now)
{
    const auto &command = progress.command;
    if (!changesRows(command.name))
        return false;
    const auto row = m_asked.find(rowKey);
    const auto isIt = [&](const Asked &asked) { return asked.command.key == command.key; };
    if (!isOver(progress.phase)) {
        if (row != m_asked.end() && std::ranges::any_of(*row, isIt))
            return false;
        m_asked[rowKey].append({command, progress.asked, {}});
        return true;
    }
    if (row == m_asked.end())
        return false;
    const auto found = std::ranges::find_if(*row, isIt);
    if (found == row->end())
        return false;
    if (progress.phase == CommandPhase::Settled) {
        found->confirmed = now;
        return true;
    }
    row->erase(found);
    if (row->isEmpty())
        m_asked.erase(row);
    return true;
}

void Wishes::forgetBorneOut(const std::function<bool(const QString &)> &changed)
{
    for (auto row = m_asked.begin(); row != m_asked.end();) {
        if (std::ranges::any_of(*row, [](const Asked &asked) { return asked.confirmed.has_value(); })
            && changed(row.key())) {
            row->removeIf([](const Asked &asked) { return asked.confirmed && !asked.isNews; });
            for (auto &asked : *row)
                asked.isNews = !asked.confirmed;
        }
        row = row->isEmpty() ? m_asked.erase(row) : std::next(row);
    }
}

QList<QString> Wishes::forgetOld(Timestamp now)
{
    QList<QString> rows;
    for (auto row = m_asked.begin(); row != m_asked.end();) {
        if (row->removeIf([&](const Asked &asked) { return asked.confirmed && now - *asked.confirmed >= grace; }) > 0)
            rows.append(row.key());
        row = row->isEmpty() ? m_asked.erase(row) : std::next(row);
    }
    return rows;
}

} // namespace Bellboard
