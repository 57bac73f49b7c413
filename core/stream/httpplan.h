// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/ledger.h"
#include "profile/messagetemplate.h"

#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace Bellboard {

struct EndpointPlan;
struct Profile;

/// What channels ask a server for by HTTP, and from where.
struct HttpPlan
{
    std::shared_ptr<const Profile> profile; ///< with the endpoint that the channel asks
    QString user;
    std::function<std::vector<StreamCursor>()> positions; ///< as they are now
    /// Of a server that has a cursor of its own, as of its pages, or the id of an event: the newest that is kept.
    std::function<std::string()> cursor;
    /// Something was handed over, and what follows has this cursor: to be kept with it. `isIdle`: nothing was.
    std::function<void(const std::string &cursor, bool isIdle)> keepCursor;
};

/// What is asked of `endpoint` on the host of the feed's `url`; `values` fill its path, beside the user.
QUrl urlFor(const HttpPlan &plan, const EndpointPlan &endpoint, const QUrl &url, HoleValues values);

} // namespace Bellboard
