// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/hardening.h"

#include <windows.h>

#include <werapi.h>

namespace Bellboard {

void hardenProcess()
{
    ::SetErrorMode(::GetErrorMode() | SEM_NOGPFAULTERRORBOX);
    ::WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP);
}

} // namespace Bellboard
