// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Bellboard.Controls

Item {
    id: root

    readonly property string hostile: "<img src=\"http://127.0.0.1:1/x\"><b>bold</b>"

    width: 600
    height: 400

    BbButton {
        id: button

        text: root.hostile
        iconName: "acknowledge"
    }
    IconButton {
        id: iconButton

        y: 50
        iconName: "retry"
        text: root.hostile
    }
    SearchField {
        id: search

        y: 100
    }
    SeverityBadge {
        id: critical

        y: 150
        severity: "critical"
        text: root.hostile
    }
    SeverityBadge {
        id: info

        y: 175
        severity: "info"
        text: "Info"
    }
    SegmentedTabs {
        id: tabs

        y: 200
        labels: ["One", "Two", "Three"]
        counts: [1, 2, 3]
        onActivated: index => currentIndex = index
    }
    KpiCard {
        id: card

        y: 240
        label: root.hostile
        value: "7"
        delta: "+5 vs 1 h"
        deltaTone: "bad"
        severity: "critical"
        samples: [1, 2, 3]
        ageText: ""
        freshness: "live"
    }
    FreshnessMark {
        id: mark

        freshness: "live"
        text: "Live · newest 2 s ago"
    }
    GapMark {
        id: gap

        y: 420
        text: root.hostile
        tip: "north · payments"
    }
    SignalSpy {
        id: gapClicks

        target: gap
        signalName: "clicked"
    }
    MessageBar {
        id: bar

        y: 340
        width: 600
        severity: "warning"
        text: root.hostile
    }
    CountBadge {
        id: count

        x: 300
        severity: "high"
        count: 0
    }

    component Spy: SignalSpy { }

    Spy {
        id: clicks

        target: button
        signalName: "clicked"
    }
    Spy {
        id: dismissals

        target: search
        signalName: "dismissed"
    }

    /// Every Text below `item`, however deep.
    function textsBelow(item) {
        let found = item instanceof Text ? [item] : [];
        for (let i = 0; i < item.children.length; ++i)
            found = found.concat(textsBelow(item.children[i]));
        return found;
    }

    /// The names of every visible Icon below `item`.
    function iconsBelow(item) {
        let found = item instanceof Icon && item.visible ? [item.name] : [];
        for (let i = 0; i < item.children.length; ++i)
            found = found.concat(iconsBelow(item.children[i]));
        return found;
    }

    TestCase {
        name: "Controls"
        when: windowShown

        function init() {
            failOnWarning(/.?/);
            Theme.mode = "light";
            clicks.clear();
            dismissals.clear();
            search.clear();
        }

        function test_textFromServersStaysPlain() {
            const texts = root.textsBelow(root);
            verify(texts.length > 8, texts.length);
            for (const text of texts)
                compare(text.textFormat, Text.PlainText, text.text);
            verify(texts.filter(text => text.text === root.hostile).length >= 4);
        }

        function test_buttonsAnswerKeyboardAndMouse() {
            button.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Space);
            mouseClick(button);
            compare(clicks.count, 3);
            button.enabled = false;
            mouseClick(button);
            compare(clicks.count, 3);
            button.enabled = true;
        }

        function test_escapeEmptiesTheSearchAndThenLeaves() {
            search.forceActiveFocus();
            keyClick(Qt.Key_X);
            compare(search.text, "x");
            keyClick(Qt.Key_Escape);
            compare(search.text, "");
            compare(dismissals.count, 0);
            keyClick(Qt.Key_Escape);
            compare(dismissals.count, 1);
        }

        function test_onlyWhatNeedsSomebodyIsSolid() {
            compare(critical.color, Theme.fill("critical"));
            compare(info.color, Theme.tint("info"));
            Theme.mode = "dark";
            compare(info.color, Theme.tint("info"));
            compare(String(Theme.tint("info")), "#1a2a40");
        }

        function test_themeFollowsModeAndSystem() {
            Theme.mode = "system";
            Theme.systemDark = true;
            verify(Theme.dark);
            Theme.systemDark = false;
            verify(!Theme.dark);
            Theme.mode = "dark";
            compare(String(Theme.bg), "#0f151c");
            compare(String(Theme.accentText), "#0b1118");
        }

        function test_railFillsAreTheSameInBothThemes() {
            const light = String(Theme.railFill("critical"));
            Theme.mode = "dark";
            compare(String(Theme.railFill("critical")), light);
        }

        function test_anUnknownSeverityCountsAsInfo() {
            compare(Theme.fill("nonsense"), Theme.fill("info"));
            compare(Theme.known(""), "info");
        }

        function test_motionStopsWhenAsked() {
            verify(Theme.motionIn > 0);
            Theme.reducedMotion = true;
            compare(Theme.motionIn, 0);
            compare(Theme.motionOut, 0);
            Theme.reducedMotion = false;
        }

        function test_tabsMoveByArrows() {
            mouseClick(tabs, 10, 10);
            compare(tabs.currentIndex, 0);
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Right);
            compare(tabs.currentIndex, 2);
            keyClick(Qt.Key_Left);
            compare(tabs.currentIndex, 1);
        }

        function test_everyControlIsNamed() {
            compare(button.Accessible.name, root.hostile);
            compare(button.Accessible.role, Accessible.Button);
            compare(iconButton.Accessible.name, root.hostile);
            compare(critical.Accessible.name, root.hostile);
            verify(card.Accessible.name.includes("+5 vs 1 h"));
            card.ageText = "2 min old";
            verify(card.Accessible.name.includes("2 min old"));
            card.ageText = "";
        }

        /// What is late keeps its figure and its colour, and says so; what is stale is greyed as well.
        function test_theAgeIsDrawnOnTheFigure_data() {
            return [
                { tag: "live", age: "", icon: "", grey: false },
                { tag: "late", age: "late, 12 s old", icon: "freshness-late", grey: false },
                { tag: "stale", age: "stale, 3 min old", icon: "severity-stale", grey: true },
                { tag: "unknown", age: "no data yet", icon: "severity-stale", grey: true },
            ];
        }
        function test_theAgeIsDrawnOnTheFigure(data: var): void {
            card.freshness = data.tag;
            card.ageText = data.age;
            const texts = root.textsBelow(card).filter(text => text.visible);
            const value = texts.find(text => text.text === card.value);
            compare(value.color, data.grey ? Theme.text2 : Theme.text);
            compare(texts.some(text => text.text === data.age), data.age.length > 0);
            compare(texts.some(text => text.text === card.delta), data.age.length === 0);
            compare(root.iconsBelow(card), data.icon.length > 0 ? [data.icon] : []);
            card.freshness = "live";
            card.ageText = "";
        }

        /// Where there is no room for both, the age is told whole, and the course is not drawn.
        function test_theAgeComesBeforeTheCourse() {
            card.samples = [1, 2, 3, 4, 5];
            card.width = 180;
            const lines = () => Array.from(card.children).filter(child => child instanceof Sparkline && child.visible);
            compare(lines().length, 1);
            card.freshness = "stale";
            card.ageText = "stale, 20 min old";
            compare(lines().length, 0);
            const age = root.textsBelow(card).find(text => text.text === card.ageText);
            verify(age.visible);
            verify(!age.truncated);
            card.ageText = "";
            card.freshness = "live";
            compare(lines().length, 1);
        }

        /// Never by colour alone: each has a shape and words.
        function test_freshnessHasShapeAndWords_data() {
            return [
                { tag: "live", icon: "severity-ok", ink: Theme.text2 },
                { tag: "late", icon: "freshness-late", ink: Theme.ink("warning") },
                { tag: "stale", icon: "severity-stale", ink: Theme.ink("stale") },
                { tag: "unknown", icon: "severity-stale", ink: Theme.ink("stale") },
            ];
        }
        function test_freshnessHasShapeAndWords(data: var): void {
            mark.freshness = data.tag;
            mark.text = data.tag + " words";
            compare(root.iconsBelow(mark), [data.icon]);
            compare(root.textsBelow(mark).filter(text => text.visible).map(text => text.text), [mark.text]);
            compare(root.textsBelow(mark)[0].color, data.ink);
            compare(mark.Accessible.name, mark.text);
            mark.tip = "New data is expected.";
            compare(mark.Accessible.name, mark.text + ". New data is expected.");
            mark.tip = "";
        }

        function test_aGapHasShapeAndWords() {
            compare(root.iconsBelow(gap), ["severity-warning"]);
            const words = root.textsBelow(gap).filter(text => text.visible);
            compare(words.map(text => text.text), [gap.text]);
            compare(words[0].color, Theme.ink("warning"));
            compare(words[0].textFormat, Text.PlainText);
            compare(gap.Accessible.name, gap.text + ". north · payments");
            gapClicks.clear();
            mouseClick(gap);
            compare(gapClicks.count, 1);
            gap.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            compare(gapClicks.count, 2);
        }

        function test_aCountOfZeroIsNotShown() {
            verify(!count.visible);
            count.count = 1200;
            verify(count.visible);
            compare(root.textsBelow(count)[0].text, "999+");
            count.count = 0;
        }
    }
}
