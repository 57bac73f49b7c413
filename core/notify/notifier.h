// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <QObject>
#include <QString>

namespace Bellboard {

/// One message on the user's screen, outside of our window. Plain text.
struct Toast
{
    QString id; ///< the alert's key, or a name of our own; a toast with the same id takes the place of the older
    Severity severity = Severity::Info;
    QString title;
    QString body; ///< may be empty
    bool canAcknowledge = false; ///< offer an Acknowledge button, and where there is room one to snooze it
};

/// Shows toasts; how depends on the system.
class Notifier : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Exactly one of shown() and refused() follows, maybe before this returns, unless the toast is withdrawn before, or another
    /// of its id takes its place.
    virtual void show(const Toast &toast) = 0;
    /// Takes the toast away; one that is not there (any more) is nothing.
    virtual void withdraw(const QString &id) = 0;

Q_SIGNALS:
    /// The system took the toast of this id.
    void shown(const QString &id);
    /// Nothing shows this toast.
    void refused(const Bellboard::Toast &toast);
    /// Toasts can be shown after some were refused.
    void returned();
    /// The user clicked the toast. `activationToken` is the system's leave to raise a window (Wayland); may be empty.
    void activated(const QString &id, const QString &activationToken);
    /// The user pressed its Acknowledge button.
    void acknowledged(const QString &id);
    /// The user pressed its Snooze button.
    void snoozed(const QString &id);
    /// It is gone from the screen, whoever closed it.
    void closed(const QString &id);
};

} // namespace Bellboard
