// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The runs with their progress above, the exceptions they left below, and the detail of the one chosen last.
AppPage {
    id: page

    /// True while the detail pane belongs to the runs.
    property bool runsInFront: true
    readonly property RowModel runs: session.reconciliation.runs
    readonly property RowModel exceptions: session.reconciliation.exceptions

    shownBoard: session.reconciliation as Board
    searchHint: qsTr("Search runs and exceptions")
    searchText: exceptions.filter
    panes: [runsTable, exceptionsTable, split.detail]

    function tableInFront(): BoardTable {
        return runsInFront ? runsTable : exceptionsTable;
    }

    onItemRequested: key => {
        runsInFront = runs.detailOf(key).valid;
        tableInFront().cursor.showKey(key);
        split.showDetail = true;
    }
    onSearched: text => {
        runs.filter = text;
        exceptions.filter = text;
    }
    onMoveRequested: rows => tableInFront().cursor.moveBy(rows)
    Component.onCompleted: runsTable.cursor.start(wide)

    DetailSplit {
        id: split

        anchors.fill: parent
        focus: true
        session: page.session
        model: page.runsInFront ? page.runs : page.exceptions
        wide: page.wide
        onClosed: page.tableInFront().cursor.deselect()

        BoardTable {
            id: runsTable

            width: parent.width
            height: Math.round((parent.height - Theme.space12) * 0.42)
            focus: true
            model: page.runs
            title: qsTr("Reconciliation runs")
            emptyIcon: "reconciliation"
            emptyTitle: qsTr("No runs yet")
            emptyExplanation: qsTr("Runs appear here when they start.")
            footerHint: qsTr("Runs · J/K move · Enter open")
            onActiveFocusChanged: page.runsInFront = activeFocus || page.runsInFront
            onOpened: byKey => split.open(byKey)
        }
        BoardTable {
            id: exceptionsTable

            y: runsTable.height + Theme.space12
            width: parent.width
            height: parent.height - y
            model: page.exceptions
            title: qsTr("Exceptions")
            emptyIcon: "severity-ok"
            emptyTitle: qsTr("No exceptions")
            emptyExplanation: qsTr("Records that a run could not match appear here.")
            footerHint: qsTr("Exceptions · J/K move · Enter open")
            onActiveFocusChanged: page.runsInFront = !activeFocus && page.runsInFront
            onOpened: byKey => split.open(byKey)
        }
    }
}
