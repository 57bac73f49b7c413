// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/commandline.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "platform/console.h"
#include "platform/display.h"
#include "platform/hardening.h"
#include "platform/heap.h"
#include "windowprogram.h"

#include <QApplication>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

void describeProgram()
{
    QCoreApplication::setApplicationName(u"bellboard"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BELLBOARD_VERSION));
}

ExitCode print(const QString &text)
{
    return writeOut(text.toUtf8()) ? ExitCode::Done : ExitCode::Output;
}

ExitCode printHelp(const QString &topic)
{
    const auto text = helpText(topic);
    if (!text.isEmpty())
        return print(text);
    complain(u"There is no help on \"%1\"."_s.arg(topic));
    return ExitCode::Usage;
}

ExitCode runHeadless(const CommandLine &line, int &argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    switch (line.verb) {
    case CommandLine::Verb::Tail:
        return runTail(line);
    case CommandLine::Verb::Status:
        return runStatus(line);
    case CommandLine::Verb::DemoServer:
        return runDemoServer(line);
    case CommandLine::Verb::TokenSet:
    case CommandLine::Verb::TokenRemove:
        return runToken(line);
    case CommandLine::Verb::ProfileCheck:
    case CommandLine::Verb::ProfileNew:
        return runProfile(line);
    case CommandLine::Verb::Window:
    case CommandLine::Verb::Help:
    case CommandLine::Verb::Version:
        break;
    }
    return ExitCode::Usage;
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    prepareHeap();
    attachConsole();
    describeProgram();
    QStringList arguments;
    for (int at = 1; at < argc; ++at)
        arguments << QString::fromLocal8Bit(argv[at]);
    const auto line = parseCommandLine(arguments);
    auto code = ExitCode::Done;
    if (!line) {
        complain(line.error());
        code = ExitCode::Usage;
    } else if (line->verb == CommandLine::Verb::Help) {
        code = printHelp(line->helpTopic);
    } else if (line->verb == CommandLine::Verb::Version) {
        code = print(u"bellboard "_s + QCoreApplication::applicationVersion() + u'\n');
    } else if (const auto problem = displayProblem(); line->verb == CommandLine::Verb::Window && !problem.isEmpty()) {
        complain(problem);
        code = ExitCode::Unavailable;
    } else if (line->verb == CommandLine::Verb::Window) {
        QGuiApplication::setApplicationDisplayName(u"Bellboard"_s);
        QGuiApplication::setDesktopFileName(u"org.bellboard.Bellboard"_s);
        int noArguments = 1; // ours are not Qt's
        const QApplication app(noArguments, argv);
        code = runWindow(*line);
    } else {
        code = runHeadless(*line, argc, argv);
    }
    return static_cast<int>(code);
}
