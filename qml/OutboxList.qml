// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App

/// What was asked of backends: first what waits for an answer, then what is over.
ListCard {
    id: list

    required property Session session

    title: qsTr("Outbox")
    number: session.outbox.waiting
    emptyTitle: qsTr("Nothing was asked yet")
    emptyText: qsTr("What you ask of a backend is kept here until it answers, also across restarts.")
    model: session.outbox

    delegate: OutboxRow {
        width: ListView.view.width
        onCancelRequested: list.session.cancelCommand(key)
    }
}
