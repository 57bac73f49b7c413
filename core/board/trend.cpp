// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/trend.h"

namespace Bellboard {

void Trend::add(Timestamp now, double value)
{
    if (!isEmpty() && now < m_lastSeen) {
        // The clock was set back; the samples keep their distances.
        const auto back = m_lastSeen - now;
        m_first -= back;
        m_lastSample -= back;
    }
    m_lastSeen = now;
    m_latest = value;
    if (isEmpty())
        m_first = now;
    else if (now - m_lastSample < m_interval)
        return;
    if (m_samples.size() == capacity) {
        if (m_interval < longestInterval) {
            for (int i = 1; i < capacity / 2; ++i)
                m_samples[i] = m_samples[2 * i];
            m_samples.resize(capacity / 2);
            m_interval *= 2;
        } else {
            m_samples.removeFirst();
            m_first += m_interval;
        }
    }
    m_samples.append(value);
    m_lastSample = now;
}

void Trend::clear()
{
    *this = Trend();
}

std::chrono::milliseconds Trend::span() const
{
    return isEmpty() ? std::chrono::milliseconds(0) : m_lastSeen - m_first;
}

} // namespace Bellboard
