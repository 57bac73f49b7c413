// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// A severity as shape, word and colour. Solid for what needs somebody, tinted for the rest.
Rectangle {
    id: badge

    required property string severity
    required property string text
    readonly property bool loud: Theme.isLoud(severity)
    readonly property color ink: loud ? Theme.onFill(severity) : Theme.ink(severity)

    implicitWidth: 7 + 12 + 5 + Math.ceil(label.implicitWidth) + 7
    implicitHeight: 20
    radius: Theme.radiusBadge
    color: loud ? Theme.fill(severity) : Theme.tint(severity)
    border.width: loud && Theme.outline(severity).a > 0 ? 1 : 0
    border.color: Theme.outline(severity)

    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        x: 7
        anchors.verticalCenter: parent.verticalCenter
        spacing: 5

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            width: 12
            height: 12
            name: badge.severity.length > 0 ? "severity-" + Theme.known(badge.severity) : ""
            color: badge.ink
        }
        BbText {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(0, badge.width - 7 - 12 - 5 - 7)
            text: badge.text
            color: badge.ink
            font.pixelSize: Theme.captionSize
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }
}
