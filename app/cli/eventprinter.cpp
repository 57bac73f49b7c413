// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/eventprinter.h"

#include "cli/output.h"
#include "cli/tailformat.h"
#include "event/eventjson.h"

namespace Bellboard {

void EventPrinter::print(const EventBatch &batch)
{
    QByteArray text;
    for (const auto &event : batch.events) {
        if (m_over)
            break;
        const auto &feed = m_feeds.at(event.feed).name;
        if (!m_line.feed.isEmpty() && feed != m_line.feed)
            continue;
        if (m_line.json)
            text += QByteArray::fromStdString(toCloudEventJson(event, feed.toStdString()));
        else
            text += tailLine(event, feed);
        text += '\n';
        m_over = m_line.count && ++m_printed == *m_line.count;
    }
    if (!text.isEmpty() && !writeOut(text)) {
        m_code = isReaderGone() ? ExitCode::Done : ExitCode::Output;
        m_over = true;
    }
}

} // namespace Bellboard
