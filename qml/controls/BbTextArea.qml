// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtQuick.Templates as T

/// Several lines of text input, as they are: nothing is cut off or taken for markup.
FocusScope {
    id: area

    property alias text: edit.text
    property string name

    implicitWidth: 240
    implicitHeight: 160

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: Theme.surface
        border.width: edit.activeFocus ? 2 : 1
        border.color: edit.activeFocus ? Theme.focus : Theme.borderStrong
    }
    Flickable {
        id: scroller

        function show(y: real, height: real): void {
            contentY = Math.max(Math.min(contentY, y), y + height - scroller.height);
        }

        anchors.fill: parent
        anchors.margins: Theme.space8
        clip: true
        contentWidth: width
        contentHeight: edit.implicitHeight
        boundsBehavior: Flickable.StopAtBounds

        T.ScrollBar.vertical: BbScrollBar { }

        TextEdit {
            id: edit

            width: scroller.width - Theme.space12
            height: Math.max(implicitHeight, scroller.height)
            focus: true
            activeFocusOnTab: true
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.WrapAtWordBoundaryOrAnywhere
            font.pixelSize: Theme.bodySize
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentText
            selectByMouse: true
            onCursorRectangleChanged: scroller.show(cursorRectangle.y, cursorRectangle.height)

            Accessible.role: Accessible.EditableText
            Accessible.multiLine: true
            Accessible.name: area.name

            Keys.onTabPressed: event => {
                event.accepted = true;
                edit.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
            }
        }
    }
}
