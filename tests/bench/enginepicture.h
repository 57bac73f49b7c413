// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QImage>
#include <QJsonObject>

namespace Bellboard {

/// The part "engines" of the results as bars.
QImage drawEngines(const QJsonObject &part);

} // namespace Bellboard
