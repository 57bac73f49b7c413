// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "offlineqml.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>

namespace Bellboard {

namespace {

class RefusingAccess final : public QNetworkAccessManager
{
public:
    using QNetworkAccessManager::QNetworkAccessManager;

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &, QIODevice *) override
    {
        // A request without a URL fails at once with ProtocolUnknownError.
        return QNetworkAccessManager::createRequest(operation, QNetworkRequest(), nullptr);
    }
};

} // namespace

QNetworkAccessManager *OfflineQml::create(QObject *parent)
{
    return new RefusingAccess(parent);
}

} // namespace Bellboard
