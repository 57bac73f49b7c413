// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/edits.h"

#include <algorithm>

namespace Bellboard {

bool Edits::note(const QString &rowKey, const CommandProgress &progress)
{
    const auto &command = progress.command;
    if (command.name != u"edit" && command.name != u"resolve")
        return false;
    auto &edits = m_edits[rowKey];
    const auto before = edits.size();
    // One that takes the place of another stands where that was said.
    if (command.replaces != command.key)
        edits.removeIf([&](const CommandProgress &known) { return known.command.key == command.replaces; });
    const auto known =
        std::ranges::find(edits, command.key, [](const CommandProgress &other) { return other.command.key; });
    const bool isKept = !isOver(progress.phase) || hasFailed(progress.phase);
    if (known != edits.end() && isKept)
        *known = progress;
    else if (known != edits.end())
        edits.erase(known);
    else if (isKept)
        edits.append(progress);
    const bool isChanged = isKept || edits.size() != before;
    if (edits.isEmpty())
        m_edits.remove(rowKey);
    return isChanged;
}

const CommandProgress *Edits::of(const QString &rowKey) const
{
    const auto found = m_edits.constFind(rowKey);
    return found == m_edits.cend() ? nullptr : &found->constLast();
}

} // namespace Bellboard
