// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/engine.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace Bellboard {

/// An engine with one feed, and all that it said. Every event must come once, and each stream in its order.
class TestEngine : public QObject
{
public:
    TestEngine(const QString &folder, const QUrl &url, Engine::Replay replay = Engine::Replay::FromStart,
               std::chrono::milliseconds repairTimeout = StreamRepair::timeout,
               std::shared_ptr<const Profile> mapping = nullptr, Connection::Settings connection = {})
        : engine(options(folder, url, replay, repairTimeout, std::move(mapping), std::move(connection)))
    {
        connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
            ++batchesTaken;
            newestSegment = batch->segment;
            for (const auto &event : batch->events)
                check(event);
            received += batch->events.size();
            replayed += batch->replayed ? batch->events.size() : 0;
            if (consuming)
                engine.consumed(batch);
            else
                held.push_back(batch);
        });
        connect(&engine, &Engine::replayFinished, this, [this] { ++replaysFinished; });
        connect(&engine, &Engine::statusChanged, this, [this](const FeedStatus &now) { status = now; });
        connect(&engine, &Engine::messagesQuarantined, this,
                [this](const QList<QuarantineEntry> &entries) { quarantined.append(entries); });
        connect(&engine, &Engine::journalStatusChanged, this, [this](const JournalStatus &now) {
            if (now.problem != journal.problem)
                problems.append(now.problem);
            journal = now;
        });
        connect(&engine, &Engine::commandProgressed, this,
                [this](const CommandProgress &progress) { commands.append(progress); });
    }

    /// Gives back what was held, and holds nothing more.
    void release()
    {
        consuming = true;
        for (const auto &batch : std::exchange(held, {}))
            engine.consumed(batch);
    }
    /// Of the gaps, how many say which offsets are missing.
    qsizetype placedGaps() const
    {
        return std::count_if(gaps.cbegin(), gaps.cend(), [](const GapData &gap) { return gap.from > 0; });
    }
    bool isLive() const { return status && status->state == ConnectionState::Live; }
    quint64 offset(const QString &stream) const { return newest.value(stream); }

    Engine engine;
    bool consuming = true;
    std::vector<EventBatchPtr> held;
    int batchesTaken = 0;
    qint64 newestSegment = 0;
    quint64 received = 0;
    quint64 replayed = 0;
    int replaysFinished = 0;
    std::optional<FeedStatus> status;
    QList<QuarantineEntry> quarantined;
    QStringList problems; ///< of the journal; empty ones when they are over
    JournalStatus journal;
    QList<CommandProgress> commands;

    /// How far the command of that key got, if it was heard of.
    std::optional<CommandPhase> phaseOf(const QString &key) const
    {
        std::optional<CommandPhase> phase;
        for (const auto &progress : commands) {
            if (progress.command.key == key)
                phase = progress.phase;
        }
        return phase;
    }
    QStringList faults; ///< events that came twice, or out of order
    QHash<QString, quint64> newest;
    QList<GapData> gaps; ///< with their offsets and times only
    QList<RepairData> repairs; ///< without their texts
    QHash<QString, QString> states; ///< the id of the newest event, by stream and subject
    QStringList ids;

private:
    static Engine::Options options(const QString &folder, const QUrl &url, Engine::Replay replay,
                                   std::chrono::milliseconds repairTimeout, std::shared_ptr<const Profile> mapping,
                                   Connection::Settings connection)
    {
        FeedSettings feed;
        feed.name = QStringLiteral("test");
        feed.url = url;
        feed.mapping = std::move(mapping);
        Engine::Options result;
        result.dataFolder = folder;
        result.feeds = {feed};
        result.replay = replay;
        result.repairTimeout = repairTimeout;
        result.connection = std::move(connection);
        return result;
    }
    static QString toText(std::string_view text)
    {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }

    void check(const Event &event)
    {
        const auto id = toText(event.id);
        const auto identity = toText(event.source) + QLatin1Char(' ') + id;
        if (m_known.contains(identity))
            faults.append(QStringLiteral("twice: ") + identity);
        m_known.insert(identity);
        ids.append(id);
        const auto *gap = std::get_if<GapData>(&event.data);
        if (gap)
            gaps.append({{}, {}, gap->from, gap->to, {}, gap->since, gap->until});
        if (const auto *repair = std::get_if<RepairData>(&event.data))
            repairs.append({{}, {}, repair->from, repair->to, repair->means});
        if (event.offset == 0)
            return;
        states.insert(toText(event.streamName) + QLatin1Char(' ') + toText(event.subject), id);
        const auto stream = toText(event.streamName);
        if ((gap ? gap->from : event.offset) != newest[stream] + 1)
            faults.append(QStringLiteral("%1: %2 after %3").arg(stream).arg(event.offset).arg(newest[stream]));
        newest[stream] = event.offset;
    }

    QSet<QString> m_known;
};

} // namespace Bellboard
