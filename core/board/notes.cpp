// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/notes.h"

#include "board/rowkey.h"

#include <algorithm>
#include <utility>

namespace Bellboard {

void Notes::fold(const Event &event, const NoteData &note)
{
    auto &notes = m_notes[RowKey::format(event.feed, note.about)];
    const auto known = std::ranges::find_if(notes, [&](const Note &other) { return other.subject() == event.subject; });
    if (known != notes.end()) {
        // It was written when it came first; what comes again under its name are other words, and not newer ones where it is late.
        if (!event.isLate)
            known->texts.assign({event.subject, note.by, note.text, note.key});
        return;
    }
    if (notes.size() == limit)
        notes.erase(notes.begin());
    Note added;
    added.time = event.time;
    added.texts.assign({event.subject, note.by, note.text, note.key});
    const auto later = std::ranges::find_if(notes, [&](const Note &other) { return other.time > added.time; });
    notes.insert(later, std::move(added));
}

const std::vector<Notes::Note> *Notes::of(const QString &rowKey) const
{
    const auto found = m_notes.find(rowKey);
    return found == m_notes.end() ? nullptr : &found->second;
}

bool Notes::isFrom(const QString &rowKey, const QString &command) const
{
    const auto *notes = of(rowKey);
    const auto key = command.toStdString();
    return notes && std::ranges::any_of(*notes, [&](const Note &note) { return note.key() == key; });
}

} // namespace Bellboard
