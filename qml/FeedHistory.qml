// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// What last happened to the connection of a feed and why, newest first.
Column {
    id: history

    /// A line each; the words are the server's in part.
    required property string text

    spacing: Theme.space4

    BbText {
        width: parent.width
        text: qsTr("What happened")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    BbText {
        width: parent.width
        text: history.text
        color: Theme.text2
        font.pixelSize: Theme.captionSize
        lineHeight: 1.25
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        elide: Text.ElideNone
    }
}
