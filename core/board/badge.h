// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>

namespace Bellboard {

/// The count that a page's entry in the rail carries.
struct Badge
{
    Q_GADGET
    Q_PROPERTY(int count MEMBER count)
    Q_PROPERTY(QString severity MEMBER severity)
public:
    int count = 0; ///< 0 hides the badge
    QString severity; ///< severity token of its colour; empty when count is 0

    bool operator==(const Badge &) const = default;
};

} // namespace Bellboard
