// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/demooptions.h"
#include "demo/demostory.h"
#include "demo/eventwriter.h"
#include "demo/history.h"
#include "demo/historyfile.h"

#include <QHash>
#include <QJsonArray>
#include <QQueue>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace Bellboard::Demo {

/// The demo backend without its sockets: the story, the history it writes, and the commands that change it.
class DemoBackend
{
public:
    using WallClock = std::function<Time()>;

    explicit DemoBackend(const DemoOptions &options, WallClock wallClock = {});

    /// Reads the history back, or starts one. False when its file cannot be used; see errorString().
    bool open();
    /// Why something went wrong, in words.
    QString errorString() const { return m_file ? m_file->errorString() : QString(); }

    const DemoOptions &options() const { return m_options; }
    const History &history() const { return *m_history; }
    DemoStory &story() { return *m_story; }
    Time now() const { return m_wallClock(); }
    /// How many events this object wrote.
    std::uint64_t written() const { return m_writer->written(); }

    /// Writes `count` events. False when they could not be stored, after which none of them may be sent.
    bool produce(std::uint64_t count);
    /// Does what is asked, once per key. False as above; then there is no outcome.
    bool execute(const QString &key, const Command &command, Outcome &outcome);
    /// Takes a user's own word for whether they are "online", "away" or "offline". False as above.
    bool tellPresence(const QString &user, std::string_view status);
    /// Changes the rate, in events/s.
    void setRate(int rate);
    /// The streams as a welcome message lists them.
    QJsonArray streams() const;
    /// An id for a control message, unlike any other of this server.
    QString nextControlId();

private:
    bool store();
    void restore();

    DemoOptions m_options;
    WallClock m_wallClock;
    std::optional<HistoryFile> m_file;
    std::unique_ptr<History> m_history;
    std::optional<EventWriter> m_writer;
    std::optional<DemoStory> m_story;
    QHash<QString, Outcome> m_outcomes; ///< by idempotency key
    QQueue<QString> m_keys; ///< of the outcomes, oldest first
    QString m_controlPrefix;
    quint64 m_controls = 0;
};

} // namespace Bellboard::Demo
