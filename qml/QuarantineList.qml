// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// The newest messages that could not be read: why, when, and how they begin.
FocusScope {
    id: quarantine

    required property QuarantineModel model

    Card {
        anchors.fill: parent
        border.color: quarantine.activeFocus ? Theme.borderStrong : Theme.border
    }
    BbText {
        id: heading

        x: Theme.space16
        width: parent.width - 2 * Theme.space16
        height: 44
        text: quarantine.model.count > 0 ? qsTr("Unreadable messages · %1").arg(quarantine.model.count) : qsTr("Unreadable messages")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Rectangle {
        y: heading.height - 1
        width: parent.width
        height: 1
        color: Theme.border
    }
    EmptyState {
        anchors.centerIn: parent
        width: Math.min(300, parent.width - 2 * Theme.space24)
        visible: list.count === 0
        iconName: parent.height > 240 ? "severity-ok" : ""
        title: qsTr("Every message could be read")
        explanation: qsTr("A message that cannot be read is kept here with the reason; it never stops its feed.")
    }
    ListView {
        id: list

        x: 1
        y: heading.height
        width: parent.width - 2
        height: parent.height - y - 1
        model: quarantine.model
        clip: true
        focus: true
        boundsBehavior: Flickable.StopAtBounds

        Accessible.role: Accessible.List
        Accessible.name: heading.text

        T.ScrollBar.vertical: BbScrollBar { }

        delegate: QuarantineRow {
            width: list.width
        }
    }
}
