// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.Controls

/// The figures of a feed, each under its name; those that mean trouble are coloured once they are not zero.
Flow {
    id: counts

    required property string lastDataText
    /// Empty while it is not known.
    required property string roundTripText
    required property real received
    required property real duplicates
    required property real quarantined
    /// Of the quarantined since the start: of kinds that the feed's profile does not know.
    required property real unmatched
    required property real gaps
    required property real repairs

    readonly property list<string> labels: [qsTr("Last data"), qsTr("Round trip"), qsTr("Received"), qsTr("Duplicates"), qsTr("Unreadable"), qsTr("Unmatched"), qsTr("Gaps"), qsTr("Repairs")]
    readonly property list<string> values: [lastDataText, roundTripText.length > 0 ? roundTripText : "—", whole(received), whole(duplicates), whole(quarantined), whole(unmatched), whole(gaps), whole(repairs)]

    function whole(count: real): string {
        return qsTr("%L1").arg(count);
    }

    function inkOf(index: int): color {
        return (index === 4 && quarantined > 0) || (index === 5 && unmatched > 0) || (index === 6 && gaps > 0) ? Theme.ink("high") : Theme.text;
    }

    spacing: Theme.space24

    Repeater {
        model: counts.labels.length

        Column {
            id: count

            required property int index

            spacing: 2

            BbText {
                text: counts.labels[count.index]
                color: Theme.text2
                font.pixelSize: Theme.captionSize
            }
            BbText {
                text: counts.values[count.index]
                color: counts.inkOf(count.index)
                font.family: Theme.figuresFamily
                font.weight: Font.DemiBold
            }
        }
    }
}
