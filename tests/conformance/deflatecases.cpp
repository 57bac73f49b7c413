// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "casewords.h"
#include "deflatedata.h"

#include <algorithm>
#include <array>
#include <memory>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

constexpr int fullRounds = 1000;
constexpr qsizetype quickBytes = qsizetype{256} << 10;
constexpr int quickRounds = 4;
constexpr auto deflatePatience = 480s;

/// How large the messages of a section are, and in which fragments they come.
struct Size
{
    qsizetype message;
    qsizetype fragment;
};

constexpr std::array sizes{
    Size{16, 0},      Size{64, 0},      Size{256, 0},      Size{1024, 0},      Size{4096, 0},      Size{8192, 0},
    Size{16384, 0},   Size{32768, 0},   Size{65536, 0},    Size{131072, 0},    Size{8192, 256},    Size{16384, 256},
    Size{32768, 256}, Size{65536, 256}, Size{131072, 256}, Size{131072, 1024}, Size{131072, 4096}, Size{131072, 32768},
};

int roundsFor(Extent extent, qsizetype size)
{
    if (extent == Extent::Full)
        return fullRounds;
    return std::clamp(static_cast<int>(quickBytes / size), quickRounds, fullRounds);
}

void addSection(std::vector<ConformanceCase> &cases, const QByteArray &section, DeflateData data,
                const RawDeflateTerms &terms)
{
    int number = 0;
    for (const auto size : sizes)
        cases.push_back({section + '.' + QByteArray::number(++number), [data, terms, size](Extent extent) {
                             Play play;
                             play.rounds = roundsFor(extent, size.message);
                             play.round = [ring = std::make_shared<MessageRing>(data), size](int) {
                                 return Round{ring->next(size.message), ring->isBinary(), size.fragment};
                             };
                             play.deflate = terms;
                             play.limit = deflatePatience;
                             return play;
                         }});
}

} // namespace

std::vector<ConformanceCase> deflateCases()
{
    std::vector<ConformanceCase> cases;
    int section = 0;
    for (const auto data :
         {DeflateData::Json, DeflateData::Bitmap, DeflateData::Prose, DeflateData::Html, DeflateData::Pdf})
        addSection(cases, "12." + QByteArray::number(++section), data, {});

    // What the suite asks for in both directions; the last section accepts the first of three offers.
    const std::array terms{RawDeflateTerms{false, false, 0, 0}, RawDeflateTerms{true, true, 0, 0},
                           RawDeflateTerms{false, false, 9, 9}, RawDeflateTerms{false, false, 15, 15},
                           RawDeflateTerms{true, true, 9, 9},   RawDeflateTerms{true, true, 15, 15},
                           RawDeflateTerms{true, true, 9, 9}};
    section = 0;
    for (const auto &one : terms)
        addSection(cases, "13." + QByteArray::number(++section), DeflateData::Json, one);
    return cases;
}

std::vector<ConformanceCase> conformanceCases()
{
    std::vector<ConformanceCase> all;
    for (const auto &cases : {framingCases(), fragmentCases(), textCases(), closeCases(), sizeCases(), deflateCases()})
        all.insert(all.end(), cases.begin(), cases.end());
    return all;
}

} // namespace Bellboard
