// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "draftbook.h"

#include "board/rowkey.h"
#include "feed/engine.h"

namespace Bellboard {

DraftBook::DraftBook(Engine &engine, QObject *parent) : QObject(parent), m_engine(engine)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, &DraftBook::flush);
    connect(&m_engine, &Engine::opened, this, &DraftBook::flush);
    connect(&m_engine, &Engine::stopping, this, &DraftBook::flush);
    connect(&m_engine, &Engine::draftsRestored, this, [this](const QList<Draft> &drafts) {
        for (const auto &draft : drafts) {
            const auto conversation = RowKey::format(draft.feed, draft.conversation.toStdString());
            if (m_written.contains(conversation))
                continue; // the user was quicker than the disk
            set(conversation, draft.text);
            Q_EMIT restored(conversation);
        }
    });
}

DraftBook::~DraftBook()
{
    flush();
}

void DraftBook::write(const QString &conversation, const QString &text)
{
    if (conversation.isEmpty() || draft(conversation) == text)
        return;
    m_written.insert(conversation);
    m_unkept.insert(conversation);
    set(conversation, text);
    if (!m_timer.isActive())
        m_timer.start(); // not again with each key, or one who never rests would have nothing kept
}

void DraftBook::drop(const QString &conversation)
{
    m_written.insert(conversation);
    m_unkept.remove(conversation);
    set(conversation, {});
}

void DraftBook::flush()
{
    m_timer.stop();
    m_unkept.removeIf([this](const QString &conversation) {
        const auto key = RowKey::parse(conversation);
        return !key || m_engine.saveDraft({key->feed, QString::fromStdString(key->subject), draft(conversation)});
    });
}

void DraftBook::set(const QString &conversation, const QString &text)
{
    if (text.isEmpty())
        m_texts.remove(conversation);
    else
        m_texts.insert(conversation, text);
    Q_EMIT changed(conversation);
}

} // namespace Bellboard
