// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace Bellboard {

/// Lends objects that own much memory, and takes each back, cleared, when its last user lets go of it, on whichever thread that is.
///
/// Made anew each time, such objects would take ever other places of the heap, and leave holes in it; and memory that was just
/// given back has to be asked of the system again, page by page.
template<class T>
class Pool
{
public:
    /// So many that nobody uses are kept; the others go back to the heap.
    static constexpr std::size_t mostSpare = 4;

    /// One that was lent before, if there is one, or what `make()` returns as a std::unique_ptr.
    template<class Make>
    std::shared_ptr<T> take(const Make &make)
    {
        auto object = m_shelf->take();
        if (!object)
            object = make();
        return {object.release(), [shelf = m_shelf](T *used) { shelf->putBack(std::unique_ptr<T>(used)); }};
    }
    /// How many wait for a user.
    std::size_t spare() const
    {
        const std::lock_guard lock(m_shelf->mutex);
        return m_shelf->objects.size();
    }

private:
    struct Shelf
    {
        std::mutex mutex;
        std::vector<std::unique_ptr<T>> objects;

        void putBack(std::unique_ptr<T> object)
        {
            object->clear();
            const std::lock_guard lock(mutex);
            if (objects.size() < mostSpare)
                objects.push_back(std::move(object));
        }
        std::unique_ptr<T> take()
        {
            const std::lock_guard lock(mutex);
            if (objects.empty())
                return nullptr;
            auto object = std::move(objects.back());
            objects.pop_back();
            return object;
        }
    };

    std::shared_ptr<Shelf> m_shelf = std::make_shared<Shelf>(); ///< lives as long as the last object that may come back
};

} // namespace Bellboard
