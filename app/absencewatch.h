// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedstatus.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Bellboard {

class Announcer;
class Engine;
class Session;

/// Tells the announcer which feeds bring what was missed, so that an absence ends in one digest and not in a flood: at the start
/// until the journal is read and the feed is live, and after each outage until the feed is live again.
class AbsenceWatch : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it; to be made before the engine's signals come.
    AbsenceWatch(Engine &engine, Session &session, Announcer &announcer, QObject *parent = nullptr);

private:
    void noteStatus(const FeedStatus &status);
    /// Lets the announcer tell single alerts of a feed only while what comes is new.
    void settle(FeedIndex feed);

    Session &m_session;
    Announcer &m_announcer;
    QHash<FeedIndex, ConnectionState> m_states;
    QSet<FeedIndex> m_current; ///< feeds whose alerts happen now
    bool m_replaying = true;
};

} // namespace Bellboard
