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
            readonly property string note: timeline.detail.timeline[index]?.note ?? ""
            readonly property color ink: timeline.detail.timeline[index]?.pending ? Theme.text2 : Theme.text

            width: timeline.width
            height: words.height + (written.visible ? written.height + Theme.space4 : 0) + Theme.space8

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
                color: line.ink
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                elide: Text.ElideNone
            }
            Rectangle {
                id: written

                x: words.x
                y: words.height + Theme.space4
                width: words.width
                height: noteText.height + Theme.space8
                visible: line.note.length > 0
                radius: Theme.radiusControl
                color: Theme.sunken

                BbText {
                    id: noteText

                    x: Theme.space8
                    y: Theme.space4
                    width: parent.width - 2 * Theme.space8
                    text: line.note
                    color: line.ink
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    elide: Text.ElideNone
                }
            }
        }
    }
}
