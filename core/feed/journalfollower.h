// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/delivery.h"
#include "feed/engine.h"
#include "journal/journalreader.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace Bellboard {

/// Hands over what another process journals, beside it: never connects, and writes nothing. All on one thread.
///
/// Gives batches as an Engine does, and wants them back with consumed().
class JournalFollower : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString dataFolder;
        QList<FeedSettings> feeds; ///< a feed's place in this list is its FeedIndex; other feeds are passed over
        Engine::Replay replay = Engine::Replay::FromStart;
        std::chrono::milliseconds patience{5'000}; ///< for a journal that its writer is just making
    };

    explicit JournalFollower(Options options, QObject *parent = nullptr);
    ~JournalFollower() override;

    /// Begins, on the next turn of the event loop.
    void start();
    /// Gives a batch back after use, so that the next one comes.
    void consumed(const EventBatchPtr &batch);

Q_SIGNALS:
    void batchReady(const Bellboard::EventBatchPtr &batch);
    /// Everything that stood in the journal when it was opened has been handed over.
    void replayFinished();
    /// Nothing more will come, for this reason.
    void ended(const Bellboard::EngineError &error);

private:
    void poll();
    bool open();
    void noticeTrouble(const JournalReadError &error);
    std::optional<FeedIndex> indexOf(FeedId feed) const;

    const Options m_options;
    std::unique_ptr<JournalReader> m_reader;
    std::unique_ptr<Delivery> m_delivery;
    QHash<QString, FeedIndex> m_configured;
    QTimer m_timer;
    QElapsedTimer m_waiting;
};

} // namespace Bellboard
