// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.Controls

/// What last happened to the connection of a feed and why, newest first: the newest few, or all of it, which scrolls.
Column {
    id: history

    /// One for each thing that happened; the words are the server's in part.
    required property list<string> lines
    /// So many are shown until all are asked for.
    readonly property int few: 6
    property bool showsAll: false

    spacing: Theme.space4

    Item {
        width: parent.width
        height: Math.max(heading.height, toggle.visible ? toggle.height : 0)

        BbText {
            id: heading

            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("What happened")
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        BbButton {
            id: toggle

            objectName: "historyToggle"
            anchors.right: parent.right
            kind: BbButton.Kind.Link
            visible: history.lines.length > history.few
            text: history.showsAll ? qsTr("Show fewer") : qsTr("Show all %1").arg(history.lines.length)
            Accessible.name: history.showsAll ? qsTr("Show fewer of what happened")
                : qsTr("Show all %1 things that happened").arg(history.lines.length)
            onClicked: {
                history.showsAll = !history.showsAll;
                view.contentY = 0;
            }
        }
    }
    Flickable {
        id: view

        readonly property bool scrolls: contentHeight > height
        readonly property real end: Math.max(0, contentHeight - height)

        function scrollTo(y: real): void {
            contentY = Math.max(0, Math.min(end, y));
        }

        objectName: "historyView"
        width: parent.width
        height: history.showsAll ? Math.min(contentHeight, 240) : contentHeight
        contentHeight: content.height
        clip: true
        interactive: scrolls
        activeFocusOnTab: scrolls
        boundsBehavior: Flickable.StopAtBounds

        Accessible.role: Accessible.List
        Accessible.name: qsTr("What happened, newest first")

        Keys.onUpPressed: scrollTo(contentY - 2 * Theme.captionLine)
        Keys.onDownPressed: scrollTo(contentY + 2 * Theme.captionLine)
        Keys.onPressed: event => {
            event.accepted = true;
            if (event.key === Qt.Key_PageUp)
                scrollTo(contentY - height);
            else if (event.key === Qt.Key_PageDown)
                scrollTo(contentY + height);
            else if (event.key === Qt.Key_Home)
                scrollTo(0);
            else if (event.key === Qt.Key_End)
                scrollTo(end);
            else
                event.accepted = false;
        }

        T.ScrollBar.vertical: BbScrollBar { }

        Column {
            id: content

            width: view.width - (history.showsAll ? Theme.space12 : 0)
            spacing: Theme.space4

            Repeater {
                model: history.showsAll ? history.lines.length : Math.min(history.few, history.lines.length)

                BbText {
                    required property int index

                    width: content.width
                    text: history.lines[index] ?? ""
                    color: Theme.text2
                    font.pixelSize: Theme.captionSize
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    elide: Text.ElideNone
                    Accessible.role: Accessible.ListItem
                    Accessible.name: text
                }
            }
        }
        FocusRing {
            parent: view
            visible: view.activeFocus
        }
    }
}
