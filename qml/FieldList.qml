// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bellboard.App
import Bellboard.Controls

/// The labelled values of a detail pane, in two columns.
GridLayout {
    id: list

    required property boardDetail detail

    columns: 2
    columnSpacing: Theme.space16
    rowSpacing: Theme.space8

    Repeater {
        model: list.detail.fields.length * 2

        BbText {
            id: part

            required property int index
            readonly property detailField field: list.detail.fields[Math.floor(index / 2)]
            readonly property bool isLabel: index % 2 === 0

            Layout.fillWidth: !isLabel
            Layout.preferredWidth: isLabel ? Math.min(140, implicitWidth) : -1
            Layout.alignment: Qt.AlignTop
            text: isLabel ? field.label : field.value
            color: isLabel ? Theme.text2 : Theme.text
            font.family: field.mono && !isLabel ? Theme.monoFamily : Theme.figuresFamily
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
        }
    }
}
