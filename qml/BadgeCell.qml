// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// A cell with a severity badge.
Item {
    id: cell

    readonly property CellLoader content: parent as CellLoader

    SeverityBadge {
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, cell.width)
        severity: cell.content?.severity ?? ""
        text: cell.content?.text ?? ""
    }
}
