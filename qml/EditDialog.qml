// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Asks what a rule shall say; Ctrl+Enter saves. What is not saved is there again when the same rule is opened as it was.
BbDialog {
    id: dialog

    required property Session session
    property string key
    /// What the rule was when the person began to write.
    property string base
    /// What it said then: not every backend has versions.
    property string seen

    function ask(forKey: string, detail: boardDetail): void {
        if (key !== forKey || base !== detail.version || seen !== detail.text)
            area.text = detail.text;
        key = forKey;
        base = detail.version;
        seen = detail.text;
        open();
    }

    objectName: "editDialog"
    title: qsTr("Change the rule")
    width: 520
    onAccepted: {
        session.perform("edit", key, area.text, base);
        key = "";
    }
    onOpened: area.forceActiveFocus(Qt.PopupFocusReason)

    contentHeight: form.implicitHeight

    Column {
        id: form

        width: dialog.availableWidth
        spacing: Theme.space16

        BbTextArea {
            id: area

            objectName: "editArea"
            width: parent.width
            name: qsTr("What it shall say")
            Keys.onPressed: event => {
                const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                event.accepted = isEnter && (event.modifiers & Qt.ControlModifier) !== 0;
                if (event.accepted && text.trim().length > 0)
                    dialog.accept();
            }
        }
        DialogButtons {
            width: parent.width
            acceptText: qsTr("Save")
            acceptEnabled: area.text.trim().length > 0
            onAccepted: dialog.accept()
            onRejected: dialog.reject()
        }
    }
}
