// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/kpimodel.h"
#include "board/rowmodel.h"

#include <QString>
#include <QStringList>

namespace Bellboard {

inline QVariant cell(const RowModel *model, int row, int column, int role = RowModel::DisplayRole)
{
    return model->data(model->index(row, column), role);
}

/// The texts of a row.
inline QStringList texts(const RowModel *model, int row)
{
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column) {
        cells.append(cell(model, row, column).toString());
    }
    return cells;
}

/// The keys of the shown rows.
inline QStringList keys(const RowModel *model)
{
    QStringList keys;
    for (int row = 0; row < model->count(); ++row) {
        keys.append(model->keyAt(row));
    }
    return keys;
}

inline QString card(const KpiModel *model, int row, int role)
{
    return model->data(model->index(row), role).toString();
}

inline QString cardValue(const KpiModel *model, int row)
{
    return card(model, row, KpiModel::ValueRole);
}

/// "label: value" of each field of a detail.
inline QStringList fieldTexts(const BoardDetail &detail)
{
    QStringList fields;
    for (const DetailField &field : detail.fields) {
        fields.append(field.label + QStringLiteral(": ") + field.value);
    }
    return fields;
}

inline QStringList timelineTexts(const BoardDetail &detail)
{
    QStringList entries;
    for (const TimelineEntry &entry : detail.timeline) {
        entries.append(entry.time + u' ' + entry.text);
    }
    return entries;
}

inline QStringList actionIds(const BoardDetail &detail)
{
    QStringList ids;
    for (const DetailAction &action : detail.actions) {
        ids.append(action.id);
    }
    return ids;
}

} // namespace Bellboard
