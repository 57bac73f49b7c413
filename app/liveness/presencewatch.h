// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/typing.h"
#include "util/clock.h"

#include <QObject>
#include <QTimer>

namespace Bellboard {

/// Whether the user is here: by input in the window, and by whether the window can be seen. What the connection does has no part
/// in it.
class PresenceWatch : public QObject
{
    Q_OBJECT

public:
    /// Whoever gave no input for so long is away.
    static constexpr std::chrono::milliseconds patience = std::chrono::minutes(5);

    /// The user is away until the window can be seen. `clock` must outlive it.
    explicit PresenceWatch(const Clock &clock, QObject *parent = nullptr);

    UserPresence presence() const { return m_presence; }
    /// The user did something in the window.
    void noteInput();
    /// Whether somebody could see the window; to bring it to the screen is input.
    void setVisible(bool visible);
    /// Whether the session is locked; to unlock it is input.
    void setLocked(bool locked);
    /// Looks at the clocks now; to be called when the computer woke up.
    void look();

    /// Takes what is given to the window that it is installed on for input.
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void presenceChanged(Bellboard::UserPresence presence);

private:
    const Clock &m_clock;
    QTimer m_timer{this};
    Timestamp m_inputTime;
    Instant m_input;
    UserPresence m_presence = UserPresence::Away;
    bool m_visible = false;
    bool m_locked = false;
};

} // namespace Bellboard
