// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App

/// Which row of a table is selected, and whether the list may run on below the person's hands.
Item {
    id: cursor

    required property RowModel model
    /// The list is scrolled away from its top.
    required property bool scrolled
    /// Somebody looks at the list.
    required property bool watched
    /// True once a row was chosen by hand, false while the first row is only shown as a start.
    property bool chosen: false
    property bool startWanted: false
    property bool starting: false
    property RowModel former: null

    /// The row shall be scrolled into sight.
    signal revealed(int row)

    function select(row: int): void {
        if (row < 0 || row >= model.count)
            return;
        chosen = true;
        model.selectedKey = model.keyAt(row);
        revealed(row);
    }

    function moveBy(rows: int): void {
        const from = model.selectedRow;
        select(from < 0 ? 0 : Math.max(0, Math.min(model.count - 1, from + rows)));
    }

    /// Selects exactly the row with `key`, also when it waits or the filter hides it.
    function showKey(key: string): void {
        chosen = true;
        model.selectedKey = key;
        if (model.rowOf(key) < 0)
            model.releasePending();
        if (model.rowOf(key) < 0)
            model.filter = "";
        revealed(model.rowOf(key));
    }

    function deselect(): void {
        chosen = false;
        model.selectedKey = "";
    }

    /// Returns to the row that was chosen before; else selects the first row as a start, which does not hold the list.
    function start(wanted: bool): void {
        startWanted = wanted;
        if (!model)
            return;
        chosen = model.selectedRow >= 0;
        if (chosen)
            revealed(model.selectedRow);
        starting = wanted && model.selectedKey.length === 0;
        takeStart();
    }

    function takeStart(): void {
        if (!starting || model.count === 0)
            return;
        starting = false;
        if (model.selectedKey.length === 0)
            model.selectedKey = model.keyAt(0);
    }

    /// A model that nobody looks at is free to move, and need not announce anything.
    function releaseFormer(): void {
        if (former === null)
            return;
        former.held = false;
        if (!chosen)
            former.selectedKey = "";
        former.setVisibleRows(0, -1);
    }

    onModelChanged: {
        releaseFormer();
        former = model;
        start(startWanted);
    }
    Component.onDestruction: releaseFormer()

    Connections {
        target: cursor.model

        function onCountChanged(): void {
            cursor.takeStart();
        }
    }
    Binding {
        target: cursor.model
        property: "held"
        value: cursor.watched && (cursor.scrolled || (cursor.chosen && cursor.model.selectedKey.length > 0))
        restoreMode: Binding.RestoreNone
    }
}
