// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/sametext.h"

#include <array>
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

    /// The number of `text`; those asked for again and again are found without a search.
    Id intern(std::string_view text)
    {
        if (text.empty())
            return 0;
        Recent &recent = m_recent[slotOf(text)];
        if (!isSameText(recent.text, text))
            recent = search(text);
        return recent.id;
    }
    /// The text of a number; "?" for overflowId.
    std::string_view text(Id id) const { return id < m_texts.size() ? std::string_view(m_texts[id]) : "?"; }

private:
    struct Recent
    {
        std::string_view text;
        Id id = 0;
    };

    static std::size_t slotOf(std::string_view text)
    {
        const auto byte = [text](std::size_t index) {
            return static_cast<std::size_t>(static_cast<unsigned char>(text[index]));
        };
        return (text.size() + 3 * byte(0) + 5 * byte(text.size() / 2) + 7 * byte(text.size() - 1)) % slots;
    }
    Recent search(std::string_view text);

    static constexpr std::size_t slots = 64;
    std::deque<std::string> m_texts; // its elements never move
    std::unordered_map<std::string_view, Id> m_ids;
    std::array<Recent, slots> m_recent;
};

} // namespace Bellboard
