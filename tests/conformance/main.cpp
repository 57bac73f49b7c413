// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "engineoption.h"
#include "tally.h"

#include <QCoreApplication>
#include <QTextStream>

// Plays the cases of the Autobahn test suite against an engine and prints what came of each; see docs/conformance.md.
// Exit status: 0 when none failed and all were strict, 1 when not, 2 for wrong usage.
int main(int argc, char **argv)
{
    using namespace Bellboard;
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Plays the Autobahn test suite's cases for clients against a WebSocket engine."));
    const auto help = parser.addHelpOption();
    const auto engineChoice = engineOption();
    const QCommandLineOption quick(QStringLiteral("quick"),
                                   QStringLiteral("Fewer messages in the compression cases, which have 1,000 each."));
    parser.addOptions({engineChoice, quick});
    parser.addPositionalArgument(QStringLiteral("case"), QStringLiteral("Only these, such as 6 or 6.4 or 6.4.1."),
                                 QStringLiteral("[case...]"));

    QTextStream out(stdout);
    QTextStream err(stderr);
    if (!parser.parse(application.arguments())) {
        err << "conformance: " << parser.errorText() << ".\n";
        return 2;
    }
    if (parser.isSet(help))
        parser.showHelp();
    const auto engine = engineNamed(parser.value(engineChoice));
    if (!engine) {
        err << "conformance: there is no engine \"" << parser.value(engineChoice) << "\"; there are wire and qt.\n";
        return 2;
    }
    QByteArrayList wanted;
    for (const auto &argument : parser.positionalArguments())
        wanted += argument.toLatin1();

    Tally tally;
    for (const auto &one : conformanceCases()) {
        if (!wanted.isEmpty() && !isAmong(one.number, wanted))
            continue;
        const auto result = CasePlayer(one, parser.isSet(quick) ? Extent::Quick : Extent::Full, *engine).play();
        tally.add(result);
        out << resultLine(result) << Qt::endl;
    }
    if (tally.cases == 0) {
        err << "conformance: there are no such cases.\n";
        return 2;
    }
    out << tally.line() << Qt::endl;
    return tally.failed + tally.nonStrict == 0 ? 0 : 1;
}
