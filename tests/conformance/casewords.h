// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "conformancecase.h"

namespace Bellboard {

/// How long the server of a case waits before it gives up. The suite waits half a second to ten; only a case that fails waits.
constexpr std::chrono::milliseconds patience = std::chrono::seconds(3);

/// A step that sends one frame, in pieces of `chop` bytes or with its neighbours.
inline SendStep sends(const RawFrame &frame, qsizetype chop = 0)
{
    return {rawBytes(frame), chop};
}

/// A step that sends one frame in a piece of its own.
inline SendStep sendsAlone(const RawFrame &frame)
{
    const auto bytes = rawBytes(frame);
    return {bytes, bytes.size()};
}

inline Seen textSeen(const QByteArray &payload)
{
    return {Seen::Kind::Text, payload};
}

inline Seen pongSeen(const QByteArray &payload)
{
    return {Seen::Kind::Pong, payload};
}

/// The client must show exactly `seen`, and the server closes when it has.
inline Play expects(std::vector<Step> steps, std::vector<Seen> seen, std::chrono::milliseconds limit = patience)
{
    Play play;
    play.steps = std::move(steps);
    play.outcomes = {{Verdict::Ok, std::move(seen)}};
    play.limit = limit;
    return play;
}

/// The client must show exactly `seen` and then fail the connection with `code`, or drop it.
inline Play refuses(std::vector<Step> steps, const std::vector<Seen> &seen = {}, int code = 1002)
{
    auto play = expects(std::move(steps), seen);
    if (!seen.empty())
        play.outcomes.push_back({Verdict::NonStrict, {}});
    play.ending = {false, {code}, false};
    return play;
}

/// A case that is the same whatever its extent.
inline ConformanceCase fixed(const QByteArray &number, const Play &play)
{
    return {number, [play](Extent) { return play; }};
}

} // namespace Bellboard
