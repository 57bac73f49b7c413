// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/profile.h"
#include "protocol/decodeerror.h"
#include "util/result.h"

#include <string>
#include <string_view>

namespace Bellboard {

/// One page of an HTTP endpoint.
struct Page
{
    std::string_view list; ///< its messages: a JSON array, a view into the page, for ProfileDecoder
    std::string next; ///< the cursor of the next page; empty when this is the last
};

/// Finds in `body`, behind whose end 64 more bytes must be readable, what `endpoint` says is in it. The messages are only checked
/// when they are decoded.
Result<Page, DecodeError> readPage(std::string_view body, const EndpointPlan &endpoint);

} // namespace Bellboard
