// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "rawdeflate.h"
#include "rawframe.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace Bellboard {

/// How a client did in a case; the words are those of the Autobahn test suite.
enum class Verdict {
    Ok, ///< as it must be
    NonStrict, ///< allowed, but not what a strict implementation does
    Informational, ///< nothing is asked for, only looked at
    Unimplemented, ///< the client did not offer what the case needs
    Failed, ///< not as it must be
};

/// Something that the server saw: of the client, or of the clock.
struct Seen
{
    enum class Kind {
        Text, ///< a text message
        Binary, ///< a binary message
        Ping, ///< a ping of the client's own
        Pong, ///< a pong
        Wait, ///< the connection still stood when a wait was over; the payload names the wait
    };

    Kind kind;
    QByteArray payload;

    bool operator==(const Seen &) const = default;
};

/// Leaves in pieces of `chop` bytes; in one piece with its neighbours when that is 0.
struct SendStep
{
    QByteArray bytes;
    qsizetype chop = 0;
};

/// Goes on only after a while, if the connection still stands then; a wait with a name is seen.
struct WaitStep
{
    std::chrono::milliseconds duration;
    QByteArray name;
};

/// Sends a close frame with that payload, which may be illegal; from here on it is the server that closes.
struct CloseStep
{
    QByteArray payload;
};

using Step = std::variant<SendStep, WaitStep, CloseStep>;

/// A message that the client must echo before the next one follows.
struct Round
{
    QByteArray payload;
    bool binary = false;
    qsizetype fragment = 0; ///< payload bytes a frame; all in one when that is 0
    qsizetype chop = 0; ///< as of SendStep
};

/// A set of events that may be seen, and what it is worth.
struct Outcome
{
    Verdict verdict;
    std::vector<Seen> seen;
};

/// How the connection must end.
struct Ending
{
    bool byServer = true; ///< who has to start to close; a server that has to give up starts it, too
    std::vector<int> codes = {
        1000}; ///< what the client's close frame may say if it says anything; the first is what the server says
    bool clean = true; ///< whether a closing handshake must have taken place
};

/// All that happens in a case. Either there are steps and outcomes, or rounds.
struct Play
{
    std::vector<Step> steps;
    std::vector<Outcome> outcomes;
    int rounds = 0;
    std::function<Round(int)> round;
    Ending ending;
    bool closesWhenSeen = true; ///< the server closes as soon as the first outcome was seen, if it is to close
    bool informational = false;
    std::chrono::milliseconds limit = std::chrono::seconds(10); ///< after the last step the server gives up so late
    std::optional<RawDeflateTerms> deflate; ///< accepted if the client offers it
};

/// How many messages there are in the cases that have a thousand.
enum class Extent {
    Full, ///< as in the Autobahn test suite
    Quick, ///< so many as make 256 KiB, but four at least
};

/// One case of the Autobahn test suite, by its number there.
struct ConformanceCase
{
    QByteArray number;
    std::function<Play(Extent)> play; ///< makes what is needed only when it is needed: some payloads are large
};

/// Cases 1 to 4: framing, pings and pongs, reserved bits, opcodes.
std::vector<ConformanceCase> framingCases();
/// Case 5: fragmentation.
std::vector<ConformanceCase> fragmentCases();
/// Case 6: UTF-8.
std::vector<ConformanceCase> textCases();
/// Case 7: closing.
std::vector<ConformanceCase> closeCases();
/// Cases 9 and 10: sizes, and fragments made by the server.
std::vector<ConformanceCase> sizeCases();
/// Cases 12 and 13: permessage-deflate.
std::vector<ConformanceCase> deflateCases();
/// All of them, in the order of their numbers.
std::vector<ConformanceCase> conformanceCases();

} // namespace Bellboard
