// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Content at the left (65 %, or titles are cut) and the detail of `model` at the right, or one of them at a time.
FocusScope {
    id: split

    required property Session session
    required property RowModel model
    required property bool wide
    /// Narrow windows only: the detail is in front.
    property bool showDetail: false
    default property alias content: listSlot.data
    readonly property Item list: listSlot
    readonly property Item detail: pane
    readonly property bool detailOnly: !wide && showDetail

    /// The person wants nothing chosen any more.
    signal closed()

    /// The chosen row shall be seen whole; whoever used the keyboard goes on there.
    function open(byKey: bool): void {
        showDetail = true;
        if (byKey)
            pane.forceActiveFocus(Qt.TabFocusReason);
    }

    /// Does what an action of the detail says; some ask for more first.
    function act(actionId: string, key: string): void {
        if (actionId === "snooze")
            snooze.ask(key);
        else if (actionId === "edit")
            editor.ask(key, model.detail);
        else if (actionId === "conversation")
            session.openItem("chat", model.detail.conversationKey);
        else
            prompt.run(actionId, key, model.detail);
    }

    function back(): void {
        if (detailOnly || pane.activeFocus) {
            showDetail = false;
            listSlot.forceActiveFocus(Qt.OtherFocusReason);
        } else {
            closed();
        }
    }

    onDetailOnlyChanged: (detailOnly ? pane : listSlot).forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: back()

    FocusScope {
        id: listSlot

        width: split.wide ? Math.round((split.width - Theme.space12) * 0.65) : split.width
        height: parent.height
        visible: !split.detailOnly
        focus: true
    }
    DetailPane {
        id: pane

        x: split.wide ? listSlot.width + Theme.space12 : 0
        width: split.width - x
        height: parent.height
        visible: split.wide || split.showDetail
        model: split.model
        showBack: !split.wide
        onBackRequested: split.back()
        onActionRequested: (actionId, key) => split.act(actionId, key)
        onNoteWritten: (text, key) => split.session.perform("note", key, text)
    }
    ActionPrompt {
        id: prompt

        session: split.session
    }
    EditDialog {
        id: editor

        session: split.session
    }
    SnoozeDialog {
        id: snooze

        onChosen: (choice, key) => split.session.perform("snooze", key, choice)
    }
}
