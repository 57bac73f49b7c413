// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// What happened to an item, oldest first.
Column {
    id: timeline

    required property boardDetail detail

    BbText {
        bottomPadding: Theme.space8
        topPadding: Theme.space4
        text: qsTr("Timeline")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: timeline.detail.timeline.length

        Item {
            id: line

            required property int index
            readonly property bool last: index === timeline.detail.timeline.length - 1

            width: timeline.width
            height: words.height + Theme.space8

            Rectangle {
                x: 4
                y: line.index === 0 ? 9 : 0
                width: 1
                height: line.last ? 9 - y : parent.height - y
                color: Theme.borderStrong
            }
            Rectangle {
                y: 4
                width: 9
                height: 9
                radius: 5
                color: line.last ? Theme.accent : Theme.surface
                border.width: line.last ? 0 : 1
                border.color: Theme.borderStrong
            }
            BbText {
                id: time

                x: 21
                text: timeline.detail.timeline[line.index]?.time ?? ""
                color: Theme.text2
                font.family: Theme.figuresFamily
            }
            BbText {
                id: words

                x: time.x + Math.max(64, time.width) + Theme.space12
                width: line.width - x
                text: timeline.detail.timeline[line.index]?.text ?? ""
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                elide: Text.ElideNone
            }
        }
    }
}
