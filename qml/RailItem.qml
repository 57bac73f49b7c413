// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T
import Bellboard.Controls

/// One page in the rail: icon, name and how much waits there.
T.AbstractButton {
    id: item

    required property string page
    required property string iconName
    required property int count
    required property string severity
    property bool current: false
    property bool collapsed: false

    implicitWidth: 184
    implicitHeight: 40
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.PageTab
    Accessible.name: count > 0 ? text + ", " + qsTr("%L1 waiting").arg(count) : text
    Accessible.selected: current
    Accessible.onPressAction: item.clicked()
    Keys.onReturnPressed: item.clicked()
    Keys.onEnterPressed: item.clicked()

    background: Rectangle {
        radius: Theme.radiusControl
        color: item.current ? Theme.railSelected : "transparent"

        Rectangle {
            y: 8
            width: 4
            height: parent.height - 16
            radius: 2
            visible: item.current
            color: Theme.focusOnRail
        }
    }

    Icon {
        x: item.collapsed ? Math.round((item.width - width) / 2) : 10
        anchors.verticalCenter: parent.verticalCenter
        name: item.iconName
        color: item.current || item.hovered ? Theme.railText : Theme.railMuted
    }
    BbText {
        x: 37
        width: item.width - x - (badge.visible ? badge.width + Theme.space8 + 3 : Theme.space8)
        height: parent.height
        visible: !item.collapsed
        text: item.text
        color: item.current || item.hovered ? Theme.railText : Theme.railMuted
        Accessible.ignored: true
    }
    CountBadge {
        id: badge

        x: item.collapsed ? item.width - width + 1 : item.width - width - Theme.space8
        y: item.collapsed ? -1 : Math.round((item.height - height) / 2)
        inRail: true
        small: item.collapsed
        count: item.count
        severity: item.severity
    }
    FocusRing {
        visible: item.visualFocus
        anchors.margins: -2
        parentRadius: Theme.radiusControl - 2
        border.color: Theme.focusOnRail
    }
    BbToolTip {
        x: item.width + Theme.space8
        y: Math.round((item.height - implicitHeight) / 2)
        text: item.Accessible.name
        visible: item.collapsed && (item.hovered || item.visualFocus)
    }
}
