// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/journalrescue.h"

#include "journal/writeaheadlog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTimeZone>

#include <sqlite3.h>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// What belongs to a database, in the order in which it is to be moved away: a log must never lie beside another database than
/// its own, which SQLite would fold it into.
constexpr std::array suffixes{"-wal", "-shm", ""};
/// A larger file is not copied for the sake of its outbox.
constexpr qint64 copyLimit = qint64{512} << 20;
constexpr qint64 pageSize = 16384;

QString newFileIn(const QString &folder)
{
    return folder + u"/journal-new.sqlite"_s;
}

void removeDatabase(const QString &file)
{
    for (const auto *suffix : suffixes)
        QFile::remove(file + QLatin1String(suffix));
}

Unexpected<DatabaseError> failure(const QString &text)
{
    return Unexpected(DatabaseError{SQLITE_CANTOPEN, text});
}

/// What is found of what the user asked for and wrote.
struct Found
{
    OutboxStore::Salvage outbox{{}, false};
    std::vector<DraftStore::Salvaged> drafts{};
};

Found readOutbox(const QString &file)
{
    auto remains = Database::openRemains(file);
    return remains ? Found{OutboxStore::salvage(*remains), DraftStore::salvage(*remains)} : Found{};
}

/// The outbox of a file that SQLite makes no sense of, read from a copy that has all of the log that is whole, and that begins
/// like `sample`, a fresh journal, if need be: the tables of all journals that the same program made begin at the same pages.
/// Whatever is found so has its own checksum.
Found readOutboxInCopy(const QString &file, const QString &sample)
{
    const auto copy = file + u"-outbox"_s;
    removeDatabase(copy);
    const auto log = WriteAheadLog::read(file + u"-wal"_s);
    QFile mended(copy);
    if (QFile(file).size() > copyLimit || !QFile::copy(file, copy) || !mended.open(QIODevice::ReadWrite)
        || (log && !log->applyTo(mended)))
        return {};
    mended.close();
    auto found = readOutbox(copy);
    QFile first(sample);
    if (!found.outbox.complete && found.outbox.entries.empty() && first.open(QIODevice::ReadOnly)
        && mended.open(QIODevice::ReadWrite)) {
        auto page = first.read(pageSize);
        // Of how many pages there are, the file's size tells where this field does not fit the one at 24 (fileformat2, 1.3.7).
        page.replace(92, 4, QByteArray(4, '\0'));
        mended.write(page);
        mended.close();
        found = readOutbox(copy);
    }
    found.outbox.complete = false;
    removeDatabase(copy);
    return found;
}

/// A name that is free for all that belongs to a database.
QString freeName(const QString &folder, const QString &word, Timestamp now)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), QTimeZone::utc());
    const auto stem = u"journal-"_s + word + u'-' + time.toString(u"yyyyMMdd-hhmmss"_s);
    auto name = stem + u".sqlite"_s;
    for (int i = 2; QFile::exists(folder + u'/' + name) || QFile::exists(folder + u'/' + name + u"-wal"_s); ++i)
        name = stem + u'-' + QString::number(i) + u".sqlite"_s;
    return name;
}

} // namespace

Result<JournalRescue, DatabaseError> rescueJournal(const QString &folder, const QString &word, Timestamp now,
                                                   const std::function<Result<void, DatabaseError>(Journal &)> &prepare)
{
    const auto file = Journal::fileIn(folder);
    removeDatabase(newFileIn(folder));
    auto fresh = Journal::openFile(newFileIn(folder));
    if (!fresh)
        return Unexpected(fresh.error());
    if (auto prepared = prepare ? prepare(**fresh) : Result<void, DatabaseError>(); !prepared)
        return Unexpected(prepared.error());
    if (auto folded = (*fresh)->foldLog(); !folded) // for what is copied from it
        return Unexpected(folded.error());

    const auto log = WriteAheadLog::read(file + u"-wal"_s);
    auto found = log && log->isDamaged() ? Found() : readOutbox(file);
    if (!found.outbox.complete && found.outbox.entries.empty())
        found = readOutboxInCopy(file, newFileIn(folder));
    for (auto &[feedName, entry] : found.outbox.entries) {
        const auto feed = (*fresh)->feed(feedName);
        if (!feed)
            return Unexpected(feed.error());
        if (auto kept = (*fresh)->outbox().restore(feed->id, entry); !kept)
            return Unexpected(kept.error());
    }
    for (const auto &[feedName, entry] : found.drafts) {
        const auto feed = (*fresh)->feed(feedName);
        if (!feed)
            return Unexpected(feed.error());
        if (auto kept = (*fresh)->drafts().set(feed->id, entry); !kept)
            return Unexpected(kept.error());
    }
    fresh->reset();
    if (QFile::exists(newFileIn(folder) + u"-wal"_s))
        return failure(u"the new journal cannot be completed"_s);

    const JournalRescue rescue{freeName(folder, word, now), found.outbox.entries.size(), found.outbox.complete};
    for (const auto *suffix : suffixes) {
        QFile part(file + QLatin1String(suffix));
        if (part.exists() && !part.rename(folder + u'/' + rescue.file + QLatin1String(suffix)))
            return failure(u"%1 cannot be set aside: %2"_s.arg(part.fileName(), part.errorString()));
    }
    finishRescue(folder);
    if (!QFile::exists(file))
        return failure(u"the new journal cannot be put in its place"_s);
    return rescue;
}

void finishRescue(const QString &folder)
{
    const auto file = Journal::fileIn(folder);
    if (QFile::exists(newFileIn(folder)) && !QFile::exists(file) && !QFile::exists(newFileIn(folder) + u"-wal"_s))
        QFile::rename(newFileIn(folder), file);
    else
        removeDatabase(newFileIn(folder)); // the old one still stands
}

QStringList setAsideJournals(const QString &folder)
{
    auto names = QDir(folder).entryList({u"journal-*-*.sqlite"_s}, QDir::Files, QDir::Name);
    std::ranges::sort(names, {}, [](const QString &name) { return name.section(u'-', 2); });
    return names;
}

} // namespace Bellboard
