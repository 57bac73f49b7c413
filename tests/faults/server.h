// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

namespace Bellboard {

/// The demo backend as a child of the fault suite: bellboard_faults serve PORT SEED RATE HISTORY. Writes "ready PORT", then does what
/// its standard input says, a line each: "close CODE", "drain MS", "finish COUNT" (goes on at once to COUNT events in all, produces
/// none any more, and answers "finished STREAM=LAST ..."). Returns the exit status.
int serve(const QStringList &arguments);

} // namespace Bellboard
