// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "notify/openalerts.h"

#include <algorithm>

namespace Bellboard {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

AlertSnapshot snapshot(const Event &event, const AlertData &data, qint64 segment)
{
    AlertSnapshot alert;
    alert.key = QString::number(event.feed) + u'/' + toText(event.subject);
    alert.feed = event.feed;
    alert.severity = data.severity;
    alert.state = data.state;
    alert.area = data.area;
    alert.title = toText(data.title);
    alert.text = toText(data.text);
    alert.by = toText(data.by);
    alert.raised = data.raised;
    alert.segment = segment;
    return alert;
}

} // namespace

QList<AlertChange> OpenAlerts::fold(const EventBatch &batch)
{
    QList<AlertChange> changes;
    for (const auto &event : batch.events) {
        const auto *data = std::get_if<AlertData>(&event.data);
        if (!data)
            continue;
        AlertChange change{snapshot(event, *data, batch.segment), {}, batch.replayed};
        if (const auto known = m_open.constFind(change.alert.key); known != m_open.constEnd()) {
            change.before = *known;
            count(*known, -1);
        }
        count(change.alert, 1);
        if (change.alert.state == AlertState::Resolved)
            m_open.remove(change.alert.key);
        else
            m_open.insert(change.alert.key, change.alert);
        changes.append(std::move(change));
    }
    return changes;
}

void OpenAlerts::count(const AlertSnapshot &alert, int change)
{
    if (alert.state != AlertState::Raised)
        return;
    m_unacknowledged += change;
    m_bySeverity[static_cast<std::size_t>(alert.severity)] += change;
}

std::optional<AlertSnapshot> OpenAlerts::find(const QString &key) const
{
    const auto found = m_open.constFind(key);
    return found == m_open.constEnd() ? std::nullopt : std::optional(*found);
}

QList<AlertSnapshot> OpenAlerts::worst(int limit) const
{
    QList<AlertSnapshot> alerts;
    for (const auto &alert : m_open) {
        if (alert.state == AlertState::Raised)
            alerts.append(alert);
    }
    const auto shown = std::min<qsizetype>(limit, alerts.size());
    std::partial_sort(alerts.begin(), alerts.begin() + shown, alerts.end(), [](const auto &a, const auto &b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return a.raised != b.raised ? a.raised > b.raised : a.key < b.key;
    });
    alerts.resize(shown);
    return alerts;
}

std::optional<Severity> OpenAlerts::worstSeverity() const
{
    for (const auto severity : {Severity::Critical, Severity::High, Severity::Warning, Severity::Info}) {
        if (m_bySeverity[static_cast<std::size_t>(severity)] > 0)
            return severity;
    }
    return {};
}

} // namespace Bellboard
