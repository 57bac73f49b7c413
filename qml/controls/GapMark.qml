// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T
import Bellboard.Controls

/// Says that something may be missing, as shape, words and colour; pressed, it wants to be told of in full.
T.AbstractButton {
    id: mark

    /// Which gaps these are, in lines; may be empty.
    property string tip

    objectName: "gapMark"
    implicitWidth: Theme.space8 + 12 + Theme.space4 + Math.ceil(words.implicitWidth) + Theme.space8
    implicitHeight: 28
    hoverEnabled: true
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Button
    Accessible.name: tip.length > 0 ? text + ". " + tip : text
    Accessible.onPressAction: mark.clicked()
    Keys.onReturnPressed: mark.clicked()
    Keys.onEnterPressed: mark.clicked()

    background: Rectangle {
        radius: Theme.radiusControl
        color: Theme.tint("warning")
        border.width: mark.hovered ? 1 : 0
        border.color: Theme.ink("warning")
    }

    Icon {
        x: Theme.space8
        width: 12
        height: parent.height
        name: "severity-warning"
        color: Theme.ink("warning")
    }
    BbText {
        id: words

        x: Theme.space8 + 12 + Theme.space4
        width: Math.min(implicitWidth, mark.width - x - Theme.space8)
        height: parent.height
        text: mark.text
        color: Theme.ink("warning")
        font.pixelSize: Theme.captionSize
        font.family: Theme.figuresFamily
        Accessible.ignored: true
    }
    FocusRing {
        visible: mark.visualFocus
    }
    BbToolTip {
        text: words.truncated ? mark.text + "\n" + mark.tip : mark.tip
        visible: mark.hovered && text.length > 0
        y: mark.height + Theme.space4
    }
}
