// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/gapnotice.h"

#include "board/format.h"
#include "board/rowkey.h"
#include "board/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace Bellboard {

namespace {

/// So many gaps are told one by one.
constexpr std::size_t linesTold = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("Gap", text);
}

/// "10:02", or with the day where the time of day does not say which.
QString momentWords(Timestamp time, bool withDay)
{
    return withDay ? Format::shortDateTime(time) : Format::minuteOfDay(time);
}

} // namespace

Gap Gap::of(const Event &event, const GapData &data)
{
    Gap gap;
    gap.key = RowKey::format(event.feed, subject(data));
    gap.feed = event.feed;
    gap.stream = Words::text(data.stream);
    gap.reason = Words::text(data.reason);
    gap.from = data.from;
    gap.to = data.to;
    gap.since = data.since;
    gap.until = data.until;
    return gap;
}

std::string Gap::subject(const GapData &data)
{
    const auto key = "gap/" + std::string(data.stream) + '/' + std::string(data.epoch) + '/';
    if (data.from == 0) {
        return key + '@' + std::to_string(data.until.time_since_epoch().count());
    }
    return key + std::to_string(data.from) + '-' + std::to_string(data.to);
}

QString Gap::words(Timestamp now) const
{
    if (until == Timestamp()) {
        return title(now);
    }
    // Whole minutes around it, so that it never says less than what may be missing.
    const auto end = std::chrono::ceil<std::chrono::minutes>(until);
    if (since == Timestamp()) {
        return tr("Before %1 something may be missing").arg(momentWords(end, !Format::isSameDay(end, now)));
    }
    const bool oneDay = Format::isSameDay(since, end);
    const bool isToday = oneDay && Format::isSameDay(end, now);
    return tr("Between %1 and %2 something may be missing")
        .arg(momentWords(since, !isToday), momentWords(end, !oneDay));
}

QString Gap::title(Timestamp now) const
{
    if (until != Timestamp()) {
        return tr("%1 in %2").arg(words(now), stream);
    }
    return to > 0 ? tr("Between offsets %1 and %2 of %3 something may be missing")
                        .arg(QString::number(from), QString::number(to), stream)
                  : tr("%1 began anew; what came from offset %2 on may be missing").arg(stream, QString::number(from));
}

QString Gap::offsets() const
{
    if (from == 0) {
        return reason;
    }
    const QString range = to > 0 ? tr("Offsets %1 to %2").arg(QString::number(from), QString::number(to))
                                 : tr("From offset %1 on").arg(QString::number(from));
    return reason.isEmpty() ? range : range + QStringLiteral(": ") + reason;
}

void GapNotices::add(Gap gap, Timestamp received)
{
    const bool isKnown =
        std::any_of(m_entries.cbegin(), m_entries.cend(), [&](const Entry &entry) { return entry.gap.key == gap.key; });
    if (isKnown) {
        return;
    }
    m_entries.push_back({std::move(gap), received});
    if (m_entries.size() > limit) {
        m_entries.pop_front();
    }
}

GapNote GapNotices::note(const QStringList &feeds, Timestamp now)
{
    std::erase_if(m_entries, [now](const Entry &entry) { return now - entry.received >= lifetime; });
    GapNote note;
    if (m_entries.empty()) {
        return note;
    }
    const Gap &newest = m_entries.back().gap;
    const auto others = m_entries.size() - 1;
    note.key = newest.key;
    note.text = newest.words(now);
    if (others > 0) {
        note.text = tr("%1, and %2 more").arg(note.text, QString::number(others));
    }
    const auto told = std::min(m_entries.size(), linesTold);
    QStringList lines;
    for (std::size_t i = 0; i < told; ++i) {
        const Gap &gap = m_entries[m_entries.size() - 1 - i].gap;
        QStringList parts{feeds.value(gap.feed), gap.title(now), gap.offsets()};
        parts.removeAll(QString());
        lines << parts.join(QStringLiteral(" · "));
    }
    if (told < m_entries.size()) {
        lines << tr("and %1 more").arg(QString::number(m_entries.size() - told));
    }
    note.tip = lines.join(u'\n');
    return note;
}

} // namespace Bellboard
