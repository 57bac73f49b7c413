// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "plan.h"

#include "backpressureplan.h"
#include "engineplan.h"
#include "herd.h"
#include "instructionplan.h"
#include "largemessage.h"
#include "process.h"
#include "windowplan.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// CPU per event, saturated, of four receivers; the rounds are interleaved, and the medians are compared.
QJsonObject receivePart(bool quick)
{
    const int rounds = quick ? 1 : 5;
    const int updates = quick ? 50'000 : 600'000;
    std::map<QString, std::vector<double>> cpu;
    std::map<QString, std::vector<double>> rate;
    double bytes = 0;
    for (int round = 0; round < rounds; ++round) {
        for (const auto &kind : {u"qt"_s, u"qt-document"_s, u"qt-fields"_s, u"bellboard"_s}) {
            const auto result = receive(kind, 10'000, updates);
            cpu[kind].push_back(result.value("ns"_L1).toDouble());
            rate[kind].push_back(result.value("events_per_s"_L1).toDouble());
            bytes = result.value("bytes_per_event"_L1).toDouble();
        }
    }
    QJsonObject part{{u"bytes_per_event"_s, bytes}};
    for (const auto &[kind, values] : cpu)
        part.insert(kind, QJsonObject{{u"ns"_s, median(values)}, {u"events_per_s"_s, median(rate[kind])}});
    part.insert(u"bellboard_to_json"_s, median(cpu[u"bellboard"_s]) / median(cpu[u"qt-fields"_s]));
    return part;
}

/// CPU per event of the whole path, by the number of rows.
QJsonObject rowsPart(bool quick)
{
    const int rounds = quick ? 1 : 3;
    // Many, so that the end of making the rows, which the first of them still share their time with, weighs little.
    const int updates = quick ? 50'000 : 1'000'000;
    std::map<int, std::vector<double>> cpu;
    const std::vector<int> sizes = quick ? std::vector{1'000, 100'000} : std::vector{1'000, 100'000, 1'000'000};
    for (int round = 0; round < rounds; ++round) {
        for (const int rows : sizes)
            cpu[rows].push_back(receive(u"bellboard"_s, rows, updates).value("ns"_L1).toDouble());
    }
    QJsonArray part;
    for (const auto &[rows, values] : cpu)
        part.append(QJsonObject{{u"rows"_s, rows},
                                {u"ns"_s, median(values)},
                                {u"to_fewest"_s, median(values) / median(cpu.begin()->second)}});
    return {{u"sizes"_s, part}};
}

/// From the server's send to the model's row at 1,000 events/s.
QJsonObject latencyPart(bool quick)
{
    Process server({u"demo"_s, u"1000"_s, u"10000"_s, u"0"_s, u"stamp"_s});
    const auto url = server.readResult().value("url"_L1).toString();
    Process client({u"latency"_s, url, quick ? u"3"_s : u"12"_s});
    return client.readResult();
}

} // namespace

QJsonObject runPlan(const PlanOptions &options)
{
    QJsonObject results;
    const auto run = [&](const QString &name, const auto &part) {
        if (!options.only.isEmpty() && !options.only.contains(name))
            return;
        std::fprintf(stderr, "measuring %s ...\n", qPrintable(name));
        results.insert(name, part(options.quick));
    };
    run(u"herd"_s, [](bool) { return herdResults(); });
    run(u"receive"_s, receivePart);
    run(u"engines"_s, [](bool quick) { return compare(contenders(), quick); });
    run(u"channels"_s, [](bool quick) { return compare(channelContenders(), quick); });
    run(u"instructions"_s, instructionPart);
    run(u"memory"_s, memoryPart);
    run(u"rows"_s, rowsPart);
    run(u"latency"_s, latencyPart);
    if (!options.program.isEmpty()) {
        run(u"start"_s, [&](bool quick) { return startPart(options.program, quick); });
        run(u"window"_s, [&](bool quick) { return windowPart(options.program, quick); });
        run(u"backpressure"_s, [&](bool quick) { return backpressurePart(options.program, quick); });
        run(u"idle"_s, [&](bool quick) { return idlePart(options.program, quick); });
    }
    return results;
}

} // namespace Bellboard
