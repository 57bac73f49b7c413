// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/secretinput.h"

#include <io.h>
#include <windows.h>

namespace Bellboard {

bool isInputTerminal()
{
    return ::_isatty(0) != 0;
}

EchoOff::EchoOff()
{
    DWORD mode = 0;
    const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
    if (!isInputTerminal() || !::GetConsoleMode(input, &mode))
        return;
    m_before = mode;
    m_changed = ::SetConsoleMode(input, mode & ~static_cast<DWORD>(ENABLE_ECHO_INPUT)) != 0;
}

EchoOff::~EchoOff()
{
    if (m_changed)
        ::SetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), static_cast<DWORD>(m_before));
}

} // namespace Bellboard
