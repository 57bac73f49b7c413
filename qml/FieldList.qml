// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The labelled values of a detail pane, in two columns.
Column {
    id: list

    required property boardDetail detail

    spacing: Theme.space8

    Repeater {
        model: list.detail.fields.length

        Item {
            id: line

            required property int index

            width: list.width
            height: Math.max(label.height, value.height)

            BbText {
                id: label

                width: 112
                text: list.detail.fields[line.index]?.label ?? ""
                color: Theme.text2
            }
            BbText {
                id: value

                x: label.width + Theme.space12
                width: line.width - x
                text: list.detail.fields[line.index]?.value ?? ""
                font.family: list.detail.fields[line.index]?.mono ? Theme.monoFamily : Theme.figuresFamily
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                elide: Text.ElideNone
            }
        }
    }
}
