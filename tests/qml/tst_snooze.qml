// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Bellboard
import Bellboard.Test

/// Putting an alert off, and writing a note, with the keyboard alone.
Item {
    id: root

    width: 600
    height: 500

    TestRows {
        id: rows
    }
    DetailPane {
        id: pane

        anchors.fill: parent
        model: rows
    }
    SnoozeDialog {
        id: dialog
    }
    SignalSpy {
        id: chosen

        target: dialog
        signalName: "chosen"
    }
    SignalSpy {
        id: written

        target: pane
        signalName: "noteWritten"
    }

    TestCase {
        name: "Snooze"
        when: windowShown

        function init(): void {
            chosen.clear();
            written.clear();
        }

        function initTestCase(): void {
            rows.add("critical", "first");
            rows.add("critical", "second");
            rows.flushNow();
        }

        function test_choice_data() {
            return [
                { tag: "first", keys: [Qt.Key_Return], choice: "15min" },
                { tag: "second", keys: [Qt.Key_Down, Qt.Key_Return], choice: "1h" },
                { tag: "last by going up", keys: [Qt.Key_Up, Qt.Key_Enter], choice: "tomorrow" },
                { tag: "around", keys: [Qt.Key_Down, Qt.Key_Down, Qt.Key_Down, Qt.Key_Space], choice: "15min" }
            ];
        }

        function test_choice(data): void {
            dialog.ask("0/1");
            tryCompare(dialog, "opened", true);
            for (const key of data.keys)
                keyClick(key);
            compare(chosen.count, 1);
            compare(chosen.signalArguments[0][0], data.choice);
            compare(chosen.signalArguments[0][1], "0/1");
            tryCompare(dialog, "visible", false);
        }

        function test_escape(): void {
            dialog.ask("0/1");
            tryCompare(dialog, "opened", true);
            keyClick(Qt.Key_Escape);
            tryCompare(dialog, "visible", false);
            compare(chosen.count, 0);
        }

        function test_note(): void {
            rows.selectedKey = "0/0";
            const field = findChild(pane, "noteField");
            verify(field.visible);
            field.forceActiveFocus();
            for (const letter of "on it")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            compare(written.count, 1);
            compare(written.signalArguments[0][0], "on it");
            compare(written.signalArguments[0][1], "0/0");
            keyClick(Qt.Key_Return);
            compare(written.count, 1);
        }

        /// What was begun about one thing must not be written about another.
        function test_noteOfAnother(): void {
            rows.selectedKey = "0/0";
            const field = findChild(pane, "noteField");
            field.forceActiveFocus();
            for (const letter of "half")
                keyClick(letter);
            rows.selectedKey = "0/1";
            keyClick(Qt.Key_Return);
            compare(written.count, 0);
        }
    }
}
