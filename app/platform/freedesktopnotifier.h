// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/notifier.h"

#include <QDBusConnection>
#include <QHash>

#include <chrono>
#include <optional>

namespace Bellboard {

/// Toasts through org.freedesktop.Notifications (Desktop Notifications Specification 1.2), without ever blocking on it.
///
/// A service that is not there, or does not answer, is taken for missing until it tells its capabilities; toasts are refused
/// meanwhile.
class FreedesktopNotifier final : public Notifier
{
    Q_OBJECT

public:
    /// `patience` is how long the service may take to answer.
    explicit FreedesktopNotifier(const QDBusConnection &bus,
                                 std::chrono::milliseconds patience = std::chrono::seconds(5),
                                 QObject *parent = nullptr);

    void show(const Toast &toast) override;
    void withdraw(const QString &id) override;

private Q_SLOTS:
    void noteAction(uint serverId, const QString &action);
    void noteActivationToken(uint serverId, const QString &token);
    void noteClosed(uint serverId, uint reason);

private:
    /// What is known of the notification service.
    enum class Service {
        Unknown, ///< it has not answered yet; toasts wait
        Ready, ///< it told its capabilities
        Missing, ///< its last answer was an error, or none
    };

    /// A toast that was asked for.
    struct Shown
    {
        uint serverId = 0; ///< 0 until the server answered
        bool asked = false; ///< an answer is awaited
        bool withdrawn = false; ///< to be closed as soon as its number is known
        std::optional<Toast> next; ///< to be shown in its place then
    };

    void askCapabilities();
    void noteOwner(const QString &owner);
    void send(const Toast &toast, Shown &shown);
    /// Takes the number that the service gave a toast; 0 when it refused it.
    void applyAnswer(const Toast &toast, uint serverId);
    void close(uint serverId);
    QString idOf(uint serverId) const;

    QDBusConnection m_bus;
    const int m_patience; ///< in milliseconds
    QHash<QString, Shown> m_shown;
    QStringList m_capabilities;
    QList<Toast> m_early; ///< asked for before the capabilities were known
    QString m_activationToken;
    Service m_service = Service::Unknown;
    bool m_asking = false; ///< for the capabilities
    bool m_askAgain = false; ///< the service came while it was asked
};

} // namespace Bellboard
