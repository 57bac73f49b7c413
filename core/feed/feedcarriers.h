// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedsettings.h"
#include "profile/profile.h"
#include "stream/connection.h"

#include <memory>
#include <optional>
#include <vector>

namespace Bellboard {

/// The words of a feed's protocol; `user` is who speaks.
std::shared_ptr<const Dialect> makeDialect(const FeedSettings &settings, const QString &user);
/// What a feed is carried by as it is set to.
Carrier carrierOf(const FeedSettings &settings);
/// Whether a part of a stream can be asked for at an endpoint, by its position.
bool canAskAgain(const std::optional<EndpointPlan> &endpoint);
/// `result`, which says how patient to be, with all that the feed's settings say.
Connection::Settings connectionSettings(const FeedSettings &settings, const std::shared_ptr<const Dialect> &dialect,
                                        std::vector<Connection::Rung> fallbacks, Connection::Settings result);

} // namespace Bellboard
