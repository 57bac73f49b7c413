// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/ledger.h"

#include "stricttest.h"

using namespace Bellboard;
using enum Ledger::Verdict;

namespace {

/// A ledger that gives its streams ids from 1, and speaks of events by their stream, epoch, offset and id.
struct Books
{
    StreamId last = 0;
    Ledger ledger{[this] { return ++last; }};
    Event event{};

    Ledger::Verdict admit(std::string_view stream, std::string_view epoch, std::uint64_t offset, std::string_view id)
    {
        return admit(stream, epoch, offset, id, Ledger::Source::Stream, {});
    }
    /// The same of an event that happened at `time`, in ms.
    Ledger::Verdict admit(std::string_view stream, std::string_view epoch, std::uint64_t offset, std::string_view id,
                          Ledger::Source source, std::chrono::milliseconds time)
    {
        event = {};
        event.time = Timestamp(time);
        event.id = id;
        event.source = "/s";
        event.streamName = stream;
        event.epoch = epoch;
        event.offset = offset;
        return ledger.admit(event, Identity::of(event.source, event.id), Timestamp(std::chrono::milliseconds(offset)),
                            source);
    }
    Ledger::Verdict admitGap(std::string_view epoch, std::uint64_t from, std::uint64_t to, std::string_view id)
    {
        event = {};
        event.streamName = "a";
        event.epoch = epoch;
        event.offset = to;
        event.data = GapData{"a", epoch, from, to, {}};
        return ledger.admit(event, Identity::of("/s", id), {});
    }
};

} // namespace

