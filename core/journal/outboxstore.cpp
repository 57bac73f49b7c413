// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/outboxstore.h"

#include "event/time.h"
#include "journal/rowseal.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

std::int64_t toMs(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp fromMs(std::int64_t ms)
{
    return Timestamp(std::chrono::milliseconds(ms));
}

/// What is salvaged from a damaged file must not be acted upon unless it is exactly what the user asked for.
std::string checksum(std::string_view feedName, std::string_view key, std::int64_t asked, std::int64_t expires,
                     std::string_view json)
{
    const auto askedText = std::to_string(asked);
    const auto expiresText = std::to_string(expires);
    return sealOf({feedName, key, askedText, expiresText, json});
}

std::string toText(std::string_view feedName, const OutboxStore::Entry &entry)
{
    const auto &command = entry.command;
    QJsonObject object{{u"name"_s, command.name},
                       {u"kind"_s, command.kind},
                       {u"subject"_s, command.subject},
                       {u"owner"_s, command.owner},
                       {u"text"_s, command.text},
                       {u"feed"_s, QString::fromUtf8(feedName.data(), static_cast<qsizetype>(feedName.size()))}};
    if (command.until != Timestamp())
        object.insert(u"until"_s, QString::fromStdString(formatTime(command.until)));
    if (!command.base.isEmpty())
        object.insert(u"base"_s, command.base);
    if (entry.failure)
        object.insert(u"failed"_s,
                      QJsonObject{{u"expired"_s, entry.failure->expired}, {u"reason"_s, entry.failure->reason}});
    const auto json = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    return checksum(feedName, command.key.toStdString(), toMs(entry.asked), toMs(entry.expires), json) + json;
}

/// The name of the feed that `row` is of, and what stands there; nothing when it is not as it was written. Rows of before there
/// were checksums are taken as they are with `unchecked`.
std::optional<std::pair<std::string, OutboxStore::Entry>> readEntry(const Statement &row, bool unchecked = false)
{
    const auto text = row.text(2);
    const bool hasChecksum = !unchecked || !text.starts_with('{');
    if (hasChecksum && text.size() < sealSize)
        return std::nullopt;
    const auto json = text.substr(hasChecksum ? sealSize : 0);
    const auto object = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
    const auto key = row.text(1);
    auto feedName = object.value("feed"_L1).toString().toStdString();
    if (hasChecksum ? text.substr(0, sealSize) != checksum(feedName, key, row.integer(3), row.integer(4), json)
                    : object.value("name"_L1).toString().isEmpty() || key.empty())
        return std::nullopt;
    OutboxStore::Entry entry;
    entry.position = row.integer(0);
    auto &command = entry.command;
    command.key = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    command.name = object.value("name"_L1).toString();
    command.kind = object.value("kind"_L1).toString();
    command.subject = object.value("subject"_L1).toString();
    command.owner = object.value("owner"_L1).toString();
    command.text = object.value("text"_L1).toString();
    command.base = object.value("base"_L1).toString();
    // What was kept before there were snoozes has none.
    command.until = parseTime(object.value("until"_L1).toString().toStdString()).value_or(Timestamp());
    entry.asked = fromMs(row.integer(3));
    entry.expires = fromMs(row.integer(4));
    entry.sent = row.integer(5) != 0;
    if (const auto failed = object.value("failed"_L1); failed.isObject())
        entry.failure = {failed["expired"_L1].toBool(), failed["reason"_L1].toString()};
    return std::pair(std::move(feedName), std::move(entry));
}

} // namespace

Result<void, DatabaseError> OutboxStore::open(Database &database)
{
    m_database = &database;
    const std::pair<Statement *, std::string_view> statements[] = {
        {&m_select,
         "SELECT position, key, command, asked, expires, sent FROM outbox WHERE feed = ?1 ORDER BY position"},
        {&m_feedName, "SELECT name FROM feed WHERE id = ?1"},
        {&m_insert, "INSERT INTO outbox (feed, key, command, asked, expires) VALUES (?1, ?2, ?3, ?4, ?5)"},
        {&m_markSent, "UPDATE outbox SET sent = 1 WHERE position = ?1"},
        {&m_update, "UPDATE outbox SET command = ?2 WHERE position = ?1"},
        {&m_delete, "DELETE FROM outbox WHERE position = ?1"},
        {&m_deleteDraft, "DELETE FROM draft WHERE feed = ?1 AND conversation = ?2"},
    };
    return database.prepare(statements);
}

