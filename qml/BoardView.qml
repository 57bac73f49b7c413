// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// The scrolling part of a board's table. Selection and hover are one rectangle each below transparent cells.
TableView {
    id: view

    required property RowModel board
    required property list<real> columnWidths
    readonly property int hoveredRow: hover.hovered ? rowAt(hover.point.position.y) : -1

    signal rowPressed(int row)

    /// Scrolls as little as needed for `row` to be seen whole.
    function reveal(row: int): void {
        if (row < 0)
            return;
        const top = row * Theme.rowHeight;
        if (top < contentY)
            contentY = top;
        else if (top + Theme.rowHeight > contentY + height)
            contentY = Math.max(0, top + Theme.rowHeight - height);
    }

    function rowAt(y: real): int {
        const row = Math.floor((y + contentY) / Theme.rowHeight);
        return row >= 0 && row < rows ? row : -1;
    }

    function tellVisible(): void {
        if (visible && topRow >= 0)
            board.setVisibleRows(topRow, bottomRow);
        else
            board.setVisibleRows(0, -1);
    }

    objectName: "boardView"
    model: board
    clip: true
    reuseItems: true
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    columnWidthProvider: column => columnWidths[column]
    rowHeightProvider: () => Theme.rowHeight
    onColumnWidthsChanged: forceLayout()
    onTopRowChanged: tellVisible()
    onBottomRowChanged: tellVisible()
    onVisibleChanged: tellVisible()
    onModelChanged: tellVisible()

    delegate: BoardCell {
        lastColumn: view.columns - 1
        tableWidth: view.width
        selectedRow: view.board.selectedRow
    }

    T.ScrollBar.vertical: BbScrollBar { }

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: point => {
            const row = view.rowAt(point.position.y - (parent === view ? 0 : view.contentY));
            view.forceActiveFocus(Qt.MouseFocusReason);
            if (row >= 0)
                view.rowPressed(row);
        }
    }
    Rectangle {
        z: -1
        y: view.hoveredRow * Theme.rowHeight
        width: view.width
        height: Theme.rowHeight - 1
        visible: view.hoveredRow >= 0
        color: Theme.hover
    }
    Rectangle {
        z: -1
        y: view.board.selectedRow * Theme.rowHeight
        width: view.width
        height: Theme.rowHeight - 1
        visible: view.board.selectedRow >= 0
        color: Theme.selection

        Rectangle {
            width: 3
            height: parent.height
            color: Theme.accent
        }
    }
    BoardTip {
        parent: view
        view: view
        model: view.board
        columnWidths: view.columnWidths
        hoveredRow: view.hoveredRow
        position: hover.point.position
    }
}
