// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "report.h"

#include "contenders.h"

#include <QJsonArray>

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString number(double value, int decimals, const QString &unit = {})
{
    return u"%1 %2"_s.arg(value, 0, 'f', decimals).arg(unit).trimmed();
}

/// Gathers what is said of the results.
class Table
{
public:
    void heading(const QString &text) { m_sections.push_back({text, {}}); }
    void row(const QString &what, const QString &value, const QString &goal = {})
    {
        m_sections.back().rows.push_back({what, value, goal});
    }
    void goal(const QString &what, double value, int decimals, const QString &unit, double limit, bool atMost)
    {
        const bool met = atMost ? value <= limit : value >= limit;
        row(what, number(value, decimals, unit),
            u"goal %1 %2: %3"_s.arg(atMost ? u"<="_s : u">="_s).arg(limit).arg(met ? u"met"_s : u"MISSED"_s));
    }
    std::vector<ReportSection> takeSections() { return std::move(m_sections); }

private:
    std::vector<ReportSection> m_sections;
};

void addReceive(Table &table, const QJsonObject &part)
{
    table.heading(u"Receiving, saturated, events of %1 bytes on average: CPU per event"_s.arg(
        part.value("bytes_per_event"_L1).toDouble(), 0, 'f', 0));
    const std::pair<QLatin1StringView, QString> kinds[] = {
        {"qt"_L1, u"(a) QWebSocket, nothing parsed"_s},
        {"qt-document"_L1, u"    QWebSocket + QJsonDocument, of which nothing is read"_s},
        {"qt-fields"_L1, u"(b) QWebSocket + QJsonDocument, nine fields read"_s},
        {"bellboard"_L1, u"(c) Bellboard: to committed journal and folded board"_s},
    };
    for (const auto &[key, words] : kinds) {
        const auto kind = part.value(key).toObject();
        table.row(words, number(kind.value("ns"_L1).toDouble(), 0, u"ns"_s),
                  u"%1 events/s"_s.arg(kind.value("events_per_s"_L1).toDouble(), 0, 'f', 0));
    }
    table.goal(u"(c) / (b)"_s, part.value("bellboard_to_json"_L1).toDouble(), 2, {}, 0.35, true);
}

void addContenders(Table &table, const QString &what, const std::vector<Contender> &contenders, const QJsonObject &part)
{
    table.heading(u"%1, messages of %2 bytes on average: CPU per message"_s.arg(what).arg(
        part.value("bytes_per_event"_L1).toDouble(), 0, 'f', 0));
    for (const auto &contender : contenders) {
        if (!part.contains(contender.key)) {
            table.row(contender.words, u"not here"_s);
            continue;
        }
        const auto result = part.value(contender.key).toObject();
        table.row(contender.words, number(result.value("ns"_L1).toDouble(), 0, u"ns"_s),
                  u"%1 messages/s"_s.arg(result.value("events_per_s"_L1).toDouble(), 0, 'f', 0));
    }
}

/// The CPU of one contender, that of another, and what is said of the two.
using Rivals = std::tuple<QLatin1StringView, QLatin1StringView, QString>;

/// At most half the CPU of each client of others that is there.
void addHalves(Table &table, std::initializer_list<Rivals> rivals, const QJsonObject &part)
{
    const auto cpu = [&](QLatin1StringView key) { return part.value(key).toObject().value("ns"_L1).toDouble(); };
    for (const auto &[ours, theirs, words] : rivals) {
        if (part.contains(theirs))
            table.goal(words, cpu(ours) / cpu(theirs), 2, {}, 0.5, true);
    }
}

