// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelerror.h"

namespace Bellboard {

/// What a close code by RFC 6455 (7.4) and the IANA registry means for us.
ChannelError errorForCloseCode(int code);

} // namespace Bellboard
