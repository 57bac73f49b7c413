// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/lockwatch.h"

#import <Foundation/Foundation.h>

namespace Bellboard {

namespace {

/// What loginwindow tells everybody; it comes while the main thread runs an event loop of Cocoa's.
class LoginWindowLockWatch final : public LockWatch
{
public:
    LoginWindowLockWatch()
        : m_lock(observe(@"com.apple.screenIsLocked", ^(NSNotification *) {
            Q_EMIT lockedChanged(true);
        }))
        , m_unlock(observe(@"com.apple.screenIsUnlocked", ^(NSNotification *) {
            Q_EMIT lockedChanged(false);
        }))
    { }
    ~LoginWindowLockWatch() override
    {
        [center() removeObserver:m_lock];
        [center() removeObserver:m_unlock];
    }

private:
    static NSDistributedNotificationCenter *center() { return [NSDistributedNotificationCenter defaultCenter]; }
    /// The centre keeps the observer that it returns until that is removed.
    static id observe(NSNotificationName name, void (^block)(NSNotification *))
    {
        return [center() addObserverForName:name object:nil queue:[NSOperationQueue mainQueue] usingBlock:block];
    }

    const id m_lock;
    const id m_unlock;
};

} // namespace

std::unique_ptr<LockWatch> LockWatch::create()
{
    return std::make_unique<LoginWindowLockWatch>();
}

} // namespace Bellboard
