// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "journal/database.h"

#include <cstdint>
#include <vector>

namespace Bellboard {

/// The commands that were asked for and are not settled, on disk beside the journal. All calls come from the journal's thread.
class OutboxStore
{
public:
    struct Entry
    {
        std::int64_t position = 0; ///< grows; set by add()
        Command command;
        Timestamp asked;
        Timestamp expires;
        bool sent = false; ///< it may have reached the server
    };

    /// Prepares to work on `database`, which must outlive the store.
    static Result<OutboxStore, DatabaseError> open(Database &database);

    /// The entries of a feed's row in the journal, oldest first. One that cannot be read (another program's damage) is left out.
    Result<std::vector<Entry>, DatabaseError> entries(std::int64_t feed);
    /// On disk when it returns.
    Result<void, DatabaseError> add(std::int64_t feed, Entry &entry);
    /// On disk when it returns; only then it may be sent.
    Result<void, DatabaseError> markSent(std::int64_t position);
    Result<void, DatabaseError> remove(std::int64_t position);

private:
    explicit OutboxStore(Database &database) : m_database(&database) { }

    Database *m_database;
    Statement m_select;
    Statement m_insert;
    Statement m_markSent;
    Statement m_delete;
};

} // namespace Bellboard
