// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/notifier.h"

#include <QHash>

namespace Bellboard {

/// Remembers what is on the screen.
class RecordingNotifier final : public Notifier
{
public:
    void show(const Toast &toast) override
    {
        if (refuses) {
            Q_EMIT refused(toast);
            return;
        }
        ++shows;
        toasts.insert(toast.id, toast);
        if (answers)
            Q_EMIT shown(toast.id);
    }
    void withdraw(const QString &id) override { toasts.remove(id); }

    QHash<QString, Toast> toasts;
    int shows = 0;
    bool refuses = false;
    bool answers = true; ///< false: the test says what became of a toast
};

} // namespace Bellboard
