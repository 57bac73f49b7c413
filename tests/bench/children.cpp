// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "children.h"

#include "board/boards.h"
#include "demo/demoserver.h"
#include "feed/engine.h"
#include "foldpump.h"
#include "httploadserver.h"
#include "loadprofile.h"
#include "loadserver.h"
#include "meter.h"
#include "profile/profile.h"
#include "receivers.h"
#include "servercertificate.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Seconds before the latency is measured.
constexpr int beforeLatency = 3;

/// The engine, the pump and the boards as the program uses them, without the window.
class WholePath
{
public:
    explicit WholePath(const QStringList &urls, std::shared_ptr<const Profile> profile = nullptr)
        : m_engine(options(m_folder.path(), urls, std::move(profile)))
        , m_pump(m_engine, m_boards)
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
    static Engine::Options options(const QString &folder, const QStringList &urls,
                                   std::shared_ptr<const Profile> profile)
    {
        Engine::Options options;
        options.dataFolder = folder;
        for (const auto &url : urls) {
            FeedSettings feed;
            feed.name = url;
            feed.url = QUrl(url);
            feed.mapping = profile;
            options.feeds.append(feed);
        }
        return options;
    }

    QTemporaryDir m_folder;
    Boards m_boards;
    Engine m_engine;
    FoldPump m_pump;
};

/// Asks a load server for the updates, beside a way on which nothing can be said.
void askForUpdates(const QUrl &url)
{
    auto *socket = new QTcpSocket(QCoreApplication::instance());
    QObject::connect(socket, &QTcpSocket::connected, socket,
                     [socket] { socket->write("GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"); });
    socket->connectToHost(url.host(), static_cast<quint16>(url.port()));
}

/// Says where a load server is and what it sends, and serves until it is ended.
int serve(const auto &server)
{
    writeResult({{u"url"_s, server.url().toString()}, {u"events"_s, server.events()}, {u"bytes"_s, server.bytes()}});
    return QCoreApplication::exec();
}

} // namespace

void writeResult(const QJsonObject &result)
{
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

int serveLoad(const QStringList &arguments)
{
    using Way = LoadServer::Transport;
    const auto transport = arguments.value(3);
    LoadServer::Load load{.rows = arguments.at(0).toInt(), .updates = arguments.at(1).toInt()};
    if (const auto server = HttpLoadServer::called(transport, load.rows, load.updates))
        return serve(*server);
    load.rate = arguments.value(2).toInt();
    load.transport = transport == u"deflate" ? Way::Deflate
        : transport == u"tls"                ? Way::Tls
        : transport == u"socket.io"          ? Way::SocketIo
                                             : Way::Plain;
    return serve(LoadServer(load, arguments.value(4)));
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
    const auto &url = arguments.at(1);
    if (arguments.size() > 4)
        trustCertificatesOf(arguments.at(4));
    Meter meter(arguments.at(2).toLongLong(), arguments.at(3).toLongLong());
    if (const auto receiver = receiverCalled(kind))
        return receiveWith(*receiver, QUrl(url), meter);
    const auto profile = profileFor(kind);
    WholePath path({url}, profile);
    meter.ready = [&] {
        if (profile && profile->transport == Transport::Polling)
            askForUpdates(QUrl(url));
        else
            path.say(u"ready"_s);
    };
    return path.run([&](const EventBatch &batch) { meter.add(static_cast<qint64>(batch.events.size())); });
}

int measureLatency(const QStringList &arguments)
{
    WholePath path(arguments.mid(0, 1) + arguments.mid(2));
    std::vector<qint64> latencies;
    QTimer::singleShot(std::chrono::seconds(beforeLatency + arguments.at(1).toInt()), QCoreApplication::instance(),
                       &QCoreApplication::quit);
    // What is sent before is the scene that a new client is sent, and may have to wait for itself.
    const auto from = (monotonicTime() + std::chrono::seconds(beforeLatency)).count();
    const int code = path.run([&](const EventBatch &batch) {
        // To the row as a view reads it; views are told to with the next frame.
        const auto now = monotonicTime().count();
        for (const auto &event : batch.events) {
            constexpr std::string_view key = "\"steadyns\":\"";
            const auto at = event.raw.find(key);
            if (at == std::string_view::npos)
                continue;
            const auto sent = std::strtoll(event.raw.data() + at + key.size(), nullptr, 10);
            if (sent >= from)
                latencies.push_back(now - sent);
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
