// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// A board's rows: sorted, filtered and described by the model, moved through with the keyboard.
///
/// While the person is in the middle of the list (scrolled, or a row was chosen by hand) new rows wait behind a pill
/// and nothing moves under their hands.
FocusScope {
    id: table

    required property RowModel model
    required property string title
    property string emptyIcon: "inbox"
    property string emptyTitle
    property string emptyExplanation
    property string footerHint: qsTr("J/K move · Enter open · ? all keys")
    readonly property BoardCursor cursor: tableCursor
    readonly property list<real> columnWidths: widths.forWidth(view.width)

    /// Enter, or a click: the person wants to see the chosen row whole.
    signal opened(bool byKey)

    function showPending(): void {
        model.releasePending();
        view.contentY = 0;
    }

    Accessible.role: Accessible.Table
    Accessible.name: title

    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(view.height / Theme.rowHeight) - 1);
        event.accepted = true;
        switch (event.key) {
        case Qt.Key_Down: cursor.moveBy(1); break;
        case Qt.Key_Up: cursor.moveBy(-1); break;
        case Qt.Key_PageDown: cursor.moveBy(page); break;
        case Qt.Key_PageUp: cursor.moveBy(-page); break;
        case Qt.Key_Home: cursor.select(0); break;
        case Qt.Key_End: cursor.select(model.count - 1); break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (model.selectedRow < 0)
                cursor.select(0);
            opened(true);
            break;
        default: event.accepted = false;
        }
    }

    BoardCursor {
        id: tableCursor

        model: table.model
        scrolled: view.contentY > Theme.rowHeight / 2
        watched: table.visible
        onRevealed: row => view.reveal(row)
    }
    ColumnWidths {
        id: widths

        model: table.model
    }
    Card {
        anchors.fill: parent
        border.color: table.activeFocus ? Theme.borderStrong : Theme.border
    }
    BoardHeader {
        id: header

        x: 1
        y: 1
        width: parent.width - 2
        model: table.model
        columnWidths: table.columnWidths
    }
    BoardView {
        id: view

        x: 1
        anchors.top: header.bottom
        anchors.bottom: footer.top
        width: parent.width - 2
        focus: true
        board: table.model
        columnWidths: table.columnWidths
        onRowPressed: row => {
            tableCursor.select(row);
            table.opened(false);
        }
    }
    Pill {
        x: header.pillEnd - width
        y: 5
        height: 24
        visible: table.model.pendingCount > 0
        text: qsTr("%1 new").arg(table.model.pendingCount)
        onClicked: table.showPending()
    }
    EmptyState {
        anchors.centerIn: view
        width: Math.min(360, parent.width - 2 * Theme.space24)
        visible: table.model.count === 0
        iconName: table.model.filter.length > 0 ? "search" : table.emptyIcon
        title: table.model.filter.length > 0 ? qsTr("Nothing matches “%1”").arg(table.model.filter) : table.emptyTitle
        explanation: table.model.filter.length > 0 ? qsTr("%L1 rows are hidden by the search.").arg(table.model.total) : table.emptyExplanation
        actionText: table.model.filter.length > 0 ? qsTr("Show all") : ""
        onActionTriggered: table.model.filter = ""
    }
    BoardFooter {
        id: footer

        x: 1
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 1
        width: parent.width - 2
        model: table.model
        hint: table.footerHint
    }
}
