// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Help requests, donations, volunteer shifts and figures: one table at a time behind tabs.
BoardPage {
    id: page

    readonly property CharityBoard board: session.charity
    readonly property list<RowModel> tables: [board.help, board.donations, board.shifts, board.figures]
    readonly property list<string> names: [qsTr("Help requests"), qsTr("Donations"), qsTr("Volunteer shifts"), qsTr("Figures")]
    property int currentTab: 0

    model: tables[currentTab]
    shownBoard: board as Board
    title: names[currentTab]
    searchHint: [qsTr("Search help requests"), qsTr("Search donations"), qsTr("Search shifts"), qsTr("Search figures")][currentTab]
    emptyIcon: "charity"
    emptyTitle: [qsTr("Nobody is waiting for help"), qsTr("No donations yet"), qsTr("No shifts yet"), qsTr("No figures yet")][currentTab]
    emptyExplanation: qsTr("They appear here as their feed reports them. Connections shows whether it is live.")

    onItemSought: key => {
        for (let tab = 0; tab < tables.length; ++tab) {
            if (tables[tab].detailOf(key).valid) {
                currentTab = tab;
                return;
            }
        }
    }

    heading: SegmentedTabs {
        labels: page.names
        counts: [page.board.help.total, page.board.donations.total, page.board.shifts.total, page.board.figures.total]
        currentIndex: page.currentTab
        onActivated: index => page.currentTab = index
    }
}
