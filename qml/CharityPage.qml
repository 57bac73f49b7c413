// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Help requests, donations and volunteer shifts: one table at a time behind tabs.
BoardPage {
    id: page

    readonly property CharityBoard board: session.charity
    property int currentTab: 0

    model: currentTab === 1 ? board.donations : currentTab === 2 ? board.shifts : board.help
    shownBoard: board as Board
    title: [qsTr("Help requests"), qsTr("Donations"), qsTr("Volunteer shifts")][currentTab]
    searchHint: [qsTr("Search help requests"), qsTr("Search donations"), qsTr("Search shifts")][currentTab]
    emptyIcon: "charity"
    emptyTitle: [qsTr("Nobody is waiting for help"), qsTr("No donations yet"), qsTr("No shifts yet")][currentTab]
    emptyExplanation: qsTr("They appear here as their feed reports them. Connections shows whether it is live.")

    onItemSought: key => {
        if (board.donations.detailOf(key).valid)
            currentTab = 1;
        else
            currentTab = board.shifts.detailOf(key).valid ? 2 : 0;
    }

    heading: SegmentedTabs {
        labels: [qsTr("Help requests"), qsTr("Donations"), qsTr("Volunteer shifts")]
        counts: [page.board.help.total, page.board.donations.total, page.board.shifts.total]
        currentIndex: page.currentTab
        onActivated: index => page.currentTab = index
    }
}
