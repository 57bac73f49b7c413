// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/httpplan.h"

#include "profile/profile.h"
#include "stream/endpoint.h"

namespace Bellboard {

QUrl urlFor(const HttpPlan &plan, const EndpointPlan &endpoint, const QUrl &url, HoleValues values)
{
    const auto &profile = *plan.profile;
    values[Hole::User] = plan.user.toStdString();
    const auto kept = profile.token == TokenPlace::Query ? QString::fromStdString(profile.tokenName) : QString();
    return httpUrl(url, endpoint.path.fill(values), kept);
}

} // namespace Bellboard
