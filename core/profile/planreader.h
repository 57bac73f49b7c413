// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventfields.h"
#include "event/eventwords.h"
#include "event/money.h"
#include "profile/messagewalk.h"
#include "profile/profile.h"
#include "profile/valueformat.h"

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace Bellboard {

/// Reads the values of one message as plans say, and remembers the first thing that was wrong.
class PlanReader
{
public:
    /// `unescaped` keeps texts that are made of several.
    PlanReader(const Profile &profile, const MessageWalk &walk, std::deque<std::string> &unescaped)
        : m_profile(profile)
        , m_walk(walk)
        , m_unescaped(unescaped)
    { }

    bool failed() const { return !m_error.empty(); }
    /// A phrase: what is wrong with which value. Never quotes the message.
    const std::string &error() const { return m_error; }

    /// Reads the value of `field` into `value`, which stays as it is where the message has none and needs none.
    template<typename Value>
    void read(const ValuePlan &plan, std::string_view name, Need need, Value &value)
    {
        if (failed() || plan.source == ValuePlan::Source::None)
            return;
        if constexpr (std::is_same_v<Value, Money>) {
            readMoney(plan, name, need, value);
        } else if constexpr (std::is_enum_v<Value> || std::is_same_v<Value, bool>) {
            if (const auto place = word(plan, name, need, wordsOf<Value>()))
                value = static_cast<Value>(*place);
        } else if constexpr (std::is_same_v<Value, std::optional<std::uint64_t>>) {
            if (const auto given = text(plan, name, need))
                convert(*given, plan, name, value.emplace());
        } else if (const auto given = text(plan, name, need)) {
            convert(*given, plan, name, value);
        }
    }

private:
    template<typename Value>
    static constexpr std::span<const WireWord<Value>> wordsOf()
    {
        return wireWords<Value>;
    }
    /// The text of the value; nothing where there is none, and that is no error, or it is one.
    std::optional<std::string_view> text(const ValuePlan &plan, std::string_view name, Need need);
    std::optional<std::string_view> textAt(const ValuePlan &plan, int slot, std::string_view name);
    std::optional<std::string_view> joined(const ValuePlan &plan, std::string_view name);
    void readMoney(const ValuePlan &plan, std::string_view name, Need need, Money &money);

    template<typename Value>
    std::optional<int> word(const ValuePlan &plan, std::string_view name, Need need,
                            std::span<const WireWord<Value>> words)
    {
        if (plan.source == ValuePlan::Source::Constant)
            return plan.word;
        const auto given = textAt(plan, plan.slots.front(), name);
        if (failed())
            return std::nullopt;
        if (!given) {
            if (!plan.hasDefault)
                return missing(plan, name, need), std::nullopt;
            return plan.word;
        }
        int place = plan.translation ? plan.translation->words.find(*given) : -1;
        for (std::size_t i = 0; place < 0 && i < words.size(); ++i) {
            if (words[i].word == *given)
                place = static_cast<int>(i);
        }
        if (place < 0 && plan.translation)
            place = plan.translation->otherwise;
        if (place >= 0)
            return place;
        fail(plan, name, "is not one of the words that the profile knows");
        return std::nullopt;
    }

    void convert(std::string_view given, const ValuePlan &, std::string_view, std::string_view &value)
    {
        value = given;
    }
    void convert(std::string_view given, const ValuePlan &, std::string_view, std::string &value) { value = given; }
    void convert(std::string_view given, const ValuePlan &plan, std::string_view name, std::uint64_t &value);
    void convert(std::string_view given, const ValuePlan &plan, std::string_view name, std::uint32_t &value);
    void convert(std::string_view given, const ValuePlan &plan, std::string_view name, double &value);
    void convert(std::string_view given, const ValuePlan &plan, std::string_view name, Timestamp &value);
    void convert(std::string_view given, const ValuePlan &plan, std::string_view name,
                 std::chrono::milliseconds &value);

    void missing(const ValuePlan &plan, std::string_view name, Need need);
    void fail(const ValuePlan &plan, std::string_view name, std::string_view what);

    const Profile &m_profile;
    const MessageWalk &m_walk;
    std::deque<std::string> &m_unescaped;
    std::string m_error;
};

} // namespace Bellboard
