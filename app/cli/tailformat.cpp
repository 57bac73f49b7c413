// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/tailformat.h"

#include "event/eventjson.h"
#include "event/eventwords.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

std::string money(const Money &amount)
{
    return amount.currencyCode().empty() ? amount.decimalText()
                                         : std::string(amount.currencyCode()) + ' ' + amount.decimalText();
}

/// The parts that are not empty, with a space between.
std::string words(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const auto part : parts) {
        if (part.empty())
            continue;
        if (!text.empty())
            text += ' ';
        text += part;
    }
    return text;
}

std::string outOf(std::uint64_t part, std::uint64_t whole)
{
    return std::to_string(part) + '/' + std::to_string(whole);
}

QString localTime(Timestamp time, const QString &format)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count()).toString(format);
}

/// When what is missing happened, "2026-03-01 10:02:11..2026-03-01 10:05:40"; empty when nobody knows.
std::string spanOf(const GapData &gap)
{
    if (gap.until == Timestamp())
        return {};
    const auto format = u"yyyy-MM-dd HH:mm:ss"_s;
    const auto since = gap.since == Timestamp() ? QString() : localTime(gap.since, format);
    return (since + u".."_s + localTime(gap.until, format)).toStdString();
}

/// What each kind of data says in a few words.
struct Describe
{
    const Event &event;

    std::string operator()(std::monostate) const { return std::string(event.type); }
    std::string operator()(const PaymentData &data) const
    {
        return words({"payment", event.subject, wireWord(data.status), money(data.amount), data.payer, data.reason});
    }
    std::string operator()(const RunData &data) const
    {
        return words({"run", event.subject, wireWord(data.phase), outOf(data.done, data.total), data.name, data.error});
    }
    std::string operator()(const ExceptionData &data) const
    {
        return words({"exception", event.subject, wireWord(data.status), money(data.amount), data.reason, data.owner});
    }
    std::string operator()(const RuleData &data) const
    {
        return words({"rule", event.subject, wireWord(data.status), data.name, data.text, data.by});
    }
    std::string operator()(const HelpData &data) const
    {
        return words({"help", event.subject, wireWord(data.status), data.name, data.topic, data.assignee});
    }
    std::string operator()(const DonationData &data) const
    {
        return words({"donation", event.subject, wireWord(data.status), money(data.amount), data.donor, data.campaign});
    }
    std::string operator()(const ShiftData &data) const
    {
        return words({"shift", event.subject, wireWord(data.status), outOf(data.filled, data.needed), data.title});
    }
    std::string operator()(const MetricData &data) const
    {
        return words({"metric", event.subject, data.title, decimalText(data.value), data.unit});
    }
    std::string operator()(const TaskData &data) const
    {
        return words(
            {"task", event.subject, wireWord(data.status), wireWord(data.priority), data.title, data.assignee});
    }
    std::string operator()(const MessageData &data) const
    {
        return words({"message", data.conversation, data.author, data.text});
    }
    std::string operator()(const PresenceData &data) const
    {
        return words({"presence", event.subject, wireWord(data.status)});
    }
    std::string operator()(const AlertData &data) const
    {
        return words({"alert", event.subject, wireWord(data.state), wireWord(data.severity), data.title, data.by});
    }
    std::string operator()(const NoteData &data) const { return words({"note", data.about, data.by, data.text}); }
    std::string operator()(const RepairData &data) const
    {
        return words(
            {"repair", data.stream, std::to_string(data.from) + '-' + std::to_string(data.to), wireWord(data.means)});
    }
    std::string operator()(const GapData &data) const
    {
        const auto end = data.to > 0 ? std::to_string(data.to) : std::string("?");
        const auto offsets = data.from > 0 ? std::to_string(data.from) + '-' + end : std::string();
        return words({"gap", offsets, spanOf(data), data.reason});
    }
};

} // namespace

QByteArray tailLine(const Event &event, const QString &feed)
{
    std::string line =
        localTime(event.time, u"yyyy-MM-dd HH:mm:ss.zzz"_s).toStdString() + "  " + feed.toStdString() + "  ";
    // The number of one that came late says nothing.
    if (!event.streamName.empty())
        line += std::string(event.streamName) + (event.offset > 0 ? '#' + std::to_string(event.offset) : "") + "  ";
    line += std::visit(Describe{event}, event.data);
    return QByteArray::fromStdString(withVisibleControls(line));
}

} // namespace Bellboard
