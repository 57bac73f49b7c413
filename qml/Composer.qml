// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Layouts
import Bellboard.Controls

/// The line to write a message or a note; Enter sends it.
FocusScope {
    id: composer

    /// What is written.
    readonly property alias text: field.text
    property alias placeholderText: field.placeholderText
    property alias sendText: button.text
    property alias sendIcon: button.iconName
    /// Enter does what the button does, but the button does not stand out.
    property bool quiet: false

    signal sent(string text)
    /// The person changed what is written, to this.
    signal edited(string text)

    function send(): void {
        const text = field.text.trim();
        if (text.length === 0)
            return;
        composer.sent(text);
        field.clear();
    }

    /// What was written is not wanted any more.
    function clear(): void {
        field.clear();
    }

    /// Goes on with what was begun before.
    function write(text: string): void {
        field.text = text;
    }

    implicitHeight: Theme.controlHeight

    RowLayout {
        anchors.fill: parent
        spacing: Theme.space8

        BbTextField {
            id: field

            Layout.fillWidth: true
            focus: true
            maximumLength: 4000
            onAccepted: composer.send()
            onTextEdited: composer.edited(text)
        }
        BbButton {
            id: button

            kind: composer.quiet ? BbButton.Kind.Secondary : BbButton.Kind.Primary
            iconName: "send"
            text: qsTr("Send")
            enabled: field.text.trim().length > 0
            onClicked: composer.send()
        }
    }
}
