// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

namespace Bellboard {

/// Turns the system's wish that this process ends (SIGINT, SIGTERM, SIGHUP; Ctrl+C and closing the console on Windows) into
/// a Qt signal on the thread of this object. At most one lives at a time.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();
};

} // namespace Bellboard
