// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <array>
#include <string>
#include <vector>

namespace Bellboard::Demo {

/// Reconciliation runs that load, match, are reviewed and complete (a few fail), and the exceptions they leave.
class ReconciliationStory
{
public:
    explicit ReconciliationStory(StoryContext context) : m_context(context) { }

    /// How many times more often than at leisure step() is called; a run takes that many more steps.
    void setPace(double pace) { m_pace = pace; }

    // The opening scene: each writes one event.
    void writeFailedRun();
    void writeCompletedRun();
    void writeRunningRun();
    void writeException();

    /// Writes one event.
    void step();
    /// Gives an exception an owner.
    Outcome assign(std::string_view subject, std::string_view owner);
    /// Decides an exception for a reason; refused when it changed since its version `base`.
    Outcome resolve(std::string_view subject, std::string_view reason, std::string_view base, std::string_view user);
    /// Whether there is an open exception of this name.
    bool hasException(std::string_view subject) const;

    /// The subject of the newest run that is under way; the newest of all when none is.
    std::string currentRun() const;
    /// "64 % done" of that run.
    std::string currentProgress() const;
    /// How many exceptions are open.
    std::size_t openExceptions() const;

    /// Takes over what was written in an earlier life.
    void restoreRun(std::string_view subject, const QJsonObject &data);
    void restoreException(std::string_view subject, const QJsonObject &data);
    /// Sorts what was restored, once all of it is there.
    void finishRestoring();

private:
    /// The phases on the wire, in their order.
    enum class Phase : std::uint8_t {
        Loading,
        Matching,
        Reviewing,
        Completed,
        Failed,
    };
    struct Run
    {
        std::uint64_t number = 0;
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        std::uint64_t size = 0; ///< the total, also while it is not yet known to clients
        std::uint64_t exceptions = 0;
        std::int64_t unmatched = 0; ///< pence
        std::int64_t speed = 1000; ///< thousandths of the usual
        double waited = 0; ///< steps in a phase without progress, at leisure
        Phase phase = Phase::Loading;
        std::uint8_t name = 0;
        std::string error;
    };
    struct Exception
    {
        std::uint64_t number = 0;
        std::uint64_t run = 0;
        Amount amount;
        bool open = true;
        std::string reason;
        std::string owner;
        std::uint64_t version = 0;
    };

    static bool isUnderWay(const Run &run) { return run.phase < Phase::Completed; }
    void startRun();
    void progress(Run &run);
    void match(Run &run);
    void openException();
    void resolveException();
    void write(const Run &run);
    void write(Exception &exception);
    const Run *current() const;

    StoryContext m_context;
    std::vector<Run> m_runs; ///< the last few, oldest first
    std::vector<Exception> m_exceptions; ///< the open ones, oldest first
    std::uint64_t m_lastRun = 479;
    std::uint64_t m_lastException = 2030;
    double m_pace = 1;
};

} // namespace Bellboard::Demo
