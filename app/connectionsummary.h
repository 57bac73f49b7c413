// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/boards.h"
#include "feed/feedstatus.h"
#include "feed/journalstatus.h"
#include "sessionvalues.h"

#include <QList>

namespace Bellboard {

/// All feeds in one: the only source of what the rail, the banner and the tray say of the connections.
struct ConnectionSummary
{
    QString text; ///< "Live · 3 of 3 feeds"
    QString severity; ///< the severity token that goes with it
    Banner banner; ///< the worst feed, or what is wrong with this computer

    bool operator==(const ConnectionSummary &) const = default;
};

/// What is not as it should be on this computer: sentences for people, empty when there is none.
struct OwnTrouble
{
    QString problem; ///< comes before anything else
    QString notice; ///< waits until nothing worse is to be said of a feed
    QString strain; ///< waits for that too
};
/// Sums up.
ConnectionSummary summarise(const QList<FeedStatus> &feeds, const OwnTrouble &own = {});
/// What is to be known of the journal in `folder`; `damage` says what of it could not be read, in sentences.
JournalNote journalNote(const JournalStatus &journal, const QString &folder, const QString &damage = {});
/// What is slow, and what that means; empty while all keeps up.
QString strainWords(const JournalStatus &journal);
/// How many feeds want help from a person.
Badge connectionBadge(const QList<FeedStatus> &feeds);
/// How fresh a stream of a feed is.
Freshness streamFreshness(const FeedStatus &feed, const StreamStatus &stream);
/// How fresh a page is at `now`: the worst of the streams that are its own by their name, and of what it has shown events of. A feed of
/// which nothing came yet may be of any page.
Freshness pageFreshness(const QList<FeedStatus> &feeds, Boards::Page page, const Boards::Sources &sources,
                        Timestamp now);
/// How fresh everything together is at `now`: the worst of all streams.
Freshness overallFreshness(const QList<FeedStatus> &feeds, Timestamp now);

} // namespace Bellboard
