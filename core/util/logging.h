// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QLoggingCategory>

// All logging categories. Payloads, tokens and what people write never reach a log.
// By themselves they tell only of what is wrong; QT_LOGGING_RULES in the environment goes before all that is said here.

Q_DECLARE_LOGGING_CATEGORY(logConnection) ///< states and failures of connections
Q_DECLARE_LOGGING_CATEGORY(logJournal) ///< the database
Q_DECLARE_LOGGING_CATEGORY(logAuth) ///< the keychain
Q_DECLARE_LOGGING_CATEGORY(logApp) ///< window, tray, notifications

namespace Bellboard {

/// Has the log tell what happens to each connection, when and why, as long as the process lives; to be called before others log.
void logTransitions();

} // namespace Bellboard
