// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/vectorstate.h"

#if defined(__x86_64__) || defined(_M_X64)

#include <immintrin.h>
#ifdef _MSC_VER
#include <intrin.h>
#endif

namespace Bellboard {

namespace {

#ifdef _MSC_VER
bool hasAvx()
{
    constexpr int systemKeepsIt = 1 << 27;
    constexpr int avx = 1 << 28;
    int registers[4]{};
    __cpuid(registers, 1);
    // The system must keep the halves, too, or the instruction is none.
    return (registers[2] & (systemKeepsIt | avx)) == (systemKeepsIt | avx) && (_xgetbv(0) & 6) == 6;
}

void zeroUpper()
{
    _mm256_zeroupper();
}
#else
bool hasAvx()
{
    return __builtin_cpu_supports("avx") != 0;
}

__attribute__((target("avx"))) void zeroUpper()
{
    _mm256_zeroupper();
}
#endif

} // namespace

void clearUpperHalves()
{
    static const bool can = hasAvx();
    if (can)
        zeroUpper();
}

} // namespace Bellboard

#else

namespace Bellboard {

void clearUpperHalves() { }

} // namespace Bellboard

#endif
