// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/connectionhistory.h"

namespace Bellboard {

namespace {

constexpr qsizetype detailLimit = 300;

} // namespace

void ConnectionHistory::add(const ConnectionTransition &transition)
{
    if (m_transitions.size() >= capacity)
        m_transitions.removeFirst();
    m_transitions.append(transition);
    m_transitions.last().detail.truncate(detailLimit);
}

} // namespace Bellboard
