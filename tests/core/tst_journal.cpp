// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "filecontent.h"
#include "journal/schema.h"
#include "journalfixture.h"
#include "olderjournal.h"
#include "stricttest.h"

#include <QFile>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

Database databaseIn(const QTemporaryDir &folder)
{
    auto database = Database::open(folder.filePath(u"journal.sqlite"_s));
    if (!database)
        qFatal("%s", qPrintable(database.error().text));
    return std::move(*database);
}

} // namespace

class TestJournal : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void freshSchema()
    {
        QTemporaryDir folder;
        openIn(folder);
        auto database = databaseIn(folder);
        QCOMPARE(*database.number("PRAGMA user_version"), std::int64_t{schemaVersion});
        QCOMPARE(*database.number("PRAGMA application_id"), std::int64_t{0x42656c6c});
        QVERIFY(migrate(database)); // again changes nothing
        QCOMPARE(
            *database.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"),
            std::int64_t{9});
        QCOMPARE(*database.number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"),
                 std::int64_t{1});
    }

    void olderSchema()
    {
        QTemporaryDir folder;
        QVERIFY(writeOlderJournal(folder.path())
                    .execute("DROP INDEX segment_by_feed; DROP TABLE outbox; DROP TABLE profile;"
                             "ALTER TABLE segment DROP COLUMN profile; PRAGMA user_version = 1"));
        QVERIFY(openIn(folder));
        auto database = databaseIn(folder);
        QCOMPARE(*database.number("PRAGMA user_version"), std::int64_t{schemaVersion});
        QCOMPARE(*database.number("SELECT count(*) FROM segment_of_feed"), std::int64_t{3});
    }

    /// What an older program journalled is read as it was.
    void olderSegments()
    {
        QTemporaryDir folder;
        QVERIFY(writeOlderJournal(folder.path())
                    .execute("DROP TABLE profile; ALTER TABLE segment DROP COLUMN profile; PRAGMA user_version = 3"));
        const auto journal = openIn(folder);
        SegmentReader reader;
        EventBatchPtr batch;
        QVERIFY(journal->visitSegmentAfter(
            0, [&](const StoredSegment &segment) { batch = reader.read(segment, 0, true); }));
        QVERIFY(batch && batch->events.size() == 1);
        QVERIFY(batch->events.front().raw.starts_with("{\"specversion\":\"1.0\""));
    }

    void newerSchema()
    {
        QTemporaryDir folder;
        openIn(folder);
        QVERIFY(databaseIn(folder).execute("PRAGMA user_version = 99"));
        const auto journal = Journal::open(folder.path());
        QVERIFY(!journal);
        QCOMPARE(journal.error().text,
                 u"it was written by a newer Bellboard (schema 99, this program knows %1)"_s.arg(schemaVersion));
    }

    void negativeSchema()
    {
        QTemporaryDir folder;
        openIn(folder);
        QVERIFY(databaseIn(folder).execute("PRAGMA user_version = -1"));
        const auto journal = Journal::open(folder.path());
        QVERIFY(!journal);
        QCOMPARE(journal.error().text, u"it is damaged (schema -1)"_s);
    }

    void foreignDatabaseStaysAsItIs_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addRow("tables") << QByteArray("CREATE TABLE feed (x)");
        QTest::addRow("write-ahead log") << QByteArray("PRAGMA journal_mode = WAL; CREATE TABLE feed (x)");
        QTest::addRow("empty, of another program") << QByteArray("PRAGMA application_id = 7");
        QTest::addRow("newer") << QByteArray("PRAGMA application_id = 1113943148; PRAGMA user_version = 99");
    }
    void foreignDatabaseStaysAsItIs()
    {
        QFETCH(QByteArray, sql);
        QTemporaryDir folder;
        QVERIFY(databaseIn(folder).execute(sql.constData()));
        const auto path = folder.filePath(u"journal.sqlite"_s);
        const auto readable = QFile::permissions(path) | QFileDevice::ReadGroup | QFileDevice::ReadOther;
        QVERIFY(QFile::setPermissions(path, readable));
        const auto content = [&] { return contentOf(path) + '|' + contentOf(path + u"-wal"_s); };
        const auto before = content();
        const auto journal = Journal::open(folder.path());
        QVERIFY(!journal);
        if (sql.contains("99"))
            QVERIFY(journal.error().text.startsWith(u"it was written by a newer Bellboard"_s));
        else
            QCOMPARE(journal.error().text, u"this is not a journal of Bellboard"_s);
        QVERIFY(content() == before);
        QCOMPARE(QFile::permissions(path), readable);
    }

    void notADatabase()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        const auto journal = Journal::open(folder.path());
        QVERIFY(!journal);
        QVERIFY2(journal.error().text.contains(u"not a database"_s), qPrintable(journal.error().text));
    }

    void folderIsMissing()
    {
        QTemporaryDir folder;
        QVERIFY(!Journal::open(folder.filePath(u"nowhere"_s)));
    }

