// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "children.h"

#include "board/boards.h"
#include "demo/demoserver.h"
#include "feed/engine.h"
#include "foldpump.h"
#include "loadserver.h"
#include "usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QNetworkRequest>
#include <QTemporaryDir>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Counts events, and measures those behind the first `skip`; calls `ready()` when these are there.
class Meter
{
public:
    Meter(qint64 events, qint64 skip) : m_events(events), m_skip(skip) { }

    std::function<void()> ready;

    void add(qint64 count)
    {
        const bool before = m_seen < m_skip;
        m_seen += count;
        if (before && m_seen >= m_skip) {
            begin();
            ready();
        }
        if (m_seen >= m_events)
            end();
    }
    void begin()
    {
        m_begunAt = m_seen;
        m_cpu = processCpuTime();
        m_wall.start();
    }

private:
    void end()
    {
        const auto measured = m_seen - m_begunAt;
        const auto cpu = processCpuTime() - m_cpu;
        writeResult({{u"ns"_s, static_cast<double>(cpu.count()) / static_cast<double>(measured)},
                     {u"wall_s"_s, static_cast<double>(m_wall.nsecsElapsed()) / 1e9},
                     {u"events"_s, measured}});
        QCoreApplication::quit();
    }

    qint64 m_events;
    qint64 m_skip;
    qint64 m_seen = 0;
    qint64 m_begunAt = 0;
    std::chrono::nanoseconds m_cpu{};
    QElapsedTimer m_wall;
};

QUrl loopback(const QString &port)
{
    return QUrl(u"ws://127.0.0.1:%1"_s.arg(port));
}

/// What a program that shows payments takes from one of their events: nine fields.
struct PlainPayment
{
    QString id;
    QString source;
    QString type;
    QString time;
    QString subject;
    QString sequence;
    QString status;
    QString amount;
    QString currency;

    explicit PlainPayment(const QJsonObject &event)
        : id(event.value("id"_L1).toString())
        , source(event.value("source"_L1).toString())
        , type(event.value("type"_L1).toString())
        , time(event.value("time"_L1).toString())
        , subject(event.value("subject"_L1).toString())
        , sequence(event.value("sequence"_L1).toString())
    {
        const auto data = event.value("data"_L1).toObject();
        status = data.value("status"_L1).toString();
        const auto money = data.value("money"_L1).toObject();
        amount = money.value("amount"_L1).toString();
        currency = money.value("currency"_L1).toString();
    }
};

/// What the plain receivers do with a message.
enum class Parse {
    Nothing,
    Document, ///< made a QJsonDocument, of which nothing is read
    Fields, ///< made a QJsonDocument, whose nine fields are read
};

/// QWebSocket as one uses it.
int receivePlain(const QUrl &url, Meter &meter, Parse parse)
{
    QWebSocket socket;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        socket.sendTextMessage(u"hello"_s);
        socket.sendTextMessage(u"subscribe"_s);
    });
    meter.ready = [&] { socket.sendTextMessage(u"ready"_s); };
    bool welcomed = false;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
        if (!welcomed) {
            welcomed = true;
            return;
        }
        if (parse != Parse::Nothing) {
            const auto document = QJsonDocument::fromJson(text.toUtf8());
            if (!document.isObject())
                qFatal("an event that is no object");
            if (parse == Parse::Fields && PlainPayment(document.object()).currency.isEmpty())
                qFatal("a payment without a currency");
        }
        meter.add(1);
    });
    QNetworkRequest request(url);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"cloudevents.json"_s});
    meter.begin();
    socket.open(request, options);
    return QCoreApplication::exec();
}

/// The engine, the pump and the boards as the program uses them, without the window.
class WholePath
{
public:
    explicit WholePath(const QStringList &urls) : m_engine(options(m_folder.path(), urls)), m_pump(m_engine, m_boards)
    {
        m_boards.setFeedNames(urls);
    }

    /// Calls `folded(batch)` after each batch was folded.
    template<typename Folded>
    int run(Folded folded)
    {
        QObject::connect(&m_engine, &Engine::batchReady, &m_boards, [this, folded](const EventBatchPtr &batch) {
            m_pump.afterwards([folded, batch] { folded(*batch); });
        });
        if (auto started = m_engine.start(); !started)
            qFatal("%s", qPrintable(started.error().text));
        const int code = QCoreApplication::exec();
        m_engine.stop();
        return code;
    }

