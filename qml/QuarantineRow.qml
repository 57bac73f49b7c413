// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// One message that could not be read.
Item {
    id: row

    required property string feed
    required property string timeText
    required property string reason
    required property string preview
    required property string size

    implicitHeight: content.height + 2 * Theme.space12

    Accessible.role: Accessible.ListItem
    Accessible.name: feed + ", " + timeText + ": " + reason

    Column {
        id: content

        x: Theme.space16
        y: Theme.space12
        width: row.width - 2 * Theme.space16
        spacing: Theme.space4

        BbText {
            width: parent.width
            text: row.reason
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
            Accessible.ignored: true
        }
        BbText {
            width: parent.width
            text: row.feed + " · " + row.timeText + " · " + row.size
            color: Theme.text2
            font.pixelSize: Theme.captionSize
            Accessible.ignored: true
        }
        BbText {
            width: parent.width
            visible: text.length > 0
            text: row.preview
            color: Theme.text2
            font.family: Theme.monoFamily
            font.pixelSize: Theme.captionSize
            wrapMode: Text.WrapAnywhere
            maximumLineCount: 2
            Accessible.name: qsTr("It begins: %1").arg(text)
        }
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.border
    }
}
