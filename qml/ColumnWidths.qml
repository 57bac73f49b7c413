// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App

/// Shares a table's width among its columns: each gets the least its kind needs, the rest goes by weight.
QtObject {
    id: widths

    required property RowModel model

    /// One width per column, whole pixels, their sum `available`. When even the least does not fit, plain text columns
    /// go first, from the right; they get 0.
    function forWidth(available: real): list<real> {
        const columns = model.columnCount();
        const least = [];
        let sum = 0;
        for (let column = 0; column < columns; ++column) {
            least.push(leastWidth(column));
            sum += least[column];
        }
        for (let column = columns - 1; column > 0 && sum > available; --column) {
            if (kindOf(column) !== RowModel.Text && kindOf(column) !== RowModel.Mono)
                continue;
            sum -= least[column];
            least[column] = 0;
        }
        if (sum > available)
            return squeezed(least, sum - available);
        return shared(least, available - sum, available);
    }

    function shared(least: list<real>, spare: real, available: real): list<real> {
        let weights = 0;
        for (let column = 0; column < least.length; ++column)
            weights += least[column] > 0 ? growth(column) : 0;
        const result = [];
        let used = 0;
        let widest = 0;
        for (let column = 0; column < least.length; ++column) {
            const grown = least[column] > 0 && spare > 0 && weights > 0 ? spare * growth(column) / weights : 0;
            result.push(Math.floor(least[column] + grown));
            used += result[column];
            if (result[column] > result[widest])
                widest = column;
        }
        if (result.length > 0)
            result[widest] += Math.max(0, Math.floor(available - used));
        return result;
    }

    /// Takes what is missing from the columns that can be read cut.
    function squeezed(least: list<real>, missing: real): list<real> {
        let soft = 0;
        for (let column = 0; column < least.length; ++column)
            soft += isSoft(column) ? least[column] : 0;
        const share = soft > 0 ? Math.min(0.6, missing / soft) : 0;
        const result = [];
        for (let column = 0; column < least.length; ++column)
            result.push(Math.floor(isSoft(column) ? least[column] * (1 - share) : least[column]));
        return result;
    }

    function isSoft(column: int): bool {
        const kind = kindOf(column);
        return kind === RowModel.Strong || kind === RowModel.Progress || kind === RowModel.Text || kind === RowModel.Mono;
    }

    function kindOf(column: int): int {
        return model.headerData(column, Qt.Horizontal, RowModel.KindRole);
    }

    /// Words take what is to spare, titles twice as eagerly; figures and badges need no more than their least.
    function growth(column: int): real {
        switch (kindOf(column)) {
        case RowModel.Strong: return 2 * model.columnWidthHint(column);
        case RowModel.Text:
        case RowModel.Progress: return model.columnWidthHint(column);
        default: return 0;
        }
    }

    /// The least that a column can be read in, in pixels of the body font; a column's weight is about its share of 100.
    function leastWidth(column: int): real {
        const weight = model.columnWidthHint(column);
        switch (kindOf(column)) {
        case RowModel.Strong: return Math.max(110, weight * 4);
        case RowModel.Badge: return weight * 11.2;
        case RowModel.Progress: return weight * 6;
        case RowModel.Amount: return weight * 8;
        case RowModel.Age: return weight * 9;
        case RowModel.Mono: return weight * 7;
        default: return Math.min(110, weight * 6.5);
        }
    }
}
