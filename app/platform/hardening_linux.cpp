// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/hardening.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <fcntl.h>
#include <unistd.h>

namespace Bellboard {

void hardenProcess()
{
    // PR_SET_DUMPABLE would go further, but it also makes /proc/self unreadable to the desktop portals, which then refuse us.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // Whatever is made from here on: the journal and its log, locks, settings, histories.
    ::umask(S_IRWXG | S_IRWXO);
    // Where a program collects the dumps the limit does not count; so dump no kind of memory at all (core(5)).
    const int filter = ::open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
    if (filter >= 0) {
        [[maybe_unused]] const auto written = ::write(filter, "0", 1);
        ::close(filter);
    }
}

} // namespace Bellboard
