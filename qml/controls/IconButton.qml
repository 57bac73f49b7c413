// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T
import Bellboard.Controls

/// A square button with only an icon; `text` is its name for assistive technology and its tip.
T.Button {
    id: control

    property string iconName
    property color ink: Theme.text2
    property color hoverFill: Theme.hover
    property color ringColor: Theme.focus
    property int iconSize: 20

    implicitWidth: Theme.controlHeight
    implicitHeight: Theme.controlHeight
    padding: 0
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            width: control.iconSize
            height: control.iconSize
            name: control.iconName
            color: control.enabled ? control.ink : Theme.textDisabled
        }
    }
    background: Rectangle {
        radius: Theme.radiusControl
        color: control.down || control.hovered ? control.hoverFill : "transparent"
    }

    FocusRing {
        visible: control.visualFocus
        anchors.margins: -2
        border.color: control.ringColor
    }
    BbToolTip {
        text: control.text
        visible: control.text.length > 0 && (control.hovered || control.visualFocus)
    }
}
