// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/httpresponse.h"
#include "stream/channelerror.h"

#include <QUrl>

#include <chrono>
#include <optional>

namespace Bellboard {

/// What the status of an answer that is no upgrade means for us (RFC 9110, 15; RFC 6585).
ChannelError errorForHttpStatus(int status);

/// What an answer of `url` that is no upgrade says, with the time that it asks us to stay away.
ChannelFailure failureForRefusal(const HttpResponse &response, const QUrl &url);

/// What Retry-After asks for (RFC 9110, 10.2.3), counted from the answer's own Date where it is a date; nothing when it has none, or
/// none that can be.
std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse &response);

} // namespace Bellboard
