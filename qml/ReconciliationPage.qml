// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The runs with their progress above, the exceptions they left, the rules or the figures below, and the detail of the one chosen last.
AppPage {
    id: page

    /// True while the detail pane belongs to the runs.
    property bool runsInFront: true
    readonly property RowModel runs: session.reconciliation.runs
    readonly property RowModel exceptions: session.reconciliation.exceptions
    readonly property RowModel rules: session.reconciliation.rules
    readonly property RowModel figures: session.reconciliation.figures
    /// What the lower table can show, one at a time.
    readonly property list<RowModel> lower: [exceptions, rules, figures]
    readonly property list<string> lowerNames: [qsTr("Exceptions"), qsTr("Rules"), qsTr("Figures")]
    property int currentTab: 0

    shownBoard: session.reconciliation as Board
    searchHint: qsTr("Search reconciliation")
    searchText: exceptions.filter
    panes: [runsTable, lowerTable, split.detail]

    function tableInFront(): BoardTable {
        return runsInFront ? runsTable : lowerTable;
    }

    onItemRequested: key => {
        runsInFront = runs.detailOf(key).valid;
        for (let tab = 0; tab < lower.length && !runsInFront; ++tab) {
            if (lower[tab].detailOf(key).valid)
                currentTab = tab;
        }
        tableInFront().cursor.showKey(key);
        split.showDetail = true;
    }
    onSearched: text => {
        runs.filter = text;
        for (let tab = 0; tab < lower.length; ++tab)
            lower[tab].filter = text;
    }
    onMoveRequested: rows => tableInFront().cursor.moveBy(rows)
    Component.onCompleted: runsTable.cursor.start(wide)

    DetailSplit {
        id: split

        anchors.fill: parent
        focus: true
        session: page.session
        model: page.runsInFront ? page.runs : lowerTable.model
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
        SegmentedTabs {
            id: tabs

            y: runsTable.height + Theme.space12
            labels: page.lowerNames
            counts: [page.exceptions.total, page.rules.total, page.figures.total]
            currentIndex: page.currentTab
            onActivated: index => page.currentTab = index
        }
        BoardTable {
            id: lowerTable

            y: tabs.y + tabs.height + Theme.space12
            width: parent.width
            height: parent.height - y
            model: page.lower[page.currentTab]
            title: page.lowerNames[page.currentTab]
            emptyIcon: page.currentTab === 0 ? "severity-ok" : "reconciliation"
            emptyTitle: [qsTr("No exceptions"), qsTr("No rules yet"), qsTr("No figures yet")][page.currentTab]
            emptyExplanation: [qsTr("Records that a run could not match appear here."), qsTr("Rules by which runs match records appear here."),
                qsTr("What the backend measures itself appears here.")][page.currentTab]
            footerHint: qsTr("%1 · J/K move · Enter open").arg(title)
            onActiveFocusChanged: page.runsInFront = !activeFocus && page.runsInFront
            onOpened: byKey => split.open(byKey)
        }
    }
}
