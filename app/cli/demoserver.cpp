// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demoserver.h"

#include "cli/engineerrors.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "platform/stopsignals.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

Result<QString, CliError> readRequiredToken()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Unexpected(CliError{ExitCode::Failed, u"Standard input cannot be read."_s});
    auto token = input.readLine();
    if (token.endsWith('\n'))
        token.chop(1);
    if (token.isEmpty())
        return Unexpected(CliError{ExitCode::Usage, u"The token is empty."_s});
    return QString::fromUtf8(token);
}

} // namespace

ExitCode runDemoServer(const CommandLine &line)
{
    ignoreBrokenPipes();
    DemoOptions options;
    options.port = line.port;
    options.seed = line.seed;
    options.rate = line.rate;
    options.historyFile = line.historyFile;
    if (line.tokenFromInput) {
        const auto token = readRequiredToken();
        if (!token)
            return complainAbout(token.error());
        options.requiredToken = *token;
    }
    DemoServer server(options);
    if (!server.start())
        return complainAbout(
            {ExitCode::Unavailable, u"The demo backend did not start: %1."_s.arg(server.errorString())});

    auto code = ExitCode::Done;
    QObject::connect(&server, &DemoServer::failed, qApp, [&code](const QString &reason) {
        code = complainAbout({ExitCode::Failed, reason});
        QCoreApplication::quit();
    });
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    // Whoever started us reads where to connect; that nobody does is no reason not to serve.
    if (!writeOut(server.url().toString().toUtf8() + '\n') && !isReaderGone())
        return complainAbout({ExitCode::Output, u"The output cannot be written."_s});
    QCoreApplication::exec();
    server.stop();
    return code;
}

} // namespace Bellboard
