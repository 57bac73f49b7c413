// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/networkwatch.h"

#include "util/logging.h"

#include <QNetworkInformation>
#include <QNetworkInterface>

#include <algorithm>
#include <utility>

namespace Bellboard {

NetworkWatch::NetworkWatch(std::function<bool()> hasAddress, QObject *parent)
    : QObject(parent)
    , m_hasAddress(std::move(hasAddress))
{
    m_lookTimer.setInterval(lookAgain);
    connect(&m_lookTimer, &QTimer::timeout, this, &NetworkWatch::look);
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return; // nobody here knows
    auto *information = QNetworkInformation::instance();
    qCInfo(logConnection) << "the network is watched by" << information->backendName();
    connect(information, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::look);
    if (information->supports(QNetworkInformation::Feature::TransportMedium))
        connect(information, &QNetworkInformation::transportMediumChanged, this, &NetworkWatch::changed);
    look();
}

bool NetworkWatch::hasAddress()
{
    const auto isUseful = [](const QNetworkAddressEntry &entry) {
        return !entry.ip().isLoopback() && !entry.ip().isLinkLocal();
    };
    const auto interfaces = QNetworkInterface::allInterfaces();
    return std::ranges::any_of(interfaces, [&](const QNetworkInterface &each) {
        const auto flags = each.flags();
        const auto entries = each.addressEntries();
        return flags.testFlag(QNetworkInterface::IsUp) && flags.testFlag(QNetworkInterface::IsRunning)
            && !flags.testFlag(QNetworkInterface::IsLoopBack) && std::ranges::any_of(entries, isUseful);
    });
}

void NetworkWatch::look()
{
    const bool isCut =
        QNetworkInformation::instance()->reachability() == QNetworkInformation::Reachability::Disconnected;
    const bool available = !isCut || m_hasAddress();
    if (available)
        m_lookTimer.stop();
    else if (!m_lookTimer.isActive())
        m_lookTimer.start();
    if (std::exchange(m_available, available) != available)
        Q_EMIT availableChanged(available);
    if (available)
        Q_EMIT changed();
}

} // namespace Bellboard
