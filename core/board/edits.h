// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"

#include <QHash>
#include <QString>

namespace Bellboard {

/// What the user wrote to change rows ("edit", "resolve"), while it is on its way, and when it was not done: it is kept until the user
/// has it saved all the same, or gives it up.
class Edits
{
public:
    bool isEmpty() const { return m_edits.isEmpty(); }
    /// Takes what became of a command on the row with `rowKey`; says whether that changes what the row shows.
    bool note(const QString &rowKey, const CommandProgress &progress);
    /// The newest of a row, or nothing.
    const CommandProgress *of(const QString &rowKey) const;

private:
    QHash<QString, QList<CommandProgress>> m_edits; ///< by row, oldest first
};

} // namespace Bellboard
