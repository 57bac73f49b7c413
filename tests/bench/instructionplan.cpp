// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "instructionplan.h"

#include "process.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr int rows = 100;

/// All instructions of a receiver that takes `updates` events behind the rows.
double instructionsOf(const QString &kind, int updates)
{
    Process server({u"serve"_s, QString::number(rows), QString::number(updates)});
    const auto load = server.readResult();
    QProcess client;
    client.start(u"valgrind"_s,
                 {u"--tool=callgrind"_s, u"--callgrind-out-file=/dev/null"_s, QCoreApplication::applicationFilePath(),
                  u"receive"_s, kind, load.value("url"_L1).toString(),
                  QString::number(load.value("events"_L1).toInteger()), QString::number(rows)});
    if (!client.waitForFinished(600'000) || client.exitCode() != 0)
        qFatal("%s under callgrind: %s", qPrintable(kind), client.readAllStandardError().constData());
    static const QRegularExpression collected(u"Collected : (\\d+)"_s);
    const auto match = collected.match(QString::fromUtf8(client.readAllStandardError()));
    if (!match.hasMatch())
        qFatal("callgrind does not say how many instructions it counted");
    return match.captured(1).toDouble();
}

} // namespace

QJsonObject instructionPart(bool quick)
{
    QJsonObject part;
    if (QStandardPaths::findExecutable(u"valgrind"_s).isEmpty())
        return part;
    QFile file(QStringLiteral(BELLBOARD_INSTRUCTIONS));
    const auto committed =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    const int few = quick ? 1'000 : 5'000;
    const int many = quick ? 3'000 : 25'000;
    for (const auto &kind : {u"wire"_s, u"qt"_s, u"wire-simdjson"_s, u"socket-simdjson"_s, u"qt-simdjson"_s,
                             u"bellboard"_s, u"bellboard-profile"_s, u"bellboard-large-profile"_s, u"qt-fields"_s})
        part.insert(kind,
                    QJsonObject{{u"now"_s, (instructionsOf(kind, many) - instructionsOf(kind, few)) / (many - few)},
                                {u"committed"_s, committed.value(kind).toDouble()}});
    return part;
}

} // namespace Bellboard
