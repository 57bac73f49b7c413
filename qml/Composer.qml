// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Layouts
import Bellboard.Controls

/// The line to write a message; Enter sends it.
FocusScope {
    id: composer

    property alias placeholderText: field.placeholderText

    signal sent(string text)

    function send(): void {
        const text = field.text.trim();
        if (text.length === 0)
            return;
        composer.sent(text);
        field.clear();
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
        }
        BbButton {
            kind: BbButton.Kind.Primary
            iconName: "send"
            text: qsTr("Send")
            enabled: field.text.trim().length > 0
            onClicked: composer.send()
        }
    }
}