void addEngines(Table &table, const QJsonObject &part)
{
    addContenders(table, u"WebSocket engines, saturated"_s, contenders(), part);
    const auto cpu = [&](QLatin1StringView key) { return part.value(key).toObject().value("ns"_L1).toDouble(); };
    table.goal(u"ours / QWebSocket"_s, cpu("wire"_L1) / cpu("qt"_L1), 2, {}, 0.25, true);
    table.goal(u"ours + simdjson / QWebSocket + simdjson"_s, cpu("wire_simdjson"_L1) / cpu("qt_simdjson"_L1), 2, {},
               0.4, true);
    table.goal(u"ours + simdjson / socket + simdjson"_s, cpu("wire_simdjson"_L1) / cpu("socket_simdjson"_L1), 2, {},
               1.3, true);
    table.goal(u"Bellboard / QWebSocket + QJsonDocument"_s, cpu("bellboard"_L1) / cpu("qt_fields"_L1), 2, {}, 0.35,
               true);
    if (part.contains("ws_json"_L1))
        table.goal(u"Bellboard / node ws + JSON.parse"_s, cpu("bellboard"_L1) / cpu("ws_json"_L1), 2, {}, 1, true);
    addHalves(table,
              {
                  {"wire_simdjson"_L1, "python"_L1, u"ours + simdjson / Python websockets + json"_s},
                  {"wire_simdjson"_L1, "gorilla"_L1, u"ours + simdjson / gorilla + encoding/json"_s},
                  {"socket_io_simdjson"_L1, "socket_io"_L1, u"Socket.IO: ours + simdjson / socket.io-client"_s},
                  {"bellboard_profile"_L1, "python"_L1, u"Bellboard, by a profile / Python websockets + json"_s},
                  {"bellboard_profile"_L1, "gorilla"_L1, u"Bellboard, by a profile / gorilla + encoding/json"_s},
                  {"bellboard_socket_io"_L1, "socket_io"_L1, u"Bellboard over Socket.IO / socket.io-client"_s},
              },
              part);
}

void addChannels(Table &table, const QJsonObject &part)
{
    addContenders(table, u"Channels over HTTP, as fast as each takes them"_s, channelContenders(), part);
    addHalves(table,
              {
                  {"bellboard_pages"_L1, "fetch_pages"_L1, u"Bellboard by polls / node fetch"_s},
                  {"bellboard_events"_L1, "fetch_events"_L1, u"Bellboard by server-sent events / node fetch"_s},
                  {"bellboard_socket_io_polls"_L1, "socket_io_polls"_L1,
                   u"Bellboard over Socket.IO by long polling / socket.io-client"_s},
              },
              part);
}

void addInstructions(Table &table, const QJsonObject &part)
{
    table.heading(u"Instructions per message, by callgrind: repeatable, whatever else the machine does"_s);
    for (const auto &contender : contenders()) {
        const auto counted = part.value(contender.kind).toObject();
        if (counted.isEmpty() || contender.transport != u"plain")
            continue;
        const double now = counted.value("now"_L1).toDouble();
        const double committed = counted.value("committed"_L1).toDouble();
        table.row(contender.words, number(now, 0),
                  committed > 0
                      ? u"committed %1, %2 %"_s.arg(committed, 0, 'f', 0).arg((now / committed - 1) * 100, 0, 'f', 1)
                      : QString());
    }
    const auto now = [&](QLatin1StringView kind) { return part.value(kind).toObject().value("now"_L1).toDouble(); };
    if (const double plain = now("bellboard-profile"_L1); plain > 0)
        table.goal(u"by a profile of 200 more kinds / by a profile"_s, now("bellboard-large-profile"_L1) / plain, 2, {},
                   1.05, true);
}

void addMemory(Table &table, const QJsonObject &part)
{
    table.heading(u"One text message of 64 MiB: the memory it adds at the worst moment, in times its size"_s);
    const std::pair<QLatin1StringView, QString> forms[] = {
        {"frame"_L1, u"one frame"_s},
        {"fragments"_L1, u"fragments of 64 KiB"_s},
        {"deflate"_L1, u"compressed"_s},
    };
    for (const auto &[form, words] : forms) {
        table.goal(u"ours, "_s + words, part.value(u"wire_"_s + form).toDouble(), 2, {}, 1.2, true);
        if (const auto qt = part.value(u"qt_"_s + form); qt.isDouble())
            table.row(u"QWebSocket, "_s + words, number(qt.toDouble(), 2, {}));
    }
}

