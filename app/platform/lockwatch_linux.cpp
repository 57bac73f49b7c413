// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/lockwatch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// The desktops' screen savers, and where each answers; Plasma's tells of itself at a second path too.
constexpr std::array<std::pair<const char *, const char *>, 5> screenSavers{
    {{"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"},
     {"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"},
     {"org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"},
     {"org.mate.ScreenSaver", "/org/mate/ScreenSaver"},
     {"org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"}}};

/// Asks the screen savers that run whether they are active, and hears ActiveChanged, as they are what locks the session.
class ScreenSaverLockWatch final : public LockWatch
{
    Q_OBJECT

public:
    ScreenSaverLockWatch()
    {
        auto bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        for (const auto &[name, path] : screenSavers) {
            const auto service = QString::fromLatin1(name);
            // By the interface alone: the service may start later than we do, and under another name.
            bus.connect({}, {}, service, u"ActiveChanged"_s, this, SLOT(note(bool)));
            ask(bus, service, QString::fromLatin1(path));
        }
    }

private Q_SLOTS:
    void note(bool active)
    {
        m_told = true;
        Q_EMIT lockedChanged(active);
    }

private:
    /// We may have been started, or started again, while the session is locked.
    void ask(const QDBusConnection &bus, const QString &service, const QString &path)
    {
        auto question = QDBusMessage::createMethodCall(service, path, service, u"GetActive"_s);
        question.setAutoStartService(false); // who does not run locks nothing
        const auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
        connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *call) {
            call->deleteLater();
            const QDBusPendingReply<bool> reply = *call;
            if (reply.isValid() && reply.value() && !m_told) // what was told meanwhile is newer
                Q_EMIT lockedChanged(true);
        });
    }

    bool m_told = false;
};

} // namespace

std::unique_ptr<LockWatch> LockWatch::create()
{
    return std::make_unique<ScreenSaverLockWatch>();
}

} // namespace Bellboard

#include "lockwatch_linux.moc"
