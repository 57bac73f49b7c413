// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <cstdint>
#include <string_view>

namespace Bellboard::Demo {

/// Writes down what people note about things; the notes themselves are kept by the history only.
class Notebook
{
public:
    /// A note that somebody asks for.
    struct Note
    {
        std::string_view kind; ///< alert, task, help or exception
        std::string_view about; ///< the subject of the thing
        std::string_view by;
        std::string_view text;
        std::string_view key; ///< of the command; may be empty
    };

    explicit Notebook(StoryContext context) : m_context(context) { }

    /// Writes a note into the stream of the thing.
    void write(const Note &note);
    /// Takes note of one that was written in an earlier life, so that its subject is not used again.
    void restore(std::string_view subject);

private:
    StoryContext m_context;
    std::uint64_t m_lastNumber = 0;
};

} // namespace Bellboard::Demo
