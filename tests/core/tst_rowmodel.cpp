// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rowmodel.h"

#include "modelcells.h"
#include "namedrows.h"
#include "stricttest.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList names(const RowModel &model)
{
    QStringList names;
    for (int row = 0; row < model.count(); ++row) {
        names.append(cell(&model, row, NamedRows::NameColumn).toString());
    }
    return names;
}

} // namespace

class TestRowModel : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void rowsShowAtTheFlush();
    void aFewInsertionsAreRuns();
    void manyInsertionsAreOneRunAndOneLayoutChange();
    void onlyVisibleChangesAreAnnouncedOnce();
    void sortBy();
    void sortingAgainIsLimited();
    void filterWords();
    void aFilteredRowComesAndGoes();
    void heldRowsWait();
    void selectionFollowsItsRow();
    void selectionOfARowToCome();
    void detailChangesOncePerFlush();
    void headersAndRoles();
    void textsStayOnTheirLine();
    void staleDimsEveryRow();
};

void TestRowModel::rowsShowAtTheFlush()
{
    NamedRows model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy countChanged(&model, &RowModel::countChanged);
    model.add("b", 2);
    model.add("a", 1);
    QCOMPARE(model.count(), 0);
    model.flush();
    QCOMPARE(names(model), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(model.total(), 2);
    QCOMPARE(countChanged.count(), 1);
    QCOMPARE(model.rowOf(u"0/1"_s), 0);
    QCOMPARE(model.rowOf(u"0/9"_s), -1);
    QCOMPARE(model.rowOf(u"nonsense"_s), -1);
    QCOMPARE(model.keyAt(1), u"0/0"_s);
    QCOMPARE(model.keyAt(2), QString());
}

void TestRowModel::aFewInsertionsAreRuns()
{
    NamedRows model;
    for (int i = 0; i < 10; ++i) {
        model.add("old", i * 10);
    }
    model.flush();
    QSignalSpy inserted(&model, &RowModel::rowsInserted);
    QSignalSpy laidOut(&model, &RowModel::layoutChanged);
    model.add("new", 15);
    model.add("new", 16);
    model.add("new", 95);
    model.flush();
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(inserted.at(0).at(1).toInt(), 2);
    QCOMPARE(inserted.at(0).at(2).toInt(), 3);
    QCOMPARE(inserted.at(1).at(1).toInt(), 12);
    QCOMPARE(laidOut.count(), 0);
}

void TestRowModel::manyInsertionsAreOneRunAndOneLayoutChange()
{
    NamedRows model;
    for (int i = 0; i < 10; ++i) {
        model.add("old", i * 10);
    }
    model.flush();
    QSignalSpy inserted(&model, &RowModel::rowsInserted);
    QSignalSpy laidOut(&model, &RowModel::layoutChanged);
    for (int i = 0; i < 10; ++i) {
        model.add("new", i * 10 + 5);
    }
    model.flush();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(laidOut.count(), 1);
    QCOMPARE(model.count(), 20);
    for (int row = 0; row < 20; ++row) {
        QCOMPARE(cell(&model, row, NamedRows::NumberColumn).toInt(), row * 5);
    }
}

void TestRowModel::onlyVisibleChangesAreAnnouncedOnce()
{
    NamedRows model;
    for (int i = 0; i < 100; ++i) {
        model.add("row", i);
    }
    model.flush();
    model.setVisibleRows(10, 19);
    QSignalSpy changed(&model, &RowModel::dataChanged);
    model.change(5, "x", 5);
    model.change(50, "x", 50);
    model.flush();
    QCOMPARE(changed.count(), 0);
    model.change(5, "y", 5);
    model.change(12, "y", 12);
    model.change(12, "z", 12);
    model.change(15, "y", 15);
    model.flush();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex(), model.index(12, 0));
    QCOMPARE(changed.at(0).at(1).toModelIndex(), model.index(15, 0));
    model.setVisibleRows(0, -1);
    model.change(0, "z", 0);
    model.flush();
    model.setVisibleRows(0, 200);
    model.change(99, "z", 99);
    model.flush();
    QCOMPARE(changed.count(), 2);
    model.flush();
    QCOMPARE(changed.count(), 2);
}

