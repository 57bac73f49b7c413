// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/profile.h"
#include "util/clock.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Bellboard {

/// What became of a sample message, or of a part of one.
struct SampleOutcome
{
    int line = 0; ///< of the samples; the first is 1
    std::string kind; ///< by the message; untrusted, empty when it says none
    std::string type; ///< what it became, by TypeInfo::name; empty when it matched nothing
    std::string reason; ///< why it matched nothing
    std::vector<std::pair<std::string, std::string>> fields; ///< what the profile filled, by name

    bool matched() const { return !type.empty(); }
    /// For people: a line that says what it became, and one for each field. Nothing in it can move a cursor.
    std::string text() const;
};

/// Tries `samples`, a message in each line that is not empty, as if they had come at `received`, and gives what became of them to
/// `take`, line by line, until that says false.
void trySamples(const std::shared_ptr<const Profile> &profile, std::string_view samples, Timestamp received,
                const std::function<bool(const SampleOutcome &)> &take);

} // namespace Bellboard
