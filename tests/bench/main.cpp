// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "children.h"
#include "largemessage.h"
#include "plan.h"
#include "platform/heap.h"
#include "report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>

using namespace Qt::Literals::StringLiterals;
using namespace Bellboard;

namespace {

int runChild(const QString &kind, const QStringList &arguments)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM); // nobody else would end a server whose benchmark was aborted
    if (kind == u"serve")
        return serveLoad(arguments);
    if (kind == u"demo")
        return serveDemo(arguments);
    if (kind == u"receive")
        return receiveLoad(arguments);
    if (kind == u"serve-large")
        return serveLargeMessage(arguments);
    if (kind == u"receive-large")
        return receiveLargeMessage(arguments);
    return measureLatency(arguments);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    prepareHeap(); // as the program does
    for (const auto &kind : {u"serve"_s, u"demo"_s, u"receive"_s, u"latency"_s, u"serve-large"_s, u"receive-large"_s}) {
        if (arguments.value(1) == kind)
            return runChild(kind, arguments.mid(2));
    }

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Bellboard. Compare figures only within one run."_s);
    parser.addHelpOption();
    const QCommandLineOption program(u"program"_s, u"The bellboard executable; without it the window is left out."_s,
                                     u"file"_s);
    const QCommandLineOption json(u"json"_s, u"Write the results there as JSON."_s, u"file"_s);
    const QCommandLineOption quick(u"quick"_s, u"A short run, to see that it works."_s);
    const QCommandLineOption only(
        u"only"_s,
        u"Only this part: herd, receive, engines, channels, instructions, memory, rows, latency, backpressure, start, window or idle. May come again."_s,
        u"part"_s);
    parser.addOptions({program, json, quick, only});
    parser.process(app);

    const auto results = runPlan({parser.value(program), parser.isSet(quick), parser.values(only)});
    std::fputs(qPrintable(asText(reportOn(results))), stdout);
    if (parser.isSet(json)) {
        QFile file(parser.value(json));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(results).toJson()) < 0) {
            std::fprintf(stderr, "%s cannot be written: %s\n", qPrintable(file.fileName()),
                         qPrintable(file.errorString()));
            return 1;
        }
    }
    return 0;
}
