// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/pointertree.h"
#include "protocol/jsonreader.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace Bellboard {

/// What a message has at a pointer.
struct CapturedValue
{
    enum class Type : std::uint8_t {
        Missing, ///< nothing is there
        Null,
        Text, ///< a string; `text` is what it says
        Literal, ///< a number, true or false; `text` is how it is written
        Compound, ///< an object or an array; `text` is empty
    };
    Type type = Type::Missing;
    std::string_view text{};
};

/// Walks through one message after the other, and keeps what stands at the pointers of a tree. All of a message is checked.
class MessageWalk
{
public:
    /// `tree` must outlive it.
    explicit MessageWalk(const PointerTree &tree);

    /// Forgets the message before.
    void begin() { ++m_message; }
    /// Reads a message, or the one argument of it that counts.
    void read(JsonReader &reader, simdjson::ondemand::object &object);
    void read(JsonReader &reader, JsonReader::Value &value) { walk(reader, value, 0, 0); }
    CapturedValue at(int slot) const;

private:
    struct Slot
    {
        CapturedValue value;
        std::uint64_t message = 0; ///< of which it is
    };
    void walk(JsonReader &reader, JsonReader::Value &value, int node, int depth);
    void walkMembers(JsonReader &reader, simdjson::ondemand::object &object, const PointerTree::Node &node, int depth);
    void walkElements(JsonReader &reader, JsonReader::Value &value, const PointerTree::Node &node, int depth);
    void keep(const PointerTree::Node &node, CapturedValue::Type type, std::string_view text = {});

    const PointerTree &m_tree;
    std::vector<Slot> m_slots;
    std::vector<std::uint64_t> m_visited; ///< by node: in which message last
    std::uint64_t m_message = 0;
};

} // namespace Bellboard
