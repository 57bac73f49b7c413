// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// A page of one table with its detail pane; in a narrow window the detail replaces the table.
AppPage {
    id: page

    required property RowModel model
    required property string title
    property string emptyIcon: "inbox"
    property string emptyTitle
    property string emptyExplanation
    property bool canAcknowledge: false
    property alias heading: headingSlot.data

    searchText: model.filter
    panes: [split.list, split.detail]

    /// This item is about to be shown; a page of several tables brings the right one to the front.
    signal itemSought(string key)

    onItemRequested: key => {
        itemSought(key);
        table.cursor.showKey(key);
        split.showDetail = true;
    }
    onSearched: text => model.filter = text
    onMoveRequested: rows => table.cursor.moveBy(rows)
    onAcknowledgeRequested: {
        if (canAcknowledge && model.detail.valid)
            session.acknowledge(model.detail.key);
    }
    onSnoozeRequested: {
        if (model.detail.canSnooze)
            split.act("snooze", model.detail.key);
    }
    Component.onCompleted: table.cursor.start(wide)

    Column {
        id: headingSlot

        width: parent.width
    }
    DetailSplit {
        id: split

        y: headingSlot.height > 0 ? headingSlot.height + Theme.space12 : 0
        width: parent.width
        height: parent.height - y
        focus: true
        session: page.session
        model: page.model
        wide: page.wide
        onClosed: table.cursor.deselect()

        BoardTable {
            id: table

            anchors.fill: parent
            focus: true
            model: page.model
            title: page.title
            emptyIcon: page.emptyIcon
            emptyTitle: page.emptyTitle
            emptyExplanation: page.emptyExplanation
            footerHint: page.canAcknowledge ? qsTr("J/K move · A acknowledge · S snooze · Enter open · ? all keys")
                : qsTr("J/K move · Enter open · ? all keys")
            onOpened: byKey => split.open(byKey)
        }
    }
}
