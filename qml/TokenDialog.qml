// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Asks for a feed's token, which goes straight to the system's keychain and is never shown again.
BbDialog {
    id: dialog

    required property Session session
    property string feed

    function ask(forFeed: string): void {
        feed = forFeed;
        field.clear();
        open();
    }

    function store(): void {
        session.setToken(feed, field.text.trim());
        close();
    }

    title: qsTr("Token for %1").arg(feed)
    onOpened: field.forceActiveFocus(Qt.PopupFocusReason)
    onClosed: field.clear()
    contentHeight: form.implicitHeight

    Column {
        id: form

        width: dialog.availableWidth
        spacing: Theme.space16

        BbText {
            width: parent.width
            text: qsTr("The token is kept in this computer's keychain and sent only to this feed. It is never written to a file.")
            color: Theme.text2
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
        BbTextField {
            id: field

            width: parent.width
            echoMode: TextInput.Password
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            placeholderText: qsTr("Token")
            maximumLength: 8192
            onAccepted: {
                if (text.trim().length > 0)
                    dialog.store();
            }
        }
        Item {
            width: parent.width
            height: Theme.controlHeight

            BbButton {
                text: qsTr("Remove the stored token")
                kind: BbButton.Kind.Link
                anchors.verticalCenter: parent.verticalCenter
                onClicked: {
                    dialog.session.removeToken(dialog.feed);
                    dialog.close();
                }
            }
            DialogButtons {
                anchors.right: parent.right
                acceptText: qsTr("Store")
                acceptEnabled: field.text.trim().length > 0
                onAccepted: dialog.store()
                onRejected: dialog.close()
            }
        }
    }
}
