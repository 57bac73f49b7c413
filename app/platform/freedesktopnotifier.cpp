// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/freedesktopnotifier.h"

#include "util/logging.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const auto service = u"org.freedesktop.Notifications"_s;
const auto path = u"/org/freedesktop/Notifications"_s;

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

/// The "urgency" hint: 0 low, 1 normal, 2 critical.
uchar urgencyOf(Severity severity)
{
    if (severity == Severity::Critical)
        return 2;
    return severity == Severity::Info ? 0 : 1;
}

} // namespace

FreedesktopNotifier::FreedesktopNotifier(const QDBusConnection &bus, std::chrono::milliseconds patience,
                                         QObject *parent)
    : Notifier(parent)
    , m_bus(bus)
    , m_patience(static_cast<int>(patience.count()))
{
    m_bus.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(noteAction(uint, QString)));
    m_bus.connect(service, path, service, u"ActivationToken"_s, this, SLOT(noteActivationToken(uint, QString)));
    m_bus.connect(service, path, service, u"NotificationClosed"_s, this, SLOT(noteClosed(uint, uint)));
    auto *owners = new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(owners, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &owner) { noteOwner(owner); });
    askCapabilities();
}

void FreedesktopNotifier::askCapabilities()
{
    if (m_asking)
        return;
    m_asking = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call(u"GetCapabilities"_s), m_patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_asking = false;
        const QDBusPendingReply<QStringList> reply = *watcher;
        const bool askAgain = std::exchange(m_askAgain, false);
        if (reply.isError() && askAgain)
            return askCapabilities();
        if (reply.isError())
            qCInfo(logApp, "No notification service: %s", qPrintable(reply.error().name()));
        m_capabilities = reply.isError() ? QStringList() : reply.value();
        const auto before = std::exchange(m_service, reply.isError() ? Service::Missing : Service::Ready);
        const auto early = std::exchange(m_early, {});
        for (const auto &toast : early)
            show(toast);
        if (before == Service::Missing && m_service == Service::Ready)
            Q_EMIT returned();
    });
}

void FreedesktopNotifier::noteOwner(const QString &owner)
{
    // Whatever the service showed went with it, and another may give the same numbers to other toasts.
    const auto ids = m_shown.keys();
    for (const auto &id : ids) {
        if (const auto shown = m_shown.find(id); shown != m_shown.end() && shown->serverId != 0)
            noteClosed(shown->serverId, 0);
    }
    if (owner.isEmpty())
        return;
    m_askAgain = m_asking;
    askCapabilities();
}

void FreedesktopNotifier::show(const Toast &toast)
{
    if (m_service == Service::Unknown) {
        m_early.removeIf([&](const Toast &other) { return other.id == toast.id; });
        m_early.append(toast);
        return;
    }
    if (m_service == Service::Missing) {
        Q_EMIT refused(toast);
        askCapabilities(); // it may be there again
        return;
    }
    auto &shown = m_shown[toast.id];
    shown.withdrawn = false;
    if (shown.asked)
        shown.next = toast; // its number comes with the answer that is under way
    else
        send(toast, shown);
}

void FreedesktopNotifier::send(const Toast &toast, Shown &shown)
{
    QStringList actions;
    if (m_capabilities.contains(u"actions"_s)) {
        actions << u"default"_s << tr("Open");
        if (toast.canAcknowledge)
            actions << u"acknowledge"_s << tr("Acknowledge") << u"snooze"_s << tr("Snooze 15 min");
    }
    // Where the server reads markup in the body, what people wrote must not become any.
    const auto body = m_capabilities.contains(u"body-markup"_s) ? toast.body.toHtmlEscaped() : toast.body;
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(urgencyOf(toast.severity))},
                            {u"desktop-entry"_s, u"org.bellboard.Bellboard"_s}};
    auto message = call(u"Notify"_s);
    const int serversChoice = -1;
    const int never = 0;
    message << u"Bellboard"_s << shown.serverId << u"org.bellboard.Bellboard"_s << toast.title << body << actions
            << hints << (toast.severity == Severity::Critical ? never : serversChoice);
    shown.asked = true;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, m_patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, toast] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError()) {
            qCInfo(logApp, "A notification was not shown: %s", qPrintable(reply.error().name()));
            m_service = Service::Missing;
        }
        applyAnswer(toast, reply.isError() ? 0 : reply.value());
    });
}

void FreedesktopNotifier::applyAnswer(const Toast &toast, uint serverId)
{
    const auto shown = m_shown.find(toast.id);
    if (shown == m_shown.end())
        return;
    shown->asked = false;
    shown->serverId = serverId;
    const auto next = std::exchange(shown->next, std::nullopt);
    if (shown->withdrawn) {
        m_shown.erase(shown);
        close(serverId);
    } else if (next) {
        if (serverId == 0)
            m_shown.erase(shown);
        show(*next);
    } else if (serverId == 0) {
        m_shown.erase(shown);
        Q_EMIT refused(toast);
    } else {
        Q_EMIT Notifier::shown(toast.id);
    }
}

void FreedesktopNotifier::withdraw(const QString &id)
{
    m_early.removeIf([&](const Toast &toast) { return toast.id == id; });
    const auto shown = m_shown.find(id);
    if (shown == m_shown.end())
        return;
    if (shown->asked) {
        shown->withdrawn = true;
        shown->next.reset();
        return;
    }
    const auto serverId = shown->serverId;
    m_shown.erase(shown);
    close(serverId);
}

void FreedesktopNotifier::close(uint serverId)
{
    if (serverId == 0)
        return;
    auto message = call(u"CloseNotification"_s);
    message << serverId;
    m_bus.asyncCall(message);
}

QString FreedesktopNotifier::idOf(uint serverId) const
{
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown) {
        if (serverId != 0 && shown->serverId == serverId)
            return shown.key();
    }
    return {};
}

void FreedesktopNotifier::noteActivationToken(uint serverId, const QString &token)
{
    if (!idOf(serverId).isEmpty())
        m_activationToken = token;
}

void FreedesktopNotifier::noteAction(uint serverId, const QString &action)
{
    const auto id = idOf(serverId);
    const auto token = std::exchange(m_activationToken, {});
    if (id.isEmpty())
        return; // another program's
    if (action == u"acknowledge")
        Q_EMIT acknowledged(id);
    else if (action == u"snooze")
        Q_EMIT snoozed(id);
    else
        Q_EMIT activated(id, token);
}

void FreedesktopNotifier::noteClosed(uint serverId, uint)
{
    const auto id = idOf(serverId);
    if (id.isEmpty())
        return;
    if (auto &shown = m_shown[id]; shown.asked) {
        shown.serverId = 0; // another is on its way in its place
        return;
    }
    m_shown.remove(id);
    Q_EMIT closed(id);
}

} // namespace Bellboard
