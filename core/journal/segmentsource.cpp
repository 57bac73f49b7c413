// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/segmentsource.h"

namespace Bellboard {

Result<void, DatabaseError> SegmentQuery::prepare(Database &database)
{
    auto select = database.prepare(
        "SELECT s.id, s.feed, s.received, s.records, s.size, s.text, s.profile, p.text"
        " FROM segment s LEFT JOIN profile p ON p.id = s.profile WHERE s.id > ? ORDER BY s.id LIMIT 1");
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
           m_select.blob(3), m_select.integer(4), m_select.blob(5), m_select.integer(6), m_select.text(7)});
    m_select.reset(); // an open read would keep the write-ahead log from being folded in
    return true;
}

} // namespace Bellboard
