// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "tour.h"

#include "session.h"

#include <QDir>
#include <QQuickWindow>
#include <QSet>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::array pages{u"inbox", u"payments", u"reconciliation", u"charity", u"review", u"chat", u"connections"};
constexpr std::array themes{u"light", u"dark"};
constexpr int steps = static_cast<int>(pages.size() * themes.size());
constexpr std::chrono::milliseconds shortestStep{300};
/// From one look for a good moment for the summary to the next, and for how long.
constexpr std::chrono::milliseconds evenStep{10};
constexpr std::chrono::seconds evenPatience{2};

QString pageOf(int step)
{
    return QString::fromUtf16(pages[static_cast<std::size_t>(step) % pages.size()]);
}

QString themeOf(int step)
{
    return QString::fromUtf16(themes[static_cast<std::size_t>(step) / pages.size()]);
}

/// Whether something is drawn in it.
bool showsSomething(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 7) {
        for (int x = 0; x < image.width(); x += 7)
            colours.insert(image.pixel(x, y));
    }
    return colours.size() > 8;
}

} // namespace

Tour::Tour(Session &session, QQuickWindow &window, std::chrono::seconds duration, const QString &folder,
           QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_window(window)
    , m_folder(QDir(folder).absolutePath())
    , m_duration(duration)
{
    m_timer.setSingleShot(true);
    connect(&window, &QQuickWindow::frameSwapped, this, [this] { ++m_frames; });
}

void Tour::start(QSize size)
{
    if (!QDir().mkpath(m_folder)) {
        fail(u"The folder %1 cannot be made."_s.arg(m_folder));
        m_summary = summarise();
        Q_EMIT finished(ExitCode::Failed);
        return;
    }
    m_window.setGeometry(QRect(QPoint(0, 0), size));
    m_window.show();
    m_started = std::chrono::steady_clock::now();
    connect(&m_timer, &QTimer::timeout, this, &Tour::waitForLive);
    m_timer.start(shortestStep);
}

bool Tour::isLive() const
{
    return m_session.connectionSeverity() == u"ok";
}

void Tour::waitForLive()
{
    if (!isLive() && std::chrono::steady_clock::now() - m_started < patience) {
        m_timer.start(shortestStep);
        return;
    }
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_step >= 0)
            takePicture();
        showNext();
    });
    // Half of the time for the data to come in, so that the pictures have something to show.
    m_timer.start(m_duration / 2);
}

void Tour::showNext()
{
    if (++m_step == steps) {
        m_timer.disconnect(this);
        connect(&m_timer, &QTimer::timeout, this, &Tour::finish);
        m_lookedEnough = std::chrono::steady_clock::now() + evenPatience;
        return finish();
    }
    m_session.settings()->setTheme(themeOf(m_step));
    QMetaObject::invokeMethod(&m_window, "showPage", Q_ARG(QString, pageOf(m_step)));
    m_timer.start(std::max<std::chrono::milliseconds>(m_duration / 2 / steps, shortestStep));
}

void Tour::finish()
{
    // What is folded is told of before what is journalled; the summary is of a moment at which both are.
    if (m_session.foldedEvents() != journalledEvents() && std::chrono::steady_clock::now() < m_lookedEnough) {
        m_timer.start(evenStep);
        return;
    }
    if (m_session.foldedEvents() == 0)
        fail(u"No event arrived."_s);
    m_summary = summarise();
    Q_EMIT finished(m_problems.isEmpty() ? ExitCode::Done : ExitCode::Failed);
}

quint64 Tour::journalledEvents() const
{
    quint64 events = 0;
    for (const auto &feed : m_session.connections()->statuses())
        events += feed.received;
    return events;
}

void Tour::takePicture()
{
    const auto name = u"%1-%2.png"_s.arg(pageOf(m_step), themeOf(m_step));
    const auto image = m_window.grabWindow();
    if (!isLive())
        fail(u"It was not live while %1 was taken."_s.arg(name));
    if (image.isNull() || !showsSomething(image))
        fail(u"The picture %1 is empty."_s.arg(name));
    else if (!image.save(m_folder + u'/' + name))
        fail(u"The picture %1 cannot be written."_s.arg(name));
    else
        ++m_pictures;
}

void Tour::fail(const QString &problem)
{
    m_problems << problem;
}

QString Tour::summarise() const
{
    const auto journalled = journalledEvents();
    quint64 duplicates = 0;
    quint64 quarantined = 0;
    quint64 gaps = 0;
    for (const auto &feed : m_session.connections()->statuses()) {
        duplicates += feed.duplicates;
        quarantined += feed.quarantined;
        gaps += feed.gaps;
    }
    QStringList lines;
    lines << u"Connections      %1"_s.arg(m_session.connectionSummary());
    lines << u"Events           %1 received, %2 journalled, %3 folded; %4 duplicates, %5 quarantined, %6 gaps"_s
                 .arg(journalled + duplicates)
                 .arg(journalled)
                 .arg(m_session.foldedEvents())
                 .arg(duplicates)
                 .arg(quarantined)
                 .arg(gaps);
    lines << u"Payments         %1"_s.arg(m_session.payments()->payments()->total());
    lines << u"Reconciliation   %1 runs, %2 exceptions"_s.arg(m_session.reconciliation()->runs()->total())
                 .arg(m_session.reconciliation()->exceptions()->total());
    lines << u"Charity          %1 help requests, %2 donations, %3 shifts"_s.arg(m_session.charity()->help()->total())
                 .arg(m_session.charity()->donations()->total())
                 .arg(m_session.charity()->shifts()->total());
    lines << u"Review           %1 tasks"_s.arg(m_session.review()->tasks()->total());
    lines << u"Chat             %1 conversations"_s.arg(m_session.chat()->conversations()->total());
    lines << u"Alerts           %1, of which %2 unacknowledged"_s.arg(m_session.inbox()->alerts()->total())
                 .arg(m_session.inbox()->unacknowledged());
    lines << u"Frames           %1 drawn, %2 model updates"_s.arg(m_frames).arg(m_session.flushes());
    lines << u"Pictures         %1 of %2 in %3"_s.arg(QString::number(m_pictures), QString::number(steps), m_folder);
    for (const auto &problem : m_problems)
        lines << u"Problem          %1"_s.arg(problem);
    return lines.join(u'\n') + u'\n';
}

} // namespace Bellboard
