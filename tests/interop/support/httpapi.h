// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

namespace Bellboard {

/// Asks a server's HTTP interface, as its other clients do, and waits for the answer.
class HttpApi : public QObject
{
    Q_OBJECT

public:
    /// What came back.
    struct Answer
    {
        int status = 0; ///< 0 when there was no answer
        QJsonDocument body;

        bool ok() const { return status >= 200 && status < 300; }
        QJsonObject object() const { return body.object(); }
    };

    /// `base` ends without "/".
    explicit HttpApi(QString base = {}) : m_base(std::move(base)) { }

    void setBase(const QString &base) { m_base = base; }
    /// Sent as a bearer token from now on, if not empty.
    void setToken(const QByteArray &token) { m_token = token; }

    Answer read(const QString &path);
    Answer send(const QString &path, const QJsonObject &body = {});

private:
    Answer ask(const QByteArray &method, const QString &path, const QByteArray &body);

    QString m_base;
    QByteArray m_token;
    QNetworkAccessManager m_network;
};

} // namespace Bellboard
