// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The tip of the cell below the pointer: the absolute time, or the whole of a text that was cut.
Item {
    id: tip

    required property TableView view
    required property RowModel model
    required property list<real> columnWidths
    required property int hoveredRow
    required property point position
    readonly property int hoveredColumn: columnAt(position.x)
    readonly property string text: tipAt(hoveredRow, hoveredColumn)

    function columnAt(x: real): int {
        let right = 0;
        for (let column = 0; column < columnWidths.length; ++column) {
            right += columnWidths[column];
            if (x < right)
                return column;
        }
        return -1;
    }

    function tipAt(row: int, column: int): string {
        if (row < 0 || column < 0)
            return "";
        const index = model.index(row, column);
        const text = model.data(index, RowModel.TipRole) ?? "";
        return text === model.data(index, RowModel.DisplayRole) && text.length < 16 ? "" : text;
    }

    x: position.x
    y: position.y

    onTextChanged: bubble.close()

    BbToolTip {
        id: bubble

        text: tip.text
        visible: tip.text.length > 0 && !tip.view.moving
        delay: 700
    }
}
