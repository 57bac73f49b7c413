// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Runs a detail action; those that need words (whom to assign, what to reply, why it is settled) ask for them first.
BbDialog {
    id: prompt

    required property Session session
    property string actionId
    property string key
    /// What the item was when the person began to write.
    property string base
    readonly property var asking: ({
            "assign": { title: qsTr("Assign to"), hint: qsTr("Name of the new owner"), accept: qsTr("Assign"), most: 80 },
            "reply": { title: qsTr("Reply"), hint: qsTr("What to say"), accept: qsTr("Send"), most: 2000 },
            "resolve": { title: qsTr("Resolve"), hint: qsTr("Why it is settled"), accept: qsTr("Resolve"), most: 2000 }
        })
    readonly property var words: asking[actionId] ?? asking.reply

    /// `detail` is of the item with `forKey`.
    function run(id: string, forKey: string, detail: boardDetail): void {
        if (!(id in asking)) {
            session.perform(id, forKey, "");
            return;
        }
        actionId = id;
        key = forKey;
        base = detail.version;
        field.text = id === "assign" ? session.settings.userName : "";
        open();
    }

    title: words.title
    // Until it is gone, its button can be pressed again.
    onAccepted: {
        session.perform(actionId, key, field.text.trim(), base);
        key = "";
    }
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

            objectName: "promptField"
            width: parent.width
            placeholderText: prompt.words.hint
            maximumLength: prompt.words.most
            onAccepted: {
                if (text.trim().length > 0)
                    prompt.accept();
            }
        }
        DialogButtons {
            width: parent.width
            acceptText: prompt.words.accept
            acceptEnabled: field.text.trim().length > 0
            onAccepted: prompt.accept()
            onRejected: prompt.reject()
        }
    }
}
