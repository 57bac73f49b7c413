// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T
import Bellboard.Controls

/// A card with a heading and a list below it, or what is to say when the list is empty.
FocusScope {
    id: card

    required property string title
    /// Stands behind the title; 0 is left out.
    property int number: 0
    property string emptyTitle
    property string emptyText
    property alias model: list.model
    property alias delegate: list.delegate
    readonly property int count: list.count

    Card {
        anchors.fill: parent
        border.color: card.activeFocus ? Theme.borderStrong : Theme.border
    }
    BbText {
        id: heading

        x: Theme.space16
        width: parent.width - 2 * Theme.space16
        height: 44
        text: card.number > 0 ? card.title + " · " + card.number : card.title
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
        anchors.centerIn: list
        width: Math.min(300, parent.width - 2 * Theme.space24)
        visible: list.count === 0
        // In a low window the title alone has room below the heading.
        iconName: list.height > 200 ? "severity-ok" : ""
        title: card.emptyTitle
        explanation: list.height > 140 ? card.emptyText : ""
    }
    ListView {
        id: list

        x: 1
        y: heading.height
        width: parent.width - 2
        height: parent.height - y - 1
        clip: true
        focus: true
        boundsBehavior: Flickable.StopAtBounds

        Accessible.role: Accessible.List
        Accessible.name: heading.text

        T.ScrollBar.vertical: BbScrollBar { }
    }
}
