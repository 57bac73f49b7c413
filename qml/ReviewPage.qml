// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import Bellboard.App

/// Tasks that a person must decide.
BoardPage {
    model: session.review.tasks
    shownBoard: session.review as Board
    title: qsTr("Review queue")
    searchHint: qsTr("Search tasks")
    emptyIcon: "review"
    emptyTitle: qsTr("Nothing to review")
    emptyExplanation: qsTr("Tasks that need a person's decision appear here. Connections shows whether their feed is live.")
}
