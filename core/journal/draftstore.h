// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/database.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace Bellboard {

/// What the user was writing in each conversation, on disk beside the journal. All calls come from the journal's thread.
class DraftStore
{
public:
    struct Entry
    {
        QString conversation;
        QString text;
    };
    /// One that could be read in a damaged journal.
    struct Salvaged
    {
        std::string feed; ///< its name
        Entry entry;
    };

    /// Prepares to work on `database`, which must outlive the store or be given up with close().
    Result<void, DatabaseError> open(Database &database);
    /// Lets go of the database; what is asked of the store fails until it is opened again.
    void close();

    /// The drafts of a feed's row in the journal. One that is not as it was written is damage.
    Result<std::vector<Entry>, DatabaseError> entries(std::int64_t feed);
    /// Puts it in the place of the one that the conversation had; an empty text removes that. On disk when it returns.
    Result<void, DatabaseError> set(std::int64_t feed, const Entry &entry);
    Result<void, DatabaseError> clear();

    /// Reads what can be read of a database that is damaged; each must be exactly as it was written.
    static std::vector<Salvaged> salvage(Database &remains);

private:
    Database *m_database = nullptr;
    Statement m_select;
    Statement m_feedName;
    Statement m_replace;
    Statement m_delete;
};

} // namespace Bellboard
