// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import QtTest
import Bellboard
import Bellboard.Controls
import Bellboard.Test

Item {
    id: root

    readonly property string hostile: "<img src=\"http://127.0.0.1:1/x\">"

    width: 900
    height: 400

    Component {
        id: tableComponent

        Item {
            property alias table: table
            property alias pane: pane
            property alias rows: rows

            anchors.fill: parent

            TestRows {
                id: rows
            }
            BoardTable {
                id: table

                width: 600
                height: parent.height
                model: rows
                title: "Test"
                emptyTitle: "Nothing here"
            }
            DetailPane {
                id: pane

                x: 600
                width: 300
                height: parent.height
                model: rows
            }
        }
    }

    TestRows {
        id: otherRows
    }
    SignalSpy {
        id: opened

        signalName: "opened"
    }
    SignalSpy {
        id: dataChanges

        signalName: "dataChanged"
    }

    function textsBelow(item) {
        let found = item instanceof Text ? [item] : [];
        for (let i = 0; i < item.children.length; ++i)
            found = found.concat(textsBelow(item.children[i]));
        return found;
    }

    TestCase {
        id: test

        property var table
        property var rows
        property var pane
        property var view

        name: "BoardTable"
        when: windowShown

        function init() {
            failOnWarning(/.?/);
            const parts = createTemporaryObject(tableComponent, root);
            table = parts.table;
            rows = parts.rows;
            pane = parts.pane;
            view = findChild(table, "boardView");
            opened.target = table;
            opened.clear();
        }

        function fill(count) {
            rows.addMany(count);
            rows.flushNow();
            tryCompare(view, "rows", count);
            tryVerify(() => view.itemAtCell(Qt.point(1, 0)) !== null);
            table.forceActiveFocus();
        }

        function shownTexts(item) {
            return root.textsBelow(item).filter(text => text.visible).map(text => text.text);
        }

        function test_rowsAreShown() {
            rows.add("critical", "Shelter B evacuation");
            rows.flushNow();
            tryVerify(() => shownTexts(view).includes("Shelter B evacuation"));
            verify(shownTexts(view).includes("critical"));
            verify(shownTexts(table).includes("Subject"));
        }

        function test_anEmptyTableSaysSo() {
            verify(shownTexts(table).includes("Nothing here"));
            fill(1);
            verify(!shownTexts(table).includes("Nothing here"));
        }

        function test_hostileTextStaysPlain() {
            rows.add("critical", root.hostile);
            rows.flushNow();
            tryVerify(() => shownTexts(view).includes(root.hostile));
            table.cursor.select(0);
            tryVerify(() => shownTexts(pane).filter(text => text === root.hostile).length >= 3);
            for (const text of root.textsBelow(table).concat(root.textsBelow(pane)))
                compare(text.textFormat, Text.PlainText);
        }

        function test_keysMoveTheSelection() {
            fill(200);
            keyClick(Qt.Key_Down);
            compare(rows.selectedRow, 0);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            compare(rows.selectedRow, 2);
            keyClick(Qt.Key_Up);
            compare(rows.selectedRow, 1);
            keyClick(Qt.Key_PageDown);
            verify(rows.selectedRow > 4);
            keyClick(Qt.Key_End);
            compare(rows.selectedRow, 199);
            keyClick(Qt.Key_Home);
            compare(rows.selectedRow, 0);
            keyClick(Qt.Key_Return);
            compare(opened.count, 1);
        }

        function test_theSelectionIsAlwaysInSight() {
            fill(10000);
            keyClick(Qt.Key_End);
            tryVerify(() => view.itemAtCell(Qt.point(0, 9999)) !== null);
            const cell = view.itemAtCell(Qt.point(0, 9999));
            compare(cell.y, 9999 * Theme.rowHeight);
            verify(cell.y >= view.contentY && cell.y + cell.height <= view.contentY + view.height);
        }

        function test_aClickChoosesTheRowBelowIt() {
            fill(50);
            view.contentY = 5 * Theme.rowHeight;
            mouseClick(view, 200, 2.5 * Theme.rowHeight);
            compare(rows.selectedRow, 7);
            compare(opened.count, 1);
        }

        function test_newRowsWaitWhileARowIsChosen() {
            fill(20);
            table.cursor.select(3);
            tryCompare(rows, "held", true);
            rows.addFirst("critical", "late");
            rows.addFirst("critical", "later");
            rows.flushNow();
            compare(rows.pendingCount, 2);
            compare(rows.selectedRow, 3);
            tryVerify(() => shownTexts(table).includes("2 new"));
            table.showPending();
            compare(rows.selectedRow, 5);
            compare(rows.selectedKey, "0/3");
            table.cursor.deselect();
            tryCompare(rows, "held", false);
        }

        function test_scrollingHoldsTheList() {
            fill(100);
            verify(!rows.held);
            view.contentY = 400;
            tryCompare(rows, "held", true);
            view.contentY = 0;
            tryCompare(rows, "held", false);
        }

        function test_theModelKnowsWhatIsInSight() {
            fill(1000);
            dataChanges.target = rows;
            dataChanges.clear();
            rows.change(900, "out of sight");
            rows.flushNow();
            compare(dataChanges.count, 0);
            rows.change(1, "in sight");
            rows.flushNow();
            compare(dataChanges.count, 1);
            tryVerify(() => shownTexts(view).includes("in sight"));
            dataChanges.target = null;
        }

        function test_theFirstRowIsOnlyAStart() {
            table.cursor.start(true);
            fill(5);
            tryCompare(rows, "selectedKey", "0/0");
            verify(!rows.held);
            table.model = otherRows;
            compare(rows.selectedKey, "");
            table.model = rows;
            tryCompare(rows, "selectedKey", "0/0");
        }

        function test_aChosenRowIsThereAgain() {
            fill(100);
            table.cursor.select(60);
            table.model = otherRows;
            verify(!rows.held);
            compare(rows.selectedKey, "0/60");
            table.model = rows;
            compare(rows.selectedRow, 60);
            tryVerify(() => view.itemAtCell(Qt.point(1, 60)) !== null);
            tryCompare(rows, "held", true);
        }

        function test_headingsSort() {
            fill(5);
            mouseClick(table, 60, 16);
            compare(rows.sortColumn, 0);
            mouseClick(table, 60, 16);
            compare(rows.sortOrder, Qt.DescendingOrder);
        }

        function test_aFilterThatHidesEverythingCanBeLifted() {
            fill(5);
            rows.filter = "zzz";
            tryVerify(() => shownTexts(table).includes("Show all"));
            table.cursor.showKey("0/4");
            compare(rows.filter, "");
            compare(rows.selectedRow, 4);
        }

        function test_columnsFillTheWidth() {
            fill(5);
            let sum = 0;
            for (const width of table.columnWidths)
                sum += width;
            compare(sum, view.width);
            compare(table.columnWidths.length, 4);
        }
    }
}
