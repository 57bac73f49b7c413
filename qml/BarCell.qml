// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// A cell with a progress bar and its words.
ProgressCell {
    id: cell

    readonly property CellLoader content: parent as CellLoader

    value: content?.value ?? -1
    text: content?.text ?? ""
    barColor: content && Theme.isLoud(content.severity) ? Theme.ink(content.severity) : Theme.accent
}
