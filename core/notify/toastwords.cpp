// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/toastwords.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

QList<AlertSnapshot> sorted(const QHash<QString, AlertSnapshot> &alerts)
{
    auto list = alerts.values();
    std::sort(list.begin(), list.end(), isWorse);
    return list;
}

/// The titles of the worst three, a line each.
QString topTitles(const QList<AlertSnapshot> &sorted)
{
    QStringList lines;
    for (const auto &alert : sorted.first(std::min<qsizetype>(3, sorted.size())))
        lines << alert.title;
    if (sorted.size() > lines.size())
        lines << u"and %1 more"_s.arg(sorted.size() - lines.size());
    return lines.join(u'\n');
}

} // namespace

bool isWorse(const AlertSnapshot &a, const AlertSnapshot &b)
{
    if (a.severity != b.severity)
        return a.severity > b.severity;
    return a.raised != b.raised ? a.raised > b.raised : a.key < b.key;
}

QString alertCount(qsizetype count)
{
    return count == 1 ? u"1 alert"_s : u"%1 alerts"_s.arg(count);
}

Toast summaryToast(const QString &id, const QHash<QString, AlertSnapshot> &alerts)
{
    const auto list = sorted(alerts);
    return {id, list.first().severity, u"%1 more in the last minute"_s.arg(alertCount(list.size())), topTitles(list),
            false};
}

Toast digestToast(const QString &id, const QString &title, const QHash<QString, AlertSnapshot> &alerts, int shown,
                  int gone)
{
    const auto list = sorted(alerts);
    QStringList lines;
    if (!list.isEmpty()) {
        lines << (shown > 0 ? u"%1 more want an answer:"_s : u"%1 want an answer:"_s).arg(alertCount(list.size()))
              << topTitles(list);
    }
    if (gone > 0)
        lines << u"%1 came and went."_s.arg(alertCount(gone));
    return {id, list.isEmpty() ? Severity::Info : list.first().severity, title, lines.join(u'\n'), false};
}

} // namespace Bellboard
