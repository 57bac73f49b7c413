// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/sleepwatch.h"

#import <AppKit/AppKit.h>

namespace Bellboard {

namespace {

/// NSWorkspace's notifications; they come while the main thread runs an event loop of Cocoa's.
class WorkspaceSleepWatch final : public SleepWatch
{
public:
    WorkspaceSleepWatch()
        : m_sleep(observe(NSWorkspaceWillSleepNotification, ^(NSNotification *) {
            Q_EMIT sleepBegan();
        }))
        , m_wake(observe(NSWorkspaceDidWakeNotification, ^(NSNotification *) {
            Q_EMIT woke();
        }))
    { }
    ~WorkspaceSleepWatch() override
    {
        [center() removeObserver:m_sleep];
        [center() removeObserver:m_wake];
    }

private:
    static NSNotificationCenter *center() { return [[NSWorkspace sharedWorkspace] notificationCenter]; }
    /// The centre keeps the observer that it returns until that is removed.
    static id observe(NSNotificationName name, void (^block)(NSNotification *))
    {
        return [center() addObserverForName:name object:nil queue:[NSOperationQueue mainQueue] usingBlock:block];
    }

    const id m_sleep;
    const id m_wake;
};

} // namespace

std::unique_ptr<SleepWatch> SleepWatch::create()
{
    return std::make_unique<WorkspaceSleepWatch>();
}

} // namespace Bellboard
