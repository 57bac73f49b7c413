// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// Every feed with the state of its connection in words, what was asked of backends, and the messages that could not be read.
AppPage {
    id: page

    readonly property real half: wide ? Math.round((width - Theme.space12) * 0.6) : width

    panes: [feeds, outbox, quarantine]

    onItemRequested: key => feeds.show(key)

    FeedList {
        id: feeds

        width: page.half
        height: page.wide ? parent.height : Math.round((parent.height - Theme.space12) * 0.62)
        focus: true
        session: page.session
        onTokenRequested: feed => tokens.ask(feed)
    }
    Item {
        id: side

        x: page.wide ? page.half + Theme.space12 : 0
        y: page.wide ? 0 : feeds.height + Theme.space12
        width: page.width - x
        height: page.height - y

        // Below the feeds there is room for one beside the other, at their side for one above the other.
        OutboxList {
            id: outbox

            width: page.wide ? parent.width : Math.round((parent.width - Theme.space12) / 2)
            height: page.wide ? Math.round((parent.height - Theme.space12) / 2) : parent.height
            session: page.session
        }
        QuarantineList {
            id: quarantine

            x: page.wide ? 0 : outbox.width + Theme.space12
            y: page.wide ? outbox.height + Theme.space12 : 0
            width: parent.width - x
            height: parent.height - y
            quarantined: page.session.quarantine
        }
    }
    TokenDialog {
        id: tokens

        session: page.session
    }
    Connections {
        target: page.session

        function onTokenStored(feed: string, problem: string): void {
            if (problem.length > 0)
                page.noticed("high", qsTr("The token of %1 was not stored:").arg(feed) + " " + problem);
            else
                page.noticed("ok", qsTr("The keychain took the change for %1.").arg(feed));
        }
    }
}
