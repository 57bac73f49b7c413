// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/database.h"

#include "journal/checkedpages.h"

#include <QFile>

#include <sqlite3.h>

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Unexpected<DatabaseError> failure(sqlite3 *database)
{
    if (!database)
        return Unexpected(DatabaseError{SQLITE_CANTOPEN, u"it is not open"_s});
    const int code = sqlite3_extended_errcode(database);
    if (code == SQLITE_IOERR_DATA) // SQLite calls it a disk I/O error
        return Unexpected(DatabaseError{code, u"a page is not as it was written"_s});
    return Unexpected(DatabaseError{code, QString::fromUtf8(sqlite3_errmsg(database))});
}

/// The number that the second and third column of `PRAGMA wal_checkpoint` must both have for everything to be folded in.
bool isFoldedIn(Statement &checkpoint)
{
    const auto row = checkpoint.next();
    const bool folded = row && *row && checkpoint.integer(1) == checkpoint.integer(2);
    checkpoint.reset();
    return folded;
}

} // namespace

bool isDamage(const DatabaseError &error)
{
    switch (error.code & 0xff) { // the rest are SQLite's extensions of it
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    // What we write breaks no rule of the schema by itself.
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return true;
    default:
        return error.code == SQLITE_IOERR_DATA;
    }
}

DatabaseError damage(const QString &text)
{
    return {SQLITE_CORRUPT, text};
}

void Statement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement &Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Statement &Statement::bind(int index, std::string_view text)
{
    sqlite3_bind_text64(m_statement.get(), index, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindBlob(int index, const void *data, std::size_t size)
{
    sqlite3_bind_blob64(m_statement.get(), index, size > 0 ? data : "", size, SQLITE_STATIC);
    return *this;
}

Result<bool, DatabaseError> Statement::next()
{
    if (!m_statement)
        return failure(nullptr);
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    auto error = failure(sqlite3_db_handle(m_statement.get()));
    reset();
    return error;
}

Result<void, DatabaseError> Statement::run()
{
    auto row = next();
    if (!row)
        return Unexpected(row.error());
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)))
                 : std::string_view();
}

std::string_view Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)))
                 : std::string_view();
}

void Database::Closer::operator()(sqlite3 *database) const
{
    sqlite3_close_v2(database);
}

Result<Database, DatabaseError> Database::open(const QString &file)
{
    // SQLite would make the file by the umask; its WAL and SHM files take the mode of the file that is there.
    QFile created(file);
    if (!created.exists()) {
        if (!created.open(QIODevice::NewOnly | QIODevice::WriteOnly, ownerOnly))
            return Unexpected(
                DatabaseError{SQLITE_CANTOPEN, u"%1 cannot be made: %2"_s.arg(file, created.errorString())});
        created.close();
    }
    return openWith(file, SQLITE_OPEN_READWRITE, checkedPagesVfs());
}

Result<Database, DatabaseError> Database::openAgain(const QString &file)
{
    return openWith(file, SQLITE_OPEN_READWRITE, checkedPagesVfs());
}

Result<Database, DatabaseError> Database::openReader(const QString &file)
{
    return openWith(file, SQLITE_OPEN_READONLY, checkedPagesVfs());
}

Result<Database, DatabaseError> Database::openRemains(const QString &file)
{
    auto database = openWith(file, SQLITE_OPEN_READWRITE, nullptr);
    if (database)
        sqlite3_db_config(database->m_database.get(), SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, nullptr);
    return database;
}

Result<Database, DatabaseError> Database::openWith(const QString &file, int access, const char *vfs)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(file).constData(), &handle,
                                     access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, vfs);
    Database database(handle);
    if (code != SQLITE_OK)
        return handle ? failure(handle) : Unexpected(DatabaseError{code, QString::fromUtf8(sqlite3_errstr(code))});
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 2000);
    // The last one to close a database folds its write-ahead log in, also into one that adopt() never called ours.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (vfs && access == SQLITE_OPEN_READWRITE)
        database.reservePageChecksums();
    return database;
}

bool Database::hasCheckedPages() const
{
    int checked = 0;
    return sqlite3_file_control(m_database.get(), "main", pagesAreCheckedControl, &checked) == SQLITE_OK
        && checked != 0;
}

