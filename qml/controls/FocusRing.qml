// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// The ring that shows where the keyboard is: 2 px with a 2 px gap around its parent.
Rectangle {
    property int parentRadius: Theme.radiusControl

    anchors.fill: parent
    anchors.margins: -4
    radius: parentRadius + 4
    color: "transparent"
    border.width: 2
    border.color: Theme.focus
}
