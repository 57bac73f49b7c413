// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

// The library that distributions build has the throwing interface only.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <string>
#include <string_view>

namespace Bellboard {

/// Why a text is not TOML.
struct TomlError
{
    int line = 0; ///< first is 1
    int column = 0; ///< first is 1; counts characters
    std::string message; ///< a phrase for people
};

/// Reads TOML 1.0, whatever `text` holds; `file` is what source() of its nodes names as their path.
Result<toml::table, TomlError> parseToml(std::string_view text, std::string_view file = {});

} // namespace Bellboard
