// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "singleinstance.h"

#include "instanceclient.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QJsonObject encode(const LaunchRequest &request)
{
    auto object = InstanceProtocol::request(InstanceProtocol::show);
    object.insert(u"page"_s, request.page);
    object.insert(u"key"_s, request.key);
    object.insert(u"token"_s, request.activationToken);
    return object;
}

LaunchRequest decode(const QJsonObject &object)
{
    return {object.value(u"page"_s).toString(), object.value(u"key"_s).toString(), object.value(u"token"_s).toString()};
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent)
    , m_dataFolder(dataFolder)
    , m_server(dataFolder)
{
    m_server.answer(InstanceProtocol::show, [this](const QJsonObject &request) {
        // Later, so that the answer does not wait for the window.
        QMetaObject::invokeMethod(this, [this, request] { Q_EMIT launched(decode(request)); }, Qt::QueuedConnection);
        return QJsonObject();
    });
}

SingleInstance::Claim SingleInstance::claim(const LaunchRequest &request)
{
    // Of two that start at the same moment the second finds nobody to ask, and then the name taken; so it asks again.
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto answer = askInstance(m_dataFolder, encode(request));
        if (answer) {
            m_refusal = InstanceProtocol::refusalIn(*answer);
            return m_refusal.isEmpty() ? Claim::HandedOver : Claim::Refused;
        }
        if (answer.error() != NoAnswer::Nobody)
            return Claim::Silent;
        switch (m_server.listen()) {
        case SoleServer::Outcome::Listening:
            return Claim::First;
        case SoleServer::Outcome::Taken:
            break;
        case SoleServer::Outcome::Failed:
            return Claim::Failed;
        }
    }
    return Claim::Silent;
}

} // namespace Bellboard
