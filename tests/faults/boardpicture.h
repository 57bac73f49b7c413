// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/boards.h"

#include <QByteArray>

namespace Bellboard {

/// All that the boards' tables, figures and badges say at `now`, one row a line; what was read since the program started (unread
/// messages, trends) is left out, as it belongs to one run.
QByteArray pictureOf(Boards &boards, Timestamp now);

} // namespace Bellboard
