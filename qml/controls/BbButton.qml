// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T
import Bellboard.Controls

/// A button with a plain-text label and an optional icon.
T.Button {
    id: control

    enum Kind {
        Primary, ///< the one thing to do here
        Secondary,
        Link ///< quiet, inside a line of text or a bar
    }

    property int kind: BbButton.Kind.Secondary
    property string iconName
    readonly property bool isLink: kind === BbButton.Kind.Link
    readonly property color ink: !enabled ? Theme.textDisabled
        : kind === BbButton.Kind.Primary ? Theme.accentText
        : isLink ? (hovered ? Theme.accentHover : Theme.accent) : Theme.text

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: isLink ? 28 : Theme.controlHeight
    leftPadding: isLink ? Theme.space4 : Theme.space16 - 4
    rightPadding: leftPadding
    hoverEnabled: true
    font.pixelSize: Theme.bodySize
    font.weight: kind === BbButton.Kind.Secondary ? Font.Normal : Font.DemiBold

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: BbText {
        leftPadding: control.iconName.length > 0 ? 16 + Theme.space8 : 0
        text: control.text
        font: control.font
        color: control.ink
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    background: Rectangle {
        visible: !control.isLink
        radius: Theme.radiusControl
        color: control.kind === BbButton.Kind.Primary
            ? (!control.enabled ? Theme.sunken : control.down || control.hovered ? Theme.accentHover : Theme.accent)
            : (control.down ? Theme.sunken : control.hovered ? Theme.hover : Theme.surface)
        border.width: control.kind === BbButton.Kind.Primary && control.enabled ? 0 : 1
        border.color: control.enabled ? Theme.borderStrong : Theme.border
    }

    Icon {
        x: Math.max(control.leftPadding, Math.round((control.width - control.implicitContentWidth) / 2))
        anchors.verticalCenter: parent.verticalCenter
        width: 16
        height: 16
        visible: control.iconName.length > 0
        name: control.iconName
        color: control.ink
    }
    FocusRing {
        visible: control.visualFocus
    }
}