void TestRowModel::sortBy()
{
    NamedRows model;
    model.add("banana", 1);
    model.add("Apple", 3);
    model.add("cherry", 2);
    model.flush();
    QCOMPARE(names(model), QStringList({u"banana"_s, u"cherry"_s, u"Apple"_s}));
    model.sortBy(NamedRows::NameColumn);
    QCOMPARE(names(model), QStringList({u"Apple"_s, u"banana"_s, u"cherry"_s}));
    model.sortBy(NamedRows::NameColumn);
    QCOMPARE(model.sortOrder(), Qt::DescendingOrder);
    QCOMPARE(names(model), QStringList({u"cherry"_s, u"banana"_s, u"Apple"_s}));
    model.sortBy(NamedRows::NameColumn);
    QCOMPARE(model.sortColumn(), -1);
    QCOMPARE(names(model), QStringList({u"banana"_s, u"cherry"_s, u"Apple"_s}));
    model.sortBy(7);
    QCOMPARE(model.sortColumn(), -1);
}

void TestRowModel::sortingAgainIsLimited()
{
    NamedRows model;
    for (int i = 0; i < 5; ++i) {
        model.add("row", i);
    }
    model.flush();
    QSignalSpy laidOut(&model, &RowModel::layoutChanged);
    for (int i = 0; i < 9; ++i) {
        model.change(0, "row", i % 2 == 0 ? 10 + i : -10 - i);
        model.flush();
    }
    QCOMPARE(laidOut.count(), 2);
    // What came in meanwhile gets its place together with what moved.
    model.add("new", -15);
    model.flush();
    model.tick(Timestamp(std::chrono::seconds(1)));
    model.flush();
    QCOMPARE(laidOut.count(), 3);
    QCOMPARE(cell(&model, 0, NamedRows::NumberColumn).toInt(), -15);
    QCOMPARE(cell(&model, 5, NamedRows::NumberColumn).toInt(), 18);
}

void TestRowModel::filterWords()
{
    NamedRows model;
    model.add("Gateway timeout", 1);
    model.add("gateway refused", 2);
    model.add("Straße gesperrt", 3);
    model.add("ÉVA", 4);
    model.flush();
    const auto shown = [&](const char *filter) {
        model.setFilter(QString::fromUtf8(filter));
        return names(model);
    };
    QCOMPARE(shown("GATE"), QStringList({u"Gateway timeout"_s, u"gateway refused"_s}));
    QCOMPARE(shown("out  gate"), QStringList({u"Gateway timeout"_s}));
    QCOMPARE(shown("straße"), QStringList({u"Straße gesperrt"_s}));
    QCOMPARE(shown("éva"), QStringList({u"ÉVA"_s}));
    QCOMPARE(shown("nothing"), QStringList());
    QCOMPARE(shown("  ").size(), 4);
}

void TestRowModel::aFilteredRowComesAndGoes()
{
    NamedRows model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.add("one", 1);
    model.add("two", 2);
    model.flush();
    model.setFilter(u"o"_s);
    QCOMPARE(model.count(), 2);
    model.change(0, "x", 1);
    model.add("three", 3);
    model.add("four", 4);
    model.flush();
    QCOMPARE(names(model), QStringList({u"two"_s, u"four"_s}));
    model.change(0, "one", 1);
    model.flush();
    QCOMPARE(names(model), QStringList({u"one"_s, u"two"_s, u"four"_s}));
    QCOMPARE(model.total(), 4);
}

void TestRowModel::heldRowsWait()
{
    NamedRows model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy pendingChanged(&model, &RowModel::pendingCountChanged);
    model.add("b", 20);
    model.add("c", 30);
    model.flush();
    model.setHeld(true);
    model.add("a", 10);
    model.add("d", 40);
    model.change(0, "B", 50);
    model.flush();
    QCOMPARE(names(model), QStringList({u"B"_s, u"c"_s}));
    QCOMPARE(model.pendingCount(), 2);
    QCOMPARE(pendingChanged.count(), 1);
    model.releasePending();
    QCOMPARE(names(model), QStringList({u"a"_s, u"c"_s, u"d"_s, u"B"_s}));
    QCOMPARE(model.pendingCount(), 0);
    QVERIFY(model.isHeld());
    model.add("e", 5);
    model.flush();
    QCOMPARE(model.pendingCount(), 1);
    model.setHeld(false);
    QCOMPARE(model.pendingCount(), 0);
    QCOMPARE(names(model).first(), u"e"_s);
}

