// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "usercommand.h"

#include "snoozechoice.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

std::optional<Command> commandFor(const UserAction &action)
{
    const auto &[id, text, userName, now] = action;
    Command command;
    command.name = id;
    if (id == u"acknowledge" || id == u"unacknowledge" || id == u"unsnooze")
        return command;
    if (id == u"take" || id == u"assign") {
        command.name = u"assign"_s;
        command.owner = id == u"take" || text.isEmpty() ? userName : text;
        return command;
    }
    if (id == u"snooze") {
        const auto end = snoozeEnd(text, now);
        command.until = end.value_or(Timestamp());
        return end ? std::optional(command) : std::nullopt;
    }
    const bool isKnown = id == u"note" || id == u"reply" || id == u"edit" || id == u"resolve";
    if (!isKnown || text.trimmed().isEmpty())
        return std::nullopt;
    command.name = id == u"reply" ? u"message"_s : id;
    command.text = text;
    return command;
}

} // namespace Bellboard
