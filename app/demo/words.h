// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string_view>

namespace Bellboard::Demo {

// The words of the story. Some are deliberately awkward: scripts that run the other way, and text that looks like markup.

/// People and firms that pay, owe or give.
std::span<const std::string_view> payers();
/// People who ask for help, by first name and initial.
std::span<const std::string_view> guests();
/// The colleagues at work, as messages and owners name them; the first is the default user.
std::span<const std::string_view> colleagues();
/// The colleague of that name in any case ("priya" is Priya); `name` itself when there is none.
std::string_view colleagueNamed(std::string_view name);

} // namespace Bellboard::Demo
