// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "packetfilter.h"
#include "reader.h"
#include "round.h"
#include "run.h"
#include "server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <cstdio>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

int playRound(const QStringList &arguments)
{
    RoundOptions options;
    options.folder = arguments.value(0);
    options.certificates = arguments.value(1);
    options.plan.seed = arguments.value(2).toUInt();
    options.plan.faults = arguments.value(3).toInt();
    options.plan.kills = arguments.value(4).toInt();
    options.events = arguments.value(5).toInt();
    options.plan.packets = arguments.value(6) == u"packets";
    options.plan.tls = options.plan.seed % 2 == 1;
    const auto answer = QJsonDocument(Round(options).play()).toJson(QJsonDocument::Compact);
    std::printf("%s\n", answer.constData());
    return 0;
}

/// Exit status: 0 all is there, 1 not, 2 wrong usage.
int playRun(const QStringList &arguments, bool packets, const QString &reason)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Plays faults between a server and a reader, and compares event by event."_s);
    parser.addHelpOption();
    const QCommandLineOption seed(u"seed"_s, u"Of the first round; the next ones count on from it."_s, u"N"_s, u"1"_s);
    const QCommandLineOption rounds(u"rounds"_s, u"Each has a server, a journal and a plan of its own."_s, u"N"_s,
                                    u"10"_s);
    const QCommandLineOption faults(u"faults"_s, u"In all rounds together."_s, u"N"_s, u"500"_s);
    const QCommandLineOption kills(u"kills"_s, u"So many of the faults are SIGKILL."_s, u"N"_s, u"50"_s);
    const QCommandLineOption events(u"events"_s, u"At least, in all rounds together."_s, u"N"_s, u"200000"_s);
    const QCommandLineOption parallel(u"parallel"_s, u"So many rounds at a time."_s, u"N"_s, u"4"_s);
    parser.addOptions({seed, rounds, faults, kills, events, parallel});
    parser.process(arguments);

    RunOptions options;
    bool isNumber[6] = {};
    options.seed = parser.value(seed).toUInt(&isNumber[0]);
    options.rounds = parser.value(rounds).toInt(&isNumber[1]);
    options.faults = parser.value(faults).toInt(&isNumber[2]);
    options.kills = parser.value(kills).toInt(&isNumber[3]);
    options.events = parser.value(events).toInt(&isNumber[4]);
    options.parallel = parser.value(parallel).toInt(&isNumber[5]);
    options.packets = packets;
    const bool areNumbers = std::ranges::all_of(isNumber, [](bool is) { return is; });
    if (!areNumbers || !parser.positionalArguments().isEmpty() || options.rounds < 1 || options.parallel < 1
        || options.faults < options.rounds || options.kills < 0 || options.kills > options.faults
        || options.events < 1) {
        std::fputs("bellboard_faults: whole numbers are wanted, and a fault a round at least; see --help\n", stderr);
        return 2;
    }
    // What does not divide evenly is rounded up, so that there are never fewer than were asked for.
    const auto roundedUp = [&](int number) { return (number + options.rounds - 1) / options.rounds * options.rounds; };
    options.faults = roundedUp(options.faults);
    options.kills = std::min(roundedUp(options.kills), options.faults);
    options.events = roundedUp(options.events);

    std::printf("seed %u, %d rounds\n", options.seed, options.rounds);
    if (!packets)
        std::printf("skipped: dropping packets, as %s\n", qPrintable(reason));
    std::fflush(stdout);
    const QTemporaryDir certificates;
    if (!makeCertificates(certificates.path())) {
        std::fputs("bellboard_faults: openssl cannot make certificates\n", stderr);
        return 1;
    }
    return Run(options, certificates.path()).play() ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QByteArray verb(argc > 1 ? argv[1] : "");
    const bool isPart = verb == "serve" || verb == "read" || verb == "round";
    QString reason;
    const bool packets = !isPart && enterPrivateNetwork(reason);
    const QCoreApplication app(argc, argv);
    if (qEnvironmentVariableIsEmpty("QT_LOGGING_RULES"))
        QLoggingCategory::setFilterRules(u"bellboard.*=false"_s);
    const auto arguments = QCoreApplication::arguments();
    if (verb == "serve")
        return serve(arguments.mid(2));
    if (verb == "read")
        return read(arguments.mid(2));
    if (verb == "round")
        return playRound(arguments.mid(2));
    return playRun(arguments, packets, reason);
}
