// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

namespace Bellboard {

/// The program without its windows, as a child of the fault suite: bellboard_faults read FOLDER URL CA. It keeps a journal in FOLDER,
/// folds the boards, and writes "status STATE STREAM=OFFSET ..." and "problem TEXT". Does what its standard input says, a line each:
/// "retry", "disk BYTES MS" (no file grows beyond BYTES for so long), "show FILE MS" (writes what the boards show at MS since 1970 to
/// FILE, and "shown"). Returns the exit status.
int read(const QStringList &arguments);

} // namespace Bellboard
