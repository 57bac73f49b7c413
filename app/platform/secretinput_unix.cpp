// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/secretinput.h"

#include <termios.h>
#include <unistd.h>

namespace Bellboard {

bool isInputTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

EchoOff::EchoOff()
{
    termios mode{};
    if (!isInputTerminal() || ::tcgetattr(STDIN_FILENO, &mode) != 0)
        return;
    m_before = mode.c_lflag;
    mode.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    m_changed = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode) == 0;
}

EchoOff::~EchoOff()
{
    termios mode{};
    if (!m_changed || ::tcgetattr(STDIN_FILENO, &mode) != 0)
        return;
    mode.c_lflag = static_cast<tcflag_t>(m_before);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode);
}

} // namespace Bellboard
