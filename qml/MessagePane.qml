// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bellboard.App
import Bellboard.Controls

/// The messages of the current conversation, and the line to write the next one.
FocusScope {
    id: pane

    required property Session session
    required property string title
    required property string subtitle
    property bool showBack: false
    readonly property ChatBoard chat: session.chat
    readonly property DraftBook drafts: session.drafts
    readonly property bool open: chat.currentConversation.length > 0

    signal backRequested()

    function showDraft(): void {
        composer.write(drafts.draft(chat.currentConversation));
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Messages of %1").arg(title)
    Keys.onEscapePressed: backRequested()
    Component.onCompleted: showDraft()
    Component.onDestruction: drafts.flush()

    Connections {
        target: pane.chat

        function onCurrentConversationChanged(): void {
            pane.drafts.flush();
            pane.showDraft();
        }
        function onReadingChanged(): void {
            if (!pane.chat.reading)
                pane.drafts.flush();
        }
    }
    Connections {
        target: pane.drafts

        function onRestored(conversation: string): void {
            if (conversation === pane.chat.currentConversation)
                pane.showDraft();
        }
    }

    Card {
        anchors.fill: parent
        border.color: pane.activeFocus ? Theme.borderStrong : Theme.border
    }
    EmptyState {
        anchors.centerIn: parent
        width: Math.min(300, parent.width - 2 * Theme.space24)
        visible: !pane.open
        iconName: "chat"
        title: qsTr("No conversation selected")
        explanation: qsTr("Choose one to read it and to answer.")
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 1
        visible: pane.open
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: pane.showBack ? Theme.space8 : Theme.space16
            Layout.rightMargin: Theme.space16
            Layout.preferredHeight: 56
            spacing: Theme.space8

            IconButton {
                visible: pane.showBack
                iconName: "back"
                text: qsTr("Back to the conversations")
                onClicked: pane.backRequested()
            }
            Column {
                Layout.fillWidth: true

                BbText {
                    width: parent.width
                    text: pane.title
                    font.pixelSize: Theme.subtitleSize
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                BbText {
                    width: parent.width
                    visible: text.length > 0
                    text: pane.subtitle
                    color: Theme.text2
                    font.pixelSize: Theme.captionSize
                }
            }
            BbButton {
                Layout.maximumWidth: Math.round(pane.width * 0.45)
                objectName: "helpLink"
                visible: pane.chat.helpKey.length > 0
                kind: BbButton.Kind.Link
                iconName: "charity"
                text: pane.chat.helpText
                Accessible.name: qsTr("Open the help request:") + " " + text
                onClicked: pane.session.openItem("charity", pane.chat.helpKey)
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 1
            color: Theme.border
        }
        MessageList {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            messages: pane.chat.messages
            // The button that was pressed may be gone then.
            onRetryRequested: command => {
                composer.forceActiveFocus(Qt.OtherFocusReason);
                pane.session.retryMessage(command);
            }
            onDiscardRequested: command => {
                composer.forceActiveFocus(Qt.OtherFocusReason);
                pane.session.cancelCommand(command);
            }
        }
        BbText {
            // Its line is kept when nobody types, so that nothing jumps.
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space16
            Layout.rightMargin: Theme.space16
            Layout.preferredHeight: 20
            objectName: "typing"
            text: pane.chat.typingText
            color: Theme.text2
            font.pixelSize: Theme.captionSize
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Accessible.ignored: text.length === 0
        }
        Composer {
            id: composer

            Layout.fillWidth: true
            Layout.margins: Theme.space12
            Layout.topMargin: Theme.space4
            objectName: "composer"
            focus: true
            enabled: pane.open
            placeholderText: qsTr("Write to %1").arg(pane.title)
            onEdited: text => {
                pane.drafts.write(pane.chat.currentConversation, text);
                if (text.trim().length > 0)
                    pane.session.noteTyping(pane.chat.currentConversation);
            }
            onSent: text => {
                list.following = true;
                pane.session.sendMessage(pane.chat.currentConversation, text);
            }
        }
    }
}
