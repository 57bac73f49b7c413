// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T

/// A small round button that waits at the top of a list: "4 new".
T.Button {
    id: control

    implicitWidth: implicitContentWidth + 2 * Theme.space12
    implicitHeight: 28
    hoverEnabled: true
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()

    contentItem: BbText {
        text: control.text
        color: Theme.accentText
        font.pixelSize: Theme.captionSize
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        elide: Text.ElideNone
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: height / 2
        color: control.down || control.hovered ? Theme.accentHover : Theme.accent
    }

    FocusRing {
        visible: control.visualFocus
        parentRadius: 14
    }
}
