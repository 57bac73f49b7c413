// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/trayhost.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QSystemTrayIcon>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const auto watcherService = u"org.kde.StatusNotifierWatcher"_s;
const auto watcherPath = u"/StatusNotifierWatcher"_s;

/// A StatusNotifierItem host by its watcher on D-Bus, or an XEmbed tray manager on X11.
class LinuxTrayHost final : public TrayHost
{
    Q_OBJECT

public:
    LinuxTrayHost() : m_bus(QDBusConnection::sessionBus())
    {
        if (!m_bus.isConnected())
            return;
        auto *owners = new QDBusServiceWatcher(watcherService, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
        connect(owners, &QDBusServiceWatcher::serviceOwnerChanged, this, [this] { ask(); });
        for (const auto &signal : {u"StatusNotifierHostRegistered"_s, u"StatusNotifierHostUnregistered"_s})
            m_bus.connect(watcherService, watcherPath, watcherService, signal, this, SLOT(ask()));
        ask();
    }

    bool isProven() const override { return m_hostRegistered || isTrayManagerThere(); }
    // Beside a StatusNotifierItem Qt asks the notification service itself; only in an XEmbed tray it draws them.
    bool showsBalloons() const override { return !m_hostRegistered && isTrayManagerThere(); }

private Q_SLOTS:
    void ask()
    {
        auto call =
            QDBusMessage::createMethodCall(watcherService, watcherPath, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        call.setAutoStartService(false);
        call << watcherService << u"IsStatusNotifierHostRegistered"_s;
        auto *pending = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
        connect(pending, &QDBusPendingCallWatcher::finished, this, [this, pending] {
            pending->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *pending;
            const bool registered = reply.isValid() && reply.value().variant().toBool();
            if (registered == m_hostRegistered)
                return;
            m_hostRegistered = registered;
            Q_EMIT changed();
        });
    }

private:
    static bool isTrayManagerThere()
    {
        return QGuiApplication::platformName() == u"xcb" && QSystemTrayIcon::isSystemTrayAvailable();
    }

    QDBusConnection m_bus;
    bool m_hostRegistered = false;
};

} // namespace

std::unique_ptr<TrayHost> TrayHost::create()
{
    return std::make_unique<LinuxTrayHost>();
}

} // namespace Bellboard

#include "trayhost_linux.moc"
