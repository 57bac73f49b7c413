// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <memory>

namespace Bellboard {

struct Profile;

/// The profile of what a LoadServer or HttpLoadServer says, for the receivers "bellboard-profile", "bellboard-large-profile" (which has
/// 200 more kinds of messages), "bellboard-socket.io", "bellboard-socket.io-polls", "bellboard-pages" and "bellboard-events"; null for
/// the others, which speak the native protocol.
std::shared_ptr<const Profile> profileFor(const QString &kind);

} // namespace Bellboard
