// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/journalfollower.h"
#include "journal/journalreader.h"
#include "journal/schema.h"
#include "journalfixture.h"
#include "stricttest.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A journal that is written, in a folder of its own.
struct Written
{
    QTemporaryDir folder;
    std::unique_ptr<Journal> journal;

    Written() : journal(open()) { }
    std::unique_ptr<Journal> open() const
    {
        auto opened = Journal::open(folder.path());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        return std::move(*opened);
    }
    QString file() const { return Journal::fileIn(folder.path()); }
};

/// Follows a journal, and keeps what came of it.
struct Follower
{
    explicit Follower(const QString &folder, Engine::Replay replay = Engine::Replay::FromStart,
                      std::chrono::milliseconds patience = 10s)
        : follower({folder, feeds(), replay, patience})
    {
        QObject::connect(&follower, &JournalFollower::batchReady, &follower, [this](const EventBatchPtr &batch) {
            mostUnderWay = std::max(mostUnderWay, ++underWay);
            for (const auto &event : batch->events) {
                offsets.append(event.offset);
                indexes.insert(event.feed);
            }
            replayed += batch->replayed ? batch->events.size() : 0;
            QMetaObject::invokeMethod(
                &follower,
                [this, batch] {
                    --underWay;
                    follower.consumed(batch);
                },
                Qt::QueuedConnection);
        });
        QObject::connect(&follower, &JournalFollower::replayFinished, &follower, [this] { ++replaysFinished; });
        QObject::connect(&follower, &JournalFollower::ended, &follower,
                         [this](const EngineError &error) { errors.append(error); });
        follower.start();
    }

    static QList<FeedSettings> feeds()
    {
        FeedSettings other;
        other.name = u"not in the journal"_s;
        FeedSettings followed;
        followed.name = u"followed"_s;
        return {other, followed};
    }

    JournalFollower follower;
    QList<quint64> offsets;
    QSet<FeedIndex> indexes;
    quint64 replayed = 0;
    int replaysFinished = 0;
    int underWay = 0;
    int mostUnderWay = 0;
    QList<EngineError> errors;
};

void write(JournalFeed &feed, quint64 from, quint64 to)
{
    for (auto offset = from; offset <= to; ++offset) {
        feed.take(JournalFeed::presence(offset));
        QVERIFY(feed.commit());
    }
}

QList<quint64> range(quint64 from, quint64 to)
{
    QList<quint64> numbers;
    for (auto number = from; number <= to; ++number)
        numbers.append(number);
    return numbers;
}

} // namespace

