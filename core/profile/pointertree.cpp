// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/pointertree.h"

#include <charconv>

namespace Bellboard {

int PointerTree::add(const std::vector<std::string> &tokens, std::string_view pointer)
{
    std::size_t at = 0;
    for (const auto &token : tokens) {
        auto child = m_nodes[at].members.find(token);
        if (child < 0) {
            child = static_cast<int>(m_nodes.size());
            m_nodes.emplace_back();
            m_nodes[at].members.add(token, child);
            // It may also be a place in an array (RFC 6901, 4): digits without a zero before them.
            std::size_t place = 0;
            const auto *end = token.data() + token.size();
            const bool isNumber = std::from_chars(token.data(), end, place).ptr == end && !token.empty();
            if (isNumber && (token.size() == 1 || token.front() != '0'))
                m_nodes[at].elements.emplace_back(place, child);
        }
        at = static_cast<std::size_t>(child);
    }
    auto &slot = m_nodes[at].slot;
    if (slot < 0) {
        slot = static_cast<int>(m_pointers.size());
        m_pointers.emplace_back(pointer);
    }
    return slot;
}

} // namespace Bellboard
