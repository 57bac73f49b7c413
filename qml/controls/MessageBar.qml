// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Layouts
import Bellboard.Controls

/// One line that says what is wrong, in the severity's tint, with what can be done at its right end.
Rectangle {
    id: bar

    required property string severity
    required property string text
    default property alias actions: actionRow.data

    implicitHeight: 36
    radius: Theme.radiusControl
    color: Theme.tint(severity)
    border.width: 1
    border.color: Theme.ink(severity)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space12
        anchors.rightMargin: Theme.space8
        spacing: Theme.space8

        Icon {
            Layout.preferredWidth: 16
            Layout.preferredHeight: 16
            name: "severity-" + Theme.known(bar.severity)
            color: Theme.ink(bar.severity)
        }
        BbText {
            id: message

            Layout.fillWidth: true
            text: bar.text
            Accessible.ignored: true

            HoverHandler {
                id: hover
            }
            BbToolTip {
                text: bar.text
                visible: hover.hovered && message.truncated
                y: message.height + Theme.space8
            }
        }
        Row {
            id: actionRow

            spacing: Theme.space12
        }
    }
}
