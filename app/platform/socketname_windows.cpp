// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/socketname.h"

namespace Bellboard {

QString instanceSocketName(const QString &fingerprint)
{
    // Pipes have no folders; QLocalServer::UserAccessOption shuts it to other users.
    return QStringLiteral("bellboard-") + fingerprint;
}

} // namespace Bellboard
