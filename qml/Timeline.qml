// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bellboard.App
import Bellboard.Controls

/// What happened to an item, oldest first.
ColumnLayout {
    id: timeline

    required property boardDetail detail

    spacing: 0

    BbText {
        Layout.bottomMargin: Theme.space8
        text: qsTr("Timeline")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: timeline.detail.timeline.length

        RowLayout {
            id: line

            required property int index
            readonly property timelineEntry entry: timeline.detail.timeline[index]
            readonly property bool last: index === timeline.detail.timeline.length - 1

            spacing: Theme.space12

            Item {
                Layout.preferredWidth: 9
                Layout.fillHeight: true

                Rectangle {
                    x: 4
                    y: line.index === 0 ? 10 : 0
                    width: 1
                    height: line.last ? 10 - y : parent.height - y
                    color: Theme.borderStrong
                }
                Rectangle {
                    y: 6
                    width: 9
                    height: 9
                    radius: 5
                    color: line.last ? Theme.accent : Theme.surface
                    border.width: line.last ? 0 : 1
                    border.color: Theme.borderStrong
                }
            }
            BbText {
                Layout.alignment: Qt.AlignTop
                Layout.bottomMargin: Theme.space8
                text: line.entry.time
                color: Theme.text2
                font.family: Theme.figuresFamily
            }
            BbText {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.bottomMargin: Theme.space8
                text: line.entry.text
                wrapMode: Text.Wrap
                elide: Text.ElideNone
            }
        }
    }
}
