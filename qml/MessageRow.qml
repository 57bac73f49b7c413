// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// One message: one's own at the right with how far it got, others' at the left with their name, the system's in the middle.
Item {
    id: row

    required property string author
    required property string text
    required property string timeText
    required property string kind
    required property bool own
    required property string sendState
    required property string stateText
    required property string reason
    required property string command
    required property bool canDiscard
    readonly property bool fromPerson: kind === "user"
    readonly property bool failed: sendState === "failed"
    readonly property real room: width - 2 * Theme.space16

    signal retryRequested()
    signal discardRequested()

    implicitHeight: !fromPerson ? notice.height
        : trouble.visible ? trouble.y + trouble.height : bubble.y + bubble.height

    Accessible.role: Accessible.ListItem
    Accessible.name: (own ? qsTr("You") : author) + ", " + timeText + ": " + text
        + (stateText.length > 0 ? ", " + stateText : "") + (reason.length > 0 ? ", " + reason : "")

    Icon {
        x: caption.x - width - Theme.space4
        y: Math.round((caption.height - height) / 2)
        width: 12
        height: 12
        visible: row.own && row.sendState.length > 0
        name: row.failed ? "severity-high" : row.sendState === "delivered" ? "severity-ok"
            : row.sendState === "sent" ? "send" : "freshness-late"
        color: caption.color
    }
    BbText {
        id: caption

        x: row.own ? row.width - Theme.space16 - width : Theme.space16
        width: Math.min(implicitWidth, row.room - 12 - Theme.space4)
        visible: row.fromPerson
        text: !row.own ? row.author + " · " + row.timeText
            : row.stateText.length > 0 ? row.stateText + " · " + row.timeText : row.timeText
        color: row.failed ? Theme.ink("high") : Theme.text2
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
        color: row.own ? (row.failed ? Theme.surface : Theme.selection) : Theme.sunken
        border.width: row.failed ? 1 : 0
        border.color: Theme.ink("high")

        BbText {
            id: words

            x: Theme.space12
            y: Theme.space8
            width: Math.min(Math.ceil(implicitWidth), Math.max(80, row.room * 0.8 - 2 * Theme.space12))
            text: row.fromPerson ? row.text : ""
            color: row.sendState === "pending" ? Theme.text2 : Theme.text
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
            Accessible.ignored: true
        }
    }
    Column {
        id: trouble

        x: row.width - Theme.space16 - width
        y: bubble.y + bubble.height
        width: Math.max(80, row.room * 0.8)
        visible: row.fromPerson && row.canDiscard

        BbText {
            width: parent.width
            topPadding: Theme.space4
            visible: text.length > 0
            text: row.reason
            color: Theme.text2
            font.pixelSize: Theme.captionSize
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
            Accessible.ignored: true
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.space8

            BbButton {
                objectName: "retryMessage"
                visible: row.failed
                kind: BbButton.Kind.Link
                text: qsTr("Try again")
                Accessible.name: text + ": " + row.text
                onClicked: row.retryRequested()
            }
            BbButton {
                objectName: "discardMessage"
                kind: BbButton.Kind.Link
                text: row.failed ? qsTr("Discard") : qsTr("Do not send")
                Accessible.name: text + ": " + row.text
                onClicked: row.discardRequested()
            }
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
