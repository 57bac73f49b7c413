// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// Messages, oldest first. It stays at the newest one unless the person scrolled up to read.
ListView {
    id: list

    required property MessageModel messages
    property bool following: true

    /// A message that failed shall be sent again, or not at all; `command` is its key in the outbox.
    signal retryRequested(string command)
    signal discardRequested(string command)

    function showNewest(): void {
        forceLayout();
        positionViewAtEnd();
    }

    model: messages
    clip: true
    spacing: Theme.space8
    topMargin: Theme.space12
    bottomMargin: Theme.space12
    boundsBehavior: Flickable.StopAtBounds
    reuseItems: true
    onMovementEnded: following = atYEnd
    onCountChanged: {
        if (following)
            showNewest();
    }
    onHeightChanged: {
        if (following)
            showNewest();
    }
    onMessagesChanged: following = true

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    delegate: MessageRow {
        id: row

        width: list.width
        onRetryRequested: list.retryRequested(row.command)
        onDiscardRequested: list.discardRequested(row.command)
        // One that failed may need room for its reason.
        onHeightChanged: {
            if (list.following)
                Qt.callLater(list.positionViewAtEnd);
        }
    }

    T.ScrollBar.vertical: BbScrollBar { }

    EmptyState {
        parent: list
        anchors.centerIn: parent
        width: Math.min(280, list.width)
        visible: list.count === 0
        title: qsTr("No messages here yet")
        explanation: qsTr("What you write below is the first.")
    }
    Pill {
        parent: list
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space8
        visible: !list.following && !list.atYEnd
        text: qsTr("To the newest")
        onClicked: {
            list.following = true;
            list.positionViewAtEnd();
        }
    }
}
