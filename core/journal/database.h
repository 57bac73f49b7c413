// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <QByteArrayView>
#include <QString>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace Bellboard {

/// What SQLite said was wrong.
struct DatabaseError
{
    int code = 0; ///< SQLite's extended result code
    QString text; ///< SQLite's words, with what we were doing
};

/// Whether an error says that the database's content is not as it was written, so that trying again does not help; other errors
/// are of the disk, the system or another process, and pass when those are mended.
bool isDamage(const DatabaseError &error);
/// An error of our own that isDamage().
DatabaseError damage(const QString &text);

/// A prepared statement. Blobs and texts are bound without a copy: they must live until the statement was run.
class Statement
{
public:
    Statement() = default;

    Statement &bind(int index, std::int64_t value);
    Statement &bind(int index, std::string_view text);
    Statement &bindBlob(int index, const void *data, std::size_t size);

    /// Runs to the next row: true when there is one. The statement is reset when there is none, and on errors.
    Result<bool, DatabaseError> next();
    /// Runs a statement that yields no rows.
    Result<void, DatabaseError> run();
    void reset();

    std::int64_t integer(int column) const;
    /// Valid until the next call of next() or reset().
    std::string_view text(int column) const;
    std::string_view blob(int column) const;

private:
    friend class Database;
    struct Finalizer
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    explicit Statement(sqlite3_stmt *statement) : m_statement(statement) { }

    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// One connection to an SQLite database; all on one thread.
class Database
{
public:
    /// One that is not open: all that is asked of it fails.
    Database() = default;

    /// Opens `file`, making it with mode 0600 when it is not there. One that is there stays as it is, until adopt().
    static Result<Database, DatabaseError> open(const QString &file);
    /// Says that the database is ours: gives its files the mode 0600, and has its log folded in when it is closed.
    Result<void, DatabaseError> adopt();

    /// Opens `file`, which is there and ours, once more.
    static Result<Database, DatabaseError> openAgain(const QString &file);
    /// Opens `file`, which is there, only to read; another process may be writing it.
    static Result<Database, DatabaseError> openReader(const QString &file);

    /// Opens what is left of the damaged `file` to read: pages are not checked, and tables that make no sense are passed over.
    static Result<Database, DatabaseError> openRemains(const QString &file);

    /// Whether each page has a checksum; those of a database that an older program made do not.
    bool hasCheckedPages() const;
    /// Writes the whole database anew, with checksums; needs room for it twice.
    Result<void, DatabaseError> rewrite();
    /// Reads every page of the file and compares it with its checksum, as far as they have one. What still stands in the
    /// write-ahead log is folded in first. Ends early, without an error, when `stop` becomes true.
    Result<void, DatabaseError> verifyPages(const std::atomic<bool> &stop);

    /// Calls `grown(pages)` behind each commit, with how many pages stand in the write-ahead log now; nothing is folded in by itself any
    /// more. The database may be moved meanwhile, what `grown` needs may not.
    void watchLog(std::function<void(int pages)> grown);

    /// Writes what stands in the write-ahead log into the file as far as nobody is in the way; up to which page of the log it stands
    /// there now.
    Result<int, DatabaseError> foldLog();

    /// Whether the file was removed, renamed or replaced since it was opened, as far as the system tells.
    bool hasMoved() const;
    Result<void, DatabaseError> execute(const char *sql);
    Result<Statement, DatabaseError> prepare(std::string_view sql);
    /// The same for several, each with the SQL beside it.
    Result<void, DatabaseError> prepare(std::span<const std::pair<Statement *, std::string_view>> statements);
    std::int64_t lastInsertedRow() const;
    /// The one number that `sql` yields.
    Result<std::int64_t, DatabaseError> number(std::string_view sql);

private:
    struct Closer
    {
        void operator()(sqlite3 *database) const;
    };
    explicit Database(sqlite3 *database) : m_database(database) { }
    static Result<Database, DatabaseError> openWith(const QString &file, int access, const char *vfs);
    QString fileName() const;
    /// Room for the checksums, in a database that is made or rewritten from now on; others stay as they are.
    void reservePageChecksums();

    std::unique_ptr<std::function<void(int)>> m_logGrown; ///< where SQLite finds it
    std::unique_ptr<sqlite3, Closer> m_database;
};

/// Begins a transaction and rolls it back at the end of its scope, unless it was committed.
class Transaction
{
public:
    static Result<Transaction, DatabaseError> begin(Database &database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    Result<void, DatabaseError> commit();

private:
    explicit Transaction(Database &database) : m_database(&database) { }

    Database *m_database;
};

} // namespace Bellboard
