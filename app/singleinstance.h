// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "soleserver.h"

#include <QObject>
#include <QString>

#include <optional>

namespace Bellboard {

/// What a second launch asks of the first.
struct LaunchRequest
{
    QString page; ///< the page to show; may be empty
    QString key; ///< the row to select on it; may be empty
    QString activationToken; ///< the system's leave to raise a window (Wayland); may be empty
};

/// One window for each data folder: a second launch hands its wish to the first and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// What claim() found.
    enum class Claim {
        First, ///< we are the one; later launches arrive as launched()
        HandedOver, ///< another one runs and took the request
        Silent, ///< another one runs, but does not answer
        Failed, ///< neither could be found out; the window may start, but later launches will not find it
    };

    /// The name that launches with `dataFolder` meet at: a socket in a folder that only this user can enter.
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);

    Claim claim(const LaunchRequest &request);
    const QString &name() const { return m_name; }

Q_SIGNALS:
    void launched(const Bellboard::LaunchRequest &request);

private:
    /// HandedOver or Silent; nothing when nobody is there.
    std::optional<Claim> ask(const LaunchRequest &request) const;
    void welcome();

    SoleServer m_server;
    QString m_name;
};

} // namespace Bellboard