void Database::reservePageChecksums()
{
    int reserved = pageChecksumSize;
    sqlite3_file_control(m_database.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
}

Result<void, DatabaseError> Database::rewrite()
{
    reservePageChecksums(); // setting a page size forgot it
    return execute("VACUUM; PRAGMA wal_checkpoint(PASSIVE)");
}

Result<void, DatabaseError> Database::verifyPages(const std::atomic<bool> &stop)
{
    auto checkpoint = prepare("PRAGMA wal_checkpoint(PASSIVE)");
    if (!checkpoint)
        return Unexpected(checkpoint.error());
    if (!isFoldedIn(*checkpoint))
        return {}; // somebody reads: what stands in the file may be half written, and whole in the log
    QFile file(fileName());
    std::vector<unsigned char> page(512);
    const auto read = [&] {
        const auto wanted = static_cast<qint64>(page.size());
        return file.read(reinterpret_cast<char *>(page.data()), wanted) == wanted;
    };
    PageCheck check;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !read() || !check.begin(page) || !file.seek(0))
        return {}; // SQLite itself will say what is wrong
    page.resize(static_cast<std::size_t>(check.pageSize()));
    for (std::int64_t offset = 0; !stop && read(); offset += check.pageSize()) {
        if (!check.isGood(page, offset))
            return Unexpected(damage(u"page %1 is not as it was written"_s.arg(offset / check.pageSize() + 1)));
    }
    return {};
}

QString Database::fileName() const
{
    return QFile::decodeName(sqlite3_db_filename(m_database.get(), "main"));
}

void Database::watchLog(std::function<void(int pages)> grown)
{
    m_logGrown = std::make_unique<std::function<void(int)>>(std::move(grown));
    sqlite3_wal_hook(
        m_database.get(),
        [](void *context, sqlite3 * /*database*/, const char * /*name*/, int pages) {
            (*static_cast<std::function<void(int)> *>(context))(pages);
            return SQLITE_OK;
        },
        m_logGrown.get());
}

Result<int, DatabaseError> Database::foldLog()
{
    // Not sqlite3_wal_checkpoint_v2(), which does nothing on a connection that has not read yet.
    auto fold = prepare("PRAGMA wal_checkpoint(PASSIVE)");
    if (!fold)
        return Unexpected(fold.error());
    if (auto row = fold->next(); !row)
        return Unexpected(row.error());
    return static_cast<int>(fold->integer(2));
}

bool Database::hasMoved() const
{
    int moved = 0;
    const int code = sqlite3_file_control(m_database.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return code == SQLITE_OK && moved != 0;
}

Result<void, DatabaseError> Database::adopt()
{
    const auto main = fileName();
    for (const auto *suffix : {"", "-wal", "-shm"}) {
        QFile file(main + QLatin1String(suffix));
        if (file.exists() && !file.setPermissions(ownerOnly))
            return Unexpected(DatabaseError{
                SQLITE_CANTOPEN, u"%1 cannot be closed to other users: %2"_s.arg(file.fileName(), file.errorString())});
    }
    sqlite3_db_config(m_database.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return {};
}

Result<void, DatabaseError> Database::execute(const char *sql)
{
    if (!m_database || sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(m_database.get());
    return {};
}

Result<Statement, DatabaseError> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    if (!m_database)
        return failure(nullptr);
    if (sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr)
        != SQLITE_OK)
        return failure(m_database.get());
    return Statement(statement);
}

Result<void, DatabaseError> Database::prepare(std::span<const std::pair<Statement *, std::string_view>> statements)
{
    for (const auto &[statement, sql] : statements) {
        auto prepared = prepare(sql);
        if (!prepared)
            return Unexpected(prepared.error());
        *statement = std::move(*prepared);
    }
    return {};
}

std::int64_t Database::lastInsertedRow() const
{
    return sqlite3_last_insert_rowid(m_database.get());
}

Result<std::int64_t, DatabaseError> Database::number(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return Unexpected(statement.error());
    auto row = statement->next();
    if (!row)
        return Unexpected(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<Transaction, DatabaseError> Transaction::begin(Database &database)
{
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun)
        return Unexpected(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) { }

Transaction::~Transaction()
{
    if (m_database)
        std::ignore = m_database->execute("ROLLBACK");
}

Result<void, DatabaseError> Transaction::commit()
{
    auto done = m_database->execute("COMMIT");
    if (done)
        m_database = nullptr;
    return done;
}

} // namespace Bellboard
