// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>

namespace Bellboard {

/// How much a journal keeps of what nobody needs any more.
struct JournalLimits
{
    std::chrono::days age{90}; ///< since it was received
    std::int64_t bytes = std::int64_t{2} << 30;
};

} // namespace Bellboard
