// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

/// A few views of one page next to each other; exactly one is current. Left and Right move.
FocusScope {
    id: tabs

    required property list<string> labels
    /// How many of each; same length as `labels`, or empty.
    property list<int> counts
    property int currentIndex: 0

    /// Somebody chose this one; the owner sets currentIndex.
    signal activated(int index)

    implicitWidth: row.implicitWidth + 4
    implicitHeight: 32

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Views")

    Keys.onLeftPressed: tabs.select(tabs.currentIndex - 1)
    Keys.onRightPressed: tabs.select(tabs.currentIndex + 1)

    function select(index: int): void {
        if (index < 0 || index >= labels.length)
            return;
        activated(index);
        repeater.itemAt(index).forceActiveFocus(Qt.TabFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: Theme.sunken
        border.width: 1
        border.color: Theme.border
    }
    Row {
        id: row

        x: 2
        y: 2
        spacing: 2

        Repeater {
            id: repeater

            model: tabs.labels

            T.AbstractButton {
                id: tab

                required property int index
                required property string modelData
                readonly property bool current: tabs.currentIndex === index

                implicitWidth: implicitContentWidth + 2 * Theme.space12
                implicitHeight: 28
                hoverEnabled: true
                focusPolicy: Qt.StrongFocus
                text: modelData
                onClicked: tabs.activated(tab.index)

                Accessible.role: Accessible.PageTab
                Accessible.name: tabs.counts.length > index ? modelData + ", " + tabs.counts[index] : modelData
                Accessible.checked: current
                Accessible.onPressAction: tab.clicked()

                contentItem: BbText {
                    text: tabs.counts.length > tab.index ? tab.text + "  " + tabs.counts[tab.index] : tab.text
                    color: tab.current ? Theme.text : Theme.text2
                    font.weight: tab.current ? Font.DemiBold : Font.Normal
                    horizontalAlignment: Text.AlignHCenter
                    elide: Text.ElideNone
                    Accessible.ignored: true
                }
                background: Rectangle {
                    radius: Theme.radiusBadge
                    color: tab.current ? Theme.surface : tab.hovered ? Theme.hover : "transparent"
                    border.width: tab.current ? 1 : 0
                    border.color: Theme.border
                }

                FocusRing {
                    visible: tab.visualFocus
                    anchors.margins: -2
                    parentRadius: Theme.radiusBadge - 2
                }
            }
        }
    }
}
