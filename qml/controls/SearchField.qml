// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// A text field that filters; Escape or the cross empties it.
BbTextField {
    id: control

    property string iconName: "search"
    /// Escape in an empty field: the person is done here.
    signal dismissed()

    leftPadding: 36
    rightPadding: clear.visible ? 36 : Theme.space12

    Keys.onEscapePressed: {
        if (control.length > 0)
            control.clear();
        else
            control.dismissed();
    }

    Icon {
        x: Theme.space12
        anchors.verticalCenter: parent.verticalCenter
        width: 16
        height: 16
        name: control.iconName
        color: Theme.text2
    }
    IconButton {
        id: clear

        anchors.right: parent.right
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        width: 28
        height: 28
        iconSize: 14
        visible: control.length > 0
        iconName: "close"
        text: qsTr("Clear")
        focusPolicy: Qt.NoFocus
        onClicked: control.clear()
    }
}
