// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/reconciliationstory.h"

#include "demo/words.h"

#include <algorithm>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 5> phases{"loading", "matching", "reviewing", "completed", "failed"};
constexpr std::array<std::string_view, 7> runNames{"Card settlements", "Bank statement, main account",
                                                   "Payout PO-2214",   "Direct debits",
                                                   "Gift Aid claims",  "Wallet top-ups",
                                                   "Supplier ledger"};
constexpr std::array<std::string_view, 6> reasons{"amount differs by 0.01", "no matching bank line",
                                                  "duplicate reference",    "date outside window",
                                                  "payee name differs",     "currency differs"};
constexpr std::array<std::string_view, 3> runErrors{"bank file missing: camt.053", "connection to the ledger lost",
                                                    "checksum of the bank file differs"};

/// Steps that a run takes at leisure.
constexpr double stepsPerRun = 240;
constexpr std::size_t rememberedRuns = 12;
constexpr std::size_t mostExceptions = 30;
constexpr std::size_t fewestExceptions = 6;

// Subjects are used again after this many, so that a day at full speed does not fill a client with them.
std::string runSubject(std::uint64_t number)
{
    return subjectOf("RUN", 480 + (number - 480) % 500, 3);
}

std::string exceptionSubject(std::uint64_t number)
{
    return subjectOf("EX", 2000 + number % 1000, 4);
}

} // namespace

void ReconciliationStory::writeFailedRun()
{
    Run run;
    run.number = ++m_lastRun;
    run.phase = Phase::Failed;
    run.name = 1;
    run.size = run.total = 9'400;
    run.done = 1'316;
    run.exceptions = 21;
    run.unmatched = 1'904'50;
    run.error = runErrors[0];
    write(run);
    m_runs.push_back(run);
}

void ReconciliationStory::writeCompletedRun()
{
    Run run;
    run.number = ++m_lastRun;
    run.phase = Phase::Completed;
    run.name = 2;
    run.size = run.total = run.done = 4'120;
    write(run);
    m_runs.push_back(run);
}

void ReconciliationStory::writeRunningRun()
{
    Run run;
    run.number = ++m_lastRun;
    run.phase = Phase::Matching;
    run.name = 0;
    run.size = run.total = 18'750;
    run.done = 12'000;
    run.exceptions = 312;
    run.unmatched = 48'210'16;
    run.speed = 700;
    write(run);
    m_runs.push_back(run);
}

void ReconciliationStory::writeException()
{
    openException();
}

void ReconciliationStory::step()
{
    const auto underWay = std::count_if(m_runs.begin(), m_runs.end(), isUnderWay);
    const std::uint64_t dice = m_context.random.below(100);
    if (underWay == 0 || (underWay < 3 && m_context.random.below(static_cast<std::uint64_t>(150 * m_pace) + 1) == 0)) {
        startRun();
    } else if (dice < 84) {
        std::vector<Run *> running;
        for (Run &run : m_runs) {
            if (isUnderWay(run))
                running.push_back(&run);
        }
        progress(*m_context.random.pick(running));
    } else if (m_exceptions.size() < fewestExceptions || (dice < 92 && m_exceptions.size() < mostExceptions)) {
        openException();
    } else {
        resolveException();
    }
}

void ReconciliationStory::startRun()
{
    Run run;
    do {
        run.number = ++m_lastRun;
    } while (std::any_of(m_runs.begin(), m_runs.end(),
                         [&run](const Run &other) { return runSubject(other.number) == runSubject(run.number); }));
    run.name = static_cast<std::uint8_t>(m_context.random.below(runNames.size()));
    run.size = static_cast<std::uint64_t>(m_context.random.between(4'000, 60'000));
    run.speed = m_context.random.between(700, 1300);
    write(run);
    m_runs.push_back(run);
    if (m_runs.size() > rememberedRuns) {
        const auto oldest = std::find_if_not(m_runs.begin(), m_runs.end(), isUnderWay);
        if (oldest != m_runs.end())
            m_runs.erase(oldest);
    }
}

