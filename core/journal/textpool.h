// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventbatch.h"

#include <memory>

namespace Bellboard {

/// Lends texts of one capacity, and takes each back when its last user lets go of it, on whichever thread that is.
///
/// A text is filled from the front and seldom to its end. Taken from the heap each time, at ever other places, texts would in the
/// end have touched all of their capacity; the same few again touch but what was ever written.
class TextPool
{
public:
    /// So many texts that nobody uses are kept; the others are given back to the heap.
    static constexpr std::size_t mostSpare = 4;

    explicit TextPool(std::size_t capacity);

    /// An empty text, at least `capacity` large; one larger than the pool's is made for this once.
    std::shared_ptr<TextBuffer> take(std::size_t capacity);
    /// How many texts wait for a user.
    std::size_t spare() const;

private:
    struct Shelf;

    std::size_t m_capacity;
    std::shared_ptr<Shelf> m_shelf; ///< lives as long as the last text that may come back
};

} // namespace Bellboard
