// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Runs a detail action; those that need words (whom to assign, what to reply) ask for them first.
BbDialog {
    id: prompt

    required property Session session
    property string actionId
    property string key
    readonly property bool assigning: actionId === "assign"

    function run(id: string, forKey: string): void {
        if (id !== "assign" && id !== "reply") {
            session.perform(id, forKey, "");
            return;
        }
        actionId = id;
        key = forKey;
        field.text = assigning ? session.settings.userName : "";
        open();
    }

    title: assigning ? qsTr("Assign to") : qsTr("Reply")
    onAccepted: session.perform(actionId, key, field.text.trim())
    onOpened: {
        field.forceActiveFocus(Qt.PopupFocusReason);
        field.selectAll();
    }

    contentHeight: form.implicitHeight

    Column {
        id: form

        width: prompt.availableWidth
        spacing: Theme.space16

        BbTextField {
            id: field

            width: parent.width
            placeholderText: prompt.assigning ? qsTr("Name of the new owner") : qsTr("What to say")
            maximumLength: prompt.assigning ? 80 : 2000
            onAccepted: {
                if (text.trim().length > 0)
                    prompt.accept();
            }
        }
        DialogButtons {
            width: parent.width
            acceptText: prompt.assigning ? qsTr("Assign") : qsTr("Send")
            acceptEnabled: field.text.trim().length > 0
            onAccepted: prompt.accept()
            onRejected: prompt.reject()
        }
    }
}
