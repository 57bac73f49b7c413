// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QString>

namespace Bellboard {

/// The results as a table for people, each figure beside its goal.
QString reportTable(const QJsonObject &results);

} // namespace Bellboard
