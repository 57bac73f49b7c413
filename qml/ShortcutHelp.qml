// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.Controls

/// The list of keys that "?" opens.
BbDialog {
    id: dialog

    readonly property list<string> keys: ["Ctrl+1 … Ctrl+7", "J   K", qsTr("Home   End   Page Up   Page Down"), "Enter", "A", "S", "Esc", "/   Ctrl+K", "F6   Shift+F6", "?"]
    readonly property list<string> meanings: [qsTr("Go to a page of the rail"), qsTr("Next, previous row"), qsTr("Move through the list"),
        qsTr("Open what is selected"), qsTr("Acknowledge the alert"), qsTr("Snooze the alert"), qsTr("Back; let the list run again"), qsTr("Search"), qsTr("Next, previous part of the window"), qsTr("This list")]

    title: qsTr("Keys")
    contentHeight: form.implicitHeight

    Column {
        id: form

        width: dialog.availableWidth
        spacing: Theme.space8

        Repeater {
            model: dialog.keys.length

            Item {
                id: line

                required property int index

                width: form.width
                height: 24

                BbText {
                    width: 220
                    height: parent.height
                    text: dialog.keys[line.index]
                    font.weight: Font.DemiBold
                }
                BbText {
                    x: 228
                    width: parent.width - x
                    height: parent.height
                    text: dialog.meanings[line.index]
                    color: Theme.text2
                }
            }
        }
        DialogButtons {
            width: parent.width
            topPadding: Theme.space8
            acceptText: ""
            rejectText: qsTr("Close")
            onRejected: dialog.close()
        }
    }
}
