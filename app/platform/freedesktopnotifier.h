// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/notifier.h"

#include <QDBusConnection>
#include <QHash>

#include <optional>

namespace Bellboard {

/// Toasts through org.freedesktop.Notifications (Desktop Notifications Specification 1.2), without ever waiting for it.
class FreedesktopNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit FreedesktopNotifier(const QDBusConnection &bus, QObject *parent = nullptr);

    void show(const Toast &toast) override;
    void withdraw(const QString &id) override;

private Q_SLOTS:
    void noteAction(uint serverId, const QString &action);
    void noteActivationToken(uint serverId, const QString &token);
    void noteClosed(uint serverId, uint reason);

private:
    /// A toast that was asked for.
    struct Shown
    {
        uint serverId = 0; ///< 0 until the server answered
        bool asked = false; ///< an answer is awaited
        bool withdrawn = false; ///< to be closed as soon as its number is known
        std::optional<Toast> next; ///< to be shown in its place then
    };

    void send(const Toast &toast, Shown &shown);
    void applyAnswer(const QString &id, uint serverId);
    void close(uint serverId);
    QString idOf(uint serverId) const;

    QDBusConnection m_bus;
    QHash<QString, Shown> m_shown;
    QStringList m_capabilities;
    QList<Toast> m_early; ///< asked for before the capabilities were known
    QString m_activationToken;
    bool m_ready = false;
};

} // namespace Bellboard
