// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "run.h"

#include "child.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <memory>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// One round under way.
struct Player
{
    quint32 seed = 0;
    QTemporaryDir folder;
    QProcess process;
};

void say(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

} // namespace

Run::Run(RunOptions options, QString certificates) : m_options(options), m_certificates(std::move(certificates)) { }

QStringList Run::argumentsOf(quint32 seed, const QString &folder) const
{
    return {u"round"_s,
            folder,
            m_certificates,
            QString::number(seed),
            QString::number(m_options.faults / m_options.rounds),
            QString::number(m_options.kills / m_options.rounds),
            QString::number(m_options.events / m_options.rounds),
            m_options.packets ? u"packets"_s : u"none"_s};
}

bool Run::play()
{
    QElapsedTimer clock;
    clock.start();
    std::vector<std::unique_ptr<Player>> players;
    int begun = 0;
    while (m_played < m_options.rounds) {
        while (begun < m_options.rounds && static_cast<int>(players.size()) < m_options.parallel) {
            auto player = std::make_unique<Player>();
            player->seed = m_options.seed + static_cast<quint32>(begun++);
            player->folder.setAutoRemove(false);
            player->process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            player->process.start(QCoreApplication::applicationFilePath(),
                                  argumentsOf(player->seed, player->folder.path()));
            players.push_back(std::move(player));
        }
        const auto ended = [&] {
            return std::ranges::find_if(
                players, [](const auto &player) { return player->process.state() == QProcess::NotRunning; });
        };
        waitUntil([&] { return ended() != players.end(); }, 3'600'000);
        const auto player = ended();
        if (player == players.end())
            return false;
        const auto failedBefore = m_failed;
        take((*player)->seed, (*player)->process.readAllStandardOutput(), (*player)->folder.path());
        if (m_failed == failedBefore)
            (*player)->folder.remove();
        players.erase(player);
        ++m_played;
    }
    say(u"took %1 s"_s.arg(clock.elapsed() / 1000));
    return conclude();
}

void Run::take(quint32 seed, const QByteArray &answer, const QString &folder)
{
    const auto result = QJsonDocument::fromJson(answer.trimmed()).object();
    for (const auto &key : {u"faults"_s, u"events"_s, u"lost"_s, u"duplicated"_s, u"reordered"_s, u"silentGaps"_s,
                            u"invented"_s, u"during"_s, u"connections"_s, u"problems"_s, u"asked"_s, u"quarantined"_s})
        m_sums[key] += result.value(key).toInteger();
    const auto kinds = result.value(u"kinds"_s).toObject();
    for (auto kind = kinds.begin(); kind != kinds.end(); ++kind)
        m_kinds[kind.key()] += kind.value().toInteger();
    const bool clean = result.value(u"clean"_s).toBool();
    say(u"round %1 (%2): %3 faults in %4 s, %5 connections, %6 events of which %7 during the faults: %8"_s.arg(seed)
            .arg(seed % 2 == 1 ? u"wss"_s : u"ws"_s)
            .arg(result.value(u"faults"_s).toInteger())
            .arg(static_cast<double>(result.value(u"milliseconds"_s).toInteger()) / 1000, 0, 'f', 1)
            .arg(result.value(u"connections"_s).toInteger())
            .arg(result.value(u"events"_s).toInteger())
            .arg(result.value(u"during"_s).toInteger())
            .arg(clean ? u"all there"_s : u"NOT AS IT SHOULD BE"_s));
    for (const auto &trouble : result.value(u"troubles"_s).toArray())
        say(u"    "_s + trouble.toString());
    if (clean)
        return;
    ++m_failed;
    for (const auto &detail : result.value(u"details"_s).toArray())
        say(u"    "_s + detail.toString());
    if (result.isEmpty())
        say(u"    it ended without an answer"_s);
    say(u"    its folder: "_s + folder);
    say(u"    replay: bellboard_faults --seed %1 --rounds 1 --faults %2 --kills %3 --events %4"_s.arg(seed)
            .arg(m_options.faults / m_options.rounds)
            .arg(m_options.kills / m_options.rounds)
            .arg(m_options.events / m_options.rounds));
}

bool Run::conclude()
{
    for (auto kind = m_kinds.begin(); kind != m_kinds.end(); ++kind)
        say(u"%1 %2"_s.arg(kind.value(), 8).arg(kind.key()));
    say(u"%1 connections; %2 events produced while faults went on; the reader said %3 times that it cannot write; %4 "
        u"messages "
        u"in quarantine; asked a person %5 times; events that were never sent: %6"_s.arg(m_sums[u"connections"_s])
            .arg(m_sums[u"during"_s])
            .arg(m_sums[u"problems"_s])
            .arg(m_sums[u"quarantined"_s])
            .arg(m_sums[u"asked"_s])
            .arg(m_sums[u"invented"_s]));
    const auto sum = [this](const QString &key) { return m_sums.value(key); };
    say(u"faults: %1  events: %2  lost: %3  duplicated: %4  reordered: %5  silent gaps: %6"_s.arg(sum(u"faults"_s))
            .arg(sum(u"events"_s))
            .arg(sum(u"lost"_s))
            .arg(sum(u"duplicated"_s))
            .arg(sum(u"reordered"_s))
            .arg(sum(u"silentGaps"_s)));
    return m_failed == 0 && sum(u"faults"_s) >= m_options.faults && sum(u"events"_s) >= m_options.events;
}

} // namespace Bellboard
