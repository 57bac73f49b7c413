// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/planreader.h"

namespace Bellboard {

using Source = ValuePlan::Source;
using Type = CapturedValue::Type;

void PlanReader::fail(const ValuePlan &plan, std::string_view name, std::string_view what)
{
    m_error = name;
    if (!plan.slots.empty())
        m_error += " (at \"" + m_profile.pointers.pointer(plan.slots.front()) + "\")";
    m_error += ' ';
    m_error += what;
}

void PlanReader::missing(const ValuePlan &plan, std::string_view name, Need need)
{
    if (need != Need::Optional)
        fail(plan, name, "is missing");
}

std::optional<std::string_view> PlanReader::textAt(const ValuePlan &plan, int slot, std::string_view name)
{
    const auto value = m_walk.at(slot);
    switch (value.type) {
    case Type::Text:
    case Type::Literal:
        return value.text;
    case Type::Compound:
        fail(plan, name, "is an object or an array");
        return std::nullopt;
    case Type::Missing:
    case Type::Null:
        break;
    }
    return std::nullopt;
}

std::optional<std::string_view> PlanReader::joined(const ValuePlan &plan, std::string_view name)
{
    std::string whole;
    for (const auto slot : plan.slots) {
        const auto part = textAt(plan, slot, name);
        if (!part)
            return std::nullopt;
        whole += whole.empty() ? "" : ":";
        whole += *part;
    }
    return m_unescaped.emplace_back(std::move(whole));
}

std::optional<std::string_view> PlanReader::text(const ValuePlan &plan, std::string_view name, Need need)
{
    if (plan.source == Source::Constant)
        return plan.text;
    auto given = plan.slots.size() == 1 ? textAt(plan, plan.slots.front(), name) : joined(plan, name);
    if (failed())
        return std::nullopt;
    if (!given && plan.hasDefault)
        return plan.text;
    if (given && plan.translation) {
        auto place = plan.translation->words.find(*given);
        if (place < 0)
            place = plan.translation->otherwise;
        if (place >= 0)
            given = plan.translation->texts[static_cast<std::size_t>(place)];
    }
    // An empty text says as little as none where something is needed, and where none is needed it is none.
    if (given && (!given->empty() || need == Need::Needed))
        return given;
    missing(plan, name, need);
    return std::nullopt;
}

void PlanReader::convert(std::string_view given, const ValuePlan &plan, std::string_view name, std::uint64_t &value)
{
    if (const auto number = readNumber(given, largestNumber))
        value = *number;
    else
        fail(plan, name, "is not a whole number from 0 to 9007199254740991");
}

void PlanReader::convert(std::string_view given, const ValuePlan &plan, std::string_view name, std::uint32_t &value)
{
    if (const auto number = readNumber(given, largestSmallNumber))
        value = static_cast<std::uint32_t>(*number);
    else
        fail(plan, name, "is not a whole number from 0 to 4294967295");
}

void PlanReader::convert(std::string_view given, const ValuePlan &plan, std::string_view name, double &value)
{
    if (const auto number = readDecimal(given))
        value = *number;
    else
        fail(plan, name, "is not a number");
}

void PlanReader::convert(std::string_view given, const ValuePlan &plan, std::string_view name, Timestamp &value)
{
    constexpr std::array formats{"is not a time by RFC 3339", "is not a time by RFC 3339, with or without an offset",
                                 "is not a number of seconds since 1970", "is not a number of milliseconds since 1970"};
    if (const auto time = readTime(given, plan.timeFormat))
        value = *time;
    else
        fail(plan, name, formats[static_cast<std::size_t>(plan.timeFormat)]);
}

void PlanReader::convert(std::string_view given, const ValuePlan &plan, std::string_view name,
                         std::chrono::milliseconds &value)
{
    if (const auto duration = readDuration(given, plan.unit))
        value = *duration;
    else
        fail(plan, name, "is not a number of at most a day");
}

void PlanReader::readMoney(const ValuePlan &plan, std::string_view name, Need need, Money &money)
{
    const auto &parts = *plan.money;
    const auto part = [&](const ValuePlan &of, const char *what) {
        return text(of, std::string(name) + "'s " + what, need == Need::Optional ? Need::Optional : Need::NotEmpty);
    };
    const auto amount = part(parts.amount, "amount");
    const auto currency = part(parts.currency, "currency");
    if (failed() || !amount || !currency)
        return;
    const auto read =
        parts.minorUnits ? readMinorUnits(*amount, *currency, parts.digits) : readMajorUnits(*amount, *currency);
    if (read)
        money = *read;
    else
        fail(parts.amount, name,
             parts.minorUnits ? "is not a whole number of the smallest unit with a three-letter currency"
                              : "is not an amount of at most 18 digits with a three-letter currency");
}

} // namespace Bellboard
