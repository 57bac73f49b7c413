// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// Payments in the native protocol, of 325 bytes on average: each is created once, and then any of them moves on.
class LoadStory
{
public:
    /// `rows` payments live at once.
    explicit LoadStory(int rows);

    /// The next event; valid until the next call.
    std::string_view next();

private:
    std::string_view nextStatus(std::size_t row);

    std::mt19937_64 m_random{1};
    std::vector<std::uint8_t> m_steps; ///< of each payment that lives, how far it is
    std::string m_text;
    std::size_t m_rows;
    std::uint64_t m_sequence = 0;
};

} // namespace Bellboard
