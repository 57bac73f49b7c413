// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.Controls

/// Asks for how long an alert is to be put off; the arrows move, Enter chooses.
BbDialog {
    id: dialog

    property string key
    readonly property list<string> choices: ["15min", "1h", "tomorrow"]
    readonly property list<string> labels: [qsTr("For 15 minutes"), qsTr("For 1 hour"), qsTr("Until tomorrow at 9:00")]

    /// `choice` is what Session.perform() takes.
    signal chosen(string choice, string key)

    function ask(forKey: string): void {
        key = forKey;
        open();
    }

    function choose(index: int): void {
        if (key.length === 0)
            return; // on its way out, where its buttons can be pressed again
        accept();
        chosen(choices[index], key);
        key = "";
    }

    function focusChoice(index: int): void {
        buttons.itemAt((index + choices.length) % choices.length).forceActiveFocus(Qt.TabFocusReason);
    }

    objectName: "snoozeDialog"
    title: qsTr("Snooze")
    width: 320
    onOpened: focusChoice(0)

    contentHeight: form.implicitHeight

    Column {
        id: form

        width: dialog.availableWidth
        spacing: Theme.space8

        BbText {
            width: parent.width
            text: qsTr("It is quiet for everybody until then, and not counted.")
            color: Theme.text2
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
        Repeater {
            id: buttons

            model: dialog.choices.length

            BbButton {
                required property int index

                objectName: "snooze-" + dialog.choices[index]
                width: form.width
                text: dialog.labels[index]
                onClicked: dialog.choose(index)
                Keys.onDownPressed: dialog.focusChoice(index + 1)
                Keys.onUpPressed: dialog.focusChoice(index - 1)
            }
        }
        DialogButtons {
            width: parent.width
            topPadding: Theme.space8
            acceptText: ""
            onRejected: dialog.reject()
        }
    }
}
