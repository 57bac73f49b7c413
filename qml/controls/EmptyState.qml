// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Layouts
import Bellboard.Controls

/// What a list says when it has nothing: what, why, and the next step.
ColumnLayout {
    id: state

    property string iconName
    required property string title
    property string explanation
    property string actionText
    signal actionTriggered()

    spacing: Theme.space8

    Accessible.role: Accessible.Note
    Accessible.name: title + ". " + explanation

    Icon {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: 32
        Layout.preferredHeight: 32
        Layout.bottomMargin: Theme.space4
        visible: state.iconName.length > 0
        name: state.iconName
        color: Theme.textDisabled
    }
    BbText {
        Layout.fillWidth: true
        text: state.title
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.subtitleSize
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
    }
    BbText {
        Layout.fillWidth: true
        visible: text.length > 0
        text: state.explanation
        horizontalAlignment: Text.AlignHCenter
        color: Theme.text2
        wrapMode: Text.Wrap
    }
    BbButton {
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.space8
        visible: text.length > 0
        text: state.actionText
        onClicked: state.actionTriggered()
    }
}
