// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/drafts.h"

#include "util/logging.h"

namespace Bellboard {

Drafts::Drafts(std::int64_t feed, FeedIndex index, DraftStore &store, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_index(index)
    , m_store(store)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(pause);
    connect(&m_timer, &QTimer::timeout, this, &Drafts::write);
}

Result<void, DatabaseError> Drafts::restore()
{
    if (m_restored)
        return {};
    const auto stored = m_store.entries(m_feed);
    if (!stored)
        return Unexpected(stored.error());
    m_restored = true;
    QList<Draft> drafts;
    for (const auto &[conversation, text] : *stored) {
        if (m_unwritten.contains(conversation) || m_texts.contains(conversation))
            continue; // written anew before this could be read
        m_texts.insert(conversation, text);
        drafts.append({m_index, conversation, text});
    }
    if (!drafts.isEmpty())
        Q_EMIT restored(drafts);
    return {};
}

Result<void, DatabaseError> Drafts::keepAgain()
{
    for (auto draft = m_texts.cbegin(); draft != m_texts.cend(); ++draft) {
        if (auto kept = m_store.set(m_feed, {draft.key(), draft.value()}); !kept)
            return kept;
    }
    m_unwritten.clear();
    return {};
}

void Drafts::set(const QString &conversation, const QString &text)
{
    if (conversation.isEmpty() || text.size() > textLimit || m_texts.value(conversation) == text)
        return;
    if (text.isEmpty())
        m_texts.remove(conversation);
    else if (m_texts.contains(conversation) || m_texts.size() < capacity)
        m_texts.insert(conversation, text);
    else
        return;
    m_unwritten.insert(conversation);
    Q_EMIT changed(conversation);
    write();
}

void Drafts::forget(const QString &conversation)
{
    m_texts.remove(conversation);
    m_unwritten.remove(conversation);
}

void Drafts::write()
{
    while (!m_unwritten.isEmpty()) {
        const auto conversation = *m_unwritten.cbegin();
        if (const auto done = m_store.set(m_feed, {conversation, m_texts.value(conversation)}); !done) {
            // What the user writes is never logged.
            qCWarning(logJournal) << "cannot keep a draft:" << done.error().text;
            m_timer.start();
            return;
        }
        m_unwritten.remove(conversation);
    }
}

} // namespace Bellboard
