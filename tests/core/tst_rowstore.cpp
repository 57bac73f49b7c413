// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/rowstore.h"

#include "board/changelog.h"
#include "board/packedtexts.h"
#include "eventmaker.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestRowStore : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void findsEveryRow();
    void feedsAreApart();
    void equalHashesAreApart();
    void olderEventsAreStale();
    void lateEvents();
    void stringPool();
    void stringPoolIsBounded();
    void packedTexts();
    void packedTextsAreCutBetweenCharacters();
    void changeLogKeepsTheLast();
    void rowKeys_data();
    void rowKeys();
};

void TestRowStore::findsEveryRow()
{
    RowStore<RowBase> rows;
    EventMaker maker;
    for (int i = 0; i < 5000; ++i) {
        const auto place = rows.take(maker.make("item-" + std::to_string(i), {}));
        QVERIFY(place.isNew);
        QCOMPARE(place.slot, static_cast<RowSlot>(i));
    }
    const RowBase *first = &rows[0];
    for (int i = 0; i < 5000; ++i) {
        QCOMPARE(rows.find(0, "item-" + std::to_string(i)), static_cast<RowSlot>(i));
    }
    QCOMPARE(rows.size(), std::size_t{5000});
    QCOMPARE(&rows[0], first);
    QCOMPARE(rows.find(0, "item-5000"), noRowSlot);
    QCOMPARE(rows.find(0, ""), noRowSlot);
    QCOMPARE(RowStore<RowBase>().find(0, "x"), noRowSlot);
}

void TestRowStore::feedsAreApart()
{
    RowStore<RowBase> rows;
    EventMaker here(0);
    EventMaker there(1);
    QCOMPARE(rows.take(here.make("x", {})).slot, RowSlot{0});
    QCOMPARE(rows.take(there.make("x", {})).slot, RowSlot{1});
    QCOMPARE(rows.find(1, "x"), RowSlot{1});
}

void TestRowStore::equalHashesAreApart()
{
    SlotIndex index;
    const std::uint64_t hash = SlotIndex::hash(0, "x");
    for (RowSlot slot = 0; slot < 200; ++slot) {
        index.insert(hash, slot);
    }
    for (RowSlot slot = 0; slot < 200; ++slot) {
        QCOMPARE(index.find(hash, [&](RowSlot at) { return at == slot; }), slot);
    }
    QCOMPARE(index.find(hash, [](RowSlot) { return false; }), noRowSlot);
}

void TestRowStore::olderEventsAreStale()
{
    RowStore<RowBase> rows;
    EventMaker maker;
    const Event first = maker.make("x", {});
    const Event second = maker.make("x", {});
    QVERIFY(!rows.take(second).isStale);
    QVERIFY(rows.take(first).isStale);
    QVERIFY(rows.take(second).isStale);
    QCOMPARE(rows[0].offset, std::uint64_t{2});

    Event otherEpoch = first;
    otherEpoch.epoch = "e2";
    QVERIFY(!rows.take(otherEpoch).isStale);
    Event otherStream = first;
    otherStream.stream = 9;
    QVERIFY(!rows.take(otherStream).isStale);
    Event unnumbered = first;
    unnumbered.offset = 0;
    QVERIFY(!rows.take(unnumbered).isStale);
    QVERIFY(!rows.take(unnumbered).isStale);
}

/// What came late changes nothing that happened later; where both have a place in one stream, that tells, as clocks differ.
void TestRowStore::lateEvents()
{
    using namespace std::chrono_literals;
    RowStore<RowBase> rows;
    EventMaker maker;
    Event late = maker.make("x", {}, 1s);
    late.isLate = true;
    Event newer = maker.make("x", {}, 2s);
    newer.stream = 9;
    QVERIFY(!rows.take(newer).isStale);
    QVERIFY(rows.take(late).isStale);
    QCOMPARE(rows[0].updated, newer.time);
    newer.offset = 0;
    QVERIFY(!rows.take(newer).isStale);
    late.stream = 9;
    QVERIFY(rows.take(late).isStale);
    late.time = newer.time + 1s;
    QVERIFY(!rows.take(late).isStale);

    Event next = maker.make("x", {}, 0s);
    next.stream = 9;
    next.isLate = true;
    QVERIFY(!rows.take(next).isStale);
    QVERIFY(!rows.take(newer).isStale); // it is not late
}

void TestRowStore::stringPool()
{
    StringPool pool;
    QCOMPARE(pool.intern(""), StringPool::Id{0});
    const auto card = pool.intern("card");
    const auto wallet = pool.intern("wallet");
    QVERIFY(card != wallet);
    QCOMPARE(pool.intern("card"), card);
    QCOMPARE(pool.intern(""), StringPool::Id{0});
    QCOMPARE(pool.text(wallet), std::string_view("wallet"));
    QCOMPARE(pool.text(0), std::string_view());
}

void TestRowStore::stringPoolIsBounded()
{
    StringPool pool;
    for (std::size_t i = 0; i < StringPool::limit + 10; ++i) {
        pool.intern(std::to_string(i));
    }
    QCOMPARE(pool.intern("another"), StringPool::overflowId);
    QCOMPARE(pool.text(StringPool::overflowId), std::string_view("?"));
    QCOMPARE(pool.text(pool.intern("7")), std::string_view("7"));
}

void TestRowStore::packedTexts()
{
    PackedTexts<3> texts;
    QVERIFY(!texts.assign({"", "", ""}));
    QVERIFY(texts.assign({"one", "", "three"}));
    QVERIFY(!texts.assign({"one", "", "three"}));
    QCOMPARE(texts.at(0), std::string_view("one"));
    QCOMPARE(texts.at(1), std::string_view());
    QCOMPARE(texts.at(2), std::string_view("three"));
    QVERIFY(texts.assign({"on", "e", "three"}));
    QCOMPARE(texts.at(1), std::string_view("e"));
    QVERIFY(texts.assign({"", "", ""}));
    QCOMPARE(texts.at(0), std::string_view());
}

void TestRowStore::packedTextsAreCutBetweenCharacters()
{
    PackedTexts<1> texts;
    std::string text(65'534, 'x');
    text += "\u20ac and more";
    QVERIFY(texts.assign({text}));
    QCOMPARE(texts.at(0).size(), std::size_t{65'534});
    QVERIFY(!texts.assign({text}));
}

void TestRowStore::changeLogKeepsTheLast()
{
    ChangeLog log;
    for (std::uint8_t i = 0; i < 25; ++i) {
        log.add(testTime, i, "who");
    }
    QCOMPARE(log.changes().size(), ChangeLog::limit);
    QCOMPARE(log.changes().front().what, std::uint8_t{5});
    QCOMPARE(log.changes().back().what, std::uint8_t{24});
}

void TestRowStore::rowKeys_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("plain") << u"3/PAY-1"_s << true;
    QTest::newRow("slashes in the subject") << u"0/a/b"_s << true;
    QTest::newRow("beyond ASCII") << u"0/\u00c9va"_s << true;
    QTest::newRow("empty subject") << u"0/"_s << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("no feed") << u"/x"_s << false;
    QTest::newRow("no slash") << u"12"_s << false;
    QTest::newRow("feed too large") << u"70000/x"_s << false;
    QTest::newRow("negative feed") << u"-1/x"_s << false;
}

void TestRowStore::rowKeys()
{
    QFETCH(QString, text);
    const auto key = RowKey::parse(text);
    QTEST(key.has_value(), "valid");
    if (key) {
        QCOMPARE(key->toString(), text);
    }
}

QTEST_GUILESS_MAIN(TestRowStore)
#include "tst_rowstore.moc"
