// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// The rail's lower end: how the connections are, the theme, and the rail's own width.
Column {
    id: foot

    required property Session session
    required property bool collapsed
    required property bool canExpand

    signal connectionsRequested()

    readonly property string themeText: session.settings.theme === "light" ? qsTr("Theme: light")
        : session.settings.theme === "dark" ? qsTr("Theme: dark") : qsTr("Theme: as the system")

    function nextTheme(): void {
        const theme = session.settings.theme;
        session.settings.theme = theme === "system" ? "light" : theme === "light" ? "dark" : "system";
    }

    spacing: Theme.space4

    T.AbstractButton {
        id: summary

        width: parent.width
        height: foot.collapsed ? 36 : Math.max(36, words.implicitHeight + Theme.space12)
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        text: foot.session.connectionSummary
        onClicked: foot.connectionsRequested()

        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Connections: %1").arg(text)
        Accessible.onPressAction: summary.clicked()
        Keys.onReturnPressed: summary.clicked()

        background: Rectangle {
            radius: Theme.radiusControl
            color: summary.hovered ? Theme.railSelected : "transparent"
        }

        Icon {
            x: foot.collapsed ? Math.round((summary.width - width) / 2) : Theme.space8
            anchors.verticalCenter: parent.verticalCenter
            width: 14
            height: 14
            name: "severity-" + Theme.known(foot.session.connectionSeverity)
            color: Theme.railFill(foot.session.connectionSeverity)
        }
        BbText {
            id: words

            x: 30
            width: summary.width - x - Theme.space4
            height: parent.height
            visible: !foot.collapsed
            text: summary.text
            color: Theme.railText
            font.pixelSize: Theme.captionSize
            wrapMode: Text.Wrap
            maximumLineCount: 3
            Accessible.ignored: true
        }
        FocusRing {
            visible: summary.visualFocus
            anchors.margins: -2
            border.color: Theme.focusOnRail
        }
        BbToolTip {
            x: foot.width + Theme.space8
            y: 8
            text: summary.text
            visible: foot.collapsed && (summary.hovered || summary.visualFocus)
        }
    }
    Grid {
        columns: foot.collapsed ? 1 : 2
        anchors.horizontalCenter: foot.collapsed ? parent.horizontalCenter : undefined

        IconButton {
            iconName: "theme-" + foot.session.settings.theme
            text: foot.themeText
            ink: Theme.railMuted
            hoverFill: Theme.railSelected
            ringColor: Theme.focusOnRail
            onClicked: foot.nextTheme()
        }
        IconButton {
            visible: foot.canExpand
            iconName: "menu"
            text: foot.collapsed ? qsTr("Show the names of the pages") : qsTr("Show icons only")
            ink: Theme.railMuted
            hoverFill: Theme.railSelected
            ringColor: Theme.focusOnRail
            onClicked: foot.session.settings.railCollapsed = !foot.session.settings.railCollapsed
        }
    }
}
