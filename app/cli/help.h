// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace Bellboard {

/// The help on a verb, with examples; on the whole program when `topic` is empty; empty for an unknown topic.
QString helpText(const QString &topic);

} // namespace Bellboard
