// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

namespace Bellboard {

/// Whose a token is, as far as it says: of a JWT (RFC 7519) its issuer and subject, so that a renewed one is of the same; of any other the
/// token itself. A hash, good for comparing only: nothing is verified, as the server does that.
QByteArray tokenOwner(const QByteArray &token);

} // namespace Bellboard
