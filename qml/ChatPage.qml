// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Window
import Bellboard.App
import Bellboard.Controls

/// The team's conversations: their list, the messages of one, and who can be reached.
AppPage {
    id: page

    readonly property RowModel conversations: session.chat.conversations
    /// Narrow windows only: the messages are in front of the list.
    property bool showMessages: false

    shownBoard: session.chat as Board
    searchHint: qsTr("Search conversations")
    searchText: conversations.filter
    panes: [table, messages, people]

    onItemRequested: key => {
        table.cursor.showKey(key);
        showMessages = true;
        messages.forceActiveFocus(Qt.OtherFocusReason);
    }
    onSearched: text => conversations.filter = text
    onMoveRequested: rows => table.cursor.moveBy(rows)
    Component.onCompleted: table.cursor.start(wide)
    Component.onDestruction: session.chat.reading = false

    Binding {
        target: page.session.chat as Board
        property: "currentConversation"
        value: page.conversations.selectedKey
        restoreMode: Binding.RestoreNone
    }
    Binding {
        target: page.session.chat as Board
        property: "reading"
        value: messages.visible && page.Window.active
        restoreMode: Binding.RestoreNone
    }

    BoardTable {
        id: table

        width: page.wide ? Math.round(Math.max(340, page.width * 0.36)) : parent.width
        height: parent.height
        visible: page.wide || !page.showMessages
        focus: true
        model: page.conversations
        title: qsTr("Conversations")
        emptyIcon: "chat"
        emptyTitle: qsTr("No conversations yet")
        emptyExplanation: qsTr("Messages of your team appear here. Connections shows whether their feed is live.")
        footerHint: qsTr("J/K move · Enter write")
        onOpened: {
            page.showMessages = true;
            messages.forceActiveFocus(Qt.OtherFocusReason);
        }
    }
    MessagePane {
        id: messages

        x: page.wide ? table.width + Theme.space12 : 0
        width: (people.visible ? people.x - Theme.space12 : page.width) - x
        height: parent.height
        visible: page.wide || page.showMessages
        session: page.session
        title: page.conversations.detail.valid ? page.conversations.detail.title : page.session.chat.title
        subtitle: page.conversations.detail.subtitle
        showBack: !page.wide
        onBackRequested: {
            page.showMessages = false;
            table.forceActiveFocus(Qt.OtherFocusReason);
        }
    }
    PeopleList {
        id: people

        x: page.width - width
        width: 200
        height: parent.height
        visible: page.veryWide
        model: page.session.chat.people
    }
}
