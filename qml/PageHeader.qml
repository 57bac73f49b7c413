// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Layouts
import Bellboard.App
import Bellboard.Controls

/// The line above a page: its title, its search box, what may be missing of its data, and how old that is.
RowLayout {
    id: header

    required property Session session
    required property string title
    /// How fresh the page's data is: "live", "late", "stale" or "unknown".
    required property string freshness
    required property string freshnessText
    required property string freshnessTip
    /// What may be missing of it; empty when nothing is.
    property string gapText
    property string gapTip
    /// What the search box looks through; empty hides it.
    required property string searchHint
    required property string searchText
    property bool wide: true

    signal searched(string text)
    /// The person wants to know more of what may be missing.
    signal gapRequested()
    /// The person left the search box for the page.
    signal searchLeft()

    function focusSearch(): void {
        if (search.visible) {
            search.forceActiveFocus(Qt.ShortcutFocusReason);
            search.selectAll();
        }
    }

    implicitHeight: 56
    spacing: Theme.space24

    onSearchTextChanged: {
        if (search.text !== searchText)
            search.text = searchText;
    }

    BbText {
        text: header.title
        font.pixelSize: Theme.pageSize
        font.weight: Font.DemiBold
        elide: Text.ElideNone
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    SearchField {
        id: search

        Layout.fillWidth: true
        Layout.maximumWidth: 360
        visible: header.searchHint.length > 0
        placeholderText: header.wide ? qsTr("%1   (Ctrl+K)").arg(header.searchHint) : header.searchHint
        onTextChanged: header.searched(text)
        onAccepted: header.searchLeft()
        onDismissed: header.searchLeft()
        Keys.onDownPressed: header.searchLeft()
    }
    Item {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }
    GapMark {
        Layout.fillWidth: true
        Layout.minimumWidth: 80
        Layout.maximumWidth: implicitWidth
        visible: header.gapText.length > 0
        text: header.gapText
        tip: header.gapTip
        onClicked: header.gapRequested()
    }
    FreshnessMark {
        Layout.fillWidth: true
        Layout.minimumWidth: 80
        Layout.maximumWidth: Math.min(implicitWidth, 360)
        freshness: header.freshness
        text: header.freshnessText
        tip: header.freshnessTip
    }
    Row {
        spacing: Theme.space8
        visible: header.wide

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            width: 16
            height: 16
            name: "person"
            color: Theme.text2
        }
        BbText {
            width: Math.min(implicitWidth, 120)
            text: header.session.settings.userName
            color: Theme.text2
            font.pixelSize: Theme.captionSize
            Accessible.name: qsTr("You are %1").arg(text)
        }
    }
}
