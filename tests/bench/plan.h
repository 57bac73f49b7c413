// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>

namespace Bellboard {

/// How long each part of the benchmark takes.
struct PlanOptions
{
    QString program; ///< the bellboard executable, for the window; empty leaves the window out
    bool quick = false; ///< fewer rounds and events: to see that it works, not for figures
    QStringList only; ///< names of parts; empty: all
};

/// Runs all measurements, one after the other, and returns their results by part.
QJsonObject runPlan(const PlanOptions &options);

} // namespace Bellboard
