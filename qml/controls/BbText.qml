// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// Text as it was sent: never rich text, so that nothing from a server is ever fetched or styled.
Text {
    textFormat: Text.PlainText
    color: Theme.text
    font.pixelSize: Theme.bodySize
    elide: Text.ElideRight
    // Set, so that a name in another script stays in its column; the direction inside the line follows the text.
    horizontalAlignment: Text.AlignLeft
    verticalAlignment: Text.AlignVCenter
}
