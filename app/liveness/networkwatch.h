// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace Bellboard {

/// What the system says of this computer's network, where it says anything (QNetworkInformation). It may be wrong, as about an
/// interface that it does not manage: that there is none is believed only while no interface has an address, and then it is
/// looked again and again, since nothing may tell of the address that comes.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    /// Between two looks while there is believed to be no network; there are none while all is well.
    static constexpr std::chrono::seconds lookAgain{2};

    /// `hasAddress` says whether any interface but the loopback has an address.
    explicit NetworkWatch(std::function<bool()> hasAddress = &NetworkWatch::hasAddress, QObject *parent = nullptr);

    bool isAvailable() const { return m_available; }
    /// Whether an interface is up that is not the loopback, and has an address for more than its own link.
    static bool hasAddress();

Q_SIGNALS:
    /// There is no network any more, or there is one again.
    void availableChanged(bool available);
    /// It may be another network, or another way leads out.
    void changed();

private:
    void look();

    const std::function<bool()> m_hasAddress;
    QTimer m_lookTimer;
    bool m_available = true;
};

} // namespace Bellboard
