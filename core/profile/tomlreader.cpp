// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/tomlreader.h"

#include "util/nearestword.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qsizetype longestQuotation = 100;
constexpr qsizetype longestMessage = 1000;

/// A message that quotes no more of what stands there than people read.
QString shortened(const QString &message)
{
    auto parts = message.split(u'"');
    for (qsizetype i = 1; i < parts.size(); i += 2) {
        if (parts[i].size() > longestQuotation)
            parts[i] = parts[i].left(longestQuotation) + u'\u2026';
    }
    const auto whole = parts.join(u'"');
    return whole.size() > longestMessage ? whole.left(longestMessage) + u'\u2026' : whole;
}

} // namespace

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString TomlReader::nearest(std::string_view given, std::span<const std::string_view> known) const
{
    return m_problems.size() < mostProblems ? toQString(nearestWord(given, known)) : QString();
}

void TomlReader::complain(const toml::source_region &where, const QString &message)
{
    m_problems.append({where.path ? toQString(*where.path) : QString(), static_cast<int>(where.begin.line),
                       static_cast<int>(where.begin.column), shortened(message)});
}

void TomlReader::checkKeys(const toml::table &table, std::span<const std::string_view> known)
{
    for (const auto &[key, value] : table) {
        if (std::ranges::find(known, key.str()) == known.end())
            complain(
                key.source(),
                u"unknown key \"%1\"; did you mean \"%2\"?"_s.arg(toQString(key.str()), nearest(key.str(), known)));
    }
}

const toml::table *TomlReader::table(const toml::table &parent, std::string_view key)
{
    const auto *node = parent.get(key);
    if (!node)
        return nullptr;
    if (!node->is_table())
        complain(node->source(), u"\"%1\" is a table, such as under a line [%1]"_s.arg(toQString(key)));
    return node->as_table();
}

std::optional<std::string> TomlReader::text(const toml::table &table, std::string_view key, std::string_view example)
{
    const auto *node = table.get(key);
    if (!node)
        return std::nullopt;
    if (const auto *value = node->as_string(); value && !value->get().empty())
        return value->get();
    complain(node->source(), u"\"%1\" is a text in quotes, such as \"%2\""_s.arg(toQString(key), toQString(example)));
    return std::nullopt;
}

std::optional<std::size_t> TomlReader::word(const toml::table &table, std::string_view key,
                                            std::span<const std::string_view> words)
{
    const auto given = text(table, key, words.front());
    if (!given)
        return std::nullopt;
    const auto found = std::ranges::find(words, *given);
    if (found != words.end())
        return static_cast<std::size_t>(found - words.begin());
    complain(table.get(key)->source(),
             u"there is no %1 \"%2\"; did you mean \"%3\"?"_s.arg(toQString(key), toQString(*given),
                                                                  nearest(*given, words)));
    return std::nullopt;
}

std::optional<std::int64_t> TomlReader::number(const toml::table &table, std::string_view key, std::int64_t least,
                                               std::int64_t most)
{
    const auto *node = table.get(key);
    if (!node)
        return std::nullopt;
    if (const auto *value = node->as_integer(); value && value->get() >= least && value->get() <= most)
        return value->get();
    complain(
        node->source(),
        u"\"%1\" is a whole number from %2 to %3"_s.arg(toQString(key), QString::number(least), QString::number(most)));
    return std::nullopt;
}

bool TomlReader::flag(const toml::table &table, std::string_view key)
{
    const auto *node = table.get(key);
    if (!node)
        return false;
    if (const auto *value = node->as_boolean())
        return value->get();
    complain(node->source(), u"\"%1\" is true or false"_s.arg(toQString(key)));
    return false;
}

} // namespace Bellboard
