// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "auth/secretstore.h"
#include "feed/engine.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace Bellboard {

/// What a journal holds, read back from its file.
struct JournalContent
{
    /// As the server sent them, without those that Bellboard says itself. Those of Socket.IO have an "event" and a "payload".
    QList<QJsonObject> events;
    QList<QJsonObject> decoded; ///< the same as Bellboard understood them: CloudEvents
    QList<QJsonObject> quarantined; ///< that are JSON objects
    QStringList reasons; ///< why these were
    QStringList gaps; ///< of each its stream and the numbers that are missing: "donations 4-7"
    int repairs = 0;

    /// The data of the newest event about something, as Bellboard understood it.
    QJsonObject dataOf(const QString &subject) const;
};

/// Bellboard at work with one feed, as feeds.toml describes it: the engine, a keychain, and a journal in a folder of its own.
class Desk : public QObject
{
    Q_OBJECT

public:
    /// `url` and `profile` are of the feed in feeds.toml; `feed` is the rest of its table.
    Desk(QString name, const QString &url, const QString &profile, const QString &feed = {});

    /// Writes a file beside feeds.toml, such as a profile, and returns its path.
    QString write(const QString &name, const QByteArray &content) const;
    /// Puts the token into the keychain, where the engine reads it when it wants one.
    void keepToken(const QByteArray &token);

    /// Begins, as the program does when it is started.
    void open();
    /// Opens with a token of `secret` that is over in some seconds, and waits until the server took it. Where a computer is so busy that
    /// it was over before, once more with one that lasts longer; so welcomes() is 1, or a good token was refused.
    void openBriefly(const QByteArray &secret);
    /// Ends; the journal stays.
    void close();
    /// Closes, and reads the journal from its beginning.
    JournalContent journal();

    Engine &engine() { return *m_engine; }
    bool isLive() const { return status.state == ConnectionState::Live; }
    /// Where it is in a stream; 0 where nothing came.
    quint64 offset(const QString &stream) const;
    /// Sends a command with a key of its own, and returns that.
    QString order(const QString &name, const QString &subject, const QString &text = {}, const QString &owner = {},
                  const QString &base = {});
    /// How far a command got.
    std::optional<CommandPhase> phaseOf(const QString &key) const;
    /// How many connections were welcomed since it was opened.
    int welcomes() const;

    Connection::Settings connection; ///< of open(); in more of a hurry to come back than the program is
    FeedStatus status;
    QList<CommandProgress> commands;
    QList<Typing> typings;
    int batches = 0;

private:
    Engine::Options options(bool connects);

    const QString m_name;
    QTemporaryDir m_folder;
    SecretStore m_secrets;
    QByteArray m_feedsFile;
    std::unique_ptr<Engine> m_engine;
};

} // namespace Bellboard
