// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "auth/secretstore.h"
#include "board/boards.h"
#include "connectionmodel.h"
#include "connectionsummary.h"
#include "draftbook.h"
#include "event/eventbatch.h"
#include "feed/journalstatus.h"
#include "outboxmodel.h"
#include "quarantinemodel.h"
#include "sessionvalues.h"
#include "settings.h"
#include "snoozewatch.h"
#include "statusgate.h"
#include "typingpace.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QtQml/qqml.h>

#include <functional>
#include <memory>

namespace Bellboard {

class Clock;
class FoldPump;
class SystemTheme;

/// Everything the window shows and can ask for: the one object that Main.qml is given.
///
/// It folds the batches of the Engine into the boards, a few milliseconds per turn of the event loop, and flushes the
/// models at most once per frame.
class Session : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed to Main.qml by the program")
    Q_PROPERTY(Bellboard::InboxBoard *inbox READ inbox CONSTANT)
    Q_PROPERTY(Bellboard::PaymentsBoard *payments READ payments CONSTANT)
    Q_PROPERTY(Bellboard::ReconciliationBoard *reconciliation READ reconciliation CONSTANT)
    Q_PROPERTY(Bellboard::CharityBoard *charity READ charity CONSTANT)
    Q_PROPERTY(Bellboard::ReviewBoard *review READ review CONSTANT)
    Q_PROPERTY(Bellboard::ChatBoard *chat READ chat CONSTANT)
    Q_PROPERTY(Bellboard::ConnectionModel *connections READ connections CONSTANT)
    Q_PROPERTY(Bellboard::OutboxModel *outbox READ outbox CONSTANT)
    Q_PROPERTY(Bellboard::DraftBook *drafts READ drafts CONSTANT)
    Q_PROPERTY(Bellboard::QuarantineModel *quarantine READ quarantine CONSTANT)
    Q_PROPERTY(Bellboard::Settings *settings READ settings CONSTANT)
    Q_PROPERTY(Bellboard::Banner banner READ banner NOTIFY bannerChanged)
    Q_PROPERTY(Bellboard::JournalNote journalNote READ journalNote NOTIFY journalNoteChanged)
    Q_PROPERTY(Bellboard::Badges badges READ badges NOTIFY badgesChanged)
    Q_PROPERTY(QString connectionSummary READ connectionSummary NOTIFY bannerChanged)
    Q_PROPERTY(QString connectionSeverity READ connectionSeverity NOTIFY bannerChanged)
    Q_PROPERTY(bool systemDark READ isSystemDark NOTIFY systemDarkChanged)

public:
    /// All of them must outlive the session.
    struct Parts
    {
        Engine &engine;
        SecretStore &secrets;
        Settings &settings;
        SystemTheme &theme;
        const Clock &clock;
    };
    explicit Session(const Parts &parts, QObject *parent = nullptr);
    ~Session() override;

    Boards &boards() { return m_boards; }
    const JournalStatus &journal() const { return m_journal; }
    InboxBoard *inbox() const { return m_boards.inbox(); }
    PaymentsBoard *payments() const { return m_boards.payments(); }
    ReconciliationBoard *reconciliation() const { return m_boards.reconciliation(); }
    CharityBoard *charity() const { return m_boards.charity(); }
    ReviewBoard *review() const { return m_boards.review(); }
    ChatBoard *chat() const { return m_boards.chat(); }
    ConnectionModel *connections() { return &m_connections; }
    OutboxModel *outbox() { return &m_outbox; }
    DraftBook *drafts() { return &m_drafts; }
    QuarantineModel *quarantine() { return &m_quarantine; }
    Settings *settings() const { return &m_settings; }
    Banner banner() const { return m_summary.banner; }
    JournalNote journalNote() const { return m_journalNote; }
    Badges badges() const { return m_badges; }
    /// The feeds in a few words: "Live · 3 of 3 feeds".
    QString connectionSummary() const { return m_summary.text; }
    /// The severity token that goes with connectionSummary().
    QString connectionSeverity() const { return m_summary.severity; }
    bool isSystemDark() const;