void ReconciliationStory::progress(Run &run)
{
    switch (run.phase) {
    case Phase::Loading:
        run.waited += 1 / m_pace;
        if (run.waited >= 3) {
            run.total = run.size;
            run.phase = Phase::Matching;
            run.waited = 0;
        }
        break;
    case Phase::Matching:
        match(run);
        break;
    case Phase::Reviewing:
        // People explain what is left, a little at a time.
        run.waited += 1 / m_pace;
        if (m_pace <= 1 || m_context.random.chance(static_cast<unsigned>(1000 / m_pace))) {
            const std::uint64_t explained = std::min(run.exceptions, run.exceptions / 6 + 1);
            run.unmatched -= run.exceptions == 0
                ? 0
                : run.unmatched * static_cast<std::int64_t>(explained) / static_cast<std::int64_t>(run.exceptions);
            run.exceptions -= explained;
        }
        if (run.waited >= 14) {
            run.phase = Phase::Completed;
            run.exceptions = 0;
            run.unmatched = 0;
        }
        break;
    case Phase::Completed:
    case Phase::Failed:
        break;
    }
    write(run);
}

void ReconciliationStory::match(Run &run)
{
    Random &random = m_context.random;
    run.speed = std::clamp<std::int64_t>(run.speed + random.between(-90, 90), 350, 1700);
    const double share = static_cast<double>(run.size) / stepsPerRun / m_pace * static_cast<double>(run.speed) / 1000;
    const auto looked = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(share));
    run.done = std::min(run.total, run.done + looked);
    // Two to three records of a hundred find no partner.
    const auto left = (looked * static_cast<std::uint64_t>(random.between(5, 45)) + random.below(1000)) / 1000;
    run.exceptions = std::min(run.exceptions + left, run.done);
    run.unmatched += static_cast<std::int64_t>(left) * random.between(4'00, 290'00);
    if (run.done >= run.total) {
        run.phase = Phase::Reviewing;
    } else if (random.below(static_cast<std::uint64_t>(3000 * m_pace)) == 0) {
        run.phase = Phase::Failed;
        run.error = random.pick(runErrors);
    }
}

