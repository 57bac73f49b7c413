// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/journal.h"
#include "journal/segmentsource.h"

#include <QHash>
#include <QString>

#include <memory>

namespace Bellboard {

/// Why a journal cannot be read beside the process that writes it.
struct JournalReadError
{
    /// What helps.
    enum class Kind {
        Missing, ///< it is not there (any more), or another file has taken its place
        Unready, ///< its writer has not made it, or not brought it to our schema, so far
        Busy, ///< another process holds it for a moment: try again
        Unusable, ///< a newer program's, not a journal, or broken
    };
    Kind kind = Kind::Unusable;
    DatabaseError error;
};

/// The journal of another process, read while that one writes it: new segments are seen after refresh(). Writes nothing.
class JournalReader final : public SegmentSource
{
public:
    /// Opens the journal in `folder`; it must be there.
    static Result<std::unique_ptr<JournalReader>, JournalReadError> open(const QString &folder);

    /// Looks for what was committed since; cheap where nothing was.
    Result<void, JournalReadError> refresh();
    /// The name of a feed whose segments have been seen.
    QString feedName(FeedId feed) const { return m_feedNames.value(feed); }

    Result<bool, DatabaseError> visitSegmentAfter(std::int64_t number, const Visit &visit) override;
    std::int64_t lastSegment() const override { return m_lastSegment; }

private:
    explicit JournalReader(Database database) : m_database(std::move(database)) { }
    Result<void, JournalReadError> checkSchema();
    Result<void, JournalReadError> readFeedNames();

    Database m_database;
    SegmentQuery m_segments;
    Statement m_dataVersion;
    std::int64_t m_seenVersion = -1; ///< SQLite's count of others' commits, as of the last look
    std::int64_t m_lastSegment = 0;
    FeedId m_newestFeed = 0;
    QHash<FeedId, QString> m_feedNames;
};

/// What `error` of a read means for whoever goes on reading.
JournalReadError::Kind readErrorKind(const DatabaseError &error);

} // namespace Bellboard
