// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <functional>

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace Bellboard {

/// Makes file modes bind this process, and what it executes, also when it is the superuser's. For a child between fork and exec,
/// so it allocates nothing; a process that it fails in ends with status 97.
inline void becomeBoundByModes()
{
    if (::geteuid() != 0)
        return;
#ifdef Q_OS_LINUX
    // Still the superuser, who owns the test's folders, but without leave to pass over their modes.
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> data{};
    constexpr unsigned passing = (1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH);
    bool done = ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) == 0 && ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH) == 0
        && ::syscall(SYS_capget, &header, data.data()) == 0;
    data[0].effective &= ~passing;
    data[0].permitted &= ~passing;
    data[0].inheritable &= ~passing;
    done = done && ::syscall(SYS_capset, &header, data.data()) == 0;
#else
    constexpr uid_t nobody = 65534;
    const bool done = ::setgid(nobody) == 0 && ::setuid(nobody) == 0;
#endif
    if (!done)
        ::_exit(97);
}

/// What `observe` returns in a process that modes bind; empty when that process failed.
inline QByteArray boundByModes(const std::function<QByteArray()> &observe)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return {};
    const auto child = ::fork();
    if (child == 0) {
        becomeBoundByModes();
        const auto seen = observe();
        const bool told = ::write(ends[1], seen.constData(), static_cast<std::size_t>(seen.size())) == seen.size();
        ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    QByteArray seen;
    std::array<char, 1024> buffer{};
    ssize_t count = 0;
    while ((count = ::read(ends[0], buffer.data(), buffer.size())) > 0)
        seen.append(buffer.data(), static_cast<qsizetype>(count));
    ::close(ends[0]);
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0 ? seen : QByteArray();
}

} // namespace Bellboard
