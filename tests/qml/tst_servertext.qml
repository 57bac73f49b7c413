// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Bellboard

/// What a server sends is shown letter by letter, also where it looks like our own placeholders.
Item {
    id: root

    readonly property string hostile: "%1 %2 %3 %L1"

    width: 600
    height: 600

    MessageRow {
        id: message

        width: parent.width
        author: root.hostile + "a"
        text: root.hostile + "t"
        timeText: "09:41"
        kind: "user"
        own: false
        sendState: ""
        stateText: ""
        reason: ""
        command: ""
        canDiscard: false
    }
    MessageRow {
        id: failedMessage

        y: 50
        width: parent.width
        author: "You"
        text: root.hostile + "t"
        timeText: "09:41"
        kind: "user"
        own: true
        sendState: "failed"
        stateText: "Not sent"
        reason: root.hostile + "r"
        command: "k"
        canDiscard: true
    }
    MessageRow {
        id: systemMessage

        y: 100
        width: parent.width
        author: root.hostile
        text: root.hostile + "t"
        timeText: "09:41"
        kind: "system"
        own: false
        sendState: ""
        stateText: ""
        reason: ""
        command: ""
        canDiscard: false
    }
    QuarantineRow {
        id: quarantined

        y: 200
        width: parent.width
        feed: root.hostile + "f"
        timeText: "09:41"
        reason: root.hostile + "r"
        preview: root.hostile + "p"
        size: "12 bytes"
    }
    FeedCard {
        id: feed

        y: 300
        width: parent.width
        name: root.hostile + "n"
        url: "wss://feed.example"
        stateText: "Refused"
        stateSeverity: "high"
        explanation: root.hostile + "e"
        lastDataText: ""
        roundTripText: ""
        nextTryText: ""
        received: 0
        duplicates: 0
        quarantined: 0
        unmatched: 0
        gaps: 0
        repairs: 0
        canRetry: true
        needsToken: false
        streams: [root.hostile + "s"]
        streamFreshness: ["late"]
        streamTips: [root.hostile + "i"]
        history: [root.hostile + "h"]
    }

    TestCase {
        name: "ServerText"
        when: windowShown

        function shows(item: Item, text: string): bool {
            if (item.visible && item.text === text)
                return true;
            for (let child = 0; child < item.children.length; ++child) {
                if (shows(item.children[child], text))
                    return true;
            }
            return false;
        }

        function test_message() {
            compare(message.Accessible.name, root.hostile + "a, 09:41: " + root.hostile + "t");
            verify(shows(message, root.hostile + "a · 09:41"));
            verify(shows(message, root.hostile + "t"));
            verify(shows(systemMessage, root.hostile + "t · 09:41"));
            verify(shows(failedMessage, root.hostile + "r"));
        }

        function test_quarantined() {
            compare(quarantined.Accessible.name, root.hostile + "f, 09:41: " + root.hostile + "r");
            verify(shows(quarantined, root.hostile + "f · 09:41 · 12 bytes"));
            verify(shows(quarantined, root.hostile + "p"));
        }

        function test_feed() {
            compare(feed.Accessible.name, root.hostile + "n: Refused. " + root.hostile + "e");
            verify(shows(feed, root.hostile + "s"));
            verify(shows(feed, root.hostile + "h"));
        }
    }
}
