// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// The column titles of a board's table; pressing one sorts by it, up, down and back to the board's own order.
Item {
    id: header

    required property RowModel model
    required property list<real> columnWidths

    /// Where the first text column's heading ends; its right part is free for the pill of waiting rows.
    readonly property real pillEnd: {
        let end = 0;
        for (let column = 0; column < columnWidths.length; ++column) {
            end += columnWidths[column];
            if (header.model.headerData(column, Qt.Horizontal, RowModel.KindRole) === RowModel.Strong)
                return end;
        }
        return width / 2;
    }

    implicitHeight: 32

    Accessible.role: Accessible.Row
    Accessible.name: qsTr("Column headings")

    Row {
        Repeater {
            model: header.columnWidths.length

            T.AbstractButton {
                id: heading

                required property int index
                readonly property bool sorting: header.model.sortColumn === index
                readonly property int kind: header.model.headerData(index, Qt.Horizontal, RowModel.KindRole)
                readonly property bool rightAligned: kind === RowModel.Amount || kind === RowModel.Age
                readonly property bool last: index === header.columnWidths.length - 1

                width: header.columnWidths[index]
                height: header.height
                visible: width > 0
                hoverEnabled: true
                focusPolicy: Qt.TabFocus
                text: header.model.headerData(index, Qt.Horizontal, RowModel.DisplayRole)
                onClicked: header.model.sortBy(heading.index)

                Accessible.role: Accessible.ColumnHeader
                Accessible.name: !sorting ? text : header.model.sortOrder === Qt.AscendingOrder
                    ? qsTr("%1, sorted ascending").arg(text) : qsTr("%1, sorted descending").arg(text)
                Accessible.onPressAction: heading.clicked()
                Keys.onReturnPressed: heading.clicked()
                Keys.onEnterPressed: heading.clicked()

                contentItem: Item {
                    Row {
                        x: heading.rightAligned ? parent.width - width - (heading.last ? Theme.space16 : 0) : Theme.space12
                        height: parent.height
                        spacing: Theme.space4
                        layoutDirection: heading.rightAligned ? Qt.RightToLeft : Qt.LeftToRight

                        BbText {
                            height: parent.height
                            width: Math.min(implicitWidth, Math.max(0, heading.width - Theme.space12 - (heading.sorting ? 20 : 0)
                                - (heading.last ? Theme.space16 : 0)))
                            text: heading.text
                            color: heading.sorting || heading.hovered ? Theme.text : Theme.text2
                            font.pixelSize: Theme.captionSize
                            font.weight: Font.DemiBold
                            Accessible.ignored: true
                        }
                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            width: 14
                            height: 14
                            visible: heading.sorting
                            name: header.model.sortOrder === Qt.AscendingOrder ? "sort-ascending" : "sort-descending"
                            color: Theme.accent
                        }
                    }
                }

                FocusRing {
                    visible: heading.visualFocus
                    anchors.margins: 2
                    parentRadius: 0
                }
            }
        }
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.border
    }
}
