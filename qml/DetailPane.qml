// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
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
    signal noteWritten(string text, string key)

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
        id: scroller

        function showEnd(): void {
            contentY = Math.max(0, contentHeight - height);
        }

        anchors.fill: parent
        anchors.margins: 1
        visible: pane.detail.valid
        clip: true
        focus: true
        contentHeight: content.height + 2 * Theme.space16
        boundsBehavior: Flickable.StopAtBounds

        T.ScrollBar.vertical: BbScrollBar { }
        // The line for notes is the last.
        onContentHeightChanged: {
            if (noteField.activeFocus)
                showEnd();
        }
        Keys.onDownPressed: contentY = Math.min(contentY + Theme.rowHeight, Math.max(0, contentHeight - height))
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.rowHeight)

        // Positioners, not layouts: wrapped texts that change several times a second must never overlap.
        Column {
            id: content

            x: Theme.space16
            y: Theme.space16
            width: parent.width - 2 * Theme.space16
            spacing: Theme.space12

            Row {
                spacing: Theme.space8

                IconButton {
                    visible: pane.showBack
                    iconName: "back"
                    text: qsTr("Back to the list")
                    onClicked: pane.backRequested()
                }
                SeverityBadge {
                    y: pane.showBack ? Math.round((Theme.controlHeight - height) / 2) : 0
                    width: Math.min(implicitWidth, content.width - (pane.showBack ? Theme.controlHeight + Theme.space8 : 0))
                    severity: pane.detail.severity
                    text: pane.detail.badge
                    visible: text.length > 0
                }
            }
            Column {
                width: parent.width
                spacing: Theme.space4

                BbText {
                    width: parent.width
                    text: pane.detail.title
                    font.pixelSize: Theme.titleSize
                    font.weight: Font.DemiBold
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    elide: Text.ElideNone
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                BbText {
                    width: parent.width
                    visible: text.length > 0
                    text: pane.detail.subtitle
                    color: Theme.text2
                    font.pixelSize: Theme.captionSize
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                }
            }
            DetailActions {
                width: parent.width
                visible: pane.detail.actions.length > 0
                detail: pane.detail
                onActionRequested: actionId => pane.actionRequested(actionId, pane.detail.key)
            }
            LostEdit {
                width: parent.width
                visible: pane.detail.editText.length > 0
                reason: pane.detail.editReason
                text: pane.detail.editText
            }
            Rectangle {
                width: parent.width
                height: body.height + 2 * Theme.space12
                visible: pane.detail.text.length > 0
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
                width: parent.width
                visible: pane.detail.fields.length > 0
                detail: pane.detail
            }
            Timeline {
                width: parent.width
                visible: pane.detail.timeline.length > 0
                detail: pane.detail
            }
            NoteField {
                id: noteField

                width: parent.width
                height: implicitHeight
                visible: pane.detail.takesNotes
                key: pane.detail.key
                onActiveFocusChanged: {
                    if (activeFocus)
                        scroller.showEnd();
                }
                onSent: text => pane.noteWritten(text, noteField.key)
            }
        }
    }
}
