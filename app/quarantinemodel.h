// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/engine.h"

#include <QAbstractListModel>
#include <QtQml/qqml.h>

namespace Bellboard {

/// The newest messages that could not be read, newest first; the journal keeps them all.
class QuarantineModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by the session")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    /// How many rows are shown at most.
    static constexpr int capacity = 200;

    enum Role {
        FeedRole = Qt::UserRole + 1, ///< QString, the name of the feed it came from
        TimeTextRole, ///< QString, when it came, in local time
        ReasonRole, ///< QString, why it could not be read
        PreviewRole, ///< QString, its first characters as plain text, control characters replaced
        SizeRole, ///< QString, how big it was: "1.2 KiB"
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    /// Puts a message at the top; the oldest of more than `capacity` go.
    void add(const QString &feedName, const QuarantineEntry &entry);

    int count() const { return static_cast<int>(m_entries.size()); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        QString feed;
        QString timeText;
        QString reason;
        QString preview;
        QString size;
    };
    QList<Row> m_entries;
};

} // namespace Bellboard
