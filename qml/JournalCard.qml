// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bellboard.App
import Bellboard.Controls

/// What people should know of the journal as long as it is so: its trouble, and which damaged ones were kept.
Card {
    id: card

    required property journalNote note
    /// So many files are named; of more it is said how many there are.
    readonly property int named: 3

    objectName: "journalCard"
    implicitHeight: content.implicitHeight + 2 * Theme.space16

    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Journal:") + " " + note.stateText + ". " + note.text

    ColumnLayout {
        id: content

        x: Theme.space16
        y: Theme.space16
        width: parent.width - 2 * Theme.space16
        spacing: Theme.space12

        RowLayout {
            spacing: Theme.space12

            BbText {
                Layout.fillWidth: true
                text: qsTr("Journal")
                font.pixelSize: Theme.subtitleSize
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            SeverityBadge {
                severity: card.note.severity
                text: card.note.stateText
            }
        }
        BbText {
            Layout.fillWidth: true
            visible: text.length > 0
            text: card.note.text
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            elide: Text.ElideNone
        }
        Column {
            Layout.fillWidth: true
            visible: card.note.setAside.length > 0
            spacing: Theme.space4

            BbText {
                width: parent.width
                text: qsTr("Damaged journals that were kept. Bellboard does not need them; delete them when nobody wants to look into them.")
                color: Theme.text2
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                elide: Text.ElideNone
            }
            Repeater {
                model: Math.min(card.named, card.note.setAside.length)

                BbText {
                    required property int index

                    width: parent?.width ?? 0
                    text: card.note.setAside[index] ?? ""
                    color: Theme.text2
                    font.family: Theme.monoFamily
                    font.pixelSize: Theme.captionSize
                    wrapMode: Text.WrapAnywhere
                    elide: Text.ElideNone
                }
            }
            BbText {
                visible: card.note.setAside.length > card.named
                text: qsTr("and %1 older ones beside them").arg(card.note.setAside.length - card.named)
                color: Theme.text2
                font.pixelSize: Theme.captionSize
            }
        }
    }
}