/// A journal read beside the one who writes it.
class TestJournalReader : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void seesWhatIsCommittedMeanwhile()
    {
        Written written;
        JournalFeed feed(*written.journal, "followed");
        write(feed, 1, 2);
        auto reader = JournalReader::open(written.folder.path());
        QVERIFY(reader);
        QCOMPARE((*reader)->lastSegment(), 2);
        QCOMPARE((*reader)->feedName(feed.row.id), u"followed"_s);
        write(feed, 3, 3);
        JournalFeed second(*written.journal, "second");
        QCOMPARE((*reader)->lastSegment(), 2);
        QVERIFY((*reader)->refresh());
        QCOMPARE((*reader)->lastSegment(), 3);
        QCOMPARE((*reader)->feedName(second.row.id), u"second"_s);
        std::int64_t number = 0;
        QVERIFY(*(*reader)->visitSegmentAfter(2, [&](const StoredSegment &segment) { number = segment.number; }));
        QCOMPARE(number, 3);
        QVERIFY(!*(*reader)->visitSegmentAfter(3, [](const StoredSegment &) { }));
    }

    void writesNothing()
    {
        const Written written;
        auto reader = Database::openReader(written.file());
        QVERIFY(reader);
        QVERIFY(!reader->execute("DELETE FROM feed"));
        QVERIFY(!reader->execute("PRAGMA user_version = 7"));
        QVERIFY(!Database::openReader(written.folder.filePath(u"none"_s)));
        QVERIFY(!QFile::exists(written.folder.filePath(u"none"_s)));
    }

    void followsFromTheStart()
    {
        Written written;
        JournalFeed feed(*written.journal, "followed");
        JournalFeed passedOver(*written.journal, "another");
        write(feed, 1, 30);
        write(passedOver, 1, 5);
        Follower follower(written.folder.path());
        QTRY_COMPARE(follower.replaysFinished, 1);
        write(feed, 31, 60);
        QTRY_COMPARE(follower.offsets, range(1, 60));
        QCOMPARE(follower.replayed, 30u);
        QCOMPARE(follower.indexes, QSet<FeedIndex>{1});
        QVERIFY(follower.mostUnderWay <= Delivery::creditLimit);
        QCOMPARE(follower.replaysFinished, 1);
        QVERIFY(follower.errors.isEmpty());
    }

    void followsFromNowOn()
    {
        Written written;
        JournalFeed feed(*written.journal, "followed");
        write(feed, 1, 30);
        Follower follower(written.folder.path(), Engine::Replay::None);
        QTRY_COMPARE(follower.replaysFinished, 1);
        write(feed, 31, 33);
        QTRY_COMPARE(follower.offsets, range(31, 33));
        QCOMPARE(follower.replayed, 0u);
    }

    /// The writer goes, and another takes its place.
    void followsTheNextWriter()
    {
        Written written;
        Follower follower(written.folder.path());
        {
            JournalFeed feed(*written.journal, "followed");
            write(feed, 1, 3);
            QTRY_COMPARE(follower.offsets, range(1, 3));
        }
        written.journal.reset();
        written.journal = written.open();
        JournalFeed feed(*written.journal, "followed");
        write(feed, 4, 6);
        QTRY_COMPARE(follower.offsets, range(1, 6));
        QVERIFY(follower.errors.isEmpty());
    }

    /// A tail may come while the journal is being made.
    void waitsForAJournalThatIsBeingMade()
    {
        const QTemporaryDir folder;
        Follower follower(folder.path());
        QCoreApplication::processEvents(); // it looks, in vain
        auto journal = Journal::open(folder.path());
        QVERIFY(journal);
        JournalFeed feed(**journal, "followed");
        write(feed, 1, 2);
        QTRY_COMPARE(follower.offsets.size(), 2);
        QVERIFY(follower.errors.isEmpty());
    }

    void saysThatThereIsNone()
    {
        const QTemporaryDir folder;
        const Follower follower(folder.path(), Engine::Replay::FromStart, 1ms);
        QTRY_COMPARE(follower.errors.size(), 1);
        QCOMPARE(follower.errors.first().kind, EngineError::Kind::Missing);
        QVERIFY2(follower.errors.first().text.contains(u"there is no "_s), qPrintable(follower.errors.first().text));
    }

    void saysThatItVanished()
    {
#ifndef Q_OS_UNIX
        QSKIP("an open file cannot be removed here");
#endif
        Written written;
        JournalFeed feed(*written.journal, "followed");
        write(feed, 1, 1);
        const Follower follower(written.folder.path());
        QTRY_COMPARE(follower.offsets, range(1, 1));
        QVERIFY(QFile::remove(written.file()));
        QTRY_COMPARE(follower.errors.size(), 1);
        QCOMPARE(follower.errors.first().kind, EngineError::Kind::Missing);
        QVERIFY2(follower.errors.first().text.endsWith(u"it was removed or replaced."_s),
                 qPrintable(follower.errors.first().text));
    }

    /// Another program, newer than ours, took the folder over while we read.
    void endsAtANewerSchema()
    {
        Written written;
        const Follower follower(written.folder.path());
        QTRY_COMPARE(follower.replaysFinished, 1);
        auto newer = Database::open(written.file());
        QVERIFY(newer);
        QVERIFY(newer->execute("PRAGMA user_version = 99"));
        QTRY_COMPARE(follower.errors.size(), 1);
        QCOMPARE(follower.errors.first().kind, EngineError::Kind::Journal);
        QVERIFY2(follower.errors.first().text.contains(u"written by a newer Bellboard (schema 99"_s),
                 qPrintable(follower.errors.first().text));
    }

    void refusesJunkAtOnce()
    {
        const QTemporaryDir folder;
        QFile junk(Journal::fileIn(folder.path()));
        QVERIFY(junk.open(QIODevice::WriteOnly));
        junk.write(QByteArray(5000, 'x'));
        junk.close();
        const Follower follower(folder.path(), Engine::Replay::FromStart, 1h);
        QTRY_COMPARE(follower.errors.size(), 1);
        QCOMPARE(follower.errors.first().kind, EngineError::Kind::Journal);
    }
};

QTEST_GUILESS_MAIN(TestJournalReader)
#include "tst_journalreader.moc"
