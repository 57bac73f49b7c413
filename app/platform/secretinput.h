// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// Whether standard input is a terminal.
bool isInputTerminal();

/// While it lives, a terminal at standard input does not show what is typed.
class EchoOff
{
public:
    EchoOff();
    ~EchoOff();
    EchoOff(const EchoOff &) = delete;
    EchoOff &operator=(const EchoOff &) = delete;

private:
    unsigned long m_before = 0;
    bool m_changed = false;
};

} // namespace Bellboard