    /// Sends something to the backend.
    void say(const QString &text)
    {
        Command command;
        command.key = text;
        command.name = u"message"_s;
        command.text = text;
        m_engine.sendCommand(command);
    }

private:
    /// One feed for each of `urls`, which is its name as well.
    static Engine::Options options(const QString &folder, const QStringList &urls)
    {
        Engine::Options options;
        options.dataFolder = folder;
        for (const auto &url : urls) {
            FeedSettings feed;
            feed.name = url;
            feed.url = QUrl(url);
            options.feeds.append(feed);
        }
        return options;
    }

    QTemporaryDir m_folder;
    Boards m_boards;
    Engine m_engine;
    FoldPump m_pump;
};

} // namespace

void writeResult(const QJsonObject &result)
{
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

int serveLoad(const QStringList &arguments)
{
    LoadServer server(
        {.rows = arguments.at(0).toInt(), .updates = arguments.at(1).toInt(), .rate = arguments.value(2).toInt()});
    writeResult({{u"port"_s, server.port()},
                 {u"url"_s, loopback(QString::number(server.port())).toString()},
                 {u"events"_s, server.events()},
                 {u"bytes"_s, server.bytes()}});
    return QCoreApplication::exec();
}

int serveDemo(const QStringList &arguments)
{
    DemoOptions options;
    options.rate = arguments.at(0).toInt();
    options.payments = arguments.at(1).toInt();
    options.paymentsAtStart = options.payments;
    options.maximumEvents = arguments.at(2).toULongLong();
    options.stamp = arguments.at(3) == u"stamp";
    options.historyBytes = qint64{2} << 30;
    DemoServer server(options);
    if (!server.start())
        qFatal("%s", qPrintable(server.errorString()));
    writeResult({{u"url"_s, server.url().toString()}});
    return QCoreApplication::exec();
}

int receiveLoad(const QStringList &arguments)
{
    const auto &kind = arguments.at(0);
    const auto url = loopback(arguments.at(1));
    Meter meter(arguments.at(2).toLongLong(), arguments.at(3).toLongLong());
    if (kind == u"bare")
        return receivePlain(url, meter, Parse::Nothing);
    if (kind == u"document")
        return receivePlain(url, meter, Parse::Document);
    if (kind == u"json")
        return receivePlain(url, meter, Parse::Fields);
    WholePath path({url.toString()});
    meter.ready = [&] { path.say(u"ready"_s); };
    meter.begin();
    return path.run([&](const EventBatch &batch) { meter.add(static_cast<qint64>(batch.events.size())); });
}

int measureLatency(const QStringList &arguments)
{
    WholePath path(arguments.mid(0, 1) + arguments.mid(2));
    std::vector<qint64> latencies;
    QTimer::singleShot(std::chrono::seconds(arguments.at(1).toInt()), QCoreApplication::instance(),
                       &QCoreApplication::quit);
    bool replaying = true;
    QElapsedTimer since;
    since.start();
    const int code = path.run([&](const EventBatch &batch) {
        // To the row as a view reads it; views are told to with the next frame.
        const auto now = monotonicTime().count();
        replaying = replaying && since.elapsed() < 1000; // the scene that a new client is sent
        if (replaying)
            return;
        for (const auto &event : batch.events) {
            constexpr std::string_view key = "\"steadyns\":\"";
            const auto at = event.raw.find(key);
            if (at != std::string_view::npos)
                latencies.push_back(now - std::strtoll(event.raw.data() + at + key.size(), nullptr, 10));
        }
    });
    if (latencies.empty())
        qFatal("no stamped events came");
    std::ranges::sort(latencies);
    const auto percentile = [&](std::size_t percent) {
        return static_cast<double>(latencies[std::min(latencies.size() - 1, latencies.size() * percent / 100)])
            / 1000.0;
    };
    writeResult({{u"p50_us"_s, percentile(50)},
                 {u"p99_us"_s, percentile(99)},
                 {u"events"_s, static_cast<qint64>(latencies.size())}});
    return code;
}

} // namespace Bellboard
