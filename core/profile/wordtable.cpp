// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/wordtable.h"

#include <algorithm>
#include <iterator>

namespace Bellboard {

/// Where `word` stands, or the free bucket where it would.
std::size_t WordTable::bucketOf(std::string_view word) const
{
    std::uint32_t hash = 2166136261U;
    for (const char c : word)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    const auto mask = m_buckets.size() - 1;
    for (auto bucket = hash & mask;; bucket = (bucket + 1) & mask) {
        const auto place = m_buckets[bucket];
        if (place == 0 || m_entries[place - 1].word == word)
            return bucket;
    }
}

bool WordTable::add(std::string_view word, int value)
{
    if (m_buckets.size() < 2 * (m_entries.size() + 1))
        grow();
    auto &place = m_buckets[bucketOf(word)];
    if (place != 0)
        return false;
    m_entries.push_back({std::string(word), value});
    place = static_cast<std::uint32_t>(m_entries.size());
    return true;
}

int WordTable::find(std::string_view word) const
{
    if (m_entries.empty())
        return -1;
    const auto place = m_buckets[bucketOf(word)];
    return place == 0 ? -1 : m_entries[place - 1].value;
}

std::vector<std::string_view> WordTable::words() const
{
    std::vector<std::string_view> words;
    std::ranges::transform(m_entries, std::back_inserter(words),
                           [](const Entry &e) { return std::string_view(e.word); });
    return words;
}

void WordTable::grow()
{
    m_buckets.assign(std::max<std::size_t>(8, m_buckets.size() * 2), 0);
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_buckets[bucketOf(m_entries[i].word)] = static_cast<std::uint32_t>(i + 1);
}

} // namespace Bellboard
