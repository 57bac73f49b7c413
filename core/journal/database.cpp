// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/database.h"

#include <QFile>

#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Unexpected<DatabaseError> failure(sqlite3 *database)
{
    return Unexpected(DatabaseError{sqlite3_extended_errcode(database), QString::fromUtf8(sqlite3_errmsg(database))});
}

} // namespace

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
    return openWith(file, SQLITE_OPEN_READWRITE);
}

Result<Database, DatabaseError> Database::openReader(const QString &file)
{
    return openWith(file, SQLITE_OPEN_READONLY);
}

Result<Database, DatabaseError> Database::openWith(const QString &file, int access)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(file).constData(), &handle,
                                     access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
    Database database(handle);
    if (code != SQLITE_OK)
        return handle ? failure(handle) : Unexpected(DatabaseError{code, QString::fromUtf8(sqlite3_errstr(code))});
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 2000);
    // The last one to close a database folds its write-ahead log in, also into one that adopt() never called ours.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return database;
}

bool Database::hasMoved() const
{
    int moved = 0;
    const int code = sqlite3_file_control(m_database.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return code == SQLITE_OK && moved != 0;
}

Result<void, DatabaseError> Database::adopt()
{
    const auto main = QFile::decodeName(sqlite3_db_filename(m_database.get(), "main"));
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
    if (sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(m_database.get());
    return {};
}

Result<Statement, DatabaseError> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr)
        != SQLITE_OK)
        return failure(m_database.get());
    return Statement(statement);
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
