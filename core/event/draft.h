// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace Bellboard {

/// What the user was writing to a conversation and has not sent.
struct Draft
{
    FeedIndex feed = 0;
    QString conversation; ///< its name
    QString text; ///< not empty

    bool operator==(const Draft &) const = default;
};

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::Draft)
