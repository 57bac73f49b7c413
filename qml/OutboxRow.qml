// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// One thing that was asked of a backend, and how far it got.
Item {
    id: row

    required property string key
    required property string what
    required property string words
    required property string detail
    required property string reason
    required property bool cancellable
    required property string severity

    signal cancelRequested

    implicitHeight: Math.max(content.height, cancel.visible ? cancel.height : 0) + 2 * Theme.space12

    Accessible.role: Accessible.ListItem
    Accessible.name: what + (words.length > 0 ? ": " + words : "") + ", " + detail + (reason.length > 0 ? ", " + reason : "")

    Icon {
        id: icon

        x: Theme.space16
        y: Theme.space12 + 2
        width: 16
        height: 16
        name: "severity-" + row.severity
        color: Theme.ink(row.severity)
    }
    Column {
        id: content

        x: icon.x + icon.width + Theme.space8
        y: Theme.space12
        width: row.width - x - Theme.space16 - (cancel.visible ? cancel.width + Theme.space8 : 0)
        spacing: Theme.space4

        BbText {
            width: parent.width
            text: row.what
            Accessible.ignored: true
        }
        BbText {
            width: parent.width
            visible: text.length > 0
            text: row.words
            color: Theme.text2
            Accessible.ignored: true
        }
        BbText {
            width: parent.width
            text: row.detail
            color: Theme.text2
            font.pixelSize: Theme.captionSize
            Accessible.ignored: true
        }
        BbText {
            width: parent.width
            visible: text.length > 0
            text: row.reason
            color: Theme.ink(row.severity)
            font.pixelSize: Theme.captionSize
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
            Accessible.ignored: true
        }
    }
    BbButton {
        id: cancel

        anchors.right: parent.right
        anchors.rightMargin: Theme.space16
        anchors.verticalCenter: parent.verticalCenter
        visible: row.cancellable
        text: qsTr("Cancel")
        Accessible.name: qsTr("Cancel: %1").arg(row.what)
        onClicked: row.cancelRequested()
    }
}
