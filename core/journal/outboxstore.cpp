// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/outboxstore.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <string>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

std::string toJson(const Command &command)
{
    const QJsonObject object{{u"name"_s, command.name},
                             {u"kind"_s, command.kind},
                             {u"subject"_s, command.subject},
                             {u"owner"_s, command.owner},
                             {u"text"_s, command.text}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

bool fromJson(std::string_view json, Command &command)
{
    const auto object = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
    command.name = object.value("name"_L1).toString();
    command.kind = object.value("kind"_L1).toString();
    command.subject = object.value("subject"_L1).toString();
    command.owner = object.value("owner"_L1).toString();
    command.text = object.value("text"_L1).toString();
    return !command.name.isEmpty() && !command.key.isEmpty();
}

std::int64_t toMs(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp fromMs(std::int64_t ms)
{
    return Timestamp(std::chrono::milliseconds(ms));
}

} // namespace

Result<OutboxStore, DatabaseError> OutboxStore::open(Database &database)
{
    OutboxStore store(database);
    const auto prepare = [&](Statement &statement, std::string_view sql) -> Result<void, DatabaseError> {
        auto prepared = database.prepare(sql);
        if (!prepared)
            return Unexpected(prepared.error());
        statement = std::move(*prepared);
        return {};
    };
    auto done =
        prepare(store.m_select,
                "SELECT position, key, command, asked, expires, sent FROM outbox WHERE feed = ?1 ORDER BY position");
    if (done)
        done = prepare(store.m_insert,
                       "INSERT INTO outbox (feed, key, command, asked, expires) VALUES (?1, ?2, ?3, ?4, ?5)");
    if (done)
        done = prepare(store.m_markSent, "UPDATE outbox SET sent = 1 WHERE position = ?1");
    if (done)
        done = prepare(store.m_delete, "DELETE FROM outbox WHERE position = ?1");
    if (!done)
        return Unexpected(done.error());
    return store;
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
        Entry entry;
        entry.position = m_select.integer(0);
        const auto key = m_select.text(1);
        entry.command.key = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
        entry.asked = fromMs(m_select.integer(3));
        entry.expires = fromMs(m_select.integer(4));
        entry.sent = m_select.integer(5) != 0;
        if (fromJson(m_select.text(2), entry.command))
            entries.push_back(std::move(entry));
    }
}

Result<void, DatabaseError> OutboxStore::add(std::int64_t feed, Entry &entry)
{
    const auto key = entry.command.key.toStdString();
    const auto json = toJson(entry.command);
    auto done =
        m_insert.bind(1, feed).bind(2, key).bind(3, json).bind(4, toMs(entry.asked)).bind(5, toMs(entry.expires)).run();
    if (done)
        entry.position = m_database->lastInsertedRow();
    return done;
}

Result<void, DatabaseError> OutboxStore::markSent(std::int64_t position)
{
    return m_markSent.bind(1, position).run();
}

Result<void, DatabaseError> OutboxStore::remove(std::int64_t position)
{
    return m_delete.bind(1, position).run();
}

} // namespace Bellboard
