// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/valuereader.h"

#include "profile/jsonpointer.h"
#include "profile/valueformat.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using namespace std::string_view_literals;
using Source = ValuePlan::Source;

constexpr std::array valueKeys{"pointer"sv,   "value"sv, "default"sv,  "format"sv,
                               "translate"sv, "words"sv, "otherwise"sv};
constexpr std::array moneyKeys{"amount"sv, "currency"sv, "unit"sv, "digits"sv};
constexpr std::array translationKeys{"words"sv, "otherwise"sv};
constexpr std::array timeFormats{"rfc3339"sv, "utc"sv, "seconds"sv, "milliseconds"sv};
constexpr std::array durationFormats{"milliseconds"sv, "seconds"sv};
constexpr std::array moneyUnits{"major"sv, "minor"sv};

bool isText(FieldKind kind)
{
    return kind == FieldKind::Text;
}

} // namespace

ValuePlan ValueReader::read(const toml::node &node, const FieldInfo &field)
{
    ValuePlan plan;
    if (field.kind == FieldKind::Money) {
        if (const auto *table = node.as_table())
            return readMoney(*table);
        m_reader.complain(node.source(),
                          u"\"%1\" is money, such as { amount = \"/amount\", currency = \"/currency\" }"_s.arg(
                              toQString(field.name)));
    } else if (node.is_string() || node.is_array()) {
        readPointers(node, field, plan);
    } else if (const auto *table = node.as_table()) {
        return readTable(*table, field);
    } else {
        m_reader.complain(node.source(),
                          u"\"%1\" is a pointer such as \"/data/%1\", or a table such as { value = \"...\" }"_s.arg(
                              toQString(field.name)));
    }
    return plan;
}

std::optional<std::vector<std::string>> ValueReader::readTokens(const toml::node &node)
{
    const auto *text = node.as_string();
    if (!text) {
        m_reader.complain(node.source(), u"expected is a JSON pointer in quotes, such as \"/data/id\""_s);
        return std::nullopt;
    }
    auto tokens = parseJsonPointer(text->get());
    if (tokens)
        return std::move(tokens).value();
    m_reader.complain(node.source(),
                      u"\"%1\" is no pointer: %2"_s.arg(toQString(text->get()), toQString(tokens.error())));
    return std::nullopt;
}

int ValueReader::readPointer(const toml::node &node)
{
    const auto tokens = readTokens(node);
    return tokens ? m_pointers.add(*tokens, node.as_string()->get()) : -1;
}

void ValueReader::readPointers(const toml::node &node, const FieldInfo &field, ValuePlan &plan)
{
    const auto add = [&](const toml::node &one) {
        const auto slot = readPointer(one);
        if (slot >= 0)
            plan.slots.push_back(slot);
    };
    const auto *several = node.as_array();
    if (!several)
        add(node);
    else if (!isText(field.kind) || several->empty() || several->size() > 4)
        m_reader.complain(node.source(),
                          isText(field.kind) ? u"a list of pointers has one to four of them"_s
                                             : u"only texts are made of several pointers, and \"%1\" is none"_s.arg(
                                                   toQString(field.name)));
    else
        std::ranges::for_each(*several, add);
    if (!plan.slots.empty())
        plan.source = Source::Message;
}

std::optional<std::string> ValueReader::scalar(const toml::node &node, std::string_view key)
{
    if (const auto *text = node.as_string())
        return text->get();
    if (const auto *number = node.as_integer())
        return std::to_string(number->get());
    if (const auto *flag = node.as_boolean())
        return flag->get() ? "true" : "false";
    m_reader.complain(node.source(), u"\"%1\" is a text, a whole number, or true or false"_s.arg(toQString(key)));
    return std::nullopt;
}

