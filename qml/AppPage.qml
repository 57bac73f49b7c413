// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App

/// The base of every page: what the window around it needs to know, and what it asks of it.
FocusScope {
    required property Session session
    /// Room for list and detail side by side; without it the detail replaces the list.
    readonly property bool wide: width >= 750
    /// Room for a third column.
    readonly property bool veryWide: width >= 950
    /// What the page shows, where that is one board; its key figures and its age stand above the page.
    property Board shownBoard: null
    readonly property KpiModel kpis: shownBoard ? shownBoard.kpis : null
    /// How fresh what it shows is, by its board, else by all streams: a token, words, and sentences behind them.
    readonly property string freshness: shownBoard ? shownBoard.freshness : session.connections.freshness
    readonly property string freshnessText: shownBoard ? shownBoard.freshnessText : session.connections.freshnessText
    readonly property string freshnessTip: shownBoard ? shownBoard.freshnessTip : session.connections.freshnessTip
    /// What may be missing of what it shows: words, sentences behind them, and the row in the inbox that tells it.
    readonly property string gapText: shownBoard ? shownBoard.gapText : ""
    readonly property string gapTip: shownBoard ? shownBoard.gapTip : ""
    readonly property string gapKey: shownBoard ? shownBoard.gapKey : ""
    property string searchHint
    property string searchText
    /// The parts that F6 goes through, in order.
    property list<Item> panes

    /// The window wants exactly this item shown.
    signal itemRequested(string key)
    /// The window's search box changed.
    signal searched(string text)
    /// Something shall be told to the person in a line at the bottom.
    signal noticed(string severity, string text)
    /// The acknowledge key was pressed, wherever the focus is.
    signal acknowledgeRequested()
    /// The snooze key was pressed, wherever the focus is.
    signal snoozeRequested()
    /// The move keys were pressed, wherever the focus is; `rows` is +1 or -1.
    signal moveRequested(int rows)
}
