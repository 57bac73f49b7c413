// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>
#include <QtQml/qqml.h>

#include <chrono>

namespace Bellboard {

class Engine;

/// What the user is writing in each conversation: given to the engine, which keeps it on disk, a moment after it changed, and had back from
/// there at the next start.
class DraftBook : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by the session")

public:
    /// From the first change that is not kept until it is.
    static constexpr std::chrono::milliseconds patience{400};

    /// `engine` must outlive it.
    explicit DraftBook(Engine &engine, QObject *parent = nullptr);
    ~DraftBook() override;

    /// What was being written to the conversation of that row key; empty for nothing.
    Q_INVOKABLE QString draft(const QString &conversation) const { return m_texts.value(conversation); }
    /// The user changed it.
    Q_INVOKABLE void write(const QString &conversation, const QString &text);
    /// Has what changed kept at once: the user leaves it.
    Q_INVOKABLE void flush();
    /// It is being sent; the command takes the draft along.
    void drop(const QString &conversation);

Q_SIGNALS:
    /// What is being written to that conversation is another one now.
    void changed(const QString &conversation);
    /// An earlier run left this.
    void restored(const QString &conversation);

private:
    void set(const QString &conversation, const QString &text);

    Engine &m_engine;
    QHash<QString, QString> m_texts; ///< by conversation
    QSet<QString> m_unkept; ///< conversations
    QSet<QString> m_written; ///< conversations in which something was written in this run
    QTimer m_timer{this};
};

} // namespace Bellboard
