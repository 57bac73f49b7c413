// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// A board's key figures in equal cards.
Row {
    id: strip

    required property KpiModel model
    /// From the beginning of one card to that of the next.
    readonly property real step: (width + spacing) / Math.max(1, model.count)

    height: 92
    spacing: Theme.space12

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Key figures")

    Repeater {
        model: strip.model

        KpiCard {
            id: card

            required property int index
            required property string tip

            // Whole pixels each, and all of the strip together.
            width: Math.round((index + 1) * strip.step) - Math.round(index * strip.step) - strip.spacing
            height: strip.height

            HoverHandler {
                id: hover
            }
            BbToolTip {
                text: card.tip
                visible: hover.hovered && card.tip.length > 0
                y: card.height + Theme.space4
            }
        }
    }
}
