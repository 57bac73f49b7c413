// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App

/// Holds the one page that is shown; what a page must remember stands in the models.
FocusScope {
    id: holder

    required property Session session
    required property string page
    readonly property AppPage current: loader.item as AppPage

    // From files and not from inline components: a Loader of Qt 6.4 refuses bound components.
    function load(): void {
        loader.setSource(urlOf(page), { session: session, focus: true });
    }

    function urlOf(page: string): url {
        switch (page) {
        case "payments": return Qt.resolvedUrl("PaymentsPage.qml");
        case "reconciliation": return Qt.resolvedUrl("ReconciliationPage.qml");
        case "charity": return Qt.resolvedUrl("CharityPage.qml");
        case "review": return Qt.resolvedUrl("ReviewPage.qml");
        case "chat": return Qt.resolvedUrl("ChatPage.qml");
        case "connections": return Qt.resolvedUrl("ConnectionsPage.qml");
        default: return Qt.resolvedUrl("InboxPage.qml");
        }
    }

    onPageChanged: load()
    Component.onCompleted: load()

    Loader {
        id: loader

        anchors.fill: parent
        focus: true
    }
}
