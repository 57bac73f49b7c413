// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/stopsignals.h"

#include <atomic>

#include <windows.h>

namespace Bellboard {

namespace {

std::atomic<StopSignals *> current = nullptr;

// Runs on a thread of the system's own.
BOOL WINAPI noteEvent(DWORD)
{
    auto *target = current.load();
    if (!target)
        return FALSE;
    QMetaObject::invokeMethod(target, &StopSignals::stopRequested, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

StopSignals::StopSignals(QObject *parent) : QObject(parent)
{
    current = this;
    ::SetConsoleCtrlHandler(noteEvent, TRUE);
}

StopSignals::~StopSignals()
{
    ::SetConsoleCtrlHandler(noteEvent, FALSE);
    current = nullptr;
}

} // namespace Bellboard
