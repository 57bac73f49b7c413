// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/command.h"

#include <QHash>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace Bellboard {

/// What the user asked of one row that its backend does not show yet; it is shown in place of what the backend says.
struct Wish
{
    std::optional<bool> acknowledged;
    std::optional<Timestamp> snoozedUntil; ///< the epoch: not snoozed any more
    std::optional<QString> owner; ///< empty: the user
    bool confirmed = true; ///< false while the backend has not said yes to all of it but the notes

    /// A note that the user wrote.
    struct Note
    {
        QString command; ///< the key of the command that asks for it
        QString text;
        Timestamp asked;
        bool confirmed = false;
    };
    QList<Note> notes; ///< oldest first
};

/// The wishes of a table's rows, from the commands that are under way.
///
/// A wish goes when its command fails, so that the row shows again what it is; or, once the backend said yes, with the next change
/// of the row, which is the wish come true.
class Wishes
{
public:
    /// One that the backend confirmed, but no change of its row bears out, goes after this.
    static constexpr std::chrono::seconds grace{2};

    bool isEmpty() const { return m_asked.isEmpty(); }
    /// What is wished of the row with `rowKey`; nothing when nothing is.
    Wish of(const QString &rowKey) const;
    /// Takes what became of a command on the row with `rowKey`; says whether that changes what the row shows.
    bool note(const QString &rowKey, const CommandProgress &progress, Timestamp now);
    /// Forgets what was confirmed of the rows for which `changed(rowKey)` is true, apart from what was confirmed since the last call.
    void forgetBorneOut(const std::function<bool(const QString &)> &changed);
    /// Forgets what was confirmed long ago; returns the keys of its rows.
    QList<QString> forgetOld(Timestamp now);

private:
    struct Asked
    {
        Command command;
        Timestamp asked;
        std::optional<Timestamp> confirmed;
        bool isNews = true; ///< not confirmed, or only since its row last changed
    };

    QHash<QString, QList<Asked>> m_asked; ///< by row, oldest first
};

} // namespace Bellboard
