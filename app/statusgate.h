// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "feed/feedstatus.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Bellboard {

class FoldPump;

/// Passes on what is said of the feeds, but that one is live only when all that it came with can be seen; until then it catches up.
class StatusGate : public QObject
{
    Q_OBJECT

public:
    /// `pump` must outlive it.
    explicit StatusGate(FoldPump &pump, QObject *parent = nullptr);

    void take(const FeedStatus &status);

Q_SIGNALS:
    void passed(const Bellboard::FeedStatus &status);

private:
    void hold(const FeedStatus &status);

    FoldPump &m_pump;
    QSet<FeedIndex> m_live; ///< of which it was passed on
    struct Held
    {
        qint64 segment = 0; ///< that is waited for
        FeedStatus newest;
    };
    QHash<FeedIndex, Held> m_held;
};

} // namespace Bellboard
