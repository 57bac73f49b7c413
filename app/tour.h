// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/exitcodes.h"

#include <QObject>
#include <QSize>
#include <QTimer>

#include <chrono>

class QQuickWindow;

namespace Bellboard {

class Session;

/// Shows every page in both themes on live data, takes a picture of each, and sums up.
class Tour : public QObject
{
    Q_OBJECT

public:
    /// How long feeds may take to become live before the tour gives up.
    static constexpr std::chrono::seconds patience{15};

    /// Both must outlive the tour; `folder` is made when missing.
    Tour(Session &session, QQuickWindow &window, std::chrono::seconds duration, const QString &folder,
         QObject *parent = nullptr);

    void start(QSize size);
    /// What it saw, some lines of text.
    QString summary() const { return m_summary; }

Q_SIGNALS:
    /// Done when it was live throughout and every picture was written; otherwise Failed.
    void finished(Bellboard::ExitCode code);

private:
    void waitForLive();
    void showNext();
    void takePicture();
    void finish();
    quint64 journalledEvents() const;
    QString summarise() const;
    void fail(const QString &problem);
    bool isLive() const;

    Session &m_session;
    QQuickWindow &m_window;
    QString m_folder;
    std::chrono::milliseconds m_duration;
    QTimer m_timer;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::steady_clock::time_point m_lookedEnough; ///< for the moment of the summary
    int m_step = -1;
    int m_pictures = 0;
    quint64 m_frames = 0;
    QStringList m_problems;
    QString m_summary;
};

} // namespace Bellboard
