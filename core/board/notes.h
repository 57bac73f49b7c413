// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/packedtexts.h"
#include "event/event.h"
#include "event/staleness.h"
#include "util/stringpool.h"

#include <QHash>
#include <QString>

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Bellboard {

/// The notes that people wrote about a table's rows, also about rows that are yet to come.
class Notes
{
public:
    /// Notes of a row that are kept, the newest.
    static constexpr std::size_t limit = 200;

    /// One note. All texts are untrusted UTF-8.
    struct Note : LastTold
    {
        Timestamp time; ///< when it was written
        PackedTexts<4> texts;

        std::string_view subject() const { return texts.at(0); } ///< names the note itself
        std::string_view by() const { return texts.at(1); } ///< who wrote it
        std::string_view text() const { return texts.at(2); }
        std::string_view key() const { return texts.at(3); } ///< of the command that wrote it; may be empty
    };

    /// Takes a note, in place of one with the same subject that is no newer.
    void fold(const Event &event, const NoteData &note);
    /// The notes of the row with `rowKey`, oldest first; nothing when there is none. Good until the next fold().
    const std::vector<Note> *of(const QString &rowKey) const;
    /// Whether the row with `rowKey` has the note that the command with this key wrote.
    bool isFrom(const QString &rowKey, const QString &command) const;

private:
    std::unordered_map<QString, std::vector<Note>> m_notes; ///< by row
    StringPool m_epochs;
};

} // namespace Bellboard
