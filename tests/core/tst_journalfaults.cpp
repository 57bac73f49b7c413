// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "faultydisk.h"
#include "journal/writeaheadlog.h"
#include "journalfixture.h"
#include "stricttest.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>
#include <random>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

using Fault = FaultyDisk::Fault;

/// What was said to be on disk.
struct Promised
{
    std::uint64_t offset = 0; ///< up to this all events
    std::uint64_t junk = 0;
    QSet<QString> commands;
    QSet<QString> sent;
    std::int64_t progress = 0;
};

/// A user of the journal who tries again until it works, as the program does, and believes only what succeeded.
class Scenario
{
public:
    explicit Scenario(const QString &folder) : m_folder(folder) { }

    /// All of it; false when a step cannot be done on a disk that is well.
    bool run()
    {
        if (!step([this] { return open(); }))
            return false;
        for (int i = 0; i < 3; ++i) {
            if (!commitEvents(i) || !commands(i))
                return false;
        }
        m_feed.reset();
        m_journal.reset(); // folds the log in; what fails here is done by whoever opens it next
        FaultyDisk::install().heal();
        return true;
    }

    Promised promised;
    QString disagreement; ///< between what was promised and what a program that was killed at the first fault left

private:
    bool open()
    {
        m_feed.reset();
        auto opened = Journal::open(m_folder);
        if (!opened)
            return note(opened.error());
        m_journal = std::move(*opened);
        if (auto row = m_journal->feed("f"); !row)
            return note(row.error());
        return true;
    }

    void makeFeed()
    {
        const FaultyDisk::Pause pause(FaultyDisk::install()); // the fixture cannot fail
        m_feed.emplace(*m_journal, "f");
    }

    bool commitEvents(int round)
    {
        if (!m_feed)
            makeFeed();
        for (int i = 0; i < 3; ++i)
            m_feed->take(JournalFeed::presence(++m_taken, std::string(i == 2 ? 40'000 : 10, 'x')));
        std::vector<Journal::Quarantined> quarantined(1);
        quarantined[0].feed = m_feed->row.id;
        quarantined[0].reason = "r";
        const bool done = step([&] {
            Journal::Addition additions[] = {m_feed->addition()};
            const auto committed = m_journal->commit(additions, quarantined);
            if (!committed)
                return note(committed.error());
            m_feed->segment.take(additions[0].number);
            return true;
        });
        promised.offset = done ? m_taken : promised.offset;
        promised.junk += done ? 1 : 0;
        return done && step([&] {
                   const auto set = m_journal->setProgress("x", round + 1);
                   promised.progress = set ? round + 1 : promised.progress;
                   return set ? true : note(set.error());
               });
    }

    bool commands(int round)
    {
        OutboxStore::Entry entry;
        entry.command.key = u"key %1"_s.arg(round);
        entry.command.name = u"acknowledge"_s;
        if (!step([&] {
                const auto added = m_journal->outbox().add(m_feed->row.id, entry);
                return added ? true : note(added.error());
            }))
            return false;
        promised.commands.insert(entry.command.key);
        if (round == 0)
            return true;
        if (round == 1)
            return step([&] {
                const auto marked = m_journal->outbox().markSent(entry.position);
                if (marked)
                    promised.sent.insert(entry.command.key);
                return marked ? true : note(marked.error());
            });
        // From here on it may be gone or not.
        promised.commands.remove(entry.command.key);
        return step([&] {
            const auto removed = m_journal->outbox().remove(entry.position);
            return removed ? true : note(removed.error());
        });
    }

    /// Does something until it works; the disk is well again after the first failure, or after the second.
    template<typename Action>
    bool step(Action action)
    {
        for (int attempt = 0; attempt < 4; ++attempt) {
            if (action())
                return true;
            if (!m_looked) {
                m_looked = true;
                lookAtRemains();
            }
            if (attempt > 0)
                FaultyDisk::install().heal();
        }
        return false;
    }

    bool note(const DatabaseError &error)
    {
        // Whatever the disk does, it must not be taken for damage: the journal would be set aside.
        if (isDamage(error))
            disagreement = u"taken for damage: %1 %2"_s.arg(error.code).arg(error.text);
        else if (error.text.isEmpty())
            disagreement = u"no words"_s;
        return false;
    }

    void lookAtRemains();

    const QString m_folder;
    std::unique_ptr<Journal> m_journal;
    std::optional<JournalFeed> m_feed;
    std::uint64_t m_taken = 0;
    bool m_looked = false;
};

/// What is wrong with a journal by what was promised; with `atLeast` there may be more than that.
QString compare(const QString &folder, const Promised &promised, bool atLeast)
{
    auto journal = Journal::open(folder);
    if (!journal)
        return promised.offset == 0 && atLeast ? QString() : u"cannot be opened: "_s + journal.error().text;
    if (const auto verified = (*journal)->verify(false); !verified)
        return verified.error().text;
    const auto feed = (*journal)->feed("f");
    if (!feed)
        return feed.error().text;
    std::uint64_t offset = 0;
    std::int64_t number = 0;
    SegmentReader reader;
    bool inOrder = true;
    while (*(*journal)->visitSegmentAfter(number, [&](const StoredSegment &segment) {
        number = segment.number;
        for (const auto &event : reader.read(segment, 0, true)->events)
            inOrder = inOrder && event.offset == ++offset;
    })) { }
    const auto cursor = feed->streams.empty() ? 0 : feed->streams.front().offset;
    if (!inOrder || reader.undecodable() > 0 || cursor != offset || feed->received != offset)
        return u"%1 events to %2, the cursor at %3"_s.arg(feed->received).arg(offset).arg(cursor);
    if (atLeast ? offset < promised.offset : offset != promised.offset)
        return u"%1 events of %2"_s.arg(offset).arg(promised.offset);
    const auto progress = *(*journal)->progress("x");
    if (atLeast ? progress < promised.progress : progress != promised.progress)
        return u"progress %1 of %2"_s.arg(progress).arg(promised.progress);
    if (atLeast ? feed->quarantined < promised.junk : feed->quarantined != promised.junk)
        return u"quarantine %1 of %2"_s.arg(feed->quarantined).arg(promised.junk);
    QSet<QString> commands;
    QSet<QString> sent;
    const auto entries = (*journal)->outbox().entries(feed->id);
    if (!entries)
        return entries.error().text;
    for (const auto &entry : *entries) {
        commands.insert(entry.command.key);
        if (entry.sent)
            sent.insert(entry.command.key);
    }
    if (atLeast ? !commands.contains(promised.commands) || !sent.contains(promised.sent)
                : commands != promised.commands || sent != promised.sent)
        return u"commands "_s + QStringList(commands.values()).join(u',');
    return {};
}

void Scenario::lookAtRemains()
{
    auto &disk = FaultyDisk::install();
    QTemporaryDir copy;
    for (const auto *name : {"journal.sqlite", "journal.sqlite-wal"})
        QFile::copy(m_folder + u'/' + QLatin1String(name), copy.filePath(QLatin1String(name)));
    const FaultyDisk::Pause pause(disk);
    if (const auto wrong = compare(copy.path(), promised, true); !wrong.isEmpty())
        disagreement = u"had it been killed then: "_s + wrong;
}

} // namespace

/// A fault at each single write, sync, truncation, removal and opening that the journal does, one after the other.
class TestJournalFaults : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install().skipSyncs(true); }