    /// Asks the backend for `actionId` ("acknowledge", "unacknowledge", "snooze", "unsnooze", "take", "assign", "note", "edit", "resolve",
    /// "reply") on the thing with this row key; `text` is the new owner, the note, the new words, the reason, the reply, or for how long
    /// it is to be snoozed (see snoozeEnd()), and `base` the version that an "edit" or a "resolve" is made for. "saveMine" and
    /// "discardMine" are about such a change that was not done. What is asked for is kept until the backend answers: see outbox().
    /// commandRefused() says when it failed, commandWaits() when it cannot be sent at once.
    Q_INVOKABLE void perform(const QString &actionId, const QString &key, const QString &text = {},
                             const QString &base = {});
    Q_INVOKABLE void acknowledge(const QString &key);
    /// Sends what was the draft of this conversation, which is over with it.
    Q_INVOKABLE void sendMessage(const QString &conversation, const QString &text);
    /// Sends a message that failed, which the outbox names by this key, again.
    Q_INVOKABLE void retryMessage(const QString &key);
    /// The text that the user writes to this conversation changed; others are told, as often as its feed's profile allows.
    Q_INVOKABLE void noteTyping(const QString &conversation);
    /// Takes back what was asked for and was not sent yet, or gives up a message that failed.
    Q_INVOKABLE void cancelCommand(const QString &key);
    /// Connects the feed at once instead of waiting; every feed when `feed` is empty.
    Q_INVOKABLE void retryNow(const QString &feed = {});
    /// Puts the feed's token into the keychain and connects with it; tokenStored() follows.
    Q_INVOKABLE void setToken(const QString &feed, const QString &token);
    Q_INVOKABLE void removeToken(const QString &feed);

    /// Brings the window's page to exactly that item; `page` is one of "inbox", "payments", "reconciliation", "charity",
    /// "review", "chat", "connections".
    Q_INVOKABLE void openItem(const QString &page, const QString &key);
    /// Ages move, and flushes come once a frame, only while somebody can see them.
    void setWindowVisible(bool visible);
    /// Looks whether snoozes are over; to be called when the computer woke up.
    void lookAtSnoozes() { m_snoozeWatch.look(); }

    /// Says what is wrong with the set-up, in the banner, until it is empty again.
    void setSetupProblem(const QString &problem);
    /// Calls `action` when everything that the engine handed over until now is folded.
    void afterFolding(std::function<void()> action);

    /// Events folded so far; for the tour's summary.
    quint64 foldedEvents() const;
    quint64 flushes() const;

Q_SIGNALS:
    void bannerChanged();
    void journalNoteChanged();
    void badgesChanged();
    void systemDarkChanged();
    /// Somebody clicked a toast, the tray or a second launch named an item.
    void itemRequested(const QString &page, const QString &key);
    /// A command did not happen: "Not acknowledged:" and why, in words for people.
    void commandRefused(const QString &what, const QString &reason);
    /// A command is kept until its feed is connected: "Acknowledge AL-0192".
    void commandWaits(const QString &what);
    /// The keychain answered; `problem` is empty when the token was stored (or removed).
    void tokenStored(const QString &feed, const QString &problem);
    /// The alerts that a batch changed, or that are not snoozed any more, for whoever notifies people.
    void alertsChanged(const QList<Bellboard::AlertChange> &changes);
    /// What is said of a feed; that it is live, when all that it came with is in the boards.
    void feedStatusChanged(const Bellboard::FeedStatus &status);
    /// Everything that stood in the journal at the start is in the boards.
    void replayFolded();
    /// A burst of model updates went out.
    void flushed();

private:
    void applyStatus(const FeedStatus &status);
    void refreshBadges();
    void refreshUserNames();
    void refreshFreshness(Timestamp now);
    void refreshSummary();
    void tick();
    void send(Command command);
    /// Has a change done that was not, over what others changed since.
    void retryEdit(const BoardDetail &detail);
    /// What to ask for so that a command is tried again that failed; nothing when there is none.
    std::optional<Command> failedAgain(const QString &key) const;
    /// The feed's connection, as far as who is there depends on it.
    void applyReach(const FeedStatus &status);
    void noteCommand(const CommandProgress &progress);
    void finishToken(const QString &feed, SecretError error);

    Engine &m_engine;
    SecretStore &m_secrets;
    Settings &m_settings;
    SystemTheme &m_theme;
    const Clock &m_clock;
    Boards m_boards;
    std::unique_ptr<FoldPump> m_pump;
    StatusGate m_statusGate;
    ConnectionModel m_connections;
    OutboxModel m_outbox;
    DraftBook m_drafts;
    QuarantineModel m_quarantine;
    SnoozeWatch m_snoozeWatch;
    TypingPace m_typingPace;
    QTimer m_tickTimer;
    QString m_setupProblem;
    JournalStatus m_journal;
    QString m_journalDamage;
    JournalNote m_journalNote;
    ConnectionSummary m_summary;
    Badges m_badges;
    QStringList m_userNames; ///< by feed
    bool m_replayed = false; ///< what stood in the journal at the start is in the boards
};

} // namespace Bellboard
