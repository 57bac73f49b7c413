// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The buttons of a detail pane; they wrap when the pane is narrow.
Flow {
    id: actions

    required property boardDetail detail

    signal actionRequested(string actionId)

    function iconOf(actionId: string): string {
        switch (actionId) {
        case "acknowledge": return "acknowledge";
        case "unacknowledge": return "close";
        case "snooze": return "snooze";
        case "unsnooze": return "bell";
        case "take": return "person";
        case "assign": return "assign";
        case "edit": return "edit";
        case "resolve": return "acknowledge";
        case "saveMine": return "acknowledge";
        case "discardMine": return "close";
        case "reply": return "send";
        case "conversation": return "chat";
        default: return "";
        }
    }

    spacing: Theme.space8

    Repeater {
        model: actions.detail.actions.length

        BbButton {
            required property int index
            readonly property string actionId: actions.detail.actions[index]?.id ?? ""

            objectName: "action-" + actionId
            kind: actions.detail.actions[index]?.primary ? BbButton.Kind.Primary : BbButton.Kind.Secondary
            text: actions.detail.actions[index]?.label ?? ""
            enabled: actions.detail.actions[index]?.enabled ?? false
            iconName: actions.iconOf(actionId)
            onClicked: actions.actionRequested(actionId)
        }
    }
}
