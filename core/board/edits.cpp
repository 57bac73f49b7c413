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
    // One that takes the place of another stands where that was said.
    const bool removed = edits.removeIf([&](const CommandProgress &known) {
        return known.command.key == command.key || known.command.key == command.replaces;
    }) > 0;
    const bool isKept = !isOver(progress.phase) || hasFailed(progress.phase);
    if (isKept)
        edits.append(progress);
    if (edits.isEmpty())
        m_edits.remove(rowKey);
    return removed || isKept;
}

const CommandProgress *Edits::of(const QString &rowKey) const
{
    const auto found = m_edits.constFind(rowKey);
    return found == m_edits.cend() ? nullptr : &found->constLast();
}

} // namespace Bellboard