#ifdef Q_OS_UNIX
    void filesArePrivate()
    {
        QTemporaryDir folder;
        const auto before = ::umask(022);
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        feed.take(JournalFeed::presence(1));
        QVERIFY(feed.commit());
        ::umask(before);
        for (const auto &name : {u"journal.sqlite"_s, u"journal.sqlite-wal"_s, u"journal.sqlite-shm"_s}) {
            struct stat info = {};
            QVERIFY2(::stat(QFile::encodeName(folder.filePath(name)).constData(), &info) == 0, qPrintable(name));
            QCOMPARE(info.st_mode & 07777, mode_t{0600});
        }
    }

    void anOpenFileIsShut()
    {
        QTemporaryDir folder;
        openIn(folder);
        const auto file = QFile::encodeName(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(::chmod(file.constData(), 0644) == 0);
        openIn(folder);
        struct stat info = {};
        QVERIFY(::stat(file.constData(), &info) == 0);
        QCOMPARE(info.st_mode & 07777, mode_t{0600});
    }

    /// A disk that is full, really: the kernel refuses to let files grow.
    void nothingIsWrittenByHalves()
    {
        QTemporaryDir folder;
        auto journal = openIn(folder);
        JournalFeed first(*journal, "first");
        JournalFeed second(*journal, "second");
        first.take(JournalFeed::presence(1));
        QVERIFY(first.commit());

        rlimit before{};
        QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        rlimit full = before;
        full.rlim_cur = 192 * 1024;
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &full) == 0);
        first.take(JournalFeed::presence(2));
        second.take(JournalFeed::presence(1, std::string(400'000, 'y')));
        std::vector<Journal::Quarantined> quarantined(1);
        quarantined[0].feed = first.row.id;
        quarantined[0].reason = "r";
        Journal::Addition additions[] = {first.addition(), second.addition()};
        const auto failed = journal->commit(additions, quarantined);
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &before) == 0);
        std::signal(SIGXFSZ, ignored);
        QVERIFY(!failed);
        QVERIFY(!failed.error().text.isEmpty());

        QCOMPARE(journal->lastSegment(), std::int64_t{1});
        QVERIFY(first.ledger.find("st")->changed);
        {
            // What a program that was killed now would find.
            QTemporaryDir copy;
            for (const auto &name : {u"journal.sqlite"_s, u"journal.sqlite-wal"_s})
                QVERIFY(QFile::copy(folder.filePath(name), copy.filePath(name)));
            auto other = openIn(copy);
            QCOMPARE(other->lastSegment(), std::int64_t{1});
            QCOMPARE(other->feed("first")->streams.front().offset, std::uint64_t{1});
            QCOMPARE(other->feed("first")->received, std::uint64_t{1});
            QCOMPARE(other->feed("first")->quarantined, std::uint64_t{0});
            QVERIFY(other->feed("second")->streams.empty());
        }
        // Now that there is room, the same again is written.
        QVERIFY(journal->commit(additions, quarantined));
        QCOMPARE(additions[0].number, std::int64_t{2});
        QCOMPARE(additions[1].number, std::int64_t{3});
        QVERIFY(!first.ledger.find("st")->changed);
        QCOMPARE(journal->feed("first")->streams.front().offset, std::uint64_t{2});
        QCOMPARE(journal->feed("second")->streams.front().offset, std::uint64_t{1});
    }
