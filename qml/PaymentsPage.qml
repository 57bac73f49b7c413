// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import Bellboard.App

/// Every payment with the state it is in.
BoardPage {
    model: session.payments.payments
    shownBoard: session.payments as Board
    title: qsTr("Payments")
    searchHint: qsTr("Search payments")
    emptyIcon: "payments"
    emptyTitle: qsTr("No payments yet")
    emptyExplanation: qsTr("Payments appear here as their feed reports them. Connections shows whether it is live.")
}
