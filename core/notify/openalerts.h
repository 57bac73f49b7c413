// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/eventbatch.h"

#include <QHash>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace Bellboard {

/// An alert as it stands, apart from the memory of its event. Texts are untrusted plain text.
struct AlertSnapshot
{
    QString key; ///< "feedIndex/subject", as the boards name their rows
    FeedIndex feed = 0;
    Severity severity = Severity::Info;
    AlertState state = AlertState::Raised;
    Area area = Area::System;
    QString title;
    QString text;
    QString by; ///< whoever caused its last change; may be empty
    Timestamp raised; ///< when it was first raised
    qint64 segment = 0; ///< the journal's batch of its last change
};

/// What an event did to an alert.
struct AlertChange
{
    AlertSnapshot alert; ///< as it is now
    std::optional<AlertSnapshot> before; ///< as it was; nothing when it was not open
    bool replayed = false; ///< read back from the journal
};

/// The alerts that are not resolved, folded from events.
class OpenAlerts
{
public:
    /// Takes the alerts of a batch, in order, and says what changed.
    QList<AlertChange> fold(const EventBatch &batch);

    /// Nothing when there is no open alert with that key.
    std::optional<AlertSnapshot> find(const QString &key) const;
    /// The unacknowledged alerts, worst first, then newest; at most `limit`.
    QList<AlertSnapshot> worst(int limit) const;
    /// How many are raised and not acknowledged.
    int unacknowledged() const { return m_unacknowledged; }
    /// The worst unacknowledged severity; nothing when there is none.
    std::optional<Severity> worstSeverity() const;

private:
    void count(const AlertSnapshot &alert, int change);

    QHash<QString, AlertSnapshot> m_open;
    std::array<int, 4> m_bySeverity{};
    int m_unacknowledged = 0;
};

} // namespace Bellboard
