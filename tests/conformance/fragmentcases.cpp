// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "casewords.h"

#include <array>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

using namespace RawOpcode;

constexpr auto pause = 1s;

/// How the frames of a case leave: the suite has most cases of this section three times, once in each way.
enum class Cut {
    None, ///< in one piece
    Frames, ///< frame by frame
    Bytes, ///< byte by byte
};

constexpr std::array cuts{Cut::None, Cut::Frames, Cut::Bytes};

std::vector<Step> cutSteps(Cut cut, const std::vector<RawFrame> &frames)
{
    std::vector<Step> steps;
    steps.reserve(frames.size());
    for (const auto &frame : frames)
        steps.emplace_back(cut == Cut::Frames ? sendsAlone(frame) : sends(frame, cut == Cut::Bytes ? 1 : 0));
    return steps;
}

/// A message in five fragments, two pings between them, and a pause in which the first pong must come.
Play pausedMessage(Cut cut)
{
    auto steps = cutSteps(cut, {{text, "fragment1", false}, {continuation, "fragment2", false}, {ping, "pongme 1!"}});
    steps.emplace_back(WaitStep{pause, {}});
    for (auto &step : cutSteps(cut,
                               {{continuation, "fragment3", false},
                                {continuation, "fragment4", false},
                                {ping, "pongme 2!"},
                                {continuation, "fragment5"}}))
        steps.push_back(std::move(step));
    return expects(
        std::move(steps),
        {pongSeen("pongme 1!"), pongSeen("pongme 2!"), textSeen("fragment1fragment2fragment3fragment4fragment5")});
}

} // namespace

std::vector<ConformanceCase> fragmentCases()
{
    std::vector<ConformanceCase> cases;
    int number = 0;
    const auto add = [&](const Play &play) { cases.push_back(fixed("5." + QByteArray::number(++number), play)); };

    add(refuses(cutSteps(Cut::None, {{ping, "fragment1", false}, {continuation, "fragment2"}})));
    add(refuses(cutSteps(Cut::None, {{pong, "fragment1", false}, {continuation, "fragment2"}})));
    for (const auto cut : cuts)
        add(expects(cutSteps(cut, {{text, "fragment1", false}, {continuation, "fragment2"}}),
                    {textSeen("fragment1fragment2")}));
    for (const auto cut : cuts)
        add(expects(cutSteps(cut, {{text, "fragment1", false}, {ping, "ping payload"}, {continuation, "fragment2"}}),
                    {pongSeen("ping payload"), textSeen("fragment1fragment2")}));
    // Fragments of nothing: in 5.9 to 5.11 the last one of no message, in 5.12 to 5.14 one that others should follow.
    for (const bool fin : {true, false}) {
        for (const auto cut : cuts)
            add(refuses(cutSteps(cut, {{continuation, "non-continuation payload", fin}, {text, "Hello, world!"}})));
    }
    add(refuses(cutSteps(Cut::None,
                         {{text, "fragment1", false},
                          {continuation, "fragment2"},
                          {continuation, "fragment3", false},
                          {text, "fragment4"}}),
                {textSeen("fragment1fragment2")}));
    for (const bool fin : {false, true}) {
        const std::vector<RawFrame> once{
            {continuation, "fragment1", fin}, {text, "fragment2", false}, {continuation, "fragment3"}};
        auto twice = once;
        twice.insert(twice.end(), once.begin(), once.end());
        add(refuses(cutSteps(Cut::None, twice)));
    }
    add(refuses(cutSteps(Cut::None, {{text, "fragment1", false}, {text, "fragment2"}})));
    add(pausedMessage(Cut::None));
    add(pausedMessage(Cut::Frames));
    return cases;
}

} // namespace Bellboard
