// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bellboard.Controls

/// One feed: its state in words, what helps, how old its data is, and what went through it.
Card {
    id: card

    required property string name
    required property string url
    required property string stateText
    required property string stateSeverity
    required property string explanation
    required property string lastDataText
    required property string roundTripText
    required property string nextTryText
    required property real received
    required property real duplicates
    required property real quarantined
    required property real unmatched
    required property real gaps
    required property real repairs
    required property bool canRetry
    required property bool needsToken
    required property list<string> streams
    required property list<string> streamFreshness
    required property list<string> streamTips
    required property list<string> history

    signal retryRequested()
    signal tokenRequested()

    implicitHeight: content.implicitHeight + 2 * Theme.space16

    Accessible.role: Accessible.ListItem
    Accessible.name: name + ": " + stateText + ". " + explanation

    ColumnLayout {
        id: content

        x: Theme.space16
        y: Theme.space16
        width: parent.width - 2 * Theme.space16
        spacing: Theme.space12

        RowLayout {
            spacing: Theme.space12

            Column {
                Layout.fillWidth: true
                spacing: 2

                BbText {
                    width: parent.width
                    text: card.name
                    font.pixelSize: Theme.subtitleSize
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                BbText {
                    width: parent.width
                    text: card.url
                    color: Theme.text2
                    font.family: Theme.monoFamily
                    font.pixelSize: Theme.captionSize
                    elide: Text.ElideMiddle
                }
            }
            SeverityBadge {
                Layout.alignment: Qt.AlignTop
                severity: card.stateSeverity
                text: card.stateText
            }
        }
        Rectangle {
            Layout.fillWidth: true
            visible: card.explanation.length > 0
            implicitHeight: why.implicitHeight + 2 * Theme.space8
            radius: Theme.radiusControl
            color: Theme.tint(card.stateSeverity)

            BbText {
                id: why

                x: Theme.space12
                y: Theme.space8
                width: parent.width - 2 * Theme.space12
                text: card.explanation
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                elide: Text.ElideNone
            }
        }
        FeedCounts {
            Layout.fillWidth: true
            lastDataText: card.lastDataText
            roundTripText: card.roundTripText
            received: card.received
            duplicates: card.duplicates
            quarantined: card.quarantined
            unmatched: card.unmatched
            gaps: card.gaps
            repairs: card.repairs
        }
        FeedStreams {
            Layout.fillWidth: true
            visible: lines.length > 0
            lines: card.streams
            freshness: card.streamFreshness
            tips: card.streamTips
        }
        FeedHistory {
            Layout.fillWidth: true
            visible: lines.length > 0
            lines: card.history
        }
        RowLayout {
            spacing: Theme.space8

            BbButton {
                kind: card.canRetry && !card.needsToken ? BbButton.Kind.Primary : BbButton.Kind.Secondary
                iconName: "retry"
                text: qsTr("Retry now")
                enabled: card.canRetry
                onClicked: card.retryRequested()
            }
            BbButton {
                kind: card.needsToken ? BbButton.Kind.Primary : BbButton.Kind.Secondary
                iconName: "key"
                text: card.needsToken ? qsTr("Enter the token…") : qsTr("Token…")
                onClicked: card.tokenRequested()
            }
            BbText {
                Layout.fillWidth: true
                text: card.nextTryText
                color: Theme.text2
                font.family: Theme.figuresFamily
            }
        }
    }
}
