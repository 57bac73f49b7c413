// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdio>
#include <cstdlib>
#include <ctime>

// What the peers count and measure with, as the benchmark's own receivers do.

inline long peerEvents = 0;
inline long peerSkip = 0;
inline long peerSeen = 0;
inline double peerCpu = 0;
inline double peerWall = 0;

inline double peerTime(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

/// Counts an event; true when all rows are there and the rest may come. Ends the program when all events are.
inline bool countEvent()
{
    ++peerSeen;
    if (peerSeen == peerSkip) {
        peerCpu = peerTime(CLOCK_PROCESS_CPUTIME_ID);
        peerWall = peerTime(CLOCK_MONOTONIC);
    }
    if (peerSeen == peerEvents) {
        const long measured = peerEvents - peerSkip;
        std::printf("{\"ns\":%f,\"wall_s\":%f,\"events\":%ld}\n",
                    (peerTime(CLOCK_PROCESS_CPUTIME_ID) - peerCpu) / static_cast<double>(measured),
                    (peerTime(CLOCK_MONOTONIC) - peerWall) / 1e9, measured);
        std::fflush(stdout);
        std::_Exit(0);
    }
    return peerSeen == peerSkip;
}
