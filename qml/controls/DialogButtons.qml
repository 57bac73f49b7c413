// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// The buttons at the lower right of a dialog.
Row {
    id: buttons

    property string acceptText: qsTr("OK")
    property bool acceptEnabled: true
    property string rejectText: qsTr("Cancel")

    signal accepted()
    signal rejected()

    spacing: Theme.space8
    layoutDirection: Qt.RightToLeft

    BbButton {
        objectName: "dialogAccept"
        kind: BbButton.Kind.Primary
        text: buttons.acceptText
        enabled: buttons.acceptEnabled
        visible: text.length > 0
        onClicked: buttons.accepted()
    }
    BbButton {
        objectName: "dialogReject"
        text: buttons.rejectText
        onClicked: buttons.rejected()
    }
}
