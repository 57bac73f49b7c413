// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/logging.h"

Q_LOGGING_CATEGORY(logConnection, "bellboard.connection", QtWarningMsg)
Q_LOGGING_CATEGORY(logJournal, "bellboard.journal", QtWarningMsg)
Q_LOGGING_CATEGORY(logAuth, "bellboard.auth", QtWarningMsg)
Q_LOGGING_CATEGORY(logApp, "bellboard.app", QtWarningMsg)

namespace Bellboard {

void logTransitions()
{
    QLoggingCategory::setFilterRules(QStringLiteral("bellboard.connection.info=true"));
    // QT_MESSAGE_PATTERN goes before it.
    qSetMessagePattern(QStringLiteral(
        "%{time yyyy-MM-dd HH:mm:ss.zzz} %{if-category}%{category}: %{endif}%{if-warning}warning: %{endif}%{message}"));
}

} // namespace Bellboard
