// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

namespace Bellboard {

/// Nine fields of a payment event as views into the message, by simdjson.
///
/// simdjson's on-demand interface has its kernel chosen when it is compiled, so simdjsonreader.cpp is compiled for the processor that
/// is there, where that has AVX2; nothing of simdjson is in here, or other files would use what was compiled so.
class SimdjsonReader
{
public:
    static constexpr std::size_t padding = 64; ///< so many readable bytes are behind each text

    SimdjsonReader();
    ~SimdjsonReader();
    void read(const char *text, std::size_t size);
    /// The same of the first argument of a Socket.IO event, an array of its name and its arguments.
    void readArgument(const char *text, std::size_t size);

private:
    struct Parser;
    using Fields = std::array<std::string_view, 9>;
    std::unique_ptr<Parser> m_parser;
    Fields m_fields;
};

} // namespace Bellboard
