// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// A bar with its words; a value below 0 is unknown and shows the words alone.
Item {
    id: cell

    required property real value
    required property string text
    property color barColor: Theme.accent

    implicitWidth: 160
    implicitHeight: 20

    Accessible.role: Accessible.ProgressBar
    Accessible.name: text

    Rectangle {
        id: track

        anchors.verticalCenter: parent.verticalCenter
        visible: cell.value >= 0
        width: Math.max(24, Math.min(120, cell.width - words.implicitWidth - Theme.space8))
        height: 8
        radius: 4
        color: Theme.sunken
        border.width: 1
        border.color: Theme.border

        Rectangle {
            width: Math.round(parent.width * Math.max(0, Math.min(1, cell.value)))
            height: parent.height
            radius: 4
            visible: width > 3
            color: cell.barColor
        }
    }
    BbText {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: track.visible ? track.width + Theme.space8 : 0
        width: Math.min(implicitWidth, cell.width - (track.visible ? 24 + Theme.space8 : 0))
        text: cell.text
        color: Theme.text2
        Accessible.ignored: true
    }
}
