// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/textpool.h"

#include <mutex>
#include <vector>

namespace Bellboard {

struct TextPool::Shelf
{
    std::mutex mutex;
    std::vector<std::unique_ptr<TextBuffer>> texts;

    void putBack(std::unique_ptr<TextBuffer> text)
    {
        text->clear();
        const std::lock_guard lock(mutex);
        if (texts.size() < mostSpare) {
            texts.push_back(std::move(text));
        }
    }
    std::unique_ptr<TextBuffer> take()
    {
        const std::lock_guard lock(mutex);
        if (texts.empty()) {
            return nullptr;
        }
        auto text = std::move(texts.back());
        texts.pop_back();
        return text;
    }
};

TextPool::TextPool(std::size_t capacity) : m_capacity(capacity), m_shelf(std::make_shared<Shelf>()) { }

std::shared_ptr<TextBuffer> TextPool::take(std::size_t capacity)
{
    if (capacity > m_capacity) {
        return std::make_shared<TextBuffer>(capacity);
    }
    auto text = m_shelf->take();
    if (!text) {
        text = std::make_unique<TextBuffer>(m_capacity);
    }
    return {text.release(), [shelf = m_shelf](TextBuffer *used) { shelf->putBack(std::unique_ptr<TextBuffer>(used)); }};
}

std::size_t TextPool::spare() const
{
    const std::lock_guard lock(m_shelf->mutex);
    return m_shelf->texts.size();
}

} // namespace Bellboard