void ReconciliationStory::openException()
{
    Exception exception;
    do {
        exception.number = ++m_lastException;
    } while (std::any_of(m_exceptions.begin(), m_exceptions.end(), [&exception](const Exception &other) {
        return exceptionSubject(other.number) == exceptionSubject(exception.number);
    }));
    exception.run = current() ? current()->number : 480;
    exception.amount = {m_context.random.between(1, 90'000),
                        m_context.random.chance(800) ? std::uint8_t(Gbp) : std::uint8_t(Eur)};
    exception.reason = m_context.random.pick(reasons);
    if (m_context.random.chance(350))
        exception.owner = m_context.random.pick(colleagues());
    write(exception);
    m_exceptions.push_back(std::move(exception));
}

void ReconciliationStory::resolveException()
{
    const auto row = static_cast<std::size_t>(m_context.random.below((m_exceptions.size() + 1) / 2));
    Exception &exception = m_exceptions[row];
    exception.open = false;
    if (exception.owner.empty())
        exception.owner = m_context.random.pick(colleagues());
    write(exception);
    m_exceptions.erase(m_exceptions.begin() + static_cast<std::ptrdiff_t>(row));
}

Outcome ReconciliationStory::assign(std::string_view subject, std::string_view owner)
{
    for (Exception &exception : m_exceptions) {
        if (exceptionSubject(exception.number) != subject)
            continue;
        if (exception.owner != owner) {
            exception.owner = owner;
            write(exception);
        }
        return Outcome::done();
    }
    return Outcome::unknownSubject("open exception", subject);
}

Outcome ReconciliationStory::resolve(std::string_view subject, std::string_view reason, std::string_view base,
                                     std::string_view user)
{
    const auto found = std::find_if(m_exceptions.begin(), m_exceptions.end(), [subject](const Exception &exception) {
        return exceptionSubject(exception.number) == subject;
    });
    if (found == m_exceptions.end())
        return Outcome::unknownSubject("open exception", subject);
    if (base != std::to_string(found->version))
        return {false, "conflict", "The exception was changed meanwhile."};
    found->open = false;
    found->reason = reason;
    found->owner = user;
    write(*found);
    m_exceptions.erase(found);
    return Outcome::done();
}

bool ReconciliationStory::hasException(std::string_view subject) const
{
    return std::any_of(m_exceptions.begin(), m_exceptions.end(),
                       [subject](const Exception &exception) { return exceptionSubject(exception.number) == subject; });
}

const ReconciliationStory::Run *ReconciliationStory::current() const
{
    const auto running = std::find_if(m_runs.rbegin(), m_runs.rend(), isUnderWay);
    if (running != m_runs.rend())
        return &*running;
    return m_runs.empty() ? nullptr : &m_runs.back();
}

std::string ReconciliationStory::currentRun() const
{
    return current() ? runSubject(current()->number) : std::string();
}

std::string ReconciliationStory::currentProgress() const
{
    const Run *run = current();
    return std::to_string(run && run->size > 0 ? run->done * 100 / run->size : 0) + " % done";
}

std::size_t ReconciliationStory::openExceptions() const
{
    return m_exceptions.size();
}

void ReconciliationStory::write(const Run &run)
{
    m_context.out.begin(EventType::Run, runSubject(run.number))
        .text("phase", phases[static_cast<std::size_t>(run.phase)])
        .text("name", runNames[run.name])
        .number("done", run.done)
        .number("total", run.total)
        .number("matched", run.done - run.exceptions)
        .number("exceptions", run.exceptions)
        .amount("unmatched", {run.unmatched, Gbp})
        .optionalText("error", run.error)
        .end();
}

void ReconciliationStory::write(Exception &exception)
{
    ++exception.version;
    m_context.out.begin(EventType::Exception, exceptionSubject(exception.number))
        .text("status", exception.open ? "open" : "resolved")
        .text("run", runSubject(exception.run))
        .amount("money", exception.amount)
        .text("reason", exception.reason)
        .optionalText("owner", exception.owner)
        .text("version", std::to_string(exception.version))
        .end();
}

void ReconciliationStory::restoreRun(std::string_view subject, const QJsonObject &data)
{
    Run run;
    run.number = numberOf(subject);
    run.phase = static_cast<Phase>(placeOf(phases, textIn(data, "phase"_L1)));
    run.name = static_cast<std::uint8_t>(placeOf(runNames, textIn(data, "name"_L1)));
    run.done = numberIn(data, "done"_L1);
    run.total = numberIn(data, "total"_L1);
    run.size = run.total > 0 ? run.total : 20'000;
    run.exceptions = numberIn(data, "exceptions"_L1);
    run.unmatched = amountIn(data, "unmatched"_L1).minor;
    run.error = textIn(data, "error"_L1);
    m_lastRun = std::max(m_lastRun, run.number);
    m_runs.push_back(std::move(run));
}

void ReconciliationStory::restoreException(std::string_view subject, const QJsonObject &data)
{
    Exception exception;
    exception.number = numberOf(subject);
    m_lastException = std::max(m_lastException, exception.number);
    exception.open = textIn(data, "status"_L1) == "open";
    exception.run = std::max<std::uint64_t>(480, numberOf(textIn(data, "run"_L1)));
    exception.amount = amountIn(data, "money"_L1);
    exception.reason = textIn(data, "reason"_L1);
    exception.version = numberOf("v-" + textIn(data, "version"_L1));
    exception.owner = textIn(data, "owner"_L1);
    if (exception.open)
        m_exceptions.push_back(std::move(exception));
}

void ReconciliationStory::finishRestoring()
{
    const auto byNumber = [](const auto &a, const auto &b) { return a.number < b.number; };
    std::sort(m_runs.begin(), m_runs.end(), byNumber);
    std::sort(m_exceptions.begin(), m_exceptions.end(), byNumber);
    while (m_runs.size() > rememberedRuns) {
        const auto oldest = std::find_if_not(m_runs.begin(), m_runs.end(), isUnderWay);
        if (oldest == m_runs.end())
            break;
        m_runs.erase(oldest);
    }
}

} // namespace Bellboard::Demo
