// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick

/// A surface with a border; Bellboard casts no shadows.
Rectangle {
    color: Theme.surface
    border.width: 1
    border.color: Theme.border
    radius: Theme.radiusCard
}
