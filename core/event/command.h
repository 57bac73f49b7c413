// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QMetaType>
#include <QString>

namespace Bellboard {

/// Something the user asks of a backend (docs/protocol.md, "command").
struct Command
{
    /// The idempotency key: the same key never has its effect twice. A UUID.
    QString key;
    FeedIndex feed = 0;
    QString
        name; ///< "acknowledge", "unacknowledge", "snooze", "unsnooze", "assign", "note", "edit", "resolve" or "message"
    QString kind; ///< of the subject: "alert", "task", "help", "exception", "rule" or "conversation"
    QString subject; ///< what it is about
    QString owner; ///< for "assign"
    QString text; ///< for "note", "edit", "resolve" and "message"
    /// For "edit" and "resolve": the version that the user saw, so that the backend can refuse what would undo another's work.
    QString base{};
    Timestamp until; ///< for "snooze"; the epoch otherwise
    /// Only sent while somebody waits for it: refused unless the feed is connected, and never kept or sent twice.
    bool movesMoney = false;
    /// The user wrote it as the draft of its conversation, which goes in the step in which this is kept. Not kept itself.
    bool takesDraft = false;
    /// The key of one that failed, in whose place this is asked for; empty for none. Not kept itself.
    QString replaces{};

    bool operator==(const Command &) const = default;
};

/// How far a command got. It ends in one of the last four.
enum class CommandPhase {
    Pending, ///< kept on disk until it can be sent; can be cancelled
    Leaving, ///< it is being sent, and the operating system has not taken all of it
    Sent, ///< it was sent, and is sent again until the server answers
    Settled, ///< the server did it
    Refused, ///< the server did not, or it could not even be kept
    Expired, ///< nobody answered for so long that it is not wanted any more
    Cancelled, ///< taken back before it was sent, or given up after it failed
};

/// Whether a command in `phase` is over.
constexpr bool isOver(CommandPhase phase)
{
    return phase >= CommandPhase::Settled;
}

/// Whether a command in `phase` did not happen, as far as anybody knows.
constexpr bool hasFailed(CommandPhase phase)
{
    return phase == CommandPhase::Refused || phase == CommandPhase::Expired;
}

/// Whether a command stays when it failed: it has words that somebody would have to write again.
inline bool staysWhenFailed(const Command &command)
{
    const bool hasWords = command.name == u"message" || command.name == u"edit" || command.name == u"resolve";
    return hasWords && !command.movesMoney;
}

/// What is known of a command at one moment.
struct CommandProgress
{
    Command command;
    Timestamp asked; ///< when the user asked for it
    CommandPhase phase = CommandPhase::Pending;
    QString reason{}; ///< why it failed; the server's own words where it gave some, untrusted plain text
    bool answered = false; ///< Settled: the server said so; else it was sent to one that says nothing of it
    bool restored = false; ///< this was so in an earlier run, which told of it
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::Command)
Q_DECLARE_METATYPE(Bellboard::CommandProgress)
