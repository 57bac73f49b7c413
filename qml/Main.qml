// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// The window: rail, header, banner, key figures, and the page that is shown.
T.ApplicationWindow {
    id: window

    required property Session session
    property string page: "inbox"
    readonly property list<string> pages: ["inbox", "payments", "reconciliation", "charity", "review", "chat", "connections"]
    /// Room for the names in the rail; below it shows icons only.
    readonly property bool roomy: width >= 1200
    readonly property int gutter: roomy ? Theme.space24 : Theme.space16

    function showPage(target: string): void {
        if (!pages.includes(target))
            return;
        page = target;
        loader.forceActiveFocus(Qt.OtherFocusReason);
    }

    /// Shows exactly this item: the row of a board, a conversation, or a feed by its name.
    function openItem(target: string, key: string): void {
        showPage(target);
        if (loader.current && key.length > 0)
            loader.current.itemRequested(key);
    }

    function focusPane(step: int): void {
        const panes = [rail, ...loader.current.panes].filter(pane => pane.visible);
        const at = panes.findIndex(pane => pane.activeFocus);
        panes[(at + step + panes.length) % panes.length].forceActiveFocus(Qt.TabFocusReason);
    }

    objectName: "mainWindow"
    title: names.titleOf(page) + " · " + Application.displayName
    width: 1440
    height: 900
    minimumWidth: 720
    minimumHeight: 480
    color: Theme.bg

    Component.onCompleted: loader.forceActiveFocus(Qt.OtherFocusReason)

    Binding { target: Theme; property: "mode"; value: window.session.settings.theme }
    Binding { target: Theme; property: "systemDark"; value: window.session.systemDark }
    Binding { target: Theme; property: "reducedMotion"; value: window.session.settings.reducedMotion }

    Connections {
        target: window.session

        function onItemRequested(page: string, key: string): void {
            window.openItem(page, key);
        }

        function onCommandRefused(what: string, reason: string): void {
            notice.show("high", what + " " + reason);
        }
        function onCommandWaits(what: string): void {
            notice.show("info", qsTr("Kept until it can be sent, see Connections:") + " " + what);
        }
    }
    PageNames {
        id: names
    }
    WindowKeys {
        typing: window.activeFocusItem instanceof TextInput || window.activeFocusItem instanceof TextEdit
        onPageRequested: index => window.showPage(window.pages[index])
        onSearchRequested: header.focusSearch()
        onHelpRequested: help.open()
        onAcknowledgeRequested: loader.current.acknowledgeRequested()
        onSnoozeRequested: loader.current.snoozeRequested()
        onMoveRequested: rows => loader.current.moveRequested(rows)
        onPaneRequested: step => window.focusPane(step)
    }
    Rail {
        id: rail

        height: parent.height
        width: implicitWidth
        session: window.session
        pages: window.pages
        page: window.page
        canExpand: window.roomy
        collapsed: !window.roomy || window.session.settings.railCollapsed
        onPageRequested: page => window.showPage(page)
    }
    Item {
        id: main

        x: rail.width + window.gutter
        width: parent.width - x - window.gutter
        height: parent.height - Theme.space16

        PageHeader {
            id: header

            width: parent.width
            height: 56
            session: window.session
            title: names.titleOf(window.page)
            freshness: loader.current?.freshness ?? "unknown"
            freshnessText: loader.current?.freshnessText ?? ""
            freshnessTip: loader.current?.freshnessTip ?? ""
            gapText: loader.current?.gapText ?? ""
            gapTip: loader.current?.gapTip ?? ""
            wide: window.roomy
            searchHint: loader.current?.searchHint ?? ""
            searchText: loader.current?.searchText ?? ""
            onSearched: text => loader.current?.searched(text)
            onGapRequested: window.openItem("inbox", loader.current?.gapKey ?? "")
            onSearchLeft: loader.forceActiveFocus(Qt.OtherFocusReason)
        }
        FeedBanner {
            id: banner

            y: header.height
            width: parent.width
            session: window.session
            onDetailsRequested: window.openItem("connections", window.session.banner.feed)
        }
        KpiStrip {
            id: strip

            y: banner.visible ? banner.y + banner.height + Theme.space12 : header.height
            width: parent.width
            visible: loader.current !== null && loader.current.kpis !== null
            model: loader.current?.kpis ?? window.session.inbox.kpis
        }
        PageLoader {
            id: loader

            y: strip.visible ? strip.y + strip.height + Theme.space12 : strip.y
            width: parent.width
            height: parent.height - y
            focus: true
            session: window.session
            page: window.page

            Connections {
                target: loader.current

                function onNoticed(severity: string, text: string): void {
                    notice.show(severity, text);
                }
            }
        }
        Notice {
            id: notice

            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space8
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(720, parent.width - 2 * Theme.space24)
        }
    }
    ShortcutHelp {
        id: help
    }
}
