// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/notifier.h"

#include <memory>

namespace Bellboard {

/// Shows toasts one way, and what that refuses another way.
class FallbackNotifier final : public Notifier
{
    Q_OBJECT

public:
    FallbackNotifier(std::unique_ptr<Notifier> first, std::unique_ptr<Notifier> second, QObject *parent = nullptr);

    void show(const Toast &toast) override;
    void withdraw(const QString &id) override;

private:
    std::unique_ptr<Notifier> m_first;
    std::unique_ptr<Notifier> m_second;
};

} // namespace Bellboard
