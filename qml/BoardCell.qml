// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// One cell of a board's table, drawn as its column's kind asks.
Item {
    id: cell

    required property int row
    required property int column
    required property string display
    required property int kind
    required property string severity
    required property real value
    required property bool dimmed
    required property int lastColumn
    required property real tableWidth
    required property int selectedRow

    readonly property bool figures: kind === RowModel.Amount || kind === RowModel.Age
    /// The strong weight is for rows that need somebody now.
    readonly property bool strong: kind === RowModel.Strong && !dimmed && (severity === "critical" || severity === "high")
    readonly property bool drawn: kind === RowModel.Badge || kind === RowModel.Progress

    implicitWidth: 100
    implicitHeight: Theme.rowHeight

    Accessible.role: Accessible.Cell
    Accessible.name: display

    BbText {
        x: Theme.space12
        width: cell.width - Theme.space12 - (cell.column === cell.lastColumn ? Theme.space16 : 0)
        height: cell.height
        visible: !cell.drawn
        text: cell.drawn ? "" : cell.display
        color: cell.dimmed ? (cell.row === cell.selectedRow ? Theme.text2 : Theme.textDisabled) : cell.kind === RowModel.Strong || cell.kind === RowModel.Amount ? Theme.text : Theme.text2
        font.weight: cell.strong ? Font.DemiBold : Font.Normal
        font.family: cell.kind === RowModel.Mono ? Theme.monoFamily : Theme.figuresFamily
        font.pixelSize: cell.kind === RowModel.Mono ? Theme.bodySize - 1 : Theme.bodySize
        horizontalAlignment: cell.figures ? Text.AlignRight : Text.AlignLeft
        Accessible.ignored: true
    }
    CellLoader {
        x: Theme.space12
        width: cell.width - Theme.space12
        height: cell.height
        active: cell.drawn
        isBadge: cell.kind === RowModel.Badge
        text: cell.display
        severity: cell.severity
        value: cell.value
        dimmed: cell.dimmed
    }
    Rectangle {
        y: cell.height - 1
        width: cell.tableWidth
        height: 1
        visible: cell.column === 0
        color: Theme.border
    }
}
