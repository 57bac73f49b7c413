// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/segmentsource.h"

namespace Bellboard {

Result<void, DatabaseError> SegmentQuery::prepare(Database &database)
{
    auto select = database.prepare(
        "SELECT id, feed, received, records, size, text FROM segment WHERE id > ? ORDER BY id LIMIT 1");
    if (!select)
        return Unexpected(select.error());
    m_select = std::move(*select);
    return {};
}

Result<bool, DatabaseError> SegmentQuery::visitAfter(std::int64_t number, const SegmentSource::Visit &visit)
{
    auto row = m_select.bind(1, number).next();
    if (!row || !*row)
        return row;
    visit({m_select.integer(0), m_select.integer(1), Timestamp(std::chrono::milliseconds(m_select.integer(2))),
           m_select.blob(3), m_select.integer(4), m_select.blob(5)});
    m_select.reset(); // an open read would keep the write-ahead log from being folded in
    return true;
}

} // namespace Bellboard
