// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "server.h"

#include "demo/demoserver.h"
#include "lines.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

void finish(DemoServer &server, quint64 wanted)
{
    server.setPaused(true);
    const auto positions = server.positions();
    const auto produced = std::accumulate(positions.begin(), positions.end(), quint64{0},
                                          [](quint64 sum, const auto &position) { return sum + position.last; });
    if (produced < wanted)
        server.produceNow(wanted - produced);
    QByteArray answer = "finished";
    for (const auto &position : server.positions())
        answer += ' ' + position.stream.toUtf8() + '=' + QByteArray::number(position.last);
    writeLine(answer);
}

} // namespace

int serve(const QStringList &arguments)
{
    DemoOptions options;
    options.port = arguments.value(0).toUShort();
    options.seed = arguments.value(1).toULongLong();
    options.rate = arguments.value(2).toInt();
    options.historyFile = arguments.value(3);
    options.heartbeat = 1s;
    DemoServer server(options);
    if (!server.start()) {
        writeLine("failed " + server.errorString().toUtf8());
        return 1;
    }
    LineReader input;
    QObject::connect(&input, &LineReader::lineRead, &server, [&server](const QByteArray &line) {
        const auto words = line.split(' ');
        const auto number = words.value(1).toInt();
        if (words.first() == "close")
            server.dropClients(number);
        else if (words.first() == "drain")
            server.drain(std::chrono::milliseconds(number));
        else if (words.first() == "finish")
            finish(server, static_cast<quint64>(number));
    });
    QObject::connect(&input, &LineReader::ended, qApp, &QCoreApplication::quit);
    writeLine("ready " + QByteArray::number(server.url().port()));
    return QCoreApplication::exec();
}

} // namespace Bellboard