#endif

    void restart()
    {
        QTemporaryDir folder;
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            feed.take(JournalFeed::presence(1));
            feed.take(JournalFeed::presence(2), Timestamp(std::chrono::milliseconds(5'000)));
            feed.take(R"({"specversion":"1.0","id":"loose","source":"/s","type":"t"})");
            QVERIFY(feed.commit());
            feed.take(JournalFeed::presence(3)); // never committed
            QCOMPARE(feed.ledger.find("st")->offset, std::uint64_t{3});
        }
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        QCOMPARE(feed.row.received, std::uint64_t{3});
        QCOMPARE(feed.row.streams.size(), std::size_t{1});
        const auto *cursor = feed.ledger.find("st");
        QVERIFY(cursor && cursor->offset == 2 && cursor->epoch == "ep" && !cursor->changed);
        QVERIFY(cursor->received == Timestamp(std::chrono::milliseconds(5'000)));
        feed.take(JournalFeed::presence(2));
        feed.take(R"({"specversion":"1.0","id":"loose","source":"/s","type":"t"})");
        QCOMPARE(feed.duplicates, 2);
        QVERIFY(!feed.commit());
        feed.take(JournalFeed::presence(3));
        feed.take(JournalFeed::presence(5));
        QCOMPARE(feed.ahead, 1);
        const auto batch = feed.commit();
        QVERIFY(batch && batch->events.size() == 1 && batch->segment == 2);
        JournalFeed other(*journal, "other");
        other.take(JournalFeed::presence(1));
        QVERIFY(other.commit()); // each feed has its own books
        QVERIFY(other.ledger.find("st")->id != cursor->id);
    }

    /// A cursor that moved without an event is written as well.
    void cursorAlone()
    {
        QTemporaryDir folder;
        {
            auto journal = openIn(folder);
            JournalFeed feed(*journal, "f");
            feed.take(JournalFeed::presence(1));
            QVERIFY(feed.commit());
            auto again = JournalFeed::presence(1);
            again.replace(again.find("\"sequence\":\"1\""), 14, "\"sequence\":\"2\"");
            feed.take(again);
            QCOMPARE(feed.duplicates, 1);
            QVERIFY(!feed.commit());
        }
        auto journal = openIn(folder);
        QCOMPARE(journal->feed("f")->streams.front().offset, std::uint64_t{2});
        QCOMPARE(journal->lastSegment(), std::int64_t{1});
    }

    void identitiesOfTheNewest()
    {
        QTemporaryDir folder;
        auto journal = openIn(folder);
        JournalFeed feed(*journal, "f");
        JournalFeed other(*journal, "other");
        for (std::uint64_t i = 1; i <= 9; ++i) {
            feed.take(JournalFeed::presence(i));
            other.take(R"({"specversion":"1.0","id":"o)" + std::to_string(i) + R"(","source":"/s","type":"t"})");
            if (i % 3 == 0)
                QVERIFY(feed.commit() && other.commit());
        }
        Ledger ledger([] { return StreamId{1}; });
        QVERIFY(journal->restoreIdentities(feed.row.id, 4, ledger));
        Event event;
        const auto isKnown = [&](const char *id) {
            return ledger.admit(event, Identity::of("/s", id), {}) == Ledger::Verdict::Duplicate;
        };
        for (const char *id : {"i6", "i7", "i8", "i9"})
            QVERIFY2(isKnown(id), id);
        for (const char *id : {"i5", "i1", "o9"})
            QVERIFY2(!isKnown(id), id);
    }

    void quarantine()
    {
        QTemporaryDir folder;
        auto journal = openIn(folder);
        const auto feed = journal->feed("f")->id;
        const auto other = journal->feed("other")->id;
        std::vector<Journal::Quarantined> messages;
        messages.reserve(4);
        for (int i = 0; i < 3; ++i)
            messages.push_back({feed, Timestamp(std::chrono::milliseconds(i)), "reason " + std::to_string(i),
                                QByteArray("a\0\xff", 3), 0});
        messages.push_back({other, {}, "other", {}, 0});
        QVERIFY(journal->commit({}, messages));
        QVERIFY(messages[0].id > 0 && messages[2].id > messages[1].id);
        const auto kept = journal->quarantine(feed, 2);
        QVERIFY(kept);
        QCOMPARE(kept->size(), std::size_t{2});
        QCOMPARE(kept->front().reason, std::string("reason 1"));
        QCOMPARE(kept->back().bytes, QByteArray("a\0\xff", 3));
        QVERIFY(kept->back().received == Timestamp(std::chrono::milliseconds(2)));
        QCOMPARE(kept->back().id, messages[2].id);
        QCOMPARE(journal->feed("f")->quarantined, std::uint64_t{3});
        QCOMPARE(journal->feed("other")->quarantined, std::uint64_t{1});
    }

    void quarantineIsBounded_data()
    {
        QTest::addColumn<int>("messages");
        QTest::addColumn<int>("size");
        QTest::addRow("many") << static_cast<int>(Journal::quarantineLimit) + 600 << 10;
        QTest::addRow("large") << 600 << 256 * 1024;
    }
    void quarantineIsBounded()
    {
        QFETCH(int, messages);
        QFETCH(int, size);
        QTemporaryDir folder;
        auto journal = openIn(folder);
        const auto feed = journal->feed("f")->id;
        const QByteArray bytes(size, 'j');
        for (int done = 0; done < messages; done += 100) {
            std::vector<Journal::Quarantined> part(100, {feed, {}, "r", bytes, 0});
            QVERIFY(journal->commit({}, part));
        }
        const auto kept = journal->quarantine(feed, messages);
        QVERIFY(kept);
        QVERIFY(kept->size() <= std::size_t{Journal::quarantineLimit} + 256);
        QVERIFY(kept->size() * bytes.size() <= std::size_t{Journal::quarantineBytesLimit} + 256 * bytes.size());
        QVERIFY(kept->size() >= 200);
        QCOMPARE(kept->back().id, std::int64_t{messages}); // the newest stay
        QCOMPARE(journal->feed("f")->quarantined, static_cast<std::uint64_t>(messages));
    }

    void progress()
    {
        QTemporaryDir folder;
        auto journal = openIn(folder);
        QCOMPARE(*journal->progress("x"), std::int64_t{0});
        QVERIFY(journal->setProgress("x", 5));
        QVERIFY(journal->setProgress("x", 7));
        QVERIFY(journal->setProgress("y", 1));
        QCOMPARE(*journal->progress("x"), std::int64_t{7});
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
