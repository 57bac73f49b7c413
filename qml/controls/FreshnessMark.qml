// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// How far data can be trusted, as shape, words and colour.
Item {
    id: mark

    /// "live", "late", "stale" or "unknown".
    required property string freshness
    required property string text
    /// What is behind that, in sentences; may be empty.
    property string tip
    readonly property string severity: freshness === "live" ? "ok" : freshness === "late" ? "warning" : "stale"

    implicitWidth: words.x + Math.ceil(words.implicitWidth)
    implicitHeight: Theme.captionLine

    Accessible.role: Accessible.StaticText
    Accessible.name: tip.length > 0 ? text + ". " + tip : text

    Icon {
        width: 12
        height: parent.height
        name: mark.freshness === "late" ? "freshness-late" : "severity-" + mark.severity
        color: Theme.ink(mark.severity)
    }
    BbText {
        id: words

        x: 12 + Theme.space4
        width: Math.min(implicitWidth, mark.width - x)
        height: parent.height
        text: mark.text
        // What is as it should be is told quietly.
        color: mark.freshness === "live" ? Theme.text2 : Theme.ink(mark.severity)
        font.pixelSize: Theme.captionSize
        font.family: Theme.figuresFamily
        Accessible.ignored: true
    }
    HoverHandler {
        id: hover
    }
    BbToolTip {
        text: mark.tip
        visible: hover.hovered && mark.tip.length > 0
        y: mark.height + Theme.space4
    }
}