class TestLedger : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void inOrder()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QCOMPARE(books.event.stream, StreamId{1});
        QVERIFY(books.admit("b", "e", 1, "b1") == Accept);
        QCOMPARE(books.event.stream, StreamId{2});
        QVERIFY(books.admit("a", "e", 2, "2") == Accept);
        QCOMPARE(books.event.stream, StreamId{1});
        const auto *cursor = books.ledger.find("a");
        QVERIFY(cursor);
        QCOMPARE(cursor->offset, std::uint64_t{2});
        QCOMPARE(cursor->epoch, std::string("e"));
        QVERIFY(cursor->received == Timestamp(std::chrono::milliseconds(2)));
        QVERIFY(cursor->changed);
        QVERIFY(!books.ledger.find("c"));
    }

    void oldOnesAreDropped()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.admit("a", "e", 2, "2") == Accept);
        QVERIFY(books.admit("a", "e", 1, "1") == Duplicate);
        QVERIFY(books.admit("a", "e", 2, "other") == Duplicate);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{2});
    }

    void aHoleStopsTheStream()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 2, "2") == Ahead);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{0});
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.admit("a", "e", 3, "3") == Ahead);
        QVERIFY(books.admit("b", "e", 1, "b1") == Accept); // another stream goes on
        QVERIFY(books.admit("a", "e", 2, "2") == Accept); // was not taken for known, though it had come before
        QVERIFY(books.admit("a", "e", 3, "3") == Accept);
    }

    void fromAnywhere()
    {
        Books books;
        books.ledger.setOrder(Ledger::Order::FromAnywhere);
        QVERIFY(books.admit("a", "e", 41, "41") == Accept);
        QVERIFY(books.admit("a", "e", 42, "42") == Accept);
        QVERIFY(books.admit("a", "e", 44, "44") == Ahead);
        QVERIFY(books.admit("a", "f", 2, "f2") == Ahead);
        QVERIFY(books.admit("b", "e", 7, "b7") == Accept);
        QVERIFY(books.ledger.skipped().empty());
    }

    void asTheyCome()
    {
        Books books;
        books.ledger.setOrder(Ledger::Order::AsTheyCome);
        QVERIFY(books.admit("a", "e", 41, "41") == Accept);
        QVERIFY(books.ledger.skipped().empty());
        QVERIFY(books.admit("a", "e", 44, "44") == Accept);
        QVERIFY(books.admit("a", "e", 43, "43") == Accept); // late, but new
        QVERIFY(books.admit("a", "e", 43, "43") == Duplicate);
        QVERIFY(books.admit("a", "f", 2, "f2") == Accept);
        const auto &skipped = books.ledger.skipped();
        QCOMPARE(skipped.size(), std::size_t{2});
        QVERIFY(skipped[0].last.offset == 41 && skipped[0].from == 42 && skipped[0].to == 43);
        QVERIFY(skipped[1].epoch == "f" && skipped[1].from == 1 && skipped[1].to == 1);
    }

    /// Where the server says nothing of epochs, what is new is told by what it is called.
    void numberedAnew_data()
    {
        QTest::addColumn<Ledger::Order>("order");
        QTest::addRow("from anywhere") << Ledger::Order::FromAnywhere;
        QTest::addRow("as they come") << Ledger::Order::AsTheyCome;
    }
    void numberedAnew()
    {
        QFETCH(Ledger::Order, order);
        Books books;
        books.ledger.setOrder(order);
        for (std::uint64_t i = 5; i <= 9; ++i)
            QVERIFY(books.admit("a", "1", i, std::to_string(i)) == Accept);
        // Another node is a little behind: the cursor stays, as the next may come from the first one.
        QVERIFY(books.admit("a", "1", 8, "other 8") == Accept);
        QCOMPARE(books.event.offset, std::uint64_t{0}); // or boards would take it for older than what they show
        QVERIFY(books.admit("a", "1", 9, "9") == Duplicate);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{9});
        QVERIFY(books.admit("a", "1", 10, "10") == Accept);
        QVERIFY(books.admitGap("1", 3, 8, "gap") == Duplicate);
        QVERIFY(books.ledger.abandoned().empty());
        // The server began anew.
        QVERIFY(books.admit("a", "1", 1, "new 1") == Accept);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{1});
        QVERIFY(books.ledger.find("a")->changed);
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{1});
        QCOMPARE(books.ledger.abandoned().front().offset, std::uint64_t{10});
        // Its offsets say nothing against those of before: it is another stream.
        QCOMPARE(books.ledger.find("a")->id, StreamId{2});
        QVERIFY(books.ledger.find("a")->renamed);
        QCOMPARE(books.event.stream, StreamId{2});
        QVERIFY(books.admit("a", "1", 1, "new 1") == Duplicate);
        QVERIFY(books.admit("a", "1", 2, "new 2") == Accept);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{2});
        QVERIFY(books.ledger.skipped().empty());
    }

    /// A list of all that a server has may begin before we did; then what it gives is old, and nothing begins anew.
    void aListOfAll()
    {
        using namespace std::chrono_literals;
        using enum Ledger::Source;
        Books books;
        books.ledger.setOrder(Ledger::Order::AsTheyCome);
        QVERIFY(books.admit("a", "1", 500, "500", Stream, 5000ms) == Accept);
        QVERIFY(books.admit("a", "1", 1, "1", List, 1000ms) == Accept);
        QVERIFY(books.admit("a", "1", 7, "7", List, 1100ms) == Accept);
        QVERIFY(books.admit("a", "1", 8, "8", List, 8ms) == Accept); // its time is that of its receipt
        QCOMPARE(books.event.offset, std::uint64_t{8});
        QVERIFY(books.event.isLate);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{500});
        QVERIFY(books.admit("a", "1", 500, "500", List, 5000ms) == Duplicate);
        QVERIFY(books.admit("a", "1", 501, "501", List, 5010ms) == Accept);
        QVERIFY(books.ledger.abandoned().empty() && books.ledger.skipped().empty());
        // What happened later than all that came was numbered anew.
        QVERIFY(books.admit("a", "1", 3, "new 3", List, 6000ms) == Accept);
        QCOMPARE(books.event.offset, std::uint64_t{0});
        QVERIFY(!books.event.isLate);
        QVERIFY(books.admit("a", "1", 1, "new 1", List, 6001ms) == Accept);
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{1});
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{1});
    }

    /// The same where only the journal knows when the newest came.
    void aListOfAllAfterARestart()
    {
        using namespace std::chrono_literals;
        using enum Ledger::Source;
        Books books;
        books.ledger.setOrder(Ledger::Order::AsTheyCome);
        StreamCursor cursor;
        cursor.id = ++books.last;
        cursor.name = "a";
        cursor.epoch = "1";
        cursor.offset = 100;
        cursor.received = Timestamp(5000ms);
        books.ledger.restoreStream(cursor);
        QVERIFY(books.admit("a", "1", 98, "98", List, 4000ms) == Accept); // told as a gap, maybe
        QCOMPARE(books.event.offset, std::uint64_t{98});
        QVERIFY(books.admit("a", "1", 1, "new 1", List, 5500ms) == Accept);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{1});
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{1});
    }

    /// What a list still has from before a stream was numbered anew neither moves it nor keeps newer state from being shown.
    void whatIsLeftOfTheNumbersBefore()
    {
        using namespace std::chrono_literals;
        using enum Ledger::Source;
        Books books;
        books.ledger.setOrder(Ledger::Order::AsTheyCome);
        QVERIFY(books.admit("a", "1", 80, "80", Stream, 1000ms) == Accept);
        QVERIFY(books.admit("a", "1", 1, "new 1", Stream, 2000ms) == Accept);
        QVERIFY(books.admit("a", "1", 80, "80", List, 1000ms) == Duplicate);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{1});
        QVERIFY(books.ledger.skipped().empty());
        books.event = {};
        books.event.streamName = "a";
        books.event.epoch = "1";
        books.event.offset = 90;
        books.event.time = Timestamp(1500ms);
        QVERIFY(books.ledger.admitListed(books.event, Identity::of("/s", "90")) == Accept);
        QVERIFY(books.event.isLate);
        QCOMPARE(books.event.offset, std::uint64_t{0});
    }

    void aNewEpochBeginsAtOne()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.admit("a", "f", 2, "f2") == Ahead);
        QCOMPARE(books.ledger.find("a")->epoch, std::string("e"));
        QVERIFY(books.admit("a", "f", 1, "f1") == Accept);
        QVERIFY(books.admit("a", "f", 2, "f2") == Accept);
        QCOMPARE(books.ledger.find("a")->epoch, std::string("f"));
        QCOMPARE(books.ledger.find("a")->id, StreamId{1});
    }

    void leftPositionsAreRemembered()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.admit("a", "e", 2, "2") == Accept);
        QVERIFY(books.ledger.abandoned().empty());
        QVERIFY(books.admit("a", "f", 1, "f1") == Accept);
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{1});
        QVERIFY(books.ledger.abandoned().front().epoch == "e" && books.ledger.abandoned().front().offset == 2);

        books.ledger.noteEnd("a", "f", 1); // where we are
        books.ledger.noteEnd("a", "g", 5); // its events will tell
        books.ledger.noteEnd("unknown", "f", 0);
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{1});
        books.ledger.noteEnd("a", "g", 0);
        books.ledger.noteEnd("a", "g", 0);
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{2});
        QVERIFY(books.admit("a", "g", 1, "g1") == Accept);
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{2});
    }

    /// What a list names moves nothing; what will come by itself is not taken from it.
    void listed()
    {
        Books books;
        books.ledger.setOrder(Ledger::Order::FromAnywhere);
        const auto list = [&](std::uint64_t offset) {
            books.event = {};
            books.event.streamName = "a";
            books.event.epoch = "e";
            books.event.offset = offset;
            return books.ledger.admitListed(books.event, Identity::of("/s", "listed-" + std::to_string(offset)));
        };
        QVERIFY(list(9) == Accept); // of a stream that nothing came of
        QVERIFY(list(9) == Duplicate);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{0});
        QVERIFY(books.admit("a", "e", 4, "4") == Accept);
        QVERIFY(list(3) == Accept);
        QVERIFY(list(5) == Duplicate);
        books.ledger.setOrder(Ledger::Order::AsTheyCome);
        QVERIFY(list(5) == Accept);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{4});
    }

    /// While a snapshot is open holes do not matter, and nothing else changes.
    void snapshot()
    {
        Books books;
        for (std::uint64_t i = 1; i <= 3; ++i)
            QVERIFY(books.admit("a", "e", i, std::to_string(i)) == Accept);
        QVERIFY(books.ledger.openSnapshot("a", "e", 9));
        QVERIFY(books.admit("a", "e", 5, "5") == Accept);
        QVERIFY(books.admit("a", "e", 4, "4") == Duplicate);
        QVERIFY(books.admit("a", "e", 10, "10") == Ahead);
        QVERIFY(books.admit("a", "f", 1, "f1") == Ahead);
        QVERIFY(books.admit("b", "e", 2, "b2") == Ahead);
        QVERIFY(books.admit("a", "e", 8, "8") == Accept);
        books.ledger.closeSnapshot("a", 1000);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{9}); // no further than it was announced
        QVERIFY(books.admit("a", "e", 10, "10") == Accept);
        QVERIFY(books.admit("a", "e", 12, "12") == Ahead);
        QVERIFY(books.ledger.abandoned().empty());
    }

    /// One of a new epoch leaves the old one, which is remembered; one that breaks off leaves the cursor where it was.
    void snapshotOfAnEpoch()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.ledger.openSnapshot("a", "f", 9));
        QVERIFY(books.admit("a", "e", 2, "2") == Ahead);
        QVERIFY(books.admit("a", "f", 4, "f4") == Accept);
        books.ledger.closeSnapshot("a");
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{4});
        QCOMPARE(books.ledger.abandoned().size(), std::size_t{1});
        QVERIFY(books.admit("a", "f", 6, "f6") == Ahead);
        QVERIFY(books.admit("a", "f", 5, "f5") == Accept);
    }

    void gaps()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.admitGap("e", 3, 5, "g1") == Ahead); // 2 is missing before it
        QVERIFY(books.admitGap("e", 2, 5, "g2") == Accept);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{5});
        QVERIFY(books.admitGap("e", 2, 5, "g2") == Duplicate);
        QVERIFY(books.admit("a", "e", 4, "4") == Duplicate);
        QVERIFY(books.admitGap("e", 4, 8, "g3") == Accept); // begins before, ends behind
        QVERIFY(books.admit("a", "e", 9, "9") == Accept);
        QVERIFY(books.admitGap("f", 1, 7, "g4") == Accept); // a new epoch whose beginning is lost
        QVERIFY(books.admit("a", "f", 8, "f8") == Accept);
    }

    /// Another node of a cluster may number the same event differently.
    void knownUnderAnotherOffset()
    {
        Books books;
        QVERIFY(books.admit("a", "e", 1, "1") == Accept);
        QVERIFY(books.admit("a", "e", 2, "1") == Duplicate);
        QCOMPARE(books.ledger.find("a")->offset, std::uint64_t{2});
        QVERIFY(books.admit("a", "e", 3, "3") == Accept);
        QVERIFY(books.admit("a", "new", 1, "3") == Duplicate);
        QVERIFY(books.admit("a", "new", 2, "4") == Accept);
    }

    void withoutNumbers()
    {
        Books books;
        QVERIFY(books.admit({}, {}, 0, "1") == Accept);
        QCOMPARE(books.event.stream, StreamId{0});
        QVERIFY(books.admit({}, {}, 0, "2") == Accept);
        QVERIFY(books.admit({}, {}, 0, "1") == Duplicate);
        QVERIFY(books.ledger.streams().empty());
    }

    void restored()
    {
        Books books;
        books.ledger.restoreStream({7, "a", "e", 41, {}, {}, false});
        books.ledger.restoreIdentity(Identity::of("/s", "x"));
        QVERIFY(books.admit("a", "e", 41, "41") == Duplicate);
        QVERIFY(books.admit({}, {}, 0, "x") == Duplicate);
        QVERIFY(!books.ledger.find("a")->changed);
        QVERIFY(books.admit("a", "e", 42, "42") == Accept);
        QCOMPARE(books.event.stream, StreamId{7});
        QVERIFY(books.ledger.find("a")->changed);
    }

    void tooManyStreams()
    {
        Books books;
        for (std::size_t i = 0; i < Ledger::maxStreams; ++i)
            QVERIFY(books.admit(std::to_string(i), "e", 1, std::to_string(i)) == Accept);
        QVERIFY(books.admit("one more", "e", 1, "z") == TooManyStreams);
        QVERIFY(books.admit("7", "e", 2, "y") == Accept);
        QVERIFY(books.admit({}, {}, 0, "z") == Accept);
        QCOMPARE(books.ledger.streams().size(), Ledger::maxStreams);
    }
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
