// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// Where the person is in the list, and the keys that work here.
Item {
    id: footer

    required property RowModel model
    property string hint
    readonly property string place: model.selectedRow >= 0
        ? qsTr("%L1 of %L2").arg(model.selectedRow + 1).arg(model.count) : qsTr("%L1 rows").arg(model.count)

    implicitHeight: 36

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.border
    }
    BbText {
        x: Theme.space12
        width: parent.width - 2 * Theme.space12
        height: parent.height
        text: footer.model.filter.length > 0 && footer.model.count < footer.model.total
            ? footer.place + " · " + qsTr("filtered from %L1").arg(footer.model.total) + " · " + footer.hint
            : footer.place + " · " + footer.hint
        color: Theme.text2
        font.pixelSize: Theme.captionSize
    }
}
