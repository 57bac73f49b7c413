// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// The line to write a note about the thing that is shown.
Composer {
    /// Names the thing: what was begun about one must not end up at another.
    required property string key

    objectName: "noteField"
    placeholderText: qsTr("Write a note")
    sendText: qsTr("Add note")
    sendIcon: ""
    quiet: true
    onKeyChanged: clear()
}
