// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <QString>

namespace Bellboard {

/// The folder for settings: $XDG_CONFIG_HOME/bellboard, and its like elsewhere.
QString defaultConfigFolder();
/// The folder for the journal: $XDG_DATA_HOME/bellboard, and its like elsewhere.
QString defaultDataFolder();

/// Makes `folder` (0700) when it is missing, and checks that it is a folder of this user that can be read and written, shut to others.
/// The error is one sentence for people.
Result<void, QString> preparePrivateFolder(const QString &folder);
/// Checks that `folder` exists, belongs to this user and can be read.
Result<void, QString> checkReadableFolder(const QString &folder);

} // namespace Bellboard
