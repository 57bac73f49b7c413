// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>

namespace Bellboard {

/// A JSON Web Token (RFC 7519, HS256) for somebody of that name, as an identity service issues it; it is over after `life`.
QByteArray webToken(const QByteArray &secret, const QString &name, std::chrono::seconds life = std::chrono::hours(1));

} // namespace Bellboard
