// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/draft.h"
#include "journal/draftstore.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>

namespace Bellboard {

/// What the user was writing in the conversations of one feed, kept on disk from one run to the next. What the disk does not take is tried
/// again until it does.
class Drafts : public QObject
{
    Q_OBJECT

public:
    /// Conversations with a draft; those beyond have none on disk.
    static constexpr qsizetype capacity = 1000;
    /// A longer one, in UTF-16 units, is not kept.
    static constexpr qsizetype textLimit = 100'000;

    /// `store` must outlive it; `feed` is the feed's row in the journal, `index` its place in the program.
    Drafts(std::int64_t feed, FeedIndex index, DraftStore &store, QObject *parent = nullptr);

    /// Takes back what an earlier run left, and tells of it with restored(); does nothing once that was done.
    Result<void, DatabaseError> restore();
    /// Whether restore() has succeeded, so that all there is is known here.
    bool isRestored() const { return m_restored; }
    /// Writes all of them into the store again, which was begun anew and is empty.
    Result<void, DatabaseError> keepAgain();
    /// The user writes this now; nothing any more when `text` is empty.
    void set(const QString &conversation, const QString &text);
    /// The draft became a command, with which the store lets it go.
    void forget(const QString &conversation);

Q_SIGNALS:
    void restored(const QList<Bellboard::Draft> &drafts);
    /// Another text than before is about to be written.
    void changed(const QString &conversation);

private:
    void write();

    static constexpr std::chrono::milliseconds pause{1'000}; ///< until the next try when nothing could be written

    const std::int64_t m_feed;
    const FeedIndex m_index;
    DraftStore &m_store;
    QHash<QString, QString> m_texts; ///< by conversation
    QSet<QString> m_unwritten; ///< conversations
    bool m_restored = false;
    QTimer m_timer{this};
};

} // namespace Bellboard
