// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/fileproblem.h"
#include "util/tomldocument.h"

#include <QList>
#include <QString>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace Bellboard {

QString toQString(std::string_view text);

/// Reads the tables of a TOML file strictly, and gathers what is wrong with them.
class TomlReader
{
public:
    explicit TomlReader(QList<FileProblem> &problems) : m_problems(problems) { }

    /// So many problems of a profile are told of.
    static constexpr qsizetype mostProblems = 100;
    /// Which of the `known` words is meant; empty beyond mostProblems, as it takes long to find and nobody reads it.
    QString nearest(std::string_view given, std::span<const std::string_view> known) const;

    void complain(const toml::source_region &where, const QString &message);
    /// Complains about each key of `table` that is not `known`, and names the nearest one.
    void checkKeys(const toml::table &table, std::span<const std::string_view> known);
    /// The table under `key`; nothing where there is none, and nothing and a problem when it is no table.
    const toml::table *table(const toml::table &parent, std::string_view key);
    /// The text under `key`, with at least one character; `example` is how one looks.
    std::optional<std::string> text(const toml::table &table, std::string_view key, std::string_view example);
    /// The place among `words` of the text under `key`.
    std::optional<std::size_t> word(const toml::table &table, std::string_view key,
                                    std::span<const std::string_view> words);
    std::optional<std::int64_t> number(const toml::table &table, std::string_view key, std::int64_t least,
                                       std::int64_t most);
    bool flag(const toml::table &table, std::string_view key);

private:
    QList<FileProblem> &m_problems;
};

} // namespace Bellboard