void OutboxStore::close()
{
    *this = OutboxStore();
}

Result<std::vector<OutboxStore::Entry>, DatabaseError> OutboxStore::entries(std::int64_t feed)
{
    std::vector<Entry> entries;
    m_select.bind(1, feed);
    while (true) {
        const auto more = m_select.next();
        if (!more)
            return Unexpected(more.error());
        if (!*more)
            return entries;
        auto entry = readEntry(m_select, true);
        if (!entry) {
            m_select.reset();
            return Unexpected(damage(u"a command in the outbox is not as it was written"_s));
        }
        entries.push_back(std::move(entry->second));
    }
}

Result<void, DatabaseError> OutboxStore::add(std::int64_t feed, Entry &entry, std::int64_t replaced)
{
    if (!m_database || (replaced == 0 && !entry.command.takesDraft))
        return insert(feed, entry);
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return Unexpected(transaction.error());
    // First, as the new one may have its key.
    auto done = replaced != 0 ? remove(replaced) : Result<void, DatabaseError>();
    if (done)
        done = insert(feed, entry);
    if (done && entry.command.takesDraft)
        done = removeDraft(feed, entry.command.subject);
    return done ? transaction->commit() : done;
}

Result<void, DatabaseError> OutboxStore::fail(std::int64_t feed, const Entry &entry)
{
    const auto name = feedName(feed);
    if (!name)
        return Unexpected(name.error());
    const auto text = toText(*name, entry);
    return m_update.bind(1, entry.position).bind(2, text).run();
}

Result<void, DatabaseError> OutboxStore::removeDraft(std::int64_t feed, const QString &conversation)
{
    const auto name = conversation.toStdString();
    return m_deleteDraft.bind(1, feed).bind(2, name).run();
}

Result<void, DatabaseError> OutboxStore::insert(std::int64_t feed, Entry &entry)
{
    const auto name = feedName(feed);
    if (!name)
        return Unexpected(name.error());
    const auto key = entry.command.key.toStdString();
    const auto text = toText(*name, entry);
    auto done =
        m_insert.bind(1, feed).bind(2, key).bind(3, text).bind(4, toMs(entry.asked)).bind(5, toMs(entry.expires)).run();
    if (done)
        entry.position = m_database->lastInsertedRow();
    return done;
}

Result<std::string, DatabaseError> OutboxStore::feedName(std::int64_t feed)
{
    auto row = m_feedName.bind(1, feed).next();
    if (!row)
        return Unexpected(row.error());
    auto name = std::string(*row ? m_feedName.text(0) : std::string_view());
    m_feedName.reset();
    return name;
}

Result<void, DatabaseError> OutboxStore::markSent(std::int64_t position)
{
    return m_markSent.bind(1, position).run();
}

Result<void, DatabaseError> OutboxStore::remove(std::int64_t position)
{
    return m_delete.bind(1, position).run();
}

Result<void, DatabaseError> OutboxStore::restore(std::int64_t feed, Entry &entry)
{
    if (auto added = add(feed, entry); !added)
        return added;
    return entry.sent ? markSent(entry.position) : Result<void, DatabaseError>();
}

Result<void, DatabaseError> OutboxStore::clear()
{
    return m_database ? m_database->execute("DELETE FROM outbox") : Unexpected(DatabaseError{0, u"it is closed"_s});
}

OutboxStore::Salvage OutboxStore::salvage(Database &remains)
{
    Salvage salvage;
    std::set<std::int64_t> positions;
    for (const auto *order : {"ASC", "DESC"}) {
        auto rows = remains.prepare(
            std::string(
                "SELECT position, key, command, asked, expires, sent FROM outbox NOT INDEXED ORDER BY position ")
            + order);
        bool more = bool(rows);
        salvage.complete = salvage.complete && more;
        while (more) {
            const auto row = rows->next();
            salvage.complete = salvage.complete && row;
            more = row && *row;
            if (!more || !positions.insert(rows->integer(0)).second)
                continue;
            auto entry = readEntry(*rows);
            salvage.complete = salvage.complete && entry;
            if (!entry)
                continue;
            entry->second.sent = entry->second.sent || !entry->second.failure;
            salvage.entries.push_back(std::move(*entry));
        }
    }
    std::ranges::sort(salvage.entries, {}, [](const auto &entry) { return entry.second.position; });
    return salvage;
}

} // namespace Bellboard
