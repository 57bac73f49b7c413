// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.Controls

/// The streams of a feed, each with how fresh its data is.
Column {
    id: streams

    /// A line each; the names are the server's.
    required property list<string> lines
    /// "live", "late", "stale" or "unknown" of each.
    required property list<string> freshness
    /// What is behind that, in sentences.
    required property list<string> tips

    spacing: Theme.space4

    Repeater {
        model: streams.lines.length

        FreshnessMark {
            required property int index

            width: Math.min(implicitWidth, streams.width)
            freshness: streams.freshness[index] ?? "unknown"
            text: streams.lines[index] ?? ""
            tip: streams.tips[index] ?? ""
        }
    }
}
