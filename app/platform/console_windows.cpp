// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/console.h"

#include <cstdio>

#include <windows.h>

namespace Bellboard {

void attachConsole()
{
    // A program with windows starts without a console; output that is redirected already is left alone.
    const bool redirected = ::GetFileType(::GetStdHandle(STD_OUTPUT_HANDLE)) != FILE_TYPE_UNKNOWN;
    if (redirected || !::AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    std::FILE *stream = nullptr;
    ::freopen_s(&stream, "CONOUT$", "w", stdout);
    ::freopen_s(&stream, "CONOUT$", "w", stderr);
}

} // namespace Bellboard
