// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// One card per feed, below what is to be known of the journal.
FocusScope {
    id: feeds

    required property Session session

    signal tokenRequested(string feed)

    /// Scrolls to the feed of this name.
    function show(feed: string): void {
        list.positionViewAtIndex(Math.max(0, session.connections.indexOf(feed)), ListView.Contain);
        list.atTop = list.atYBeginning;
    }

    ListView {
        id: list

        property bool atTop: true
        readonly property Item focused: Window.activeFocusItem

        function stayAtTop(): void {
            if (atTop)
                contentY = originY - topMargin;
        }

        /// Scrolls to a part of a card that the focus came to.
        function reveal(part: Item): void {
            let ancestor = part;
            while (ancestor && ancestor !== contentItem)
                ancestor = ancestor.parent;
            if (!ancestor || part === contentItem)
                return;
            const top = part.mapToItem(contentItem, 0, 0).y - spacing;
            const bottom = top + part.height + 2 * spacing;
            const before = contentY;
            if (bottom > contentY + height)
                contentY = bottom - height;
            if (top < contentY)
                contentY = Math.max(top, originY - topMargin);
            if (contentY !== before)
                atTop = atYBeginning;
        }

        objectName: "feedList"
        anchors.fill: parent
        model: feeds.session.connections
        clip: true
        focus: true
        spacing: Theme.space12
        topMargin: journal.visible ? journal.height + spacing : 0
        onMovementEnded: atTop = atYBeginning
        onTopMarginChanged: stayAtTop()
        onFocusedChanged: reveal(focused)
        boundsBehavior: Flickable.StopAtBounds

        Accessible.role: Accessible.List
        Accessible.name: qsTr("Feeds")

        T.ScrollBar.vertical: BbScrollBar { }

        delegate: FeedCard {
            width: list.width
            onRetryRequested: feeds.session.retryNow(name)
            onTokenRequested: feeds.tokenRequested(name)
        }
    }
    // It comes and goes while somebody looks; who stands at the top sees it. (ListView of Qt 6.4 takes no bound component as header.)
    JournalCard {
        id: journal

        parent: list.contentItem
        y: list.originY - height - list.spacing
        width: list.width
        height: implicitHeight
        visible: note.severity.length > 0
        note: feeds.session.journalNote
    }
    EmptyState {
        anchors.centerIn: parent
        width: Math.min(360, parent.width)
        visible: list.count === 0
        iconName: "connections"
        title: qsTr("No feeds are set up")
        explanation: qsTr("Describe your backends in feeds.toml in the configuration folder, then start Bellboard again.")
    }
}
