// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/endpoint.h"

#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

std::optional<ChannelFailure> endpointProblem(const QUrl &url, const QByteArray &token)
{
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"ws" && url.scheme() != u"wss"))
        return ChannelFailure{
            ChannelError::InvalidSettings, 0, u"the address is not one that begins with ws:// or wss://"_s, {}};
    if (!token.isEmpty() && url.scheme() == u"ws" && !isOnThisComputer(url))
        return ChannelFailure{ChannelError::InsecureToken, 0, {}, {}};
    return std::nullopt;
}

bool isEncrypted(const QUrl &url)
{
    return url.scheme() == u"wss" || url.scheme() == u"https";
}

bool isOnThisComputer(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

} // namespace Bellboard
