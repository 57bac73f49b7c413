// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/hardening.h"

#include <sys/resource.h>
#include <sys/stat.h>

namespace Bellboard {

void hardenProcess()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // Whatever is made from here on: the journal and its log, locks, settings, histories.
    ::umask(S_IRWXG | S_IRWXO);
}

} // namespace Bellboard
