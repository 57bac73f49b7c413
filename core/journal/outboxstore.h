// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"
#include "journal/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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
        /// Why it did not happen.
        struct Failure
        {
            bool expired = false; ///< nobody answered; else it was refused
            QString reason;
        };
        std::optional<Failure> failure{}; ///< it is over, and kept for the user to decide
    };

    /// What could be read of the outbox of a damaged journal.
    struct Salvage
    {
        std::vector<std::pair<std::string, Entry>> entries; ///< each with the name of its feed, in their order
        bool complete = true; ///< false when there was something that could not be read
    };

    /// Prepares to work on `database`, which must outlive the store or be given up with close().
    Result<void, DatabaseError> open(Database &database);
    /// Lets go of the database; what is asked of the store fails until it is opened again.
    void close();

    /// The entries of a feed's row in the journal, oldest first. One that is not as it was written is damage.
    Result<std::vector<Entry>, DatabaseError> entries(std::int64_t feed);
    /// On disk when it returns; in the same step the draft goes that it was, and the entry at `replaced`, where there is one.
    Result<void, DatabaseError> add(std::int64_t feed, Entry &entry, std::int64_t replaced = 0);
    /// Writes that the entry failed.
    Result<void, DatabaseError> fail(std::int64_t feed, const Entry &entry);
    /// On disk when it returns; only then it may be sent.
    Result<void, DatabaseError> markSent(std::int64_t position);
    Result<void, DatabaseError> remove(std::int64_t position);
    /// Puts an entry of before into the outbox of a journal that takes the place of a lost one, unless its key is there; it
    /// counts as sent when it may have been.
    Result<void, DatabaseError> restore(std::int64_t feed, Entry &entry);
    Result<void, DatabaseError> clear();

    /// Reads entries one by one from a database that is damaged, from both ends as far as they can be read; each must be exactly
    /// as it was written. All that did not fail count as sent, as nobody knows.
    static Salvage salvage(Database &remains);

private:
    Result<std::string, DatabaseError> feedName(std::int64_t feed);
    Result<void, DatabaseError> insert(std::int64_t feed, Entry &entry);
    Result<void, DatabaseError> removeDraft(std::int64_t feed, const QString &conversation);

    Database *m_database = nullptr;
    Statement m_select;
    Statement m_feedName;
    Statement m_insert;
    Statement m_markSent;
    Statement m_update;
    Statement m_delete;
    Statement m_deleteDraft;
};

} // namespace Bellboard
