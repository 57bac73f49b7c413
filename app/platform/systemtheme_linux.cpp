// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/platformtheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const auto service = u"org.freedesktop.portal.Desktop"_s;
const auto path = u"/org/freedesktop/portal/desktop"_s;
const auto interface = u"org.freedesktop.portal.Settings"_s;
const auto appearance = u"org.freedesktop.appearance"_s;
const auto colorScheme = u"color-scheme"_s;

/// The portal's color-scheme (org.freedesktop.portal.Settings): 1 prefers dark, 2 light, 0 neither.
class PortalTheme final : public SystemTheme
{
    Q_OBJECT

public:
    PortalTheme() : m_bus(QDBusConnection::sessionBus())
    {
        if (!m_bus.isConnected())
            return;
        m_bus.connect(service, path, interface, u"SettingChanged"_s, this,
                      SLOT(applyChange(QString, QString, QDBusVariant)));
        ask(u"ReadOne"_s); // newer portals; answers the bare value
    }

    bool isDark() const override { return m_dark; }

private Q_SLOTS:
    void applyChange(const QString &group, const QString &key, const QDBusVariant &value)
    {
        if (group == appearance && key == colorScheme)
            apply(value.variant());
    }

private:
    void ask(const QString &method)
    {
        auto call = QDBusMessage::createMethodCall(service, path, interface, method);
        call << appearance << colorScheme;
        auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, method] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (reply.isValid())
                apply(reply.value().variant());
            else if (method == u"ReadOne")
                ask(u"Read"_s); // older portals; answers a variant in a variant
        });
    }

    void apply(QVariant value)
    {
        while (value.canConvert<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        const bool dark = value.toUInt() == 1;
        if (dark == m_dark)
            return;
        m_dark = dark;
        Q_EMIT darkChanged();
    }

    QDBusConnection m_bus;
    bool m_dark = false;
};

} // namespace

std::unique_ptr<SystemTheme> makePlatformTheme()
{
    return std::make_unique<PortalTheme>();
}

} // namespace Bellboard

#include "systemtheme_linux.moc"
