// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "httpapi.h"

#include <QEventLoop>
#include <QNetworkReply>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

HttpApi::Answer HttpApi::read(const QString &path)
{
    return ask("GET", path, {});
}

HttpApi::Answer HttpApi::send(const QString &path, const QJsonObject &body)
{
    return ask("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

HttpApi::Answer HttpApi::ask(const QByteArray &method, const QString &path, const QByteArray &body)
{
    QNetworkRequest request(QUrl(m_base + path, QUrl::StrictMode));
    request.setTransferTimeout(10'000);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            QJsonDocument::fromJson(reply->readAll())};
}

} // namespace Bellboard
