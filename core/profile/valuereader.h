// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/profile.h"
#include "profile/profilefields.h"
#include "profile/tomlreader.h"

#include <map>

namespace Bellboard {

/// Reads where the values of a message come from, as a profile says it.
class ValueReader
{
public:
    /// Pointers go into `pointers`. `translations` are the tables under [translate].
    ValueReader(TomlReader &reader, PointerTree &pointers, const toml::table *translations)
        : m_reader(reader)
        , m_pointers(pointers)
        , m_translations(translations)
    { }

    /// The value that `node` describes for `field`; one without a source, and a problem, when it is wrong.
    ValuePlan read(const toml::node &node, const FieldInfo &field);
    /// The slot of the pointer in `node`; -1, and a problem, when it is none.
    int readPointer(const toml::node &node);
    /// The tokens of the pointer in `node`, of which no message is asked.
    std::optional<std::vector<std::string>> readTokens(const toml::node &node);
    /// Complains about translations that nobody used.
    void checkUnused();

private:
    ValuePlan readTable(const toml::table &table, const FieldInfo &field);
    ValuePlan readMoney(const toml::table &table);
    void readPointers(const toml::node &node, const FieldInfo &field, ValuePlan &plan);
    void readFormat(const toml::table &table, const FieldInfo &field, ValuePlan &plan);
    void readTranslation(const toml::table &table, const FieldInfo &field, ValuePlan &plan);
    void fillTranslation(const toml::table &words, const toml::node *otherwise, const FieldInfo &field,
                         Translation &translation);
    /// What `node` says in place of a message: a text, a number, or true or false.
    std::optional<std::string> scalar(const toml::node &node, std::string_view key);
    /// Checks that a constant or default is what the field takes.
    void checkConstant(const toml::node &node, const FieldInfo &field, ValuePlan &plan);
    /// The number of our `word` for the field, or -1 and a problem.
    int wordOf(const toml::node &node, const FieldInfo &field);

    TomlReader &m_reader;
    PointerTree &m_pointers;
    const toml::table *m_translations;
    std::map<std::string, bool, std::less<>> m_used;
};

} // namespace Bellboard
