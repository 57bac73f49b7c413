// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/storycontext.h"

#include <array>
#include <string_view>

namespace Bellboard::Demo {

/// Figures that the backend measures itself, which go up and down.
class MetricStory
{
public:
    explicit MetricStory(StoryContext context);

    static constexpr std::size_t count = 7;

    /// Writes one figure as it is.
    void write(std::size_t place);
    /// Changes one of the figures of reconciliation or the charity, and writes it.
    void step(bool isOfCharity);

    /// Takes over one that was written in an earlier life.
    void restore(std::string_view subject, const QJsonObject &data);

private:
    StoryContext m_context;
    std::array<std::uint64_t, count> m_tenths{};
};

} // namespace Bellboard::Demo
