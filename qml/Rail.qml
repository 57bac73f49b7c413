// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The dark column at the left: the pages, the state of the connections, the theme.
FocusScope {
    id: rail

    required property Session session
    required property list<string> pages
    required property string page
    required property bool collapsed
    /// False where the window is too narrow for a wide rail.
    property bool canExpand: true

    signal pageRequested(string page)

    function badgeOf(page: string): badge {
        switch (page) {
        case "payments": return session.badges.payments;
        case "reconciliation": return session.badges.reconciliation;
        case "charity": return session.badges.charity;
        case "review": return session.badges.review;
        case "chat": return session.badges.chat;
        case "connections": return session.badges.connections;
        default: return session.badges.inbox;
        }
    }

    implicitWidth: collapsed ? 56 : 200

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Pages")
    Keys.onDownPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onUpPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

    PageNames {
        id: names
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.rail
    }
    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        visible: Theme.dark
        color: Theme.border
    }
    Row {
        x: rail.collapsed ? 14 : Theme.space16
        height: 56
        spacing: Theme.space8 + 2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            width: 28
            height: 28
            name: "bellboard"
            colorful: true
        }
        BbText {
            height: parent.height
            visible: !rail.collapsed
            text: Application.displayName
            color: Theme.railText
            font.pixelSize: Theme.titleSize
            font.weight: Font.DemiBold
        }
    }
    Column {
        x: Theme.space8
        y: 56
        width: rail.width - 2 * Theme.space8
        spacing: Theme.space4

        Repeater {
            model: rail.pages

            RailItem {
                required property int index
                required property string modelData
                readonly property badge waiting: rail.badgeOf(modelData)

                width: parent.width
                focus: index === 0
                page: modelData
                text: names.titleOf(modelData)
                iconName: names.iconOf(modelData)
                count: waiting.count
                severity: waiting.severity
                current: rail.page === modelData
                collapsed: rail.collapsed
                onClicked: rail.pageRequested(page)
            }
        }
    }
    RailFoot {
        x: Theme.space8
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space8
        width: rail.width - 2 * Theme.space8
        session: rail.session
        collapsed: rail.collapsed
        canExpand: rail.canExpand
        onConnectionsRequested: rail.pageRequested("connections")
    }
}
