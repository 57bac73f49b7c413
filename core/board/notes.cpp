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
    const auto epoch = m_epochs.intern(event.epoch);
    auto place = std::ranges::find_if(notes, [&](const Note &other) { return other.subject() == event.subject; });
    if (place != notes.end()) {
        if (isStaleFor(*place, event, epoch))
            return;
    } else {
        if (notes.size() == limit) {
            if (event.time < notes.front().time)
                return;
            notes.erase(notes.begin());
        }
        place = std::ranges::find_if(notes, [&](const Note &other) { return other.time > event.time; });
        place = notes.emplace(place);
        place->time = event.time; // what comes again under its name are other words, written when it came first
    }
    noteTold(*place, event, epoch);
    place->texts.assign({event.subject, note.by, note.text, note.key});
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
