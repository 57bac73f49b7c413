// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QTimer>

class QQuickWindow;

namespace Bellboard {

class Session;

/// Writes once a second, as a JSON object a line, how the window is doing; for the benchmark.
///
/// "first_frame_ns" and "first_data_ns" are on the steady clock (0: not yet), "events" were folded, "rows" are payments,
/// "frames" were drawn. With a pulse, "longest_block_ms" is the longest time since the last line in which the GUI thread took no event.
class Vitals : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this object.
    Vitals(Session &session, QQuickWindow &window, bool pulse, QObject *parent = nullptr);

private:
    void beat();
    void write();

    Session &m_session;
    QTimer m_timer;
    QTimer m_pulse; ///< keeps an idle window awake, so it only beats when asked to
    qint64 m_lastBeat = 0; ///< on the steady clock, in ns
    qint64 m_longestBlock = 0; ///< in ns
    qint64 m_firstFrame = 0;
    qint64 m_firstData = 0;
    quint64 m_frames = 0;
};

} // namespace Bellboard