void addRows(Table &table, const QJsonObject &part)
{
    table.heading(u"The whole path by the number of rows: CPU per event"_s);
    for (const auto &value : part.value("sizes"_L1).toArray()) {
        const auto size = value.toObject();
        table.row(u"%1 rows"_s.arg(size.value("rows"_L1).toInt()), number(size.value("ns"_L1).toDouble(), 0, u"ns"_s));
        table.goal(u"  to the fewest rows"_s, size.value("to_fewest"_L1).toDouble(), 2, {}, 1.2, true);
    }
}

void addWindow(Table &table, const QJsonObject &part)
{
    for (const auto &value : part.value("rates"_L1).toArray()) {
        const auto rate = value.toObject();
        table.heading(
            u"The window, 100,000 payments, %1 updates/s, software renderer"_s.arg(rate.value("rate"_L1).toInt()));
        table.row(u"applied"_s, number(rate.value("applied_per_s"_L1).toDouble(), 0, u"/s"_s),
                  rate.value("all_applied"_L1).toBool() ? u"all of them: met"_s : u"NOT all of them: MISSED"_s);
        // A frame is drawn when something visible changed, so only at a high rate there is one each time.
        const double frames = rate.value("fps"_L1).toDouble();
        if (rate.value("rate"_L1).toInt() >= 50'000)
            table.goal(u"frames"_s, frames, 1, u"/s"_s, 60, false);
        else
            table.row(u"frames"_s, number(frames, 1, u"/s"_s));
        table.goal(u"CPU of one core"_s, rate.value("cpu_percent"_L1).toDouble(), 1, u"%"_s, 75, true);
        table.goal(u"PSS, in 10^6 bytes"_s, rate.value("pss_mb"_L1).toDouble(), 1, u"MB"_s, 110, true);
    }
}

void addBackpressure(Table &table, const QJsonObject &part)
{
    const auto milliseconds = [&](const char *which, const char *what) {
        return part.value(QLatin1StringView(which)).toObject().value(QLatin1StringView(what)).toDouble() / 1000;
    };
    table.heading(u"A server that sends 100,000 events/s for a minute, a disk of 1 MB/s with syncs of 20 ms"_s);
    table.row(u"sent / taken in while the disk crawled"_s,
              u"%1 / %2"_s.arg(part.value("sent"_L1).toInteger()).arg(part.value("taken_while_slow"_L1).toInteger()));
    table.row(u"all of them, after the disk was well again"_s,
              number(part.value("catch_up_s"_L1).toDouble(), 1, u"s"_s),
              part.value("all_applied"_L1).toBool() ? u"all of them: met"_s : u"NOT all of them: MISSED"_s);
    table.goal(u"memory over that before, PSS"_s, part.value("over_base_mib"_L1).toDouble(), 1, u"MiB"_s, 64, true);
    table.goal(u"longest time in which the window took no input"_s, part.value("longest_block_ms"_L1).toDouble(), 1,
               u"ms"_s, 100, true);
    for (const auto &[which, words] : {std::pair{"other_alone", u"another feed, without that server, p50 / p99"_s},
                                       std::pair{"other_beside", u"another feed, beside that server, p50 / p99"_s}})
        table.row(words,
                  u"%1 / %2 ms"_s.arg(milliseconds(which, "p50_us"), 0, 'f', 1)
                      .arg(milliseconds(which, "p99_us"), 0, 'f', 1));
}

void addHerd(Table &table, const QJsonObject &part)
{
    table.heading(u"%1 clients dropped together: % of them in the busiest 100 ms of attempts 1 to 8"_s.arg(
        part.value("clients"_L1).toInt()));
    for (const auto &value : part.value("shares"_L1).toArray()) {
        QString shares;
        for (const auto &share : value.toObject().value("busiest"_L1).toArray())
            shares += u"%1"_s.arg(share.toDouble() * 100, 7, 'f', 2);
        table.row(value.toObject().value("policy"_L1).toString(), shares);
    }
    const auto shares = part.value("shares"_L1).toArray();
    table.goal(u"the first attempt when the server names a window of 5 s"_s,
               shares.first().toObject().value("busiest"_L1).toArray().first().toDouble() * 100, 2, u"%"_s, 4, true);
}

} // namespace

