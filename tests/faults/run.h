// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace Bellboard {

/// What a whole run is to do; it is divided evenly among its rounds.
struct RunOptions
{
    quint32 seed = 1; ///< of the first round; the next ones count on from it
    int rounds = 10;
    int faults = 500;
    int events = 200'000;
    int kills = 50;
    int parallel = 4; ///< rounds at a time
    bool packets = false; ///< packets can be dropped here
};

/// Plays rounds in processes of their own and adds up what came of them.
class Run
{
public:
    Run(RunOptions options, QString certificates);

    /// Plays all, and says how it went; false when anything was not as it should be.
    bool play();

private:
    QStringList argumentsOf(quint32 seed, const QString &folder) const;
    void take(quint32 seed, const QByteArray &answer, const QString &folder);
    bool conclude();

    const RunOptions m_options;
    const QString m_certificates;
    QMap<QString, qint64> m_sums;
    QMap<QString, qint64> m_kinds;
    int m_played = 0;
    int m_failed = 0;
};

} // namespace Bellboard
