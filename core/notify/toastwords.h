// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "notify/notifier.h"

#include <QHash>

namespace Bellboard {

/// Whether `a` comes before `b` where alerts are listed: the worst first, then the newest.
bool isWorse(const AlertSnapshot &a, const AlertSnapshot &b);
/// "1 alert", "2 alerts".
QString alertCount(qsizetype count);
/// The toast that stands for the alerts of a storm that got none of their own; there is at least one.
Toast summaryToast(const QString &id, const QHash<QString, AlertSnapshot> &alerts);
/// The toast that sums up an absence: the alerts that want an answer, `shown` further ones that have toasts of their own, and
/// `gone` that want none any more.
Toast digestToast(const QString &id, const QString &title, const QHash<QString, AlertSnapshot> &alerts, int shown,
                  int gone);

} // namespace Bellboard
