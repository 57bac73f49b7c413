// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/database.h"
#include "journal/segment.h"

#include <functional>
#include <string_view>

namespace Bellboard {

/// Committed segments, to be read in their order.
class SegmentSource
{
public:
    using Visit = std::function<void(const StoredSegment &)>;

    virtual ~SegmentSource() = default;

    /// Shows the first segment behind `number` to `visit`, whose views end with the call; false when there is none.
    virtual Result<bool, DatabaseError> visitSegmentAfter(std::int64_t number, const Visit &visit) = 0;
    /// The newest segment; 0 when there is none.
    virtual std::int64_t lastSegment() const = 0;
};

/// Yields the number of the newest segment that a journal ever had, be it removed; 0 when there was none.
inline constexpr std::string_view lastSegmentQuery =
    "SELECT max(coalesce((SELECT max(id) FROM segment), 0),"
    " coalesce((SELECT segment FROM progress WHERE name = 'settled'), 0))";

/// The query behind visitSegmentAfter() on an open journal.
class SegmentQuery
{
public:
    Result<void, DatabaseError> prepare(Database &database);
    Result<bool, DatabaseError> visitAfter(std::int64_t number, const SegmentSource::Visit &visit);

private:
    Statement m_select;
};

} // namespace Bellboard
