// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"

#include <QAbstractListModel>
#include <QtQml/qqml.h>

namespace Bellboard {

/// What the user asked of backends and how far that got: first what is under way, newest first, then what is over.
class OutboxModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by the session")
    /// How many are under way.
    Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)

public:
    /// How many that are over are shown at most, beside messages that failed: those stay until the user decides.
    static constexpr int keptOver = 20;

    enum Role {
        KeyRole = Qt::UserRole + 1, ///< QString, for Session::cancelCommand()
        WhatRole, ///< QString, "Acknowledge AL-0192"
        TextRole, ///< QString, the words that go along; may be empty
        DetailRole, ///< QString, "Waits to be sent · Payments · 10:02"
        ReasonRole, ///< QString, why it failed; empty when it did not
        CancellableRole, ///< bool, it was not sent
        SeverityRole, ///< QString, "info", "ok" or "high", for the icon
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    /// Notes how far a command of the feed with that name got.
    void note(const QString &feedName, const CommandProgress &progress);
    /// The command with that key, while it waits to be sent.
    const Command *pending(const QString &key) const;
    /// What is known of the command with that key, when it failed and is still shown.
    const CommandProgress *failed(const QString &key) const;

    int waiting() const { return m_waiting; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void waitingChanged();

private:
    struct Row
    {
        QString feed;
        CommandProgress progress;
    };

    void trim();
    void remove(int at);

    QList<Row> m_rows; ///< the first m_waiting are under way
    int m_waiting = 0;
};

/// What a command does, in words: "Acknowledge AL-0192".
QString commandWords(const Command &command);
/// What to say of one that failed, before the reason: "Not acknowledged:".
QString failureWords(const Command &command);

} // namespace Bellboard
