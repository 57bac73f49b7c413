// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App

/// The newest messages that could not be read: why, when, and how they begin.
ListCard {
    id: quarantine

    required property QuarantineModel quarantined

    title: qsTr("Unreadable messages")
    number: quarantined.count
    emptyTitle: qsTr("Every message could be read")
    emptyText: qsTr("A message that cannot be read is kept here with the reason; it never stops its feed.")
    model: quarantined

    delegate: QuarantineRow {
        width: ListView.view.width
    }
}
