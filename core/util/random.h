// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>

namespace Bellboard {

/// Draws a number in [0, 1); injected wherever chance matters.
using RandomSource = std::function<double()>;

} // namespace Bellboard
