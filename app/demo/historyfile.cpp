// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/historyfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::string_view idHead = R"({"specversion":"1.0","id":")";
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QByteArray header(const History &history)
{
    QJsonObject before;
    for (std::size_t row = 0; row < streamCount; ++row) {
        const auto stream = static_cast<Stream>(row);
        const std::string_view name = streamName(stream);
        before.insert(QLatin1StringView(name.data(), qsizetype(name.size())), qint64(history.first(stream) - 1));
    }
    const QJsonObject line{
        {u"bellboardHistory"_s, 1}, {u"epoch"_s, QString::fromStdString(history.epoch())}, {u"before"_s, before}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

/// What an event of ours says in its first attributes.
struct Head
{
    HistoryFile::Place place;
    std::string_view subject;
};

std::optional<Head> readHead(std::string_view line, std::string_view epoch)
{
    if (!line.ends_with("}}") || !line.starts_with(idHead))
        return std::nullopt;
    std::string_view rest = line.substr(idHead.size());
    if (!rest.starts_with(epoch) || rest.size() < epoch.size() + 4 || rest[epoch.size()] != '-'
        || rest[epoch.size() + 2] != '-')
        return std::nullopt;
    const std::optional<Stream> stream = streamLettered(rest[epoch.size() + 1]);
    rest.remove_prefix(epoch.size() + 3);
    std::uint64_t offset = 0;
    const auto number = std::from_chars(rest.data(), rest.data() + rest.size(), offset);
    constexpr std::string_view key = R"("subject":")";
    const std::size_t subject = rest.find(key);
    if (!stream || number.ec != std::errc{} || subject == std::string_view::npos)
        return std::nullopt;
    rest.remove_prefix(subject + key.size());
    return Head{{*stream, offset}, rest.substr(0, rest.find('"'))};
}

} // namespace

std::unique_ptr<History> HistoryFile::open(std::string_view freshEpoch, std::size_t capBytes)
{
    m_capBytes = capBytes;
    if (!m_file.open(QIODevice::ReadWrite)) {
        fail(u"cannot be opened"_s);
        return nullptr;
    }
    m_file.setPermissions(ownerOnly);
    const QByteArray line = m_file.readLine(4096);
    if (!line.endsWith('\n') && m_file.atEnd()) {
        // New, or its very first line was cut off: nobody was ever sent anything of it.
        auto history = std::make_unique<History>(std::string(freshEpoch), capBytes, true);
        return begin(*history) ? std::move(history) : nullptr;
    }
    const QJsonObject first = QJsonDocument::fromJson(line).object();
    const QString epoch = first.value("epoch"_L1).toString();
    if (first.value("bellboardHistory"_L1).toInt() != 1 || epoch.isEmpty()) {
        m_error = u"%1 is not a history of the demo backend"_s.arg(m_file.fileName());
        return nullptr;
    }
    auto history = std::make_unique<History>(epoch.toStdString(), capBytes);
    const QJsonObject before = first.value("before"_L1).toObject();
    for (std::size_t row = 0; row < streamCount; ++row) {
        const auto stream = static_cast<Stream>(row);
        const std::string_view name = streamName(stream);
        history->skipTo(
            stream, std::uint64_t(before.value(QLatin1StringView(name.data(), qsizetype(name.size()))).toInteger()));
    }
    if (!readLines(*history))
        return nullptr;
    history->setRecording(true);
    return history;
}

bool HistoryFile::begin(const History &history)
{
    const QByteArray line = header(history);
    if (!m_file.resize(0) || !m_file.seek(0) || m_file.write(line) != line.size() || !m_file.flush())
        return fail(u"cannot be written"_s);
    return true;
}

bool HistoryFile::readLines(History &history)
{
    struct Newest
    {
        Place place;
        std::uint64_t order;
    };
    std::unordered_map<std::string, Newest> newest;
    std::uint64_t lines = 0;
    qint64 good = m_file.pos();
    while (!m_file.atEnd()) {
        const QByteArray bytes = m_file.readLine();
        if (!bytes.endsWith('\n'))
            break; // cut off while it was written
        const std::string_view line(bytes.constData(), std::size_t(bytes.size() - 1));
        const std::optional<Head> head = readHead(line, history.epoch());
        ++lines;
        if (!head || head->place.second != history.last(head->place.first) + 1) {
            m_error = u"%1 is damaged in line %2"_s.arg(m_file.fileName(), QString::number(lines + 1));
            return false;
        }
        history.append(head->place.first, line);
        std::string key(1, streamLetter(head->place.first));
        key += head->subject;
        newest.insert_or_assign(std::move(key), Newest{head->place, lines});
        good += bytes.size();
    }
    if (!m_file.resize(good) || !m_file.seek(good))
        return fail(u"cannot be written"_s);

    std::vector<Newest> kept;
    for (const auto &[key, entry] : newest) {
        if (entry.place.second >= history.first(entry.place.first))
            kept.push_back(entry);
    }
    std::sort(kept.begin(), kept.end(), [](const Newest &a, const Newest &b) { return a.order < b.order; });
    m_newest.clear();
    for (const Newest &entry : kept)
        m_newest.push_back(entry.place);
    return true;
}

bool HistoryFile::write(History &history)
{
    const std::string &lines = history.unwritten();
    if (lines.empty())
        return true;
    const auto size = qint64(lines.size());
    if (m_file.write(lines.data(), size) != size || !m_file.flush())
        return fail(u"cannot be written"_s);
    history.clearUnwritten();
    // Half of a file of twice the cap is no longer kept.
    if (m_file.pos() > 2 * qint64(m_capBytes) + 1024 * 1024)
        return compact(history);
    return true;
}

bool HistoryFile::compact(const History &history)
{
    QSaveFile fresh(m_file.fileName());
    if (!fresh.open(QIODevice::WriteOnly))
        return fail(u"cannot be replaced"_s);
    fresh.setPermissions(ownerOnly);
    fresh.write(header(history));
    for (std::size_t row = 0; row < streamCount; ++row) {
        const auto stream = static_cast<Stream>(row);
        for (std::uint64_t offset = history.first(stream); offset <= history.last(stream); ++offset) {
            const std::string_view event = history.slice(stream, offset, 1, 0).text;
            fresh.write(event.data(), qint64(event.size()));
            fresh.write("\n", 1);
        }
    }
    m_file.close(); // an open file cannot be replaced everywhere
    if (!fresh.commit() || !m_file.open(QIODevice::ReadWrite) || !m_file.seek(m_file.size()))
        return fail(u"cannot be replaced"_s);
    return true;
}

bool HistoryFile::fail(const QString &what)
{
    m_error = u"%1 %2: %3"_s.arg(m_file.fileName(), what, m_file.errorString());
    return false;
}

} // namespace Bellboard::Demo
