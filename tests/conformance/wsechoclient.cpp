// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "echoclient.h"
#include "engineoption.h"

#include <QCoreApplication>
#include <QTextStream>

// Connects and sends each message back until the peer closes, for a judge of WebSocket clients that stands elsewhere.
// Exit status: 0 when it was connected, 1 when it could not be, 2 for wrong usage.
int main(int argc, char **argv)
{
    using namespace Bellboard;
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Echoes the messages of a WebSocket server, text as text and binary as binary."));
    parser.addHelpOption();
    const auto engineChoice = engineOption();
    parser.addOption(engineChoice);
    parser.addPositionalArgument(QStringLiteral("url"), QStringLiteral("Where to connect: ws:// or wss://."));
    parser.process(application);

    QTextStream err(stderr);
    const auto engine = engineNamed(parser.value(engineChoice));
    const auto arguments = parser.positionalArguments();
    const QUrl url(arguments.value(0), QUrl::StrictMode);
    const bool isWebSocket = url.scheme() == QStringLiteral("ws") || url.scheme() == QStringLiteral("wss");
    if (!engine || arguments.size() != 1 || !isWebSocket || url.host().isEmpty()) {
        err << "Usage: ws-echo-client [--engine wire|qt] ws://HOST[:PORT]/PATH\n";
        return 2;
    }

    bool connected = false;
    EchoClient client(*engine);
    QObject::connect(&client, &EchoClient::opened, &client, [&connected] { connected = true; });
    QObject::connect(&client, &EchoClient::closed, &client, [&](const ChannelFailure &failure) {
        if (!connected)
            err << "ws-echo-client: no WebSocket at " << url.toDisplayString() << ": "
                << (failure.detail.isEmpty() ? QStringLiteral("no answer") : failure.detail) << Qt::endl;
        QCoreApplication::exit(connected ? 0 : 1);
    });
    client.open(url);
    return QCoreApplication::exec();
}
