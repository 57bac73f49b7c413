// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/database.h"

namespace Bellboard {

/// The version of the schema that this program writes.
inline constexpr int schemaVersion = 6;

/// The version of a database's schema, 0 of an empty one. Refuses a database of a newer program, a damaged one, and one that
/// is not ours; changes nothing.
Result<std::int64_t, DatabaseError> schemaVersionOf(Database &database);

/// Brings a database of any older version, also an empty one, to `schemaVersion`, each step in a transaction of its own.
/// Refuses what schemaVersionOf() refuses.
Result<void, DatabaseError> migrate(Database &database);

} // namespace Bellboard