void TestRowModel::selectionFollowsItsRow()
{
    NamedRows model;
    model.add("a", 1);
    model.add("b", 2);
    model.flush();
    QSignalSpy moved(&model, &RowModel::selectedRowChanged);
    model.setSelectedKey(u"0/1"_s);
    QCOMPARE(model.selectedRow(), 1);
    model.add("first", 0);
    model.flush();
    QCOMPARE(model.selectedRow(), 2);
    model.setFilter(u"a"_s);
    QCOMPARE(model.selectedRow(), -1);
    QCOMPARE(model.selectedKey(), u"0/1"_s);
    QVERIFY(model.detail().valid);
    model.setFilter({});
    QCOMPARE(model.selectedRow(), 2);
    QCOMPARE(moved.count(), 4);
}

void TestRowModel::selectionOfARowToCome()
{
    NamedRows model;
    model.setSelectedKey(u"0/1"_s);
    QVERIFY(!model.detail().valid);
    QSignalSpy changed(&model, &RowModel::detailChanged);
    model.add("a", 1);
    model.flush();
    QCOMPARE(model.selectedRow(), -1);
    QCOMPARE(changed.count(), 0);
    model.add("b", 2);
    model.flush();
    QCOMPARE(model.selectedRow(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.detail().title, u"b"_s);
    QCOMPARE(model.detailOf(u"0/0"_s).title, u"a"_s);
}

void TestRowModel::detailChangesOncePerFlush()
{
    NamedRows model;
    model.add("a", 1);
    model.add("b", 2);
    model.flush();
    model.setSelectedKey(u"0/0"_s);
    QSignalSpy changed(&model, &RowModel::detailChanged);
    model.change(0, "A", 1);
    model.change(0, "AA", 1);
    model.flush();
    QCOMPARE(changed.count(), 1);
    model.change(1, "B", 2);
    model.flush();
    QCOMPARE(changed.count(), 1);
}

void TestRowModel::headersAndRoles()
{
    NamedRows model;
    model.add("a", -1);
    model.flush();
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"Number"_s);
    QCOMPARE(model.headerData(1, Qt::Horizontal, RowModel::KindRole).toInt(),
             static_cast<int>(RowModel::CellKind::Amount));
    QVERIFY(!model.headerData(2, Qt::Horizontal).isValid());
    QVERIFY(!model.headerData(0, Qt::Vertical).isValid());
    QCOMPARE(model.columnWidthHint(0), 30);
    QCOMPARE(model.columnWidthHint(5), 0);
    QCOMPARE(cell(&model, 0, 0, RowModel::KindRole).toInt(), static_cast<int>(RowModel::CellKind::Strong));
    QCOMPARE(cell(&model, 0, 0, RowModel::SeverityRole).toString(), u"info"_s);
    QCOMPARE(cell(&model, 0, 0, RowModel::ValueRole).toReal(), -1.0);
    QCOMPARE(cell(&model, 0, 0, RowModel::DimmedRole).toBool(), true);
    QCOMPARE(cell(&model, 0, 0, RowModel::KeyRole).toString(), u"0/0"_s);
    QCOMPARE(cell(&model, 0, 1, RowModel::TipRole).toString(), u"-1"_s);
    QCOMPARE(model.roleNames().value(RowModel::KindRole), QByteArray("kind"));
}

void TestRowModel::textsStayOnTheirLine()
{
    NamedRows model;
    model.add("\x1b]0;pwn\x07 new\nline\ttab <b>bold</b> \u202egnp.exe \u2068\u0635\u2069", 1);
    model.flush();
    QCOMPARE(cell(&model, 0, 0, RowModel::DisplayRole).toString(),
             u"\ufffd]0;pwn\ufffd new line tab <b>bold</b> \ufffdgnp.exe \u2068\u0635\u2069"_s);
}

void TestRowModel::staleDimsEveryRow()
{
    NamedRows model;
    model.add("a", 1);
    model.flush();
    QVERIFY(!cell(&model, 0, 0, RowModel::DimmedRole).toBool());
    QSignalSpy changed(&model, &RowModel::dataChanged);
    model.setStale(true);
    QVERIFY(cell(&model, 0, 0, RowModel::DimmedRole).toBool());
    QCOMPARE(changed.count(), 1);
}

QTEST_MAIN(TestRowModel)
#include "tst_rowmodel.moc"
