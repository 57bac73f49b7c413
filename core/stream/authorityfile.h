// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/clock.h"
#include "util/result.h"

#include <QString>

namespace Bellboard {

/// A PEM file of authorities that one feed trusts beside those of the system; "ca" in feeds.toml.
struct AuthorityFile
{
    QString path; ///< absolute; empty where the feed trusts the system's only
    QString place; ///< where it is configured, such as "feeds.toml:4:6"
};

/// Whether the file holds at least one certificate (PEM, RFC 7468) that is valid at `now`, and none with a weak key; else why not, in
/// English, beginning with its place. Reads from the disk.
Result<void, QString> checkAuthorityFile(const AuthorityFile &file, Timestamp now);

} // namespace Bellboard
