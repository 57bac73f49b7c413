// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// To be called before much work on small things, once for all of it.
///
/// A function that leaves the upper halves of the vector registers in use makes each change between SSE and AVX instructions cost some
/// hundred cycles on this thread, until somebody clears them; the C library's memcmp() and our own code are such a pair. Qt's hashing of
/// strings leaves them so on processors with VAES (aeshash256() in qhash.cpp lacks a VZEROUPPER).
void clearUpperHalves();

} // namespace Bellboard
