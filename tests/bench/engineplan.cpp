// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "engineplan.h"

#include "contenders.h"
#include "process.h"
#include "servercertificate.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const QString peers = QStringLiteral(BELLBOARD_PEERS);
/// The system's, which has the system's packages, whatever else comes first in PATH.
const QString pythonProgram = u"/usr/bin/python3"_s;

bool isNode(const QString &kind)
{
    static const QStringList kinds{u"ws"_s,          u"ws-json"_s,     u"socket.io"_s, u"socket.io-polls"_s,
                                   u"fetch-pages"_s, u"fetch-events"_s};
    return kinds.contains(kind);
}

bool isNative(const QString &kind)
{
    return kind == u"beast" || kind == u"libwebsockets" || kind == u"gorilla";
}

bool hasPython()
{
    static const bool has = [] {
        QProcess python;
        python.start(pythonProgram, {u"-c"_s, u"import websockets"_s});
        return python.waitForFinished() && python.exitStatus() == QProcess::NormalExit && python.exitCode() == 0;
    }();
    return has;
}

bool isThere(const QString &kind)
{
    if (kind == u"python")
        return hasPython();
    if (isNode(kind))
        return !QStandardPaths::findExecutable(u"node"_s).isEmpty() && QFileInfo::exists(peers + u"/node_modules/ws"_s);
    return !isNative(kind) || QFileInfo::exists(peers + u"/bench_"_s + kind);
}

/// The folder of certificates that all servers of this run show.
QString certificates()
{
    static const QTemporaryDir folder;
    static const bool made = makeCertificates(folder.path());
    if (!made)
        qFatal("openssl cannot make certificates");
    return folder.path();
}

std::unique_ptr<Process> startReceiver(const QString &kind, const QUrl &url, const QString &events, const QString &rows,
                                       const QString &transport)
{
    const bool isTls = transport == u"tls";
    if (kind == u"python")
        return std::make_unique<Process>(
            pythonProgram,
            QStringList{QStringLiteral(BELLBOARD_PEER_SOURCES "/receive.py"), url.toString(), events, rows});
    if (kind == u"gorilla")
        return std::make_unique<Process>(peers + u"/bench_gorilla"_s, QStringList{url.toString(), events, rows});
    if (isNative(kind)) {
        QStringList arguments{QString::number(url.port()), events, rows};
        if (transport == u"deflate")
            arguments.append(transport);
        return std::make_unique<Process>(peers + u"/bench_"_s + kind, arguments);
    }
    if (isNode(kind)) {
        QStringList arguments{peers + u"/receive.mjs"_s, kind, url.toString(), events, rows};
        if (isTls)
            arguments.append(certificates() + u"/ca.pem"_s);
        return std::make_unique<Process>(u"node"_s, arguments);
    }
    QStringList arguments{u"receive"_s, kind, url.toString(), events, rows};
    if (isTls)
        arguments.append(certificates());
    return std::make_unique<Process>(arguments);
}

} // namespace

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

QJsonObject receive(const QString &kind, int rows, int updates, const QString &transport)
{
    QStringList serve{u"serve"_s, QString::number(rows), QString::number(updates), u"0"_s, transport};
    if (transport == u"tls")
        serve.append(certificates());
    Process server(serve);
    const auto load = server.readResult();
    const auto client =
        startReceiver(kind, QUrl(load.value("url"_L1).toString()), QString::number(load.value("events"_L1).toInteger()),
                      QString::number(rows), transport);
    auto result = client->readResult();
    result.insert(u"events_per_s"_s, result.value("events"_L1).toDouble() / result.value("wall_s"_L1).toDouble());
    result.insert(u"bytes_per_event"_s, load.value("bytes"_L1).toDouble() / load.value("events"_L1).toDouble());
    return result;
}

QJsonObject compare(const std::vector<Contender> &contenders, bool quick)
{
    const int rounds = quick ? 1 : 7;
    const int updates = quick ? 50'000 : 400'000;
    std::map<QString, std::vector<double>> cpu;
    std::map<QString, std::vector<double>> rate;
    double bytes = 0;
    for (int round = 0; round < rounds; ++round) {
        for (const auto &contender : contenders) {
            if (!isThere(contender.kind))
                continue;
            const auto result = receive(contender.kind, 10'000, updates, contender.transport);
            cpu[contender.key].push_back(result.value("ns"_L1).toDouble());
            rate[contender.key].push_back(result.value("events_per_s"_L1).toDouble());
            bytes = result.value("bytes_per_event"_L1).toDouble();
        }
    }
    QJsonObject part{{u"bytes_per_event"_s, bytes}};
    for (const auto &[key, values] : cpu)
        part.insert(key, QJsonObject{{u"ns"_s, median(values)}, {u"events_per_s"_s, median(rate[key])}});
    return part;
}

} // namespace Bellboard
