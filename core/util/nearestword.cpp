// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/nearestword.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace Bellboard {

namespace {

constexpr std::size_t longest = 64;
constexpr std::size_t mostMore = 3;

/// How many letters must be changed, added or taken away to get from `a` to `b` (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto substituted = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string_view nearestWord(std::string_view given, std::span<const std::string_view> known)
{
    // Nobody mistook what is much longer or shorter for it; and to compare long words takes long.
    const auto farness = [given](std::string_view word) {
        const auto more = std::max(given.size(), word.size()) - std::min(given.size(), word.size());
        return more > mostMore || word.size() > longest || given.size() > longest ? longest + more
                                                                                  : distance(given, word);
    };
    const auto nearest = std::ranges::min_element(known, {}, farness);
    return nearest == known.end() ? std::string_view() : *nearest;
}

} // namespace Bellboard
