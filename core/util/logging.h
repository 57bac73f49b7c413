// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QLoggingCategory>

// All logging categories. Payloads, tokens and what people write never reach a log.

Q_DECLARE_LOGGING_CATEGORY(logConnection) ///< states and failures of connections
Q_DECLARE_LOGGING_CATEGORY(logJournal) ///< the database
Q_DECLARE_LOGGING_CATEGORY(logAuth) ///< the keychain
Q_DECLARE_LOGGING_CATEGORY(logApp) ///< window, tray, notifications