ValuePlan ValueReader::readTable(const toml::table &table, const FieldInfo &field)
{
    ValuePlan plan;
    m_reader.checkKeys(table, valueKeys);
    readFormat(table, field, plan);
    const auto *pointer = table.get("pointer"sv);
    const auto *value = table.get("value"sv);
    if (!pointer == !value) {
        m_reader.complain(
            table.source(),
            u"\"%1\" has either a \"pointer\" into the message or a \"value\" of its own"_s.arg(toQString(field.name)));
        return plan;
    }
    if (value) {
        for (const auto key : {"default"sv, "translate"sv, "words"sv, "otherwise"sv}) {
            if (const auto *node = table.get(key))
                m_reader.complain(
                    node->source(),
                    u"\"%1\" is of no use beside \"value\", which is always the same"_s.arg(toQString(key)));
        }
        if (const auto text = scalar(*value, "value"sv)) {
            plan.source = Source::Constant;
            plan.text = *text;
            checkConstant(*value, field, plan);
        }
        return plan;
    }
    readPointers(*pointer, field, plan);
    readTranslation(table, field, plan);
    if (const auto *fallback = table.get("default"sv)) {
        if (const auto text = scalar(*fallback, "default"sv)) {
            plan.text = *text;
            plan.hasDefault = true;
            checkConstant(*fallback, field, plan);
        }
    }
    return plan;
}

void ValueReader::readFormat(const toml::table &table, const FieldInfo &field, ValuePlan &plan)
{
    const auto *node = table.get("format"sv);
    if (!node)
        return;
    if (field.kind == FieldKind::Time) {
        if (const auto format = m_reader.word(table, "format"sv, timeFormats))
            plan.timeFormat = static_cast<TimeFormat>(*format);
    } else if (field.kind == FieldKind::Duration) {
        if (m_reader.word(table, "format"sv, durationFormats) == 1)
            plan.unit = 1000;
    } else {
        m_reader.complain(node->source(),
                          u"only times have a \"format\", and \"%1\" is none"_s.arg(toQString(field.name)));
    }
}

int ValueReader::wordOf(const toml::node &node, const FieldInfo &field)
{
    const auto text = scalar(node, field.name);
    if (!text)
        return -1;
    const auto found = std::ranges::find(field.words, *text);
    if (found != field.words.end())
        return static_cast<int>(found - field.words.begin());
    QString known;
    for (const auto word : field.words)
        known += (known.isEmpty() ? u""_s : u", "_s) + toQString(word);
    m_reader.complain(node.source(),
                      u"there is no %1 \"%2\"; there are: %3"_s.arg(toQString(field.name), toQString(*text), known));
    return -1;
}

void ValueReader::checkConstant(const toml::node &node, const FieldInfo &field, ValuePlan &plan)
{
    if (field.kind == FieldKind::Word) {
        plan.word = wordOf(node, field);
        return;
    }
    QString expected;
    if (field.kind == FieldKind::Text && field.need == Need::NotEmpty && plan.text.empty())
        expected = u"a text that is not empty"_s;
    else if ((field.kind == FieldKind::Number || field.kind == FieldKind::SmallNumber)
             && !readNumber(plan.text, field.kind == FieldKind::Number ? largestNumber : largestSmallNumber))
        expected = u"a whole number"_s;
    else if (field.kind == FieldKind::Decimal && !readDecimal(plan.text))
        expected = u"a number"_s;
    else if (field.kind == FieldKind::Duration && !readDuration(plan.text, plan.unit))
        expected = u"a number, and at most a day"_s;
    else if (field.kind == FieldKind::Time && !readTime(plan.text, plan.timeFormat))
        expected = u"a time in the format that is given"_s;
    if (!expected.isEmpty())
        m_reader.complain(node.source(), u"\"%1\" is %2"_s.arg(toQString(field.name), expected));
}

