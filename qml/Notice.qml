// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// A line over the lower edge of the window about something that just happened; it goes by itself, or with its cross.
MessageBar {
    id: notice

    function show(noticeSeverity: string, words: string): void {
        severity = noticeSeverity;
        text = words;
        visible = true;
        timer.restart();
    }

    severity: "info"
    text: ""
    visible: false

    IconButton {
        width: 28
        height: 28
        iconSize: 14
        iconName: "close"
        text: qsTr("Close")
        onClicked: notice.visible = false
    }
    Timer {
        id: timer

        interval: 10000
        onTriggered: notice.visible = false
    }
}
