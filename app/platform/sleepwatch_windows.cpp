// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/sleepwatch.h"

#include <windows.h>

#include <powrprof.h>

namespace Bellboard {

namespace {

/// WM_POWERBROADCAST's messages by a callback, which needs no window, so that `bellboard tail` hears them too.
class WindowsSleepWatch final : public SleepWatch
{
public:
    WindowsSleepWatch()
    {
        m_subscription.Callback = &WindowsSleepWatch::note;
        m_subscription.Context = this;
        m_registration = ::RegisterSuspendResumeNotification(&m_subscription, DEVICE_NOTIFY_CALLBACK);
    }
    ~WindowsSleepWatch() override
    {
        if (m_registration)
            ::UnregisterSuspendResumeNotification(m_registration);
    }

private:
    /// Called on a thread of the system's.
    static ULONG CALLBACK note(PVOID context, ULONG type, PVOID /*setting*/)
    {
        auto *self = static_cast<WindowsSleepWatch *>(context);
        // PBT_APMRESUMESUSPEND follows PBT_APMRESUMEAUTOMATIC where a person woke it, and says nothing more.
        if (type == PBT_APMSUSPEND)
            QMetaObject::invokeMethod(self, &SleepWatch::sleepBegan, Qt::QueuedConnection);
        else if (type == PBT_APMRESUMEAUTOMATIC)
            QMetaObject::invokeMethod(self, &SleepWatch::woke, Qt::QueuedConnection);
        return ERROR_SUCCESS;
    }

    DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS m_subscription{};
    HPOWERNOTIFY m_registration = nullptr;
};

} // namespace

std::unique_ptr<SleepWatch> SleepWatch::create()
{
    return std::make_unique<WindowsSleepWatch>();
}

} // namespace Bellboard