void ValueReader::readTranslation(const toml::table &table, const FieldInfo &field, ValuePlan &plan)
{
    const auto *words = table.get("words"sv);
    const auto *named = table.get("translate"sv);
    const auto *otherwise = table.get("otherwise"sv);
    if (!words && !named && !otherwise)
        return;
    if (field.kind != FieldKind::Word && !isText(field.kind))
        return m_reader.complain(table.source(),
                                 u"only words are translated, and \"%1\" is none"_s.arg(toQString(field.name)));
    auto &translation = plan.translation.emplace();
    if (words && named)
        return m_reader.complain(named->source(), u"\"translate\" and \"words\" do not stand together"_s);
    if (words) {
        if (const auto *inner = m_reader.table(table, "words"sv))
            fillTranslation(*inner, otherwise, field, translation);
        return;
    }
    if (!named) {
        static const toml::table none;
        return fillTranslation(none, otherwise, field, translation);
    }
    const auto name = m_reader.text(table, "translate"sv, "priority"sv);
    if (!name)
        return;
    const auto *found = m_translations ? m_translations->get(*name) : nullptr;
    if (!found || !found->is_table()) {
        std::vector<std::string_view> known;
        if (m_translations) {
            for (const auto &[key, value] : *m_translations)
                known.push_back(key.str());
        }
        return m_reader.complain(named->source(),
                                 known.empty() ? u"there is no table [translate.%1]"_s.arg(toQString(*name))
                                               : u"there is no table [translate.%1]; did you mean \"%2\"?"_s.arg(
                                                     toQString(*name), m_reader.nearest(*name, known)));
    }
    m_used[*name] = true;
    const auto &shared = *found->as_table();
    m_reader.checkKeys(shared, translationKeys);
    if (const auto *inner = m_reader.table(shared, "words"sv))
        fillTranslation(*inner, otherwise ? otherwise : shared.get("otherwise"sv), field, translation);
    else if (!shared.contains("words"sv))
        m_reader.complain(shared.source(), u"this table has no \"words\", such as words = { urgent = \"critical\" }"_s);
}

void ValueReader::fillTranslation(const toml::table &words, const toml::node *otherwise, const FieldInfo &field,
                                  Translation &translation)
{
    const auto ours = [&](const toml::node &node) {
        if (field.kind == FieldKind::Word)
            return wordOf(node, field);
        const auto text = scalar(node, field.name);
        if (!text)
            return -1;
        translation.texts.push_back(*text);
        return static_cast<int>(translation.texts.size()) - 1;
    };
    for (const auto &[key, value] : words) {
        if (const auto place = ours(value); place >= 0)
            translation.words.add(key.str(), place);
    }
    if (otherwise)
        translation.otherwise = ours(*otherwise);
}

ValuePlan ValueReader::readMoney(const toml::table &table)
{
    ValuePlan plan;
    MoneyPlan money;
    m_reader.checkKeys(table, moneyKeys);
    const auto *amount = table.get("amount"sv);
    const auto *currency = table.get("currency"sv);
    if (!amount || !currency) {
        m_reader.complain(table.source(), u"money has an \"amount\" and a \"currency\", such as { value = \"GBP\" }"_s);
        return plan;
    }
    money.minorUnits = m_reader.word(table, "unit"sv, moneyUnits) == 1;
    money.amount = read(*amount, {"amount"sv});
    money.currency = read(*currency, {"currency"sv});
    if (const auto digits = m_reader.number(table, "digits"sv, 0, 9)) {
        money.digits = static_cast<int>(*digits);
        if (!money.minorUnits)
            m_reader.complain(table.get("digits"sv)->source(), u"\"digits\" is of use only beside unit = \"minor\""_s);
    }
    if (money.currency.source == Source::Constant && !isCurrency(money.currency.text))
        m_reader.complain(currency->source(), u"a currency has three letters, such as \"GBP\""_s);
    if (money.amount.source == Source::Constant && !readMajorUnits(money.amount.text, "XXX"))
        m_reader.complain(amount->source(), u"an amount is decimal digits in quotes, such as \"12.50\""_s);
    if (money.amount.source == Source::None || money.currency.source == Source::None)
        return plan;
    plan.source = Source::Money;
    plan.money = std::make_shared<const MoneyPlan>(std::move(money));
    return plan;
}

void ValueReader::checkUnused()
{
    if (!m_translations)
        return;
    for (const auto &[key, value] : *m_translations) {
        if (!m_used.contains(std::string(key.str())))
            m_reader.complain(key.source(), u"nothing uses the table [translate.%1]"_s.arg(toQString(key.str())));
    }
}

} // namespace Bellboard
