// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "instanceprotocol.h"
#include "util/result.h"

#include <QLocalSocket>
#include <QObject>
#include <QTimer>

namespace Bellboard {

/// Why an instance gave no answer.
enum class NoAnswer {
    Nobody, ///< none listens there
    Silent, ///< one is there, and said nothing within its time
    Garbled, ///< what it said is not of our protocol
};

/// Asks the process that has `dataFolder`, and waits for the answer no longer than `patience`.
Result<QJsonObject, NoAnswer> askInstance(const QString &dataFolder, const QJsonObject &request,
                                          std::chrono::milliseconds patience = InstanceProtocol::patience);

/// Tells when the process that has a data folder ends, and when another begins.
class InstanceWatch : public QObject
{
    Q_OBJECT

public:
    explicit InstanceWatch(const QString &dataFolder, QObject *parent = nullptr);
    ~InstanceWatch() override;

    /// Whether somebody is there now; if so, the signals tell from now on.
    bool start();

Q_SIGNALS:
    void ended();
    void begun();

private:
    QString m_name;
    QLocalSocket m_socket;
    QTimer m_retry;
};

} // namespace Bellboard
