// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/endpoint.h"

#include <QHostAddress>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

std::optional<ChannelFailure> endpointProblem(const QUrl &url, const QByteArray &token, Carrier carrier)
{
    const bool isOpen = url.scheme() == u"ws" || url.scheme() == u"http";
    if (!url.isValid() || url.host().isEmpty() || (!isOpen && !isEncrypted(url))
        || (carrier == Carrier::WebSocket && url.scheme().startsWith(u"http")))
        return ChannelFailure{
            ChannelError::InvalidSettings, 0, u"the address is not one that begins with ws:// or wss://"_s, {}};
    if (!token.isEmpty() && isOpen && !isOnThisComputer(url))
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

QUrl httpUrl(const QUrl &url, const std::string &path, const QString &kept)
{
    QUrl result = QUrl::fromEncoded(QByteArray::fromStdString(path), QUrl::StrictMode);
    result.setScheme(isEncrypted(url) ? u"https"_s : u"http"_s);
    result.setHost(url.host());
    result.setPort(url.port());
    const QUrlQuery given(url);
    if (!kept.isEmpty() && given.hasQueryItem(kept)) {
        QUrlQuery query(result);
        query.addQueryItem(kept, given.queryItemValue(kept, QUrl::FullyEncoded));
        result.setQuery(query);
    }
    return result;
}

} // namespace Bellboard