std::vector<ReportSection> reportOn(const QJsonObject &results)
{
    Table table;
    if (const auto part = results.value("herd"_L1); part.isObject())
        addHerd(table, part.toObject());
    if (const auto part = results.value("receive"_L1); part.isObject())
        addReceive(table, part.toObject());
    if (const auto part = results.value("engines"_L1); part.isObject())
        addEngines(table, part.toObject());
    if (const auto part = results.value("channels"_L1); part.isObject())
        addChannels(table, part.toObject());
    if (const auto part = results.value("instructions"_L1).toObject(); !part.isEmpty())
        addInstructions(table, part);
    if (const auto part = results.value("memory"_L1); part.isObject())
        addMemory(table, part.toObject());
    if (const auto part = results.value("rows"_L1); part.isObject())
        addRows(table, part.toObject());
    if (const auto part = results.value("latency"_L1).toObject(); !part.isEmpty()) {
        table.heading(u"From the server's send to the model's row, 1,000 events/s"_s);
        table.row(u"p50"_s, number(part.value("p50_us"_L1).toDouble() / 1000, 2, u"ms"_s));
        table.row(u"p99"_s, number(part.value("p99_us"_L1).toDouble() / 1000, 2, u"ms"_s));
    }
    if (const auto part = results.value("start"_L1).toObject(); !part.isEmpty()) {
        table.heading(u"Start"_s);
        table.goal(u"to the first frame"_s, part.value("first_frame_ms"_L1).toDouble(), 0, u"ms"_s, 250, true);
        table.row(u"to the first live data"_s, number(part.value("first_data_ms"_L1).toDouble(), 0, u"ms"_s));
    }
    if (const auto part = results.value("window"_L1); part.isObject())
        addWindow(table, part.toObject());
    if (const auto part = results.value("backpressure"_L1).toObject(); !part.isEmpty())
        addBackpressure(table, part);
    if (const auto part = results.value("idle"_L1).toObject(); !part.isEmpty()) {
        table.heading(u"Idle, the window open on 2,000 payments: CPU of one core"_s);
        table.goal(u"the feed is silent"_s, part.value("silent_cpu_percent"_L1).toDouble(), 2, u"%"_s, 0.2, true);
        table.row(u"one event a second, synced to disk and shown"_s,
                  number(part.value("trickle_cpu_percent"_L1).toDouble(), 2, u"%"_s));
    }
    return table.takeSections();
}

QString asText(const std::vector<ReportSection> &sections)
{
    QString text;
    for (const auto &section : sections) {
        text += u"\n%1\n"_s.arg(section.heading);
        qsizetype longest = 0;
        for (const auto &row : section.rows)
            longest = std::max(longest, row.what.size());
        for (const auto &row : section.rows)
            text += u"  %1 %2  %3\n"_s.arg(row.what, static_cast<int>(-longest)).arg(row.value, 14).arg(row.goal);
    }
    return text;
}

QString asMarkdown(const std::vector<ReportSection> &sections)
{
    QString text;
    for (const auto &section : sections) {
        text += u"**%1**\n\n| what | value | |\n|---|---|---|\n"_s.arg(section.heading);
        for (const auto &row : section.rows)
            text += u"| %1 | %2 | %3 |\n"_s.arg(row.what.trimmed(), row.value.simplified(), row.goal);
        text += u'\n';
    }
    return text;
}

} // namespace Bellboard
