// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandline.h"
#include "cli/exitcodes.h"
#include "event/eventbatch.h"
#include "feed/feedsettings.h"

#include <QList>

namespace Bellboard {

/// Prints events to standard output as a command line wants them, until there were enough.
class EventPrinter
{
public:
    /// Both must outlive it; a feed's place in `feeds` is its FeedIndex.
    EventPrinter(const CommandLine &line, const QList<FeedSettings> &feeds) : m_line(line), m_feeds(feeds) { }

    /// Prints the events of a batch that are wanted; nothing once it is over.
    void print(const EventBatch &batch);
    /// Whether enough was printed, or nothing can be printed any more.
    bool isOver() const { return m_over; }
    /// How the printing went.
    ExitCode code() const { return m_code; }

private:
    const CommandLine &m_line;
    const QList<FeedSettings> &m_feeds;
    quint64 m_printed = 0;
    bool m_over = false;
    ExitCode m_code = ExitCode::Done;
};

} // namespace Bellboard
