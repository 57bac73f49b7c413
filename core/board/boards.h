// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/alertchange.h"
#include "board/badge.h"
#include "board/charityboard.h"
#include "board/chatboard.h"
#include "board/conversationlinks.h"
#include "board/inboxboard.h"
#include "board/pagesources.h"
#include "board/paymentsboard.h"
#include "board/reconciliationboard.h"
#include "board/reviewboard.h"
#include "event/command.h"
#include "event/eventbatch.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <array>
#include <optional>

namespace Bellboard {

/// All boards. Batches of journalled events go in at fold(); flush() and tick() tell the views.
class Boards : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Bellboard::InboxBoard *inbox READ inbox CONSTANT)
    Q_PROPERTY(Bellboard::PaymentsBoard *payments READ payments CONSTANT)
    Q_PROPERTY(Bellboard::ReconciliationBoard *reconciliation READ reconciliation CONSTANT)
    Q_PROPERTY(Bellboard::CharityBoard *charity READ charity CONSTANT)
    Q_PROPERTY(Bellboard::ReviewBoard *review READ review CONSTANT)
    Q_PROPERTY(Bellboard::ChatBoard *chat READ chat CONSTANT)

public:
    /// The boards, in the order of the rail.
    enum class Page : std::uint8_t {
        Inbox,
        Payments,
        Reconciliation,
        Charity,
        Review,
        Chat,
    };
    Q_ENUM(Page)
    static constexpr std::size_t pages = 6;

    explicit Boards(QObject *parent = nullptr);
    ~Boards() override;

    InboxBoard *inbox() const { return m_inbox; }
    PaymentsBoard *payments() const { return m_payments; }
    ReconciliationBoard *reconciliation() const { return m_reconciliation; }
    CharityBoard *charity() const { return m_charity; }
    ReviewBoard *review() const { return m_review; }
    ChatBoard *chat() const { return m_chat; }
    Board *board(Page page) const;
    /// The name of the stream that feeds a page, where the backend has one for it.
    static QString streamOf(Page page);
    /// What fed each page, in the order of the pages.
    using Sources = std::array<PageSources, pages>;
    const Sources &sources() const { return m_sources; }

    /// Takes events in their order; views see them at the next flush(). Says what became of alerts, in that order, and before
    /// it of those whose snooze was over when the batch came.
    QList<AlertChange> fold(const EventBatch &batch);
    /// Ends the snoozes whose time has come; says what became of the alerts.
    QList<AlertChange> wakeSnoozed(Timestamp now) { return m_inbox->wake(now); }
    /// When the next snooze ends; nothing when no alert is snoozed.
    std::optional<Timestamp> nextWake() const { return m_inbox->nextWake(); }
    /// Tells the views what changed, once a frame.
    void flush();
    /// Lets ages, trends and key figures move, once a second.
    void tick(Timestamp now);

    /// Events that a board took.
    quint64 foldedCount() const { return m_folded; }
    /// The count and colour of a page's entry in the rail.
    Badge badge(Page page) const { return m_badges[static_cast<std::size_t>(page)]; }
    int unacknowledged() const { return m_inbox->unacknowledged(); }
    int snoozed() const { return m_inbox->snoozed(); }
    int unacknowledged(Area area) const { return m_inbox->unacknowledged(area); }
    /// Everything about a row, whatever board it is on; invalid when no board knows the key.
    BoardDetail detailOf(const QString &key) const;

    /// Shows at once what a command asks for, until its backend does it or it fails.
    void noteCommand(const CommandProgress &progress);

    void setFeedNames(const QStringList &names);
    /// The user's name as the backends write it; their own doings are shown as "you".
    void setUserNames(const QStringList &names);
    /// What is known of the age of the data behind a page; seen at the next tick.
    void setFreshness(Page page, const Freshness &freshness);

Q_SIGNALS:
    /// A badge changed; told at flush().
    void badgesChanged();

private:
    /// Folds an event of `batch` into its board, if one shows its type. What becomes of an alert is added to `changes`.
    void foldOne(const Event &event, const EventBatch &batch, QList<AlertChange> &changes);
    void foldNote(const Event &event, const NoteData &note);
    /// Takes note of what feeds the page.
    void noteSource(Page page, const Event &event, const EventBatch &batch)
    {
        m_sources[static_cast<std::size_t>(page)].note(event, batch.received);
    }
    /// Tells the boards that the gap's stream feeds, or its feed where it is in no stream; all of them where nobody knows which.
    void noteGap(const Event &event, const GapData &gap, Timestamp received);
    Badge areaBadge(Area area) const;
    void updateBadges();
    void mirrorKpis();

    ConversationLinks m_links;
    InboxBoard *m_inbox;
    PaymentsBoard *m_payments;
    ReconciliationBoard *m_reconciliation;
    CharityBoard *m_charity;
    ReviewBoard *m_review;
    ChatBoard *m_chat;
    std::array<Badge, pages> m_badges;
    Sources m_sources;
    Timestamp m_now;
    quint64 m_folded = 0;
    bool m_restartTrends = false;
    bool m_measured = false;
};

} // namespace Bellboard
