// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "notify/notifier.h"

#include <QTimer>

namespace Bellboard {

class Tray;

/// Toasts as balloons of the tray icon: no buttons, no withdrawing, and only the last one knows that it was clicked.
class TrayNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit TrayNotifier(Tray &tray, QObject *parent = nullptr);

    void show(const Toast &toast) override;
    void withdraw(const QString &id) override;

private:
    void listen();

    Tray &m_tray;
    QString m_last; ///< who a click is for
    QTimer m_balloon; ///< runs while a balloon is on the screen
};

} // namespace Bellboard
