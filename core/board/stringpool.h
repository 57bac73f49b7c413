// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace Bellboard {

/// Texts of which there are few, each kept once and named by a small number. Number 0 is the empty text.
class StringPool
{
public:
    using Id = std::uint16_t;
    /// More texts than this are not kept; they get overflowId.
    static constexpr std::size_t limit = 65'000;
    static constexpr Id overflowId = 65'535;

    StringPool() { m_texts.emplace_back(); }

    /// The number of `text`; the one asked for last is found without a search.
    Id intern(std::string_view text)
    {
        if (text == m_lastText)
            return m_lastId;
        return internSlowly(text);
    }
    /// The text of a number; "?" for overflowId.
    std::string_view text(Id id) const { return id < m_texts.size() ? std::string_view(m_texts[id]) : "?"; }

private:
    Id internSlowly(std::string_view text);

    std::deque<std::string> m_texts; // its elements never move
    std::unordered_map<std::string_view, Id> m_ids;
    std::string_view m_lastText;
    Id m_lastId = 0;
};

} // namespace Bellboard
