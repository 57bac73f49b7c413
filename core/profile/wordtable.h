// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// Words and a number for each, found by their hash (FNV-1a, open addressing, at most half full).
class WordTable
{
public:
    /// False when there is such a word already; it keeps its number.
    bool add(std::string_view word, int value);
    /// The number of `word`; -1 when there is none.
    int find(std::string_view word) const;
    std::size_t size() const { return m_entries.size(); }
    bool isEmpty() const { return m_entries.empty(); }
    /// In the order in which they came.
    std::vector<std::string_view> words() const;

private:
    struct Entry
    {
        std::string word;
        int value;
    };
    std::size_t bucketOf(std::string_view word) const;
    void grow();

    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_buckets; ///< an entry's place and one; 0 is free. Their number is a power of two
};

} // namespace Bellboard
