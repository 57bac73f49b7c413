// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/lockwatch.h"

#include <QDBusConnection>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// ActiveChanged of the desktops' screen savers, which are what locks the session.
class ScreenSaverLockWatch final : public LockWatch
{
    Q_OBJECT

public:
    ScreenSaverLockWatch()
    {
        auto bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        // By the interface alone: Plasma has it at two paths, and the service may start later than we do.
        for (const auto &interface :
             {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s, u"org.cinnamon.ScreenSaver"_s,
              u"org.mate.ScreenSaver"_s, u"org.xfce.ScreenSaver"_s})
            bus.connect({}, {}, interface, u"ActiveChanged"_s, this, SLOT(note(bool)));
    }

private Q_SLOTS:
    void note(bool active) { Q_EMIT lockedChanged(active); }
};

} // namespace

std::unique_ptr<LockWatch> LockWatch::create()
{
    return std::make_unique<ScreenSaverLockWatch>();
}

} // namespace Bellboard

#include "lockwatch_linux.moc"
