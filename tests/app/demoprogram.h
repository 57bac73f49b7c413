// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "program.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Bellboard {

/// Starts a demo backend in a process of its own and configures it as the feed "Demo".
inline void serve(QProcess &server, const Program &program, const QStringList &options = {},
                  const QByteArray &input = {})
{
    program.start(server,
                  QStringList{QStringLiteral("demo-server"), QStringLiteral("--seed"), QStringLiteral("7"),
                              QStringLiteral("--rate"), QStringLiteral("200")}
                      + options);
    server.write(input);
    server.closeWriteChannel();
    QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 20'000);
    const auto url = QString::fromUtf8(server.readLine().trimmed());
    QVERIFY2(url.startsWith(QStringLiteral("ws://")), qPrintable(url));
    program.writeFeed(QStringLiteral("Demo"), url);
}

/// Ends a process as its user would.
inline void end(QProcess &process)
{
    process.terminate();
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

/// The JSON objects that stand one on a line.
inline QList<QJsonObject> jsonLines(const QByteArray &out)
{
    QList<QJsonObject> objects;
    for (const auto &line : out.split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

} // namespace Bellboard
