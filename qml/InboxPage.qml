// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import Bellboard.App

/// What needs attention, over all feeds and areas.
BoardPage {
    model: session.inbox.alerts
    shownBoard: session.inbox as Board
    title: qsTr("Inbox")
    searchHint: qsTr("Search alerts")
    canAcknowledge: true
    emptyTitle: session.connectionSeverity === "ok" ? qsTr("Nothing needs attention") : qsTr("No alerts are known")
    emptyExplanation: qsTr("Alerts of all feeds appear here the moment they come. Connections shows whether every feed is live.")
}
