// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/draftstore.h"

#include "journal/rowseal.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string sealed(std::string_view feedName, std::string_view conversation, const QString &text)
{
    const QJsonObject object{{u"feed"_s, toQString(feedName)}, {u"text"_s, text}};
    const auto json = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    return sealOf({feedName, conversation, json}) + json;
}

/// What stands in a row (conversation, draft); nothing when it is not as it was written.
std::optional<DraftStore::Salvaged> readEntry(const Statement &row)
{
    const auto conversation = row.text(0);
    const auto draft = row.text(1);
    if (draft.size() < sealSize)
        return std::nullopt;
    const auto json = draft.substr(sealSize);
    const auto object = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
    auto feedName = object.value("feed"_L1).toString().toStdString();
    if (draft.substr(0, sealSize) != sealOf({feedName, conversation, json}))
        return std::nullopt;
    return DraftStore::Salvaged{std::move(feedName), {toQString(conversation), object.value("text"_L1).toString()}};
}

} // namespace

Result<void, DatabaseError> DraftStore::open(Database &database)
{
    m_database = &database;
    const std::pair<Statement *, std::string_view> statements[] = {
        {&m_select, "SELECT conversation, draft FROM draft WHERE feed = ?1 ORDER BY conversation"},
        {&m_feedName, "SELECT name FROM feed WHERE id = ?1"},
        {&m_replace, "INSERT OR REPLACE INTO draft (feed, conversation, draft) VALUES (?1, ?2, ?3)"},
        {&m_delete, "DELETE FROM draft WHERE feed = ?1 AND conversation = ?2"},
    };
    return database.prepare(statements);
}

void DraftStore::close()
{
    *this = DraftStore();
}

Result<std::vector<DraftStore::Entry>, DatabaseError> DraftStore::entries(std::int64_t feed)
{
    std::vector<Entry> entries;
    m_select.bind(1, feed);
    while (true) {
        const auto more = m_select.next();
        if (!more)
            return Unexpected(more.error());
        if (!*more)
            return entries;
        auto entry = readEntry(m_select);
        if (!entry) {
            m_select.reset();
            return Unexpected(damage(u"a draft is not as it was written"_s));
        }
        entries.push_back(std::move(entry->entry));
    }
}

Result<void, DatabaseError> DraftStore::set(std::int64_t feed, const Entry &entry)
{
    const auto conversation = entry.conversation.toStdString();
    if (entry.text.isEmpty())
        return m_delete.bind(1, feed).bind(2, conversation).run();
    const auto row = m_feedName.bind(1, feed).next();
    if (!row)
        return Unexpected(row.error());
    const auto draft = sealed(*row ? m_feedName.text(0) : std::string_view(), conversation, entry.text);
    m_feedName.reset();
    return m_replace.bind(1, feed).bind(2, conversation).bind(3, draft).run();
}

Result<void, DatabaseError> DraftStore::clear()
{
    return m_database ? m_database->execute("DELETE FROM draft") : Unexpected(DatabaseError{0, u"it is closed"_s});
}

std::vector<DraftStore::Salvaged> DraftStore::salvage(Database &remains)
{
    std::vector<Salvaged> found;
    auto rows = remains.prepare("SELECT conversation, draft FROM draft");
    while (rows) {
        const auto row = rows->next();
        if (!row || !*row)
            break;
        if (auto entry = readEntry(*rows))
            found.push_back(std::move(*entry));
    }
    return found;
}

} // namespace Bellboard
