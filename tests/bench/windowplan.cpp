// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "windowplan.h"

#include "process.h"
#include "usage.h"
#include "window.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QJsonObject measureRate(const QString &program, int rate, int seconds)
{
    constexpr int rows = 100'000;
    const qint64 total = rows + qint64{rate} * seconds;
    Process server({u"demo"_s, QString::number(rate), QString::number(rows), QString::number(total), u"plain"_s});
    Window window(program, {urlOf(server)});
    // Measured from when all rows are there, while the server sends; what was sent meanwhile counts as sent.
    const auto first = waitFor(window, [](const QJsonObject &v) { return v.value("rows"_L1).toInteger() >= rows; });
    const auto cpu = processCpuTime(window.pid());
    QElapsedTimer wall;
    wall.start();
    QJsonObject last = first;
    qint64 pss = 0;
    double measuredCpu = 0;
    double measuredWall = 0;
    qint64 measuredEvents = 0;
    qint64 measuredFrames = 0;
    while (last.value("events"_L1).toInteger() < total && wall.elapsed() < 2000 * seconds) {
        last = window.vitals();
        pss = std::max(pss, proportionalSetSize(window.pid()));
        if (last.value("events"_L1).toInteger() < total) {
            measuredCpu = static_cast<double>((processCpuTime(window.pid()) - cpu).count()) / 1e9;
            measuredWall = static_cast<double>(wall.nsecsElapsed()) / 1e9;
            measuredEvents = last.value("events"_L1).toInteger() - first.value("events"_L1).toInteger();
            measuredFrames = last.value("frames"_L1).toInteger() - first.value("frames"_L1).toInteger();
        }
    }
    return {{u"rate"_s, rate},
            {u"applied_per_s"_s, static_cast<double>(measuredEvents) / measuredWall},
            {u"all_applied"_s, last.value("events"_L1).toInteger() == total},
            {u"fps"_s, static_cast<double>(measuredFrames) / measuredWall},
            {u"cpu_percent"_s, 100 * measuredCpu / measuredWall},
            {u"pss_mb"_s, static_cast<double>(pss) / 1e6}};
}

/// CPU in percent of a core beside a feed that, when all 2,000 rows are there, is silent or `trickles`: one event a second.
double measureIdle(const QString &program, bool trickles, int seconds)
{
    constexpr int rows = 2000;
    Process server({u"demo"_s, u"1"_s, QString::number(rows), QString::number(trickles ? 2 * rows : rows), u"plain"_s});
    Window window(program, {urlOf(server)});
    waitFor(window, [](const QJsonObject &v) { return v.value("rows"_L1).toInteger() >= rows; });
    window.vitals(); // what starting left over
    window.vitals();
    const auto cpu = processCpuTime(window.pid());
    QElapsedTimer wall;
    wall.start();
    for (int second = 0; second < seconds; ++second)
        window.vitals();
    const auto used = static_cast<double>((processCpuTime(window.pid()) - cpu).count());
    return 100 * used / static_cast<double>(wall.nsecsElapsed());
}

} // namespace

QJsonObject startPart(const QString &program, bool quick)
{
    std::vector<double> frames;
    std::vector<double> data;
    for (int round = 0; round < (quick ? 1 : 7); ++round) {
        Process server({u"demo"_s, u"100"_s, u"2000"_s, u"0"_s, u"plain"_s});
        Window window(program, {urlOf(server)});
        const auto vitals =
            waitFor(window, [](const QJsonObject &v) { return v.value("first_data_ns"_L1).toInteger() > 0; });
        frames.push_back(window.sinceStart(vitals.value("first_frame_ns"_L1).toInteger()));
        data.push_back(window.sinceStart(vitals.value("first_data_ns"_L1).toInteger()));
    }
    std::ranges::sort(frames);
    std::ranges::sort(data);
    return {{u"first_frame_ms"_s, frames[frames.size() / 2]}, {u"first_data_ms"_s, data[data.size() / 2]}};
}

QJsonObject windowPart(const QString &program, bool quick)
{
    QJsonArray rates;
    for (const int rate : {1'000, 10'000, 50'000})
        rates.append(measureRate(program, rate, quick ? 8 : 20));
    return {{u"rates"_s, rates}};
}

QJsonObject idlePart(const QString &program, bool quick)
{
    const int seconds = quick ? 3 : 15;
    return {{u"silent_cpu_percent"_s, measureIdle(program, false, seconds)},
            {u"trickle_cpu_percent"_s, measureIdle(program, true, seconds)}};
}

} // namespace Bellboard
