// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick

/// The keys that work anywhere in the window. Single letters rest while somebody types.
Item {
    id: keys

    required property bool typing

    signal pageRequested(int index)
    signal searchRequested()
    signal helpRequested()
    signal acknowledgeRequested()
    signal snoozeRequested()
    signal moveRequested(int rows)
    signal paneRequested(int step)

    Repeater {
        model: 7

        Item {
            id: entry

            required property int index

            Shortcut {
                sequence: "Ctrl+" + (entry.index + 1)
                onActivated: keys.pageRequested(entry.index)
            }
        }
    }
    Shortcut {
        sequence: "Ctrl+K"
        onActivated: keys.searchRequested()
    }
    Shortcut {
        sequence: "/"
        enabled: !keys.typing
        onActivated: keys.searchRequested()
    }
    Shortcut {
        sequence: "?"
        enabled: !keys.typing
        onActivated: keys.helpRequested()
    }
    Shortcut {
        sequence: "A"
        enabled: !keys.typing
        onActivated: keys.acknowledgeRequested()
    }
    Shortcut {
        sequence: "S"
        enabled: !keys.typing
        onActivated: keys.snoozeRequested()
    }
    Shortcut {
        sequence: "J"
        enabled: !keys.typing
        onActivated: keys.moveRequested(1)
    }
    Shortcut {
        sequence: "K"
        enabled: !keys.typing
        onActivated: keys.moveRequested(-1)
    }
    Shortcut {
        sequence: "F6"
        onActivated: keys.paneRequested(1)
    }
    Shortcut {
        sequence: "Shift+F6"
        onActivated: keys.paneRequested(-1)
    }
}
