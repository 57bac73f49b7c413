// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T

/// A question or a small form over the dimmed window; Escape closes it.
T.Dialog {
    id: dialog

    anchors.centerIn: T.Overlay.overlay
    modal: true
    focus: true
    width: Math.min(480, T.Overlay.overlay ? T.Overlay.overlay.width - 2 * Theme.space24 : 480)
    implicitHeight: topPadding + bottomPadding + implicitHeaderHeight + implicitFooterHeight + contentHeight
    padding: Theme.space24
    topPadding: Theme.space12
    closePolicy: T.Popup.CloseOnEscape

    header: BbText {
        leftPadding: Theme.space24
        rightPadding: Theme.space24
        topPadding: Theme.space24 - 4
        text: dialog.title
        font.pixelSize: Theme.titleSize
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    background: Card {
        border.color: Theme.borderStrong
    }

    T.Overlay.modal: Rectangle {
        color: Qt.rgba(0, 0, 0, 0.5)
    }

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.motionIn
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            from: 1
            to: 0
            duration: Theme.motionOut
        }
    }
}
