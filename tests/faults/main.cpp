// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "packetfilter.h"
#include "reader.h"
#include "round.h"
#include "run.h"
#include "server.h"
#include "servercertificate.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
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

/// The value of a whole-numbered option, or of nobody's choice `otherwise`; below 1 when it is none.
int numberOf(const QCommandLineParser &parser, const QCommandLineOption &option, int otherwise)
{
    return parser.isSet(option) ? parser.value(option).toInt() : otherwise;
}

/// Exit status: 0 all is there, 1 not, 2 wrong usage.
int playRun(const QStringList &arguments, bool packets, const QString &reason)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Plays faults between a server and a reader, and compares event by event."_s);
    parser.addHelpOption();
    const QCommandLineOption soak(
        u"soak"_s, u"Long rounds of 200 faults instead of 50, 10000 faults instead of 500, and a seed of chance."_s);
    const QCommandLineOption faults(u"faults"_s, u"In all rounds together."_s, u"N"_s);
    const QCommandLineOption seed(u"seed"_s, u"Of the first round; the next ones count on from it."_s, u"N"_s);
    const QCommandLineOption rounds(u"rounds"_s, u"Each has a server, a journal and a plan of its own."_s, u"N"_s);
    const QCommandLineOption kills(u"kills"_s, u"So many of the faults are SIGKILL; else each tenth."_s, u"N"_s);
    const QCommandLineOption events(u"events"_s, u"At least, in all; else 20000 a round."_s, u"N"_s);
    const QCommandLineOption parallel(u"parallel"_s, u"So many rounds at a time; else 4."_s, u"N"_s);
    parser.addOptions({soak, faults, seed, rounds, kills, events, parallel});
    parser.process(arguments);

    const bool isLong = parser.isSet(soak);
    const int length = isLong ? 200 : 50;
    RunOptions options;
    options.faults = numberOf(parser, faults, isLong ? 10'000 : 500);
    options.seed = static_cast<quint32>(
        numberOf(parser, seed, isLong ? static_cast<int>(QRandomGenerator::global()->bounded(1, 1'000'000)) : 1));
    options.rounds = numberOf(parser, rounds, (options.faults + length - 1) / length);
    options.kills = numberOf(parser, kills, std::max(1, options.faults / 10));
    options.events = numberOf(parser, events, 20'000 * options.rounds);
    options.parallel = numberOf(parser, parallel, 4);
    options.packets = packets;
    const auto least = std::min({options.faults, static_cast<int>(options.seed), options.rounds, options.kills,
                                 options.events, options.parallel});
    if (least < 1 || !parser.positionalArguments().isEmpty() || options.faults < options.rounds
        || options.kills > options.faults) {
        std::fputs("bellboard_faults: each number is at least 1, and each round has a fault; see --help\n", stderr);
        return 2;
    }
    // What does not divide evenly is rounded up, so that there are never fewer than were asked for.
    const auto roundedUp = [&](int number) { return (number + options.rounds - 1) / options.rounds * options.rounds; };
    options.faults = roundedUp(options.faults);
    options.kills = std::min(roundedUp(options.kills), options.faults);
    options.events = roundedUp(options.events);

    std::printf("seed %u: %d rounds, %d faults, %d of them kills, at least %d events\n", options.seed, options.rounds,
                options.faults, options.kills, options.events);
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
