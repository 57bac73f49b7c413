// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string_view>

namespace Bellboard {

/// Which of the `known` words is spelled most like `given`; empty when there are none.
std::string_view nearestWord(std::string_view given, std::span<const std::string_view> known);

} // namespace Bellboard
