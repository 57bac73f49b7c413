// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/nativedialect.h"

#include "protocol/nativeprotocol.h"

namespace Bellboard {

QString NativeDialect::subprotocol() const
{
    return NativeProtocol::subprotocol();
}

Dialect::Messages NativeDialect::greeting(const QByteArray & /*token*/) const
{
    return {NativeProtocol::hello(m_user)};
}

Dialect::Messages NativeDialect::subscription(std::span<const StreamCursor> streams,
                                              std::span<const std::string> snapshots) const
{
    return {NativeProtocol::subscribe(streams, snapshots)};
}

Dialect::Messages NativeDialect::subscriptionAgain(const StreamCursor &stream) const
{
    return {NativeProtocol::subscribeAgain(stream)};
}

Dialect::Messages NativeDialect::snapshot(const StreamCursor &stream) const
{
    return {NativeProtocol::subscribeBySnapshot(stream)};
}

Dialect::Messages NativeDialect::renewal(const QByteArray & /*token*/) const
{
    return {};
}

Dialect::Messages NativeDialect::ping(const QString &id) const
{
    return {NativeProtocol::ping(id)};
}

Dialect::Messages NativeDialect::pong(const QString &id) const
{
    return {NativeProtocol::pong(id)};
}

Dialect::Messages NativeDialect::typing(const QString &conversation) const
{
    return {NativeProtocol::typing(conversation)};
}

Dialect::Messages NativeDialect::presence(UserPresence presence) const
{
    return {NativeProtocol::presence(presence)};
}

std::optional<Dialect::Order> NativeDialect::command(const Command &command) const
{
    return Order{NativeProtocol::command(command), true};
}

} // namespace Bellboard
