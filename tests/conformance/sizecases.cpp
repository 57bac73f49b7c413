// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "casewords.h"

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

constexpr qsizetype kibi = 1024;
constexpr qsizetype mebi = 1024 * kibi;
/// The suite waits 10 to 1,000 seconds; only a case that fails waits.
constexpr auto sizePatience = 60s;

Play echoes(int rounds, const Round &round)
{
    Play play;
    play.rounds = rounds;
    play.round = [round](int) { return round; };
    play.limit = sizePatience;
    return play;
}

/// `size` bytes of the suite's pattern.
QByteArray pattern(qsizetype size)
{
    return QByteArray("BAsd7&jh23").repeated(size / 10 + 1).left(size);
}

void add(std::vector<ConformanceCase> &cases, const QByteArray &section, const std::vector<qsizetype> &sizes,
         const std::function<Round(qsizetype)> &round)
{
    int number = 0;
    for (const auto size : sizes)
        cases.push_back(
            {section + QByteArray::number(++number), [round, size](Extent) { return echoes(1, round(size)); }});
}

} // namespace

std::vector<ConformanceCase> sizeCases()
{
    std::vector<ConformanceCase> cases;
    const std::vector<qsizetype> sizes{64 * kibi, 256 * kibi, mebi, 4 * mebi, 8 * mebi, 16 * mebi};
    const std::vector<qsizetype> fragments{64, 256, kibi, 4 * kibi, 16 * kibi, 64 * kibi, 256 * kibi, mebi, 4 * mebi};
    const std::vector<qsizetype> chops{64, 128, 256, 512, 1024, 2048};
    for (const bool binary : {false, true}) {
        const QByteArray whole(binary ? "9.2." : "9.1.");
        add(cases, whole, sizes, [binary](qsizetype size) { return Round{pattern(size), binary}; });
    }
    for (const bool binary : {false, true}) {
        const QByteArray fragmented(binary ? "9.4." : "9.3.");
        add(cases, fragmented, fragments,
            [binary](qsizetype size) { return Round{QByteArray(4 * mebi, '*'), binary, size}; });
    }
    for (const bool binary : {false, true}) {
        const QByteArray chopped(binary ? "9.6." : "9.5.");
        add(cases, chopped, chops, [binary](qsizetype size) { return Round{pattern(mebi), binary, 0, size}; });
    }
    for (const bool binary : {false, true}) {
        int number = 0;
        for (const qsizetype size : {0, 16, 64, 256, 1024, 4096})
            cases.push_back(fixed((binary ? "9.8." : "9.7.") + QByteArray::number(++number),
                                  echoes(1000, Round{QByteArray(size, binary ? '\xfe' : '*'), binary})));
    }
    cases.push_back(fixed("10.1.1", echoes(1, Round{QByteArray(65536, '*'), false, 1300})));
    return cases;
}

} // namespace Bellboard
