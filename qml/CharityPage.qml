// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App

/// Help requests, donations and volunteer shifts.
TabbedPage {
    models: [session.charity.help, session.charity.donations, session.charity.shifts]
    labels: [qsTr("Help requests"), qsTr("Donations"), qsTr("Volunteer shifts")]
    kpis: session.charity.kpis
    title: labels[currentTab]
    searchHint: [qsTr("Search help requests"), qsTr("Search donations"), qsTr("Search shifts")][currentTab]
    emptyIcon: "charity"
    emptyTitle: [qsTr("Nobody is waiting for help"), qsTr("No donations yet"), qsTr("No shifts yet")][currentTab]
    emptyExplanation: qsTr("They appear here as their feed reports them. Connections shows whether it is live.")
}
