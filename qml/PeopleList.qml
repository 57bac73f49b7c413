// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// Who can be reached: a shape and a word for each.
FocusScope {
    id: people

    required property PresenceModel model

    function severityOf(status: string): string {
        return status === "online" ? "ok" : status === "away" ? "info" : "stale";
    }

    function iconOf(status: string): string {
        return status === "offline" ? "presence-offline" : "severity-" + severityOf(status);
    }

    Card {
        anchors.fill: parent
        border.color: people.activeFocus ? Theme.borderStrong : Theme.border
    }
    BbText {
        id: heading

        x: Theme.space16
        width: parent.width - 2 * Theme.space16
        height: 56
        text: people.model.count > 0 && people.model.unknown === people.model.count ? qsTr("People · not known just now")
            : qsTr("People · %1 online").arg(people.model.online)
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    ListView {
        y: heading.height
        x: 1
        width: parent.width - 2
        height: parent.height - y - 1
        clip: true
        focus: true
        model: people.model
        boundsBehavior: Flickable.StopAtBounds

        Accessible.role: Accessible.List
        Accessible.name: qsTr("People")

        T.ScrollBar.vertical: BbScrollBar { }

        delegate: Item {
            id: person

            required property string name
            required property string status
            required property string statusText

            width: ListView.view.width
            height: 32

            Accessible.role: Accessible.ListItem
            Accessible.name: name + ", " + statusText

            Icon {
                x: Theme.space16
                anchors.verticalCenter: parent.verticalCenter
                width: 12
                height: 12
                name: people.iconOf(person.status)
                color: person.status === "offline" ? Theme.text2 : Theme.ink(people.severityOf(person.status))
            }
            BbText {
                x: 36
                width: person.width - x - state.width - Theme.space16 - Theme.space8
                height: parent.height
                text: person.name
                color: person.status === "offline" || person.status === "unknown" ? Theme.text2 : Theme.text
                Accessible.ignored: true
            }
            BbText {
                id: state

                x: person.width - width - Theme.space16
                height: parent.height
                text: person.statusText
                color: Theme.text2
                font.pixelSize: Theme.captionSize
                Accessible.ignored: true
            }
        }
    }
}
