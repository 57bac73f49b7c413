// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/nativeprotocol.h"

#include "event/eventwords.h"
#include "event/time.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QString freshId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QByteArray envelope(const QString &type, const QJsonObject &data, const QString &id)
{
    const QJsonObject object{
        {u"specversion"_s, u"1.0"_s},
        {u"id"_s, id},
        {u"source"_s, u"bellboard"_s},
        {u"type"_s, u"org.bellboard."_s + type},
        {u"datacontenttype"_s, u"application/json"_s},
        {u"data"_s, data},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray message(const QString &type, const QJsonObject &data, const QString &id = freshId())
{
    return envelope(u"control."_s + type, data, id);
}

QJsonObject position(const StreamCursor &stream)
{
    QJsonObject object{{u"stream"_s, QString::fromStdString(stream.name)}};
    if (!stream.epoch.empty()) {
        object.insert(u"epoch"_s, QString::fromStdString(stream.epoch));
        object.insert(u"offset"_s, static_cast<qint64>(stream.offset));
    }
    return object;
}

QJsonObject snapshotFrom(const StreamCursor &stream)
{
    auto object = position(stream);
    object.insert(u"snapshot"_s, true);
    return object;
}

} // namespace

QByteArray NativeProtocol::hello(const QString &user)
{
    QJsonObject data{{u"client"_s, u"bellboard/"_s + QStringLiteral(BELLBOARD_VERSION)}};
    if (!user.isEmpty())
        data.insert(u"user"_s, user);
    return message(u"hello"_s, data);
}

QByteArray NativeProtocol::subscribe(std::span<const StreamCursor> streams, std::span<const std::string> snapshots)
{
    QJsonArray positions;
    for (const auto &stream : streams) {
        if (std::ranges::find(snapshots, stream.name) == snapshots.end())
            positions.append(position(stream));
    }
    for (const auto &name : snapshots) {
        StreamCursor nowhere;
        nowhere.name = name;
        const auto known = std::ranges::find(streams, name, &StreamCursor::name);
        positions.append(snapshotFrom(known == streams.end() ? nowhere : *known));
    }
    return message(u"subscribe"_s, {{u"all"_s, true}, {u"streams"_s, positions}});
}

QByteArray NativeProtocol::subscribeAgain(const StreamCursor &stream)
{
    return message(u"subscribe"_s, {{u"all"_s, false}, {u"streams"_s, QJsonArray{position(stream)}}});
}

QByteArray NativeProtocol::subscribeBySnapshot(const StreamCursor &stream)
{
    return message(u"subscribe"_s, {{u"all"_s, false}, {u"streams"_s, QJsonArray{snapshotFrom(stream)}}});
}

QByteArray NativeProtocol::ping(const QString &id)
{
    return message(u"ping"_s, {}, id);
}

QByteArray NativeProtocol::pong(const QString &pingId)
{
    return message(u"pong"_s, {{u"ping"_s, pingId}});
}

QByteArray NativeProtocol::gap(const GapData &gap)
{
    const auto text = [](std::string_view utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); };
    QJsonObject data{{u"stream"_s, text(gap.stream)}, {u"reason"_s, text(gap.reason)}};
    if (gap.from > 0) {
        data.insert(u"epoch"_s, text(gap.epoch));
        data.insert(u"from"_s, static_cast<qint64>(gap.from));
    }
    if (gap.to > 0)
        data.insert(u"to"_s, static_cast<qint64>(gap.to));
    if (gap.since != Timestamp())
        data.insert(u"since"_s, QString::fromStdString(formatTime(gap.since)));
    if (gap.until != Timestamp())
        data.insert(u"until"_s, QString::fromStdString(formatTime(gap.until)));
    return message(u"gap"_s, data);
}

QByteArray NativeProtocol::repair(const QString &stream, const QString &epoch, std::uint64_t from, std::uint64_t to,
                                  RepairMeans means)
{
    const auto how = wireWord(means);
    return envelope(u"repair"_s,
                    {{u"stream"_s, stream},
                     {u"epoch"_s, epoch},
                     {u"from"_s, static_cast<qint64>(from)},
                     {u"to"_s, static_cast<qint64>(to)},
                     {u"how"_s, QString::fromUtf8(how.data(), static_cast<qsizetype>(how.size()))}},
                    freshId());
}

QByteArray NativeProtocol::command(const Command &command)
{
    QJsonObject arguments;
    if (!command.owner.isEmpty())
        arguments.insert(u"owner"_s, command.owner);
    if (!command.text.isEmpty())
        arguments.insert(u"text"_s, command.text);
    if (!command.base.isEmpty())
        arguments.insert(u"base"_s, command.base);
    if (command.until != Timestamp())
        arguments.insert(u"until"_s, QString::fromStdString(formatTime(command.until)));
    return message(u"command"_s,
                   {{u"command"_s, command.name},
                    {u"kind"_s, command.kind},
                    {u"subject"_s, command.subject},
                    {u"key"_s, command.key},
                    {u"arguments"_s, arguments}});
}

QByteArray NativeProtocol::typing(const QString &conversation)
{
    return message(u"typing"_s, {{u"conversation"_s, conversation}});
}

QByteArray NativeProtocol::presence(UserPresence presence)
{
    return message(u"presence"_s, {{u"state"_s, presence == UserPresence::Active ? u"active"_s : u"away"_s}});
}

} // namespace Bellboard