    void everyOperation_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("count");
        const std::pair<const char *, Fault> faults[] = {{"full", Fault::Full},
                                                         {"read-only", Fault::ReadOnly},
                                                         {"input/output error", Fault::InputOutput},
                                                         {"short write", Fault::ShortWrite},
                                                         {"unreadable", Fault::Unreadable}};
        for (const auto &[name, fault] : faults) {
            QTest::addRow("%s, once", name) << fault << 1;
            QTest::addRow("%s, until it is mended", name) << fault << FaultyDisk::forever;
        }
    }
    void everyOperation()
    {
        QFETCH(Fault, fault);
        QFETCH(int, count);
        auto &disk = FaultyDisk::install();
        int first = 0;
        bool failed = true;
        while (failed) {
            ++first;
            QTemporaryDir folder;
            Scenario scenario(folder.path());
            disk.fail(fault, first, count);
            const bool done = scenario.run();
            failed = disk.hasFailed();
            disk.heal();
            const auto where = u"a fault at operation %1: "_s.arg(first);
            QVERIFY2(done, qPrintable(where + u"it did not go on"_s));
            QVERIFY2(scenario.disagreement.isEmpty(), qPrintable(where + scenario.disagreement));
            const auto wrong = compare(folder.path(), scenario.promised, false);
            QVERIFY2(wrong.isEmpty(), qPrintable(where + wrong));
        }
        QVERIFY2(first > 20, "there were hardly any operations");
        qInfo("%d operations", first - 1);
    }

    /// What commits left whose sync failed looks like a log that was damaged later, until the log is folded in.
    void failedSyncsAreNoDamage()
    {
        auto &disk = FaultyDisk::install();
        struct Place
        {
            QTemporaryDir folder;
            Result<std::unique_ptr<Journal>, DatabaseError> opened = Journal::open(folder.path());
            Journal *journal = opened->get();
            JournalFeed feed{*journal, "f"};
            std::uint64_t offset = 0;

            bool commit(int size)
            {
                feed.take(JournalFeed::presence(++offset, noise(size)));
                return feed.commit() != nullptr;
            }
            static std::string noise(int size)
            {
                std::mt19937 random(3);
                std::string text(static_cast<std::size_t>(size), 'x');
                std::ranges::generate(text, [&] { return static_cast<char>('a' + random() % 26); });
                return text;
            }
        };
        // The sync is the last thing that a commit does: how many things it does is found out elsewhere.
        Place elsewhere;
        disk.fail(Fault::InputOutput, FaultyDisk::forever);
        QVERIFY(elsewhere.commit(200'000));
        const int large = disk.heal();
        Place place;
        disk.fail(Fault::InputOutput, large, 1);
        QVERIFY(!place.commit(200'000));
        QVERIFY(disk.hasFailed());
        // The outbox and the marks are smaller commits.
        OutboxStore::Entry entry;
        entry.command.key = u"k"_s;
        entry.command.text = QString::fromStdString(Place::noise(50'000));
        disk.fail(Fault::InputOutput, FaultyDisk::forever);
        QVERIFY(elsewhere.journal->outbox().add(elsewhere.feed.row.id, entry));
        const int small = disk.heal();
        QVERIFY(small < large);
        disk.fail(Fault::InputOutput, small, 1);
        QVERIFY(!place.journal->outbox().add(place.feed.row.id, entry));
        disk.heal();
        QVERIFY(place.journal->setProgress("x", 1));

        const auto log = [&] { return WriteAheadLog::read(Journal::fileIn(place.folder.path()) + u"-wal"_s); };
        QVERIFY(log()->isDamaged());
        QVERIFY(place.journal->foldLog());
        QVERIFY(!log() || !log()->isDamaged());
    }
};

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journalfaults.moc"
