// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/sleepwatch.h"

#include <QDBusConnection>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const auto service = u"org.freedesktop.login1"_s;
const auto path = u"/org/freedesktop/login1"_s;
const auto interface = u"org.freedesktop.login1.Manager"_s;

/// PrepareForSleep of logind (org.freedesktop.login1(5)): true before, false after.
class LogindSleepWatch final : public SleepWatch
{
    Q_OBJECT

public:
    LogindSleepWatch()
    {
        auto bus = QDBusConnection::systemBus();
        if (bus.isConnected())
            bus.connect(service, path, interface, u"PrepareForSleep"_s, this, SLOT(note(bool)));
    }

private Q_SLOTS:
    void note(bool sleeping)
    {
        if (sleeping)
            Q_EMIT sleepBegan();
        else
            Q_EMIT woke();
    }
};

} // namespace

std::unique_ptr<SleepWatch> SleepWatch::create()
{
    return std::make_unique<LogindSleepWatch>();
}

} // namespace Bellboard

#include "sleepwatch_linux.moc"
