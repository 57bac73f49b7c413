// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// One message: one's own at the right, others' at the left with their name, the system's in the middle.
Item {
    id: row

    required property string author
    required property string text
    required property string timeText
    required property string kind
    required property bool own
    readonly property bool fromPerson: kind === "user"
    readonly property real room: width - 2 * Theme.space16

    implicitHeight: fromPerson ? caption.height + bubble.height + 2 : notice.height

    Accessible.role: Accessible.ListItem
    Accessible.name: (own ? qsTr("You") : author) + ", " + timeText + ": " + text

    BbText {
        id: caption

        x: row.own ? row.width - Theme.space16 - width : Theme.space16
        width: Math.min(implicitWidth, row.room)
        visible: row.fromPerson
        text: row.own ? row.timeText : row.author + " · " + row.timeText
        color: Theme.text2
        font.pixelSize: Theme.captionSize
        Accessible.ignored: true
    }
    Rectangle {
        id: bubble

        x: row.own ? row.width - Theme.space16 - width : Theme.space16
        y: caption.height + 2
        width: words.width + 2 * Theme.space12
        height: words.height + 2 * Theme.space8
        visible: row.fromPerson
        radius: Theme.radiusCard
        color: row.own ? Theme.selection : Theme.sunken

        BbText {
            id: words

            x: Theme.space12
            y: Theme.space8
            width: Math.min(Math.ceil(implicitWidth), Math.max(80, row.room * 0.8 - 2 * Theme.space12))
            text: row.fromPerson ? row.text : ""
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
            Accessible.ignored: true
        }
    }
    BbText {
        id: notice

        x: Theme.space16
        width: row.room
        visible: !row.fromPerson
        text: row.fromPerson ? "" : row.text + " · " + row.timeText
        color: Theme.text2
        font.pixelSize: Theme.captionSize
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        elide: Text.ElideNone
        Accessible.ignored: true
    }
}
