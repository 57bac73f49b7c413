// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/stringpool.h"

namespace Bellboard {

StringPool::Recent StringPool::search(std::string_view text)
{
    auto found = m_ids.find(text);
    if (found == m_ids.end()) {
        if (m_texts.size() >= limit)
            return {{}, overflowId};
        const std::string &kept = m_texts.emplace_back(text);
        found = m_ids.emplace(kept, static_cast<Id>(m_texts.size() - 1)).first;
    }
    return {found->first, found->second};
}

} // namespace Bellboard
