// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profiledialect.h"

#include "event/time.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Socket.IO takes the token with its CONNECT packet, not in a message.
bool isAuthenticatedByMessage(const Profile &profile)
{
    return profile.token == TokenPlace::Message && profile.transport != Transport::SocketIo;
}

Dialect::Opening openingOf(const Profile &profile)
{
    if (profile.greets())
        return Dialect::Opening::WhenWelcomed;
    return isAuthenticatedByMessage(profile) && profile.confirmsTokens() ? Dialect::Opening::WhenAuthenticated
                                                                         : Dialect::Opening::AtOnce;
}

void setPosition(HoleValues &values, const StreamCursor &stream)
{
    values[Hole::Stream] = stream.name;
    values[Hole::Epoch] = stream.epoch;
    values[Hole::Offset] = std::to_string(stream.offset);
}

} // namespace

std::string positionsText(std::span<const StreamCursor> streams)
{
    QJsonArray positions;
    for (const auto &stream : streams) {
        if (stream.epoch.empty())
            continue; // nothing of it came yet
        positions.append(QJsonObject{{u"stream"_s, QString::fromStdString(stream.name)},
                                     {u"epoch"_s, QString::fromStdString(stream.epoch)},
                                     {u"offset"_s, static_cast<qint64>(stream.offset)}});
    }
    return QJsonDocument(positions).toJson(QJsonDocument::Compact).toStdString();
}

ProfileDialect::ProfileDialect(std::shared_ptr<const Profile> profile, const QString &user)
    : m_profile(std::move(profile))
    , m_user(user.toStdString())
    , m_opening(openingOf(*m_profile))
{ }

HoleValues ProfileDialect::values() const
{
    HoleValues values;
    values[Hole::User] = m_user;
    return values;
}

Dialect::Messages ProfileDialect::fill(const std::vector<MessageTemplate> &templates, const HoleValues &values)
{
    Messages messages;
    for (const auto &message : templates)
        messages.append(QByteArray::fromStdString(message.fill(values)));
    return messages;
}

QString ProfileDialect::subprotocol() const
{
    return QString::fromStdString(m_profile->subprotocol);
}

Dialect::Request ProfileDialect::request(const QUrl &url, const QByteArray &token) const
{
    if (m_profile->token == TokenPlace::Header)
        return {url, token};
    Request request{url, {}};
    if (m_profile->token == TokenPlace::Message && m_profile->transport == Transport::SocketIo && !token.isEmpty()) {
        auto holes = values();
        holes[Hole::Token] = token.toStdString();
        for (const auto &payload : fill(m_profile->authenticate, holes))
            request.auth = payload;
    }
    if (m_profile->token == TokenPlace::Query && !token.isEmpty()) {
        QUrlQuery query(url);
        const auto encoded = [](const QByteArray &text) { return QString::fromLatin1(text.toPercentEncoding()); };
        query.addQueryItem(encoded(QByteArray::fromStdString(m_profile->tokenName)), encoded(token));
        request.url.setQuery(query);
    }
    return request;
}

Dialect::Request ProfileDialect::requestByHttp(const QUrl &url, const QByteArray &token) const
{
    if (m_profile->token == TokenPlace::Message)
        return {url, token};
    return request(url, token);
}

Dialect::Messages ProfileDialect::greeting(const QByteArray &token) const
{
    if (!isAuthenticatedByMessage(*m_profile))
        return {};
    auto holes = values();
    holes[Hole::Token] = token.toStdString();
    return fill(m_profile->authenticate, holes);
}

Dialect::Messages ProfileDialect::subscription(std::span<const StreamCursor> streams,
                                               std::span<const std::string> /*snapshots*/) const
{
    auto holes = values();
    holes[Hole::Streams] = positionsText(streams);
    auto messages = fill(m_profile->subscribe, holes);
    for (const auto &stream : streams) {
        if (stream.epoch.empty())
            continue; // nothing of it came yet
        setPosition(holes, stream);
        messages += fill(m_profile->resume, holes);
    }
    return messages;
}

Dialect::Messages ProfileDialect::subscriptionAgain(const StreamCursor &stream) const
{
    auto holes = values();
    setPosition(holes, stream);
    holes[Hole::Streams] = positionsText({&stream, 1});
    if (!m_profile->resume.empty())
        return fill(m_profile->resume, holes);
    // What names no positions would ask for nothing again.
    Messages messages;
    for (const auto &message : m_profile->subscribe) {
        if (message.has(Hole::Streams))
            messages.append(QByteArray::fromStdString(message.fill(holes)));
    }
    return messages;
}

Dialect::Messages ProfileDialect::snapshot(const StreamCursor & /*stream*/) const
{
    return {};
}

Dialect::Messages ProfileDialect::renewal(const QByteArray &token) const
{
    auto holes = values();
    holes[Hole::Token] = token.toStdString();
    return fill(m_profile->reauthenticate, holes);
}

Dialect::Messages ProfileDialect::ping(const QString &id) const
{
    auto holes = values();
    holes[Hole::Id] = id.toStdString();
    return fill(m_profile->ping, holes);
}

Dialect::Messages ProfileDialect::pong(const QString &id) const
{
    auto holes = values();
    holes[Hole::Id] = id.toStdString();
    return fill(m_profile->pong, holes);
}

Dialect::Messages ProfileDialect::typing(const QString &conversation) const
{
    auto holes = values();
    holes[Hole::Conversation] = conversation.toStdString();
    return fill(m_profile->typing, holes);
}

Dialect::Messages ProfileDialect::presence(UserPresence presence) const
{
    auto holes = values();
    holes[Hole::State] = presence == UserPresence::Active ? "active" : "away";
    return fill(m_profile->presence, holes);
}

std::optional<Dialect::Order> ProfileDialect::command(const Command &command) const
{
    const auto plan = m_profile->commands.find(command.name.toStdString());
    if (plan == m_profile->commands.end())
        return std::nullopt;
    auto holes = values();
    holes[Hole::Key] = command.key.toStdString();
    holes[Hole::Subject] = command.subject.toStdString();
    holes[Hole::Kind] = command.kind.toStdString();
    holes[Hole::Conversation] = holes[Hole::Subject];
    holes[Hole::Owner] = command.owner.toStdString();
    holes[Hole::Text] = command.text.toStdString();
    holes[Hole::Base] = command.base.toStdString();
    if (command.until != Timestamp())
        holes[Hole::Until] = formatTime(command.until);
    return Order{QByteArray::fromStdString(plan->second.message.fill(holes)),
                 plan->second.settledBy != SettledBy::Sending, plan->second.settledBy == SettledBy::Acknowledgement};
}

} // namespace Bellboard
