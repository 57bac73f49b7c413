// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journalfixture.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;

namespace {

/// Reads a stored segment back.
EventBatchPtr readBack(Journal &journal, std::int64_t number, SegmentReader &reader)
{
    EventBatchPtr batch;
    const auto found = journal.visitSegmentAfter(
        number - 1, [&](const StoredSegment &segment) { batch = reader.read(segment, 3, true); });
    return found && *found ? batch : nullptr;
}

} // namespace

class TestSegment : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beStrict();
        m_folder = std::make_unique<QTemporaryDir>();
        auto journal = Journal::open(m_folder->path());
        QVERIFY(journal);
        m_journal = std::move(*journal);
        m_feed = std::make_unique<JournalFeed>(*m_journal, "f");
    }
    void cleanup()
    {
        m_feed.reset();
        m_journal.reset();
        m_folder.reset();
    }

    void textsAreUsedAgain()
    {
        const auto make = [] { return std::make_unique<TextBuffer>(100); };
        Pool<TextBuffer> pool;
        auto first = pool.take(make);
        const auto *where = first->data();
        QCOMPARE(first->room(), std::size_t{100});
        first->advance(60);
        const std::shared_ptr<const TextBuffer> reader = first;
        first.reset();
        QCOMPARE(pool.spare(), std::size_t{0});
        QVERIFY(pool.take(make)->data() != where);
        QCOMPARE(pool.spare(), std::size_t{1});
        auto second = pool.take(make);
        QCOMPARE(second->size(), std::size_t{0});
        QCOMPARE(second->room(), std::size_t{100});
    }

    void thePoolKeepsAFew()
    {
        const auto make = [] { return std::make_unique<TextBuffer>(100); };
        std::shared_ptr<TextBuffer> last;
        {
            Pool<TextBuffer> pool;
            {
                std::vector<std::shared_ptr<TextBuffer>> texts(2 * Pool<TextBuffer>::mostSpare);
                for (auto &text : texts)
                    text = pool.take(make);
                QCOMPARE(pool.spare(), std::size_t{0});
            }
            QCOMPARE(pool.spare(), Pool<TextBuffer>::mostSpare);
            last = pool.take(make);
        }
        last->advance(1); // it outlives its pool
    }

    void asItWasReceived()
    {
        const auto first = JournalFeed::presence(1);
        const auto second = JournalFeed::presence(2, R"(\u0041\ud83d\ude00 \"\\)");
        const std::string loose =
            R"({"specversion":"1.0","id":"\u0041","source":"/s","type":"t","data":[1.50,"\u0000"]})";
        m_feed->take("[" + first + ",\n" + second + "]", Timestamp(std::chrono::milliseconds(100)));
        m_feed->take("  " + loose + " ", Timestamp(std::chrono::milliseconds(200)));
        const auto live = m_feed->commit();
        QVERIFY(live);
        SegmentReader reader;
        const auto stored = readBack(*m_journal, live->segment, reader);
        QVERIFY(stored && stored->replayed && !live->replayed);
        QVERIFY(stored->received == Timestamp(std::chrono::milliseconds(200)));
        for (const auto &batch : {live, stored}) {
            QCOMPARE(batch->events.size(), std::size_t{3});
            QVERIFY(batch->events[0].raw == first);
            QVERIFY(batch->events[1].raw == second);
            QVERIFY(batch->events[2].raw == loose);
            QVERIFY(batch->events[2].id == "A");
            QVERIFY(batch->events[1].streamName == "st" && batch->events[1].epoch == "ep"
                    && batch->events[1].offset == 2);
            QVERIFY(batch->events[1].stream == live->events[0].stream && batch->events[1].stream != 0);
            QVERIFY(batch->events[2].stream == 0);
            QVERIFY(std::get<PresenceData>(batch->events[0].data).status == PresenceStatus::Away);
        }
        QCOMPARE(stored->events[0].feed, FeedIndex{3});
        // Where the backend gave no time, it is the time of receipt.
        QVERIFY(stored->events[2].time == Timestamp(std::chrono::milliseconds(200)));
        QCOMPARE(reader.undecodable(), std::uint64_t{0});
    }

    /// What was dropped leaves nothing behind, and what is kept is not disturbed by it.
    void droppedMessages()
    {
        const auto first = JournalFeed::presence(1);
        m_feed->take(first);
        const auto used = m_feed->segment.text().size();
        for (int i = 0; i < 1000; ++i) {
            m_feed->take(first); // known
            m_feed->take(JournalFeed::presence(9, R"(\u0041)")); // too early
            m_feed->take(
                R"({"specversion":"1.0","id":"\u0041","source":"s","type":"org.bellboard.control.ping","data":{"\u0041":"\u0041"}})");
            m_feed->take(R"({"\u0041":"\u0041","x")"); // junk
        }
        QCOMPARE(m_feed->segment.text().size(), used);
        QVERIFY(m_feed->segment.unescapedTexts().empty());
        QVERIFY(m_feed->duplicates == 1000 && m_feed->ahead == 1000 && m_feed->rejected == 1000);
        m_feed->take(JournalFeed::presence(2));
        const auto batch = m_feed->commit();
        QVERIFY(batch && batch->events.size() == 2);
        QVERIFY(batch->events[0].raw == first && batch->events[1].raw == JournalFeed::presence(2));
    }

    void ripeness()
    {
        for (std::size_t i = 1; i < SegmentBuilder::ripeEvents; ++i)
            m_feed->take(JournalFeed::presence(i));
        QVERIFY(!m_feed->segment.isRipe());
        m_feed->take(JournalFeed::presence(SegmentBuilder::ripeEvents));
        QVERIFY(m_feed->segment.isRipe());
        QVERIFY(m_feed->commit());
        QVERIFY(m_feed->segment.isEmpty() && !m_feed->segment.isRipe());
        m_feed->take(
            JournalFeed::presence(SegmentBuilder::ripeEvents + 1, std::string(SegmentBuilder::ripeBytes, 'x')));
        QVERIFY(m_feed->segment.isRipe());
    }

    /// Batches stay whole when their segment builder goes on.
    void batchesOutliveTheirBuilder()
    {
        std::vector<EventBatchPtr> batches;
        for (std::uint64_t i = 1; i <= 20; ++i) {
            m_feed->take(JournalFeed::presence(i, R"(\u0041)" + std::to_string(i)));
            batches.push_back(m_feed->commit());
            QVERIFY(batches.back());
        }
        m_feed.reset();
        for (std::uint64_t i = 1; i <= 20; ++i)
            QVERIFY(batches[i - 1]->events.front().raw == JournalFeed::presence(i, R"(\u0041)" + std::to_string(i)));
    }

    /// Records that another program damaged are left out and counted; nothing is read beyond the text.
    void damagedRecords()
    {
        for (std::uint64_t i = 1; i <= 4; ++i)
            m_feed->take(JournalFeed::presence(i));
        auto records = m_feed->segment.records();
        const std::string packed(m_feed->segment.packedText());
        const auto size = static_cast<std::int64_t>(m_feed->segment.text().size());
        records[0].length = 0xffff'ffff;
        records[1].start = 0xffff'ffff;
        records[2].length -= 5;
        std::string bytes(reinterpret_cast<const char *>(records.data()), records.size() * sizeof(SegmentRecord));
        bytes += "half a record";
        StoredSegment stored;
        stored.number = 1;
        stored.records = bytes;
        stored.size = size;
        stored.packedText = packed;
        SegmentReader reader;
        const auto batch = reader.read(stored, 0, true);
        QCOMPARE(batch->events.size(), std::size_t{1});
        QVERIFY(batch->events.front().offset == 4);
        QCOMPARE(reader.undecodable(), std::uint64_t{3});

        // A text that cannot be unpacked, or to another size than it should.
        for (const std::int64_t wrong :
             {std::int64_t{-1}, std::int64_t{0}, size - 1, size + 1, std::int64_t{1} << 40}) {
            stored.size = wrong;
            QVERIFY(reader.read(stored, 0, true)->events.empty());
        }
        stored.size = size;
        for (std::size_t length = 0; length < packed.size(); ++length) {
            stored.packedText = std::string_view(packed).substr(0, length);
            QVERIFY(reader.read(stored, 0, true)->events.empty());
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<JournalFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestSegment)
#include "tst_segment.moc"
