// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// Loads the drawing of a cell that is more than text, and hands it what to draw.
Loader {
    required property string text
    required property string severity
    required property real value
    required property bool dimmed
    required property bool isBadge

    source: isBadge ? Qt.resolvedUrl("BadgeCell.qml") : Qt.resolvedUrl("BarCell.qml")
}
