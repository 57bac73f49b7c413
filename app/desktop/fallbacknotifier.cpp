// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/fallbacknotifier.h"

namespace Bellboard {

FallbackNotifier::FallbackNotifier(std::unique_ptr<Notifier> first, std::unique_ptr<Notifier> second, QObject *parent)
    : Notifier(parent)
    , m_first(std::move(first))
    , m_second(std::move(second))
{
    connect(m_first.get(), &Notifier::refused, m_second.get(), &Notifier::show);
    connect(m_second.get(), &Notifier::refused, this, &Notifier::refused);
    for (const auto *notifier : {m_first.get(), m_second.get()}) {
        connect(notifier, &Notifier::shown, this, &Notifier::shown);
        connect(notifier, &Notifier::returned, this, &Notifier::returned);
        connect(notifier, &Notifier::activated, this, &Notifier::activated);
        connect(notifier, &Notifier::acknowledged, this, &Notifier::acknowledged);
        connect(notifier, &Notifier::snoozed, this, &Notifier::snoozed);
        connect(notifier, &Notifier::closed, this, &Notifier::closed);
    }
}

void FallbackNotifier::show(const Toast &toast)
{
    m_first->show(toast);
}

void FallbackNotifier::withdraw(const QString &id)
{
    m_first->withdraw(id);
    m_second->withdraw(id);
}

} // namespace Bellboard
