// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// The line below the header while a feed is not live; it says what the rail and the tray say.
MessageBar {
    id: banner

    required property Session session

    signal detailsRequested()

    objectName: "feedBanner"
    severity: session.banner.severity
    text: session.banner.text
    visible: session.banner.visible

    BbButton {
        kind: BbButton.Kind.Link
        visible: banner.session.banner.canRetry
        text: qsTr("Retry now")
        onClicked: banner.session.retryNow(banner.session.banner.feed)
    }
    BbButton {
        kind: BbButton.Kind.Link
        text: qsTr("Details")
        onClicked: banner.detailsRequested()
    }
}
