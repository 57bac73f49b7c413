// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "instanceserver.h"

#include <QObject>
#include <QString>

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
        Refused, ///< the data folder is a headless verb's, which has no window to show; refusal() says so
        Silent, ///< another one runs, but does not answer
        Failed, ///< neither could be found out; the window may start, but later launches will not find it
    };

    /// Launches with `dataFolder` meet at the socket of an InstanceServer.
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);

    Claim claim(const LaunchRequest &request);
    /// Why a claim was refused, in one sentence.
    const QString &refusal() const { return m_refusal; }
    const QString &name() const { return m_server.name(); }
    /// What else is answered there.
    InstanceServer &server() { return m_server; }

Q_SIGNALS:
    void launched(const Bellboard::LaunchRequest &request);

private:
    QString m_dataFolder;
    QString m_refusal;
    InstanceServer m_server;
};

} // namespace Bellboard
