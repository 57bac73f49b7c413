// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/feedbooks.h"

#include "faultydisk.h"
#include "journal/schema.h"
#include "journalfixture.h"
#include "olderjournal.h"
#include "stricttest.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

int numberIn(const QTemporaryDir &folder, std::string_view sql)
{
    auto database = Database::openReader(Journal::fileIn(folder.path()));
    const auto number = database ? database->number(sql) : Unexpected(database.error());
    if (!number)
        qFatal("%s", qPrintable(number.error().text));
    return static_cast<int>(*number);
}

constexpr auto settledUpTo = "SELECT coalesce((SELECT segment FROM progress WHERE name = 'settled'), 0)";
constexpr auto offsetInTable = "SELECT offset FROM stream WHERE name = 'st'";

} // namespace

/// What the tables say of feeds, streams and segments, and what the segments say themselves until the tables follow.
class TestFeedBooks : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }

    /// The page of its segment, and no other.
    void aCommitWritesOnePage()
    {
        QTemporaryDir folder;
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        const auto log = [&] { return QFileInfo(Journal::fileIn(folder.path()) + u"-wal"_s).size(); };
        for (std::uint64_t i = 1; i <= 2; ++i) { // the stream is new with the first
            feed.take(JournalFeed::presence(i));
            QVERIFY(feed.commit());
        }
        const auto before = log();
        feed.take(JournalFeed::presence(3));
        QVERIFY(feed.commit());
        constexpr qint64 frame = 24 + 16384; // fileformat2, 4.1
        QCOMPARE(log() - before, frame);
    }

    void whatSegmentsSayIsKnownAfterARestart()
    {
        QTemporaryDir folder;
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            for (std::uint64_t i = 1; i <= 3; ++i) {
                feed.take(JournalFeed::presence(i), Timestamp(std::chrono::milliseconds(i)));
                QVERIFY(feed.commit());
            }
        }
        QCOMPARE(numberIn(folder, offsetInTable), 1); // so it is the segments that say it
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        QCOMPARE(feed.row.received, std::uint64_t{3});
        const auto *cursor = feed.ledger.find("st");
        QVERIFY(cursor && cursor->offset == 3 && cursor->epoch == "ep");
        QVERIFY(cursor->received == Timestamp(std::chrono::milliseconds(3)));
        QCOMPARE(journal->lastSegment(), std::int64_t{3});
        Ledger ledger([] { return StreamId{1}; });
        QVERIFY(journal->restoreIdentities(feed.row.id, 2, ledger));
        Event event;
        QCOMPARE(ledger.admit(event, Identity::of("/s", "i2"), {}), Ledger::Verdict::Duplicate);
        QCOMPARE(ledger.admit(event, Identity::of("/s", "i1"), {}), Ledger::Verdict::Accept);
    }

    /// Where a polled server goes on is written with what came before that, or not at all.
    void pageCursor()
    {
        QTemporaryDir folder;
        const auto kept = [&folder] {
            auto journal = openIn(folder);
            return JournalFeed(*journal, "f").ledger.pageCursor();
        };
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            feed.take(JournalFeed::presence(1));
            feed.ledger.setPageCursor("c1");
            QVERIFY(feed.commit());
            QVERIFY(!feed.ledger.bookmark().changed);
            feed.ledger.setPageCursor("c1");
            QVERIFY(!feed.ledger.bookmark().changed);
        }
        QCOMPARE(kept(), "c1");
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            QCOMPARE(feed.ledger.streams().size(), std::size_t{1}); // it is none of them
            feed.ledger.setPageCursor("c2"); // and the program is killed
        }
        QCOMPARE(kept(), "c1");
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        feed.ledger.setPageCursor("c2");
        feed.commit(); // without an event
        QCOMPARE(feed.error.text, QString());
        QCOMPARE(kept(), "c2");
        QCOMPARE(feed.ledger.find("st")->offset, std::uint64_t{1});
    }

    /// In the end the tables say the same as the segments did.
    void theTablesFollow()
    {
        QTemporaryDir folder;
        constexpr auto count = std::uint64_t{FeedBooks::mostUnsettled} + 3;
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            for (std::uint64_t i = 1; i <= count; ++i) {
                feed.take(JournalFeed::presence(i));
                QVERIFY(feed.commit());
            }
        }
        const auto settled = numberIn(folder, settledUpTo);
        QCOMPARE(settled, static_cast<int>(FeedBooks::mostUnsettled));
        QCOMPARE(numberIn(folder, offsetInTable), settled);
        QCOMPARE(numberIn(folder, "SELECT received FROM feed"), settled);
        QCOMPARE(numberIn(folder, "SELECT count(*) FROM segment_of_feed"), settled);
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        QCOMPARE(feed.row.received, count);
        QCOMPARE(feed.ledger.find("st")->offset, count);
        feed.take(JournalFeed::presence(1));
        QCOMPARE(feed.duplicates, 1);
    }

    /// A position that the tables are told is not taken back by what a segment said before.
    void aNewEpochStands()
    {
        QTemporaryDir folder;
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            for (std::uint64_t i = 1; i <= 7; ++i) {
                feed.take(JournalFeed::presence(i));
                QVERIFY(feed.commit());
            }
            auto first = JournalFeed::presence(1);
            first.replace(first.find("\"ep\""), 4, "\"other\"");
            first.replace(first.find("\"i1\""), 4, "\"new\"");
            feed.take(first);
            QVERIFY(feed.commit());
        }
        auto journal = openIn(folder);
        const auto feed = journal->feed("f");
        QCOMPARE(feed->streams.front().epoch, std::string("other"));
        QCOMPARE(feed->streams.front().offset, std::uint64_t{1});
        QCOMPARE(feed->received, std::uint64_t{8});
    }

    /// What a commit that failed had brought the tables to is done again by the next.
    void aCommitThatFailsSettlesNothing()
    {
        auto &disk = FaultyDisk::install();
        QTemporaryDir folder;
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        std::uint64_t i = 1;
        for (; i < FeedBooks::mostUnsettled; ++i) {
            feed.take(JournalFeed::presence(i));
            QVERIFY(feed.commit());
        }
        feed.take(JournalFeed::presence(i));
        disk.fail(FaultyDisk::Fault::InputOutput);
        QVERIFY(!feed.commit());
        disk.heal();
        QCOMPARE(journal->lastSegment(), std::int64_t{FeedBooks::mostUnsettled} - 1);
        const auto batch = feed.commit();
        QVERIFY(batch);
        QCOMPARE(batch->segment, std::int64_t{FeedBooks::mostUnsettled});
        feed.take(JournalFeed::presence(++i));
        QVERIFY(feed.commit());
        journal.reset();
        QCOMPARE(numberIn(folder, "SELECT received FROM feed"), static_cast<int>(FeedBooks::mostUnsettled));
        journal = openIn(folder);
        QCOMPARE(journal->feed("f")->received, i);
        QCOMPARE(journal->feed("f")->streams.front().offset, i);
    }

    /// Removed before the tables followed, segments leave what they said; and their numbers are not given again.
    void removedSegmentsAreCounted()
    {
        QTemporaryDir folder;
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            for (std::uint64_t i = 1; i <= 3; ++i) {
                feed.take(JournalFeed::presence(i));
                QVERIFY(feed.commit());
            }
            const std::int64_t all[] = {1, 2, 3};
            QVERIFY(journal->removeSegments(all));
        }
        QCOMPARE(numberIn(folder, "SELECT count(*) FROM segment_of_feed"), 0);
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        QCOMPARE(feed.row.received, std::uint64_t{3});
        QCOMPARE(feed.ledger.find("st")->offset, std::uint64_t{3});
        QCOMPARE(journal->lastSegment(), std::int64_t{3});
        feed.take(JournalFeed::presence(4));
        const auto batch = feed.commit();
        QVERIFY(batch);
        QCOMPARE(batch->segment, std::int64_t{4});
    }

    /// A journal of schema 4, whose tables were up to date with each commit.
    void anOlderJournal()
    {
        QTemporaryDir folder;
        writeOlderJournal(folder.path());
        {
            auto journal = openIn(folder);
            QCOMPARE(journal->lastSegment(), std::int64_t{4});
            JournalFeed feed(*journal, "Demo backend");
            QCOMPARE(feed.row.received, std::uint64_t{162});
            QCOMPARE(feed.ledger.find("payments")->offset, std::uint64_t{62});
            std::vector<std::int64_t> numbers;
            SegmentReader reader;
            const auto read = [&](const StoredSegment &segment) {
                numbers.push_back(segment.number);
                QCOMPARE(reader.read(segment, 0, true)->events.size(), std::size_t{1});
            };
            while (*journal->visitSegmentAfter(numbers.empty() ? 0 : numbers.back(), read)) { }
            QCOMPARE(numbers, (std::vector<std::int64_t>{2, 3, 4}));
            QVERIFY(!reader.undecodable());
            feed.take(JournalFeed::presence(1));
            QVERIFY(feed.commit());
        }
        QCOMPARE(numberIn(folder, "PRAGMA user_version"), schemaVersion);
        QCOMPARE(numberIn(folder, "SELECT count(*) FROM segment_of_feed"), 3);
        QCOMPARE(numberIn(folder, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
        QCOMPARE(numberIn(folder,
                          "SELECT count(*) FROM sqlite_schema WHERE name = 'segment' AND sql LIKE '%AUTOINCREMENT%'"),
                 0);
        QCOMPARE(openIn(folder)->feed("Demo backend")->received, std::uint64_t{163});
    }
};

QTEST_GUILESS_MAIN(TestFeedBooks)
#include "tst_feedbooks.moc"
