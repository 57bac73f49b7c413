// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "backpressureplan.h"

#include "process.h"
#include "usage.h"
#include "window.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int rate = 100'000; ///< events/s of the flood
constexpr int rows = 1000;

/// A disk of 1 MB/s whose syncs take 20 ms, as long as this lives.
class SlowDisk
{
public:
    SlowDisk()
    {
        QFile file(m_folder.filePath(u"slow"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
    QStringList environment() const
    {
        return {u"LD_PRELOAD="_s + QLatin1StringView(BELLBOARD_SLOWDISK),
                u"SLOWDISK_WHILE="_s + m_folder.filePath(u"slow"_s), u"SLOWDISK_RATE=1000000"_s,
                u"SLOWDISK_SYNC_MS=20"_s};
    }
    void heal() { QFile::remove(m_folder.filePath(u"slow"_s)); }

private:
    QTemporaryDir m_folder;
};

Process flood(int seconds)
{
    return Process({u"serve"_s, QString::number(rows), QString::number(rate * seconds), QString::number(rate)});
}

QJsonObject measureWindow(const QString &program, int seconds)
{
    auto server = flood(seconds);
    SlowDisk disk;
    Window window(program, {urlOf(server)}, {u"--pulse"_s}, disk.environment());
    const qint64 total = rows + qint64{rate} * seconds;
    waitFor(window, [](const QJsonObject &v) { return v.value("rows"_L1).toInteger() >= rows; });
    window.vitals(); // what starting left over
    const auto base = proportionalSetSize(window.pid());
    qint64 most = base;
    double longestBlock = 0;
    QElapsedTimer clock;
    clock.start();
    const auto look = [&] {
        const auto vitals = window.vitals();
        most = std::max(most, proportionalSetSize(window.pid()));
        longestBlock = std::max(longestBlock, vitals.value("longest_block_ms"_L1).toDouble());
        return vitals.value("events"_L1).toInteger();
    };
    qint64 taken = 0;
    while (clock.elapsed() < 1000 * seconds)
        taken = look();
    disk.heal();
    clock.restart();
    auto events = taken;
    while (events < total && clock.elapsed() < 10'000 * seconds)
        events = look();
    return {{u"taken_while_slow"_s, taken},
            {u"sent"_s, total},
            {u"all_applied"_s, events == total},
            {u"catch_up_s"_s, static_cast<double>(clock.elapsed()) / 1000},
            {u"over_base_mib"_s, static_cast<double>(most - base) / (1 << 20)},
            {u"longest_block_ms"_s, longestBlock}};
}

/// What another feed's events need with the disk crawling, beside the flood or not.
QJsonObject measureOther(int seconds, bool flooded)
{
    Process other({u"demo"_s, u"50"_s, u"1000"_s, u"0"_s, u"stamp"_s});
    auto server = flood(seconds + 10);
    const auto floodUrl = urlOf(server);
    const SlowDisk disk;
    QStringList arguments{u"latency"_s, urlOf(other), QString::number(seconds)};
    if (flooded)
        arguments.append(floodUrl);
    Process client(QCoreApplication::applicationFilePath(), arguments, disk.environment());
    return client.readResult();
}

} // namespace

QJsonObject backpressurePart(const QString &program, bool quick)
{
    auto part = measureWindow(program, quick ? 5 : 60);
    part.insert(u"other_alone"_s, measureOther(quick ? 8 : 60, false));
    part.insert(u"other_beside"_s, measureOther(quick ? 8 : 60, true));
    return part;
}

} // namespace Bellboard
