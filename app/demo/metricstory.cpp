// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/metricstory.h"

#include <algorithm>
#include <cmath>

namespace Bellboard::Demo {

namespace {

struct Metric
{
    bool isOfCharity;
    std::string_view subject;
    std::string_view title;
    std::string_view unit;
    std::uint64_t usual; ///< in tenths
    std::uint64_t most; ///< in tenths
};

constexpr std::array<Metric, MetricStory::count> metrics{{
    {false, "records-read", "Records read", "a second", 21'400, 60'000},
    {false, "rules-hit", "Matched by rules alone", "%", 713, 1000},
    {false, "files-waiting", "Bank files waiting", "", 30, 400},
    {true, "answered-soon", "Calls answered within a minute", "%", 924, 1000},
    {true, "on-shift", "Volunteers on shift", "", 180, 600},
    {true, "beds-free", "Beds free tonight", "", 140, 400},
    {true, "wait", "Wait for a first answer", "min", 42, 300},
}};

/// A figure of whole things has no tenths.
bool isWhole(const Metric &metric)
{
    return metric.usual % 10 == 0 && metric.most % 10 == 0 && metric.unit != "%" && metric.unit != "min";
}

} // namespace

MetricStory::MetricStory(StoryContext context) : m_context(context)
{
    std::ranges::transform(metrics, m_tenths.begin(), &Metric::usual);
}

void MetricStory::write(std::size_t place)
{
    const auto &metric = metrics[place];
    auto &out =
        m_context.out.begin(metric.isOfCharity ? EventType::CharityMetric : EventType::RunMetric, metric.subject);
    out.text("area", metric.isOfCharity ? "charity" : "reconciliation").text("title", metric.title);
    if (isWhole(metric))
        out.number("value", m_tenths[place] / 10);
    else
        out.tenths("value", m_tenths[place]);
    out.optionalText("unit", metric.unit).end();
}

void MetricStory::step(bool isOfCharity)
{
    const auto first =
        static_cast<std::size_t>(std::ranges::find(metrics, isOfCharity, &Metric::isOfCharity) - metrics.begin());
    const auto number = static_cast<std::size_t>(std::ranges::count(metrics, isOfCharity, &Metric::isOfCharity));
    const auto place = first + static_cast<std::size_t>(m_context.random.below(number));
    const auto &metric = metrics[place];
    // Back to the usual sooner than further away.
    const auto unit = isWhole(metric) ? std::int64_t{10} : std::int64_t{1};
    const auto now = static_cast<std::int64_t>(m_tenths[place]);
    const auto usual = static_cast<std::int64_t>(metric.usual);
    const auto wave = std::max<std::int64_t>(usual / 200 / unit * unit, unit);
    const auto drift = (usual - now) / 8 / unit * unit;
    const auto next = now + drift + m_context.random.between(-3, 3) * wave;
    m_tenths[place] =
        static_cast<std::uint64_t>(std::clamp<std::int64_t>(next, 0, static_cast<std::int64_t>(metric.most)));
    write(place);
}

void MetricStory::restore(std::string_view subject, const QJsonObject &data)
{
    const auto metric = std::ranges::find(metrics, subject, &Metric::subject);
    if (metric == metrics.end())
        return;
    const auto tenths = std::llround(data.value(QLatin1StringView("value")).toDouble() * 10);
    m_tenths[static_cast<std::size_t>(metric - metrics.begin())] =
        static_cast<std::uint64_t>(std::clamp<long long>(tenths, 0, static_cast<long long>(metric->most)));
}

} // namespace Bellboard::Demo
