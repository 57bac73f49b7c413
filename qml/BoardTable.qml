// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// A board's rows: sorted, filtered and described by the model, moved through with the keyboard.
///
/// While the person is in the middle of the list (scrolled, or a row was chosen by hand) the model is held: new rows
/// wait behind a pill and nothing moves under their hands.
FocusScope {
    id: table

    required property RowModel model
    required property string title
    property string emptyIcon: "inbox"
    property string emptyTitle
    property string emptyExplanation
    property string footerHint: qsTr("J/K move · Enter open · ? all keys")
    /// True once a row was chosen by hand, false while the first row is only shown as a start.
    property bool chosen: false
    property bool starting: false

    readonly property bool scrolled: view.contentY > Theme.rowHeight / 2
    readonly property list<real> columnWidths: widths.forWidth(view.width)

    /// Enter, or a click: the person wants to see the chosen row whole.
    signal opened()

    function select(row: int): void {
        if (row < 0 || row >= model.count)
            return;
        chosen = true;
        model.selectedKey = model.keyAt(row);
        view.reveal(row);
    }

    function moveBy(rows: int): void {
        const from = model.selectedRow;
        select(from < 0 ? 0 : Math.max(0, Math.min(model.count - 1, from + rows)));
    }

    /// Shows and chooses exactly the row with `key`, also when it waits or the filter hides it.
    function showKey(key: string): void {
        chosen = true;
        model.selectedKey = key;
        if (model.rowOf(key) < 0)
            model.releasePending();
        if (model.rowOf(key) < 0)
            model.filter = "";
        view.reveal(model.rowOf(key));
    }

    /// Shows the first row as a start when nothing is chosen yet; that does not hold the list.
    function startSelection(enabled: bool): void {
        starting = enabled && model.selectedKey.length === 0;
        takeStart();
    }

    function takeStart(): void {
        if (!starting || model.count === 0)
            return;
        starting = false;
        if (model.selectedKey.length === 0)
            model.selectedKey = model.keyAt(0);
    }

    function deselect(): void {
        chosen = false;
        model.selectedKey = "";
    }

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
        case Qt.Key_Down: moveBy(1); break;
        case Qt.Key_Up: moveBy(-1); break;
        case Qt.Key_PageDown: moveBy(page); break;
        case Qt.Key_PageUp: moveBy(-page); break;
        case Qt.Key_Home: select(0); break;
        case Qt.Key_End: select(model.count - 1); break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            if (model.selectedRow < 0)
                select(0);
            opened();
            break;
        default: event.accepted = false;
        }
    }

    Connections {
        target: table.model

        function onCountChanged(): void {
            table.takeStart();
        }
    }
    Binding {
        target: table.model
        property: "held"
        value: table.visible && (table.scrolled || (table.chosen && table.model.selectedKey.length > 0))
        restoreMode: Binding.RestoreNone
    }
    Component.onDestruction: {
        model.held = false;
        model.setVisibleRows(0, -1);
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
            table.select(row);
            table.opened();
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
