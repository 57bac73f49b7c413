// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// A number on a severity's fill; nothing at zero.
Rectangle {
    id: badge

    required property int count
    required property string severity
    property bool inRail: false
    property bool small: false

    visible: count > 0
    implicitWidth: Math.max(small ? 16 : 24, Math.ceil(label.implicitWidth) + 2 * (small ? 4 : 7))
    implicitHeight: small ? 16 : 20
    radius: Theme.radiusBadge
    color: inRail ? Theme.railFill(severity) : Theme.fill(severity)

    BbText {
        id: label

        anchors.centerIn: parent
        text: badge.small && badge.count > 99 ? qsTr("99+") : badge.count > 999 ? qsTr("999+") : badge.count
        color: badge.inRail ? Theme.railOnFill(badge.severity) : Theme.onFill(badge.severity)
        font.pixelSize: badge.small ? Theme.captionSize - 1 : Theme.captionSize
        font.weight: Font.DemiBold
        Accessible.ignored: true
    }
}
