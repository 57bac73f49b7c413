// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/lockwatch.h"

#include <windows.h>

#include <wtsapi32.h>

namespace Bellboard {

namespace {

constexpr wchar_t className[] = L"BellboardLockWatch";

/// WM_WTSSESSION_CHANGE, which comes to windows only: one that is never seen.
class WindowsLockWatch final : public LockWatch
{
public:
    WindowsLockWatch()
    {
        WNDCLASSW windowClass{};
        windowClass.lpfnWndProc = &WindowsLockWatch::handle;
        windowClass.hInstance = ::GetModuleHandleW(nullptr);
        windowClass.lpszClassName = className;
        ::RegisterClassW(&windowClass); // fails when it was registered before, which is as good
        m_window = ::CreateWindowExW(0, className, nullptr, 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, windowClass.hInstance,
                                     nullptr);
        if (!m_window)
            return;
        ::SetWindowLongPtrW(m_window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
        m_registered = ::WTSRegisterSessionNotification(m_window, NOTIFY_FOR_THIS_SESSION);
    }
    ~WindowsLockWatch() override
    {
        if (m_registered)
            ::WTSUnRegisterSessionNotification(m_window);
        if (m_window)
            ::DestroyWindow(m_window);
    }

private:
    static LRESULT CALLBACK handle(HWND window, UINT message, WPARAM what, LPARAM which)
    {
        auto *self = reinterpret_cast<WindowsLockWatch *>(::GetWindowLongPtrW(window, GWLP_USERDATA));
        if (self && message == WM_WTSSESSION_CHANGE && (what == WTS_SESSION_LOCK || what == WTS_SESSION_UNLOCK))
            Q_EMIT self->lockedChanged(what == WTS_SESSION_LOCK);
        return ::DefWindowProcW(window, message, what, which);
    }

    HWND m_window = nullptr;
    BOOL m_registered = FALSE;
};

} // namespace

std::unique_ptr<LockWatch> LockWatch::create()
{
    return std::make_unique<WindowsLockWatch>();
}

} // namespace Bellboard
