// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profilefields.h"

namespace Bellboard {

namespace {

constexpr std::array names{
    "org.bellboard.payment", "org.bellboard.run",      "org.bellboard.exception", "org.bellboard.rule",
    "org.bellboard.help",    "org.bellboard.donation", "org.bellboard.shift",     "org.bellboard.metric",
    "org.bellboard.task",    "org.bellboard.message",  "org.bellboard.presence",  "org.bellboard.alert",
    "org.bellboard.note",    "control.welcome",        "control.caughtup",        "control.ping",
    "control.pong",          "control.result",         "control.error",           "control.token_expiring",
    "control.authenticated", "control.drain",          "control.typing",          "ignore",
};
static_assert(names.size() == std::tuple_size_v<MappedTypes>);

constexpr std::string_view eventPrefix = "org.bellboard.";

template<typename Value>
FieldInfo fieldInfo(std::string_view name, Need need)
{
    FieldInfo info{name, FieldKind::Text, need};
    if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, bool>) {
        info.kind = FieldKind::Word;
        for (const auto &word : wireWords<Value>)
            info.words.push_back(word.word);
    } else if constexpr (std::is_same_v<Value, std::uint64_t> || std::is_same_v<Value, std::optional<std::uint64_t>>) {
        info.kind = FieldKind::Number;
    } else if constexpr (std::is_same_v<Value, std::uint32_t>) {
        info.kind = FieldKind::SmallNumber;
    } else if constexpr (std::is_same_v<Value, double>) {
        info.kind = FieldKind::Decimal;
    } else if constexpr (std::is_same_v<Value, Timestamp>) {
        info.kind = FieldKind::Time;
    } else if constexpr (std::is_same_v<Value, std::chrono::milliseconds>) {
        info.kind = FieldKind::Duration;
    } else if constexpr (std::is_same_v<Value, Money>) {
        info.kind = FieldKind::Money;
    }
    return info;
}

template<typename Data>
TypeInfo typeInfo(std::string_view name)
{
    TypeInfo info;
    info.name = name;
    if (name.starts_with(eventPrefix)) {
        info.eventType = name;
        info.name.remove_prefix(eventPrefix.size());
    }
    const auto add = [&]<typename D, typename Value>(const EventField<D, Value> &field) {
        info.fields.push_back(fieldInfo<Value>(field.name, field.need));
    };
    std::apply([&](const auto &...field) { (add(field), ...); }, eventFields<Data>);
    return info;
}

template<std::size_t... I>
std::vector<TypeInfo> makeInfos(std::index_sequence<I...> /*all*/)
{
    return {typeInfo<std::tuple_element_t<I, MappedTypes>>(names[I])...};
}

} // namespace

std::span<const TypeInfo> typeInfos()
{
    static const auto infos = makeInfos(std::make_index_sequence<std::tuple_size_v<MappedTypes>>());
    return infos;
}

} // namespace Bellboard
