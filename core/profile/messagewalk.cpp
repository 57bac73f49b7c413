// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/messagewalk.h"

#include "protocol/batchdecoder.h"

#include <algorithm>

namespace Bellboard {

using Type = CapturedValue::Type;

MessageWalk::MessageWalk(const PointerTree &tree) : m_tree(tree), m_slots(tree.slotCount()), m_visited(tree.nodeCount())
{ }

CapturedValue MessageWalk::at(int slot) const
{
    const auto &found = m_slots[static_cast<std::size_t>(slot)];
    return found.message == m_message ? found.value : CapturedValue{};
}

void MessageWalk::keep(const PointerTree::Node &node, Type type, std::string_view text)
{
    if (node.slot >= 0)
        m_slots[static_cast<std::size_t>(node.slot)] = {{type, text}, m_message};
}

void MessageWalk::read(JsonReader &reader, simdjson::ondemand::object &object)
{
    keep(m_tree.node(0), Type::Compound);
    walkMembers(reader, object, m_tree.node(0), 0);
}

void MessageWalk::walkMembers(JsonReader &reader, simdjson::ondemand::object &object, const PointerTree::Node &node,
                              int depth)
{
    reader.forEachMember(object, [&](std::string_view key, JsonReader::Value &member) {
        const auto child = node.members.find(key);
        if (child < 0)
            return reader.skip(member, depth + 1);
        auto &visited = m_visited[static_cast<std::size_t>(child)];
        if (visited == m_message)
            return reader.fail(DecodeError::Kind::NotAnEvent, "a member that the profile reads comes twice");
        visited = m_message;
        walk(reader, member, child, depth + 1);
    });
}

void MessageWalk::walkElements(JsonReader &reader, JsonReader::Value &value, const PointerTree::Node &node, int depth)
{
    auto elements = reader.array(value, "value");
    if (!elements)
        return;
    std::size_t place = 0;
    for (auto element : *elements) {
        if (const auto code = element.error())
            return reader.fail(code);
        JsonReader::Value item = std::move(element).value_unsafe();
        const auto child = std::ranges::find(node.elements, place++, &std::pair<std::size_t, int>::first);
        if (child == node.elements.end())
            reader.skip(item, depth + 1);
        else
            walk(reader, item, child->second, depth + 1);
        if (reader.failed())
            return;
    }
}

void MessageWalk::walk(JsonReader &reader, JsonReader::Value &value, int index, int depth)
{
    const auto &node = m_tree.node(index);
    simdjson::ondemand::json_type type{};
    if (const auto code = value.type().get(type))
        return reader.fail(code);
    switch (type) {
    case simdjson::ondemand::json_type::object:
        keep(node, Type::Compound);
        if (node.isLeaf())
            return reader.skip(value, depth);
        if (auto object = reader.object(value, "value"))
            walkMembers(reader, *object, node, depth);
        return;
    case simdjson::ondemand::json_type::array:
        keep(node, Type::Compound);
        return node.elements.empty() ? reader.skip(value, depth) : walkElements(reader, value, node, depth);
    case simdjson::ondemand::json_type::string:
        return keep(node, Type::Text, reader.text(value, "value"));
    case simdjson::ondemand::json_type::null:
        keep(node, Type::Null);
        return reader.skip(value, depth);
    default:
        keep(node, Type::Literal, trimmedJson(value.raw_json_token()));
        return reader.skip(value, depth);
    }
}

} // namespace Bellboard
