// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bellboard.App
import Bellboard.Controls

/// Everything about the chosen row, and what can be done with it.
FocusScope {
    id: pane

    required property RowModel model
    /// True where the pane replaces the list and needs a way back.
    property bool showBack: false
    readonly property boardDetail detail: model.detail

    signal backRequested()
    signal actionRequested(string actionId, string key)

    Accessible.role: Accessible.Pane
    Accessible.name: detail.valid ? qsTr("Details: %1").arg(detail.title) : qsTr("Details")

    Card {
        anchors.fill: parent
        border.color: pane.activeFocus ? Theme.borderStrong : Theme.border
    }
    EmptyState {
        anchors.centerIn: parent
        width: Math.min(300, parent.width - 2 * Theme.space24)
        visible: !pane.detail.valid
        title: qsTr("Nothing selected")
        explanation: qsTr("Choose a row to see everything about it. J and K move through the list.")
    }
    Flickable {
        anchors.fill: parent
        anchors.margins: 1
        visible: pane.detail.valid
        clip: true
        focus: true
        contentHeight: content.implicitHeight + 2 * Theme.space16
        boundsBehavior: Flickable.StopAtBounds

        T.ScrollBar.vertical: BbScrollBar { }
        Keys.onDownPressed: contentY = Math.min(contentY + Theme.rowHeight, Math.max(0, contentHeight - height))
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.rowHeight)

        ColumnLayout {
            id: content

            x: Theme.space16
            y: Theme.space16
            width: parent.width - 2 * Theme.space16
            spacing: Theme.space12

            RowLayout {
                spacing: Theme.space8

                IconButton {
                    visible: pane.showBack
                    iconName: "back"
                    text: qsTr("Back to the list")
                    onClicked: pane.backRequested()
                }
                SeverityBadge {
                    Layout.maximumWidth: content.width - (pane.showBack ? Theme.controlHeight + Theme.space8 : 0)
                    severity: pane.detail.severity
                    text: pane.detail.badge
                    visible: text.length > 0
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.space4

                BbText {
                    Layout.fillWidth: true
                    text: pane.detail.title
                    font.pixelSize: Theme.titleSize
                    font.weight: Font.DemiBold
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    elide: Text.ElideNone
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                BbText {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: pane.detail.subtitle
                    color: Theme.text2
                    font.pixelSize: Theme.captionSize
                    wrapMode: Text.Wrap
                }
            }
            DetailActions {
                Layout.fillWidth: true
                visible: pane.detail.actions.length > 0
                detail: pane.detail
                onActionRequested: actionId => pane.actionRequested(actionId, pane.detail.key)
            }
            Rectangle {
                Layout.fillWidth: true
                visible: pane.detail.text.length > 0
                implicitHeight: body.implicitHeight + 2 * Theme.space12
                radius: Theme.radiusControl
                color: Theme.tint("info")

                BbText {
                    id: body

                    x: Theme.space12
                    y: Theme.space12
                    width: parent.width - 2 * Theme.space12
                    text: pane.detail.text
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    elide: Text.ElideNone
                }
            }
            FieldList {
                Layout.fillWidth: true
                visible: pane.detail.fields.length > 0
                detail: pane.detail
            }
            Timeline {
                Layout.fillWidth: true
                Layout.topMargin: Theme.space4
                visible: pane.detail.timeline.length > 0
                detail: pane.detail
            }
        }
    }
}
