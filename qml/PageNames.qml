// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQml

/// What the pages are called, and their icons.
QtObject {
    function titleOf(page: string): string {
        switch (page) {
        case "payments": return qsTr("Payments");
        case "reconciliation": return qsTr("Reconciliation");
        case "charity": return qsTr("Charity & help");
        case "review": return qsTr("Review queue");
        case "chat": return qsTr("Live chat");
        case "connections": return qsTr("Connections");
        default: return qsTr("Inbox");
        }
    }

    function iconOf(page: string): string {
        return page;
    }
}
