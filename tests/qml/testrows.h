// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/rowmodel.h"

#include <QString>

#include <vector>

namespace Bellboard {

/// A real RowModel with four columns (state, subject, amount, age) whose rows a QML test writes.
class TestRows : public RowModel
{
    Q_OBJECT

public:
    explicit TestRows(QObject *parent = nullptr);

    /// Adds a row at the end of the board's own order; shown after flushNow().
    Q_INVOKABLE void add(const QString &severity, const QString &subject);
    Q_INVOKABLE void addMany(int count);
    /// Adds a row before all others.
    Q_INVOKABLE void addFirst(const QString &severity, const QString &subject);
    /// Changes the subject of the row that was added as number `row`.
    Q_INVOKABLE void change(int row, const QString &subject);
    Q_INVOKABLE void flushNow() { flush(); }

protected:
    QString cellText(Slot slot, int column) const override;
    QString severity(Slot slot) const override { return m_rows.at(slot).severity; }
    bool isDimmed(Slot slot) const override { return m_rows.at(slot).severity == QLatin1String("ok"); }
    QString key(Slot slot) const override;
    Slot slotOf(FeedIndex feed, std::string_view subject) const override;
    void appendSearchText(Slot slot, std::string &text) const override;
    SortKey sortKey(Slot slot, int column) const override;
    BoardDetail describe(Slot slot) const override;

private:
    struct Row
    {
        QString severity;
        QString subject;
        SortKey order = 0;
    };

    void append(const QString &severity, const QString &subject, SortKey order);

    std::vector<Row> m_rows;
};

} // namespace Bellboard
