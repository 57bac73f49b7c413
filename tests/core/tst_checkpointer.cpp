// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/checkpointer.h"

#include "journalfixture.h"
#include "stricttest.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mebibyte = qint64{1} << 20;
constexpr std::size_t noiseSize = 40'000;

/// Text that cannot be packed to speak of.
std::string noise(QRandomGenerator &random)
{
    std::string text(noiseSize, ' ');
    for (auto &character : text)
        character = static_cast<char>(random.bounded(int{'0'}, int{'Z'}));
    std::ranges::replace(text, '\\', 'a');
    return text;
}

} // namespace

class TestCheckpointer : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Nobody asks for it, and nobody waits: the file itself grows while the journal is open.
    void theLogIsFoldedInBesideTheCommits()
    {
        const QTemporaryDir folder;
        auto journal = Journal::open(folder.path()).value();
        const auto file = Journal::fileIn(folder.path());
        JournalFeed feed(*journal, "a");
        QRandomGenerator random(1);
        std::uint64_t offset = 0;
        while (QFileInfo(file + u"-wal"_s).size() < 17 * mebibyte && offset < 2'000) {
            feed.take(JournalFeed::presence(++offset, noise(random)));
            QVERIFY2(feed.commit(), qPrintable(feed.error.text));
        }
        QTRY_VERIFY(QFileInfo(file).size() > static_cast<qint64>(offset * noiseSize / 2));
        // Whoever reads it through finds all of it, and nothing half written.
        QVERIFY(journal->verify(false));
        std::uint64_t segments = 0;
        std::int64_t at = 0;
        while (*journal->visitSegmentAfter(at, [&](const StoredSegment &segment) {
            at = segment.number;
            ++segments;
        })) { }
        QCOMPARE(segments, offset);
    }

    /// How far it came is known afterwards, until it is forgotten.
    void saysHowFarItCame()
    {
        const QTemporaryDir folder;
        auto journal = Journal::open(folder.path()).value();
        JournalFeed feed(*journal, "a");
        feed.take(JournalFeed::presence(1, "x"));
        QVERIFY2(feed.commit(), qPrintable(feed.error.text));
        Checkpointer checkpointer(Journal::fileIn(folder.path()));
        QCOMPARE(checkpointer.newest().pages, 0);
        checkpointer.begin();
        checkpointer.finish();
        QVERIFY(!checkpointer.isRunning());
        const auto pages = checkpointer.newest().pages;
        QVERIFY(pages > 0);
        QVERIFY(checkpointer.newest().time.count() > 0);
        QVERIFY(QFileInfo(Journal::fileIn(folder.path()) + u"-wal"_s).size() >= qint64{pages} * 16'384);
        checkpointer.forget();
        QCOMPARE(checkpointer.newest().pages, 0);
    }

    /// A file that was moved away is not made anew, empty, in its place.
    void makesNoFile()
    {
        const QTemporaryDir folder;
        const auto file = folder.filePath(u"gone.sqlite"_s);
        Checkpointer checkpointer(file);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the write-ahead log cannot be folded in"_s));
        checkpointer.begin();
        checkpointer.finish();
        QVERIFY(!QFileInfo::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestCheckpointer)
#include "tst_checkpointer.moc"
