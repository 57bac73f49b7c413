// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/checkedpages.h"

#include "filecontent.h"
#include "journalfixture.h"
#include "stricttest.h"

#include <QFile>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <random>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
}

/// Opens the journal and looks at all of it; what was found.
Result<void, DatabaseError> inspect(const QString &folder)
{
    const auto journal = Journal::open(folder);
    if (!journal)
        return Unexpected(journal.error());
    return (*journal)->verify(false);
}

} // namespace

/// Every page of the journal carries a checksum.
class TestCheckedPages : public StrictTest
{
    Q_OBJECT

private:
    /// A journal with some segments, closed.
    void fill(const QTemporaryDir &folder)
    {
        auto journal = Journal::open(folder.path());
        QVERIFY(journal);
        JournalFeed feed(**journal, "f");
        std::mt19937 random(7);
        for (std::uint64_t offset = 1; offset <= 12; ++offset) {
            std::string padding(9'000, 'x');
            for (auto &character : padding)
                character = static_cast<char>('a' + random() % 26);
            feed.take(JournalFeed::presence(offset, padding));
            QVERIFY(feed.commit());
        }
    }

private Q_SLOTS:
    /// Whichever byte of the file is another one, it is noticed.
    void eachByteCounts()
    {
        QTemporaryDir folder;
        fill(folder);
        const auto path = Journal::fileIn(folder.path());
        const auto whole = contentOf(path);
        QVERIFY(whole.size() > 8 * 16384);
        QVERIFY(inspect(folder.path()));
        const auto seed = std::random_device()();
        std::mt19937 random(seed);
        for (int i = 0; i < 400; ++i) {
            // The header is the most delicate part.
            const auto at = i < 100 ? i : static_cast<qsizetype>(random() % static_cast<std::size_t>(whole.size()));
            auto damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1 + random() % 255));
            write(path, damaged);
            const auto seen = inspect(folder.path());
            const auto what = u"seed %1, byte %2 became %3"_s.arg(seed).arg(at).arg(int{damaged[at]}).toUtf8();
            QVERIFY2(!seen, what.constData());
            // A schema that is a little higher than ours looks like one of a newer program, in the header.
            QVERIFY2(isDamage(seen.error()) || seen.error().text.contains(u"newer"_s),
                     (what + ": " + seen.error().text.toUtf8()).constData());
            QVERIFY(QFile::remove(path));
            QFile::remove(path + u"-wal"_s);
            QFile::remove(path + u"-shm"_s);
        }
    }

    void aPageInAnotherPlace()
    {
        QTemporaryDir folder;
        fill(folder);
        const auto path = Journal::fileIn(folder.path());
        auto content = contentOf(path);
        content.replace(5 * 16384, 16384, content.mid(4 * 16384, 16384));
        write(path, content);
        const auto seen = inspect(folder.path());
        QVERIFY(!seen && isDamage(seen.error()));
        QCOMPARE(seen.error().text, u"page 6 is not as it was written"_s);
    }

    /// A journal of version 0.1.0 had none; it gets them.
    void older()
    {
        QTemporaryDir folder;
        {
            sqlite3 *raw = nullptr;
            QCOMPARE(sqlite3_open(QFile::encodeName(Journal::fileIn(folder.path())).constData(), &raw), SQLITE_OK);
            QCOMPARE(sqlite3_exec(raw, "PRAGMA page_size = 16384; PRAGMA application_id = 1113943148", nullptr, nullptr,
                                  nullptr),
                     SQLITE_OK);
            sqlite3_close(raw);
            auto database = Database::openRemains(Journal::fileIn(folder.path()));
            QVERIFY(database && database->execute("CREATE TABLE t (x); DROP TABLE t"));
            QVERIFY(!database->hasCheckedPages());
        }
        fill(folder);
        auto database = Database::open(Journal::fileIn(folder.path()));
        QVERIFY(database && database->number("SELECT count(*) FROM segment"));
        QVERIFY(database->hasCheckedPages());
        QVERIFY(inspect(folder.path()));
    }

    /// The system's SQLite reads our files.
    void ordinaryProgramsReadIt()
    {
        QTemporaryDir folder;
        fill(folder);
        auto database = Database::openRemains(Journal::fileIn(folder.path()));
        QVERIFY(database);
        QCOMPARE(*database->number("SELECT count(*) FROM segment"), std::int64_t{12});
        auto check = database->prepare("PRAGMA integrity_check");
        QVERIFY(check && check->next());
        QCOMPARE(QByteArray(check->text(0).data()), QByteArray("ok"));
    }
};

QTEST_GUILESS_MAIN(TestCheckedPages)
#include "tst_checkedpages.moc"
