// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// What the user wrote to change something, and why it was not done.
Rectangle {
    id: edit

    required property string reason
    required property string text

    objectName: "lostEdit"
    height: content.height + 2 * Theme.space12
    radius: Theme.radiusControl
    color: Theme.tint("warning")

    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("Your change") + "\n" + reason + "\n" + qsTr("You wrote") + "\n" + text

    Column {
        id: content

        x: Theme.space12
        y: Theme.space12
        width: parent.width - 2 * Theme.space12
        spacing: Theme.space8

        BbText {
            width: parent.width
            text: qsTr("Your change")
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
        BbText {
            width: parent.width
            visible: text.length > 0
            text: edit.reason
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
        }
        BbText {
            width: parent.width
            text: qsTr("You wrote")
            color: Theme.text2
            font.pixelSize: Theme.captionSize
        }
        BbText {
            width: parent.width
            text: edit.text
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
        }
    }
}
