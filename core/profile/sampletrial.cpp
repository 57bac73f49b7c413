// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/sampletrial.h"

#include "event/eventjson.h"
#include "event/eventwords.h"
#include "event/time.h"
#include "profile/profiledecoder.h"
#include "profile/profilefields.h"

#include <algorithm>
#include <concepts>

namespace Bellboard {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t nameWidth = 18;

std::string textOf(std::string_view text)
{
    return std::string(text);
}

std::string textOf(const std::string &text)
{
    return text;
}

template<std::unsigned_integral Number>
    requires(!std::same_as<Number, bool>)
std::string textOf(Number number)
{
    return std::to_string(number);
}

std::string textOf(std::same_as<double> auto number)
{
    return decimalText(number);
}

std::string textOf(const std::optional<std::uint64_t> &number)
{
    return number ? std::to_string(*number) : std::string();
}

std::string textOf(Timestamp time)
{
    return time == Timestamp{} ? std::string() : formatTime(time);
}

std::string textOf(std::chrono::milliseconds duration)
{
    return duration.count() == 0 ? std::string() : std::to_string(duration.count()) + " ms";
}

std::string textOf(const Money &money)
{
    return money.currencyCode().empty() ? std::string() : money.decimalText() + ' ' + std::string(money.currencyCode());
}

template<typename E>
    requires(std::is_enum_v<E> || std::same_as<E, bool>)
std::string textOf(E value)
{
    return std::string(wireWord(value));
}

/// What of `data` is not empty.
template<typename Data>
void append(Fields &fields, const Data &data)
{
    [[maybe_unused]] const auto add = [&](std::string_view name, std::string text) {
        if (!text.empty())
            fields.emplace_back(name, std::move(text));
    };
    std::apply([&](const auto &...field) { (add(field.name, textOf(data.*field.member)), ...); }, eventFields<Data>);
}

template<typename Data>
std::string typeName()
{
    std::string name;
    const auto infos = typeInfos();
    for (std::size_t i = 0; i < infos.size(); ++i) {
        visitMappedType(i, [&]<typename T>(std::type_identity<T> /*mapped*/) {
            if constexpr (std::is_same_v<T, Data>)
                name = infos[i].name;
        });
    }
    return name;
}

/// Makes an outcome of each thing that a message holds.
class TrialSink final : public DecodeSink
{
public:
    std::vector<SampleOutcome> outcomes;
    int line = 0;
    const ProfileDecoder *decoder = nullptr;

    Event &blankEvent() override { return m_event = Event{}; }
    void eventDecoded() override
    {
        auto &outcome = add();
        auto &fields = outcome.fields;
        fields.emplace_back("id", m_event.id);
        fields.emplace_back("source", m_event.source);
        fields.emplace_back("subject", m_event.subject);
        fields.emplace_back("time", formatTime(m_event.time));
        if (m_event.offset > 0)
            addPlace(fields, m_event);
        std::visit([&](const auto &data) { take(outcome, data, "data."); }, m_event.data);
    }
    void controlDecoded(const ControlMessage &message) override
    {
        std::visit([&](const auto &data) { take(add(), data, ""); }, message);
    }
    void placePassed(Event &event) override { addPlace(outcomes.back().fields, event); }
    void messageIgnored() override { add().type = typeName<IgnoredMessage>(); }
    void messageRejected(std::string_view /*raw*/, const DecodeError &error, Event * /*event*/) override
    {
        add().reason = error.reason;
    }
    std::deque<std::string> &unescapedTexts() override { return m_unescaped; }

private:
    static void addPlace(Fields &fields, const Event &event)
    {
        fields.emplace_back("stream", event.streamName);
        fields.emplace_back("epoch", event.epoch);
        fields.emplace_back("sequence", std::to_string(event.offset));
    }
    SampleOutcome &add()
    {
        auto &outcome = outcomes.emplace_back();
        outcome.line = line;
        outcome.kind = decoder->kind();
        return outcome;
    }
    template<typename Data>
    static void take(SampleOutcome &outcome, const Data &data, std::string_view prefix)
    {
        if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(eventFields<Data>)>, std::nullptr_t>) {
            outcome.type = typeName<Data>();
            Fields fields;
            append(fields, data);
            for (auto &[name, text] : fields)
                outcome.fields.emplace_back(std::string(prefix) + name, std::move(text));
        }
    }

    Event m_event;
    std::deque<std::string> m_unescaped;
};

} // namespace

std::string SampleOutcome::text() const
{
    std::string text = "line " + std::to_string(line) + ": ";
    text += kind.empty() ? "(no kind)" : withVisibleControls(kind);
    text += matched() ? " -> " + type : " -> nothing: " + withVisibleControls(reason);
    for (const auto &[name, value] : fields) {
        text += "\n  " + name + std::string(name.size() < nameWidth ? nameWidth - name.size() : 0, ' ') + ' ';
        text += withVisibleControls(value);
    }
    return text;
}

void trySamples(const std::shared_ptr<const Profile> &profile, std::string_view samples, Timestamp received,
                const std::function<bool(const SampleOutcome &)> &take)
{
    ProfileDecoder decoder(profile);
    TrialSink sink;
    sink.decoder = &decoder;
    while (!samples.empty()) {
        ++sink.line;
        const auto end = samples.find('\n');
        std::string line(samples.substr(0, end));
        samples.remove_prefix(end == samples.npos ? samples.size() : end + 1);
        if (line.find_first_not_of(" \t\r") == line.npos)
            continue;
        const auto size = line.size();
        line.resize(size + 64);
        decoder.decode({line.data(), size}, received, sink);
        if (!std::ranges::all_of(sink.outcomes, take))
            return;
        sink.outcomes.clear();
        sink.unescapedTexts().clear();
    }
}

} // namespace Bellboard
