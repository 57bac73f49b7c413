// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"

#include <optional>

namespace Bellboard {

/// What the user did, and with which words.
struct UserAction
{
    QString id; ///< as DetailAction has it, or "note"
    QString text; ///< the new owner, the note, the reply, the new words, the reason, or the choice of snoozeEnd()
    QString userName; ///< as the backend writes it
    Timestamp now;
};

/// The command that an action asks for, without key, feed, kind, subject and base; nothing for what asks for none.
std::optional<Command> commandFor(const UserAction &action);

} // namespace Bellboard
