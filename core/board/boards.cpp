// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/boards.h"

#include "board/slotindex.h"
#include "board/words.h"
#include "util/prefetch.h"

namespace Bellboard {

namespace {

// So many events ahead the memory is asked for what folding a payment will touch: the event's own texts, which another
// thread wrote, the place in the index, the row that it names, the texts that the row points to. It keeps the cost of an
// event flat when the rows outgrow the caches.
constexpr std::size_t eventAhead = 24;
constexpr std::size_t indexAhead = 16;
constexpr std::size_t rowAhead = 10;
constexpr std::size_t textsAhead = 5;

/// Asks ahead for the payments of a batch.
class PaymentsAhead
{
public:
    PaymentsAhead(const std::vector<Event> &events, const PaymentsBoard &board) : m_events(events), m_board(board)
    {
        for (std::size_t i = 0; i < eventAhead; ++i) {
            askEvent(i);
        }
        for (std::size_t i = 0; i < indexAhead; ++i) {
            askIndex(i);
        }
        for (std::size_t i = 0; i < rowAhead; ++i) {
            askRow(i);
        }
    }
    /// To be called before the event `i` is folded.
    void step(std::size_t i)
    {
        askEvent(i + eventAhead);
        askIndex(i + indexAhead);
        askRow(i + rowAhead);
        if (isPayment(i + textsAhead)) {
            m_board.prefetchTexts(m_slots[(i + textsAhead) % size]);
        }
    }

private:
    static constexpr std::size_t size = 32;

    bool isPayment(std::size_t i) const
    {
        return i < m_events.size() && std::holds_alternative<PaymentData>(m_events[i].data);
    }
    void askEvent(std::size_t i)
    {
        if (isPayment(i)) {
            const auto &payment = std::get<PaymentData>(m_events[i].data);
            for (const auto text : {m_events[i].subject, m_events[i].epoch, payment.payer, payment.method})
                prefetchLine(text.data());
        }
    }
    void askIndex(std::size_t i)
    {
        if (isPayment(i)) {
            m_hashes[i % size] = SlotIndex::hash(m_events[i].feed, m_events[i].subject);
            m_board.prefetchIndex(m_hashes[i % size]);
        }
    }
    void askRow(std::size_t i)
    {
        if (isPayment(i)) {
            m_slots[i % size] = m_board.prefetchRow(m_hashes[i % size]);
        }
    }

    const std::vector<Event> &m_events;
    const PaymentsBoard &m_board;
    std::array<std::uint64_t, size> m_hashes{};
    std::array<RowSlot, size> m_slots{};
};

} // namespace

Boards::Boards(QObject *parent)
    : QObject(parent)
    , m_inbox(new InboxBoard(this))
    , m_payments(new PaymentsBoard(this))
    , m_reconciliation(new ReconciliationBoard(this))
    , m_charity(new CharityBoard(this))
    , m_review(new ReviewBoard(this))
    , m_chat(new ChatBoard(this))
{
    m_charity->setLinks(&m_links);
    m_chat->setLinks(&m_links);
}

Boards::~Boards()
{
    // The boards look into what would be gone before them.
    m_charity->setLinks(nullptr);
    m_chat->setLinks(nullptr);
}

Board *Boards::board(Page page) const
{
    switch (page) {
    case Page::Inbox:
        return m_inbox;
    case Page::Payments:
        return m_payments;
    case Page::Reconciliation:
        return m_reconciliation;
    case Page::Charity:
        return m_charity;
    case Page::Review:
        return m_review;
    case Page::Chat:
        return m_chat;
    }
    return nullptr;
}

QString Boards::streamOf(Page page)
{
    switch (page) {
    case Page::Inbox:
        return QStringLiteral("alerts");
    case Page::Payments:
        return QStringLiteral("payments");
    case Page::Reconciliation:
        return QStringLiteral("reconciliation");
    case Page::Charity:
        return QStringLiteral("charity");
    case Page::Review:
        return QStringLiteral("review");
    case Page::Chat:
        return QStringLiteral("chat");
    }
    return {};
}

QList<AlertChange> Boards::fold(const EventBatch &batch)
{
    const std::vector<Event> &events = batch.events;
    PaymentsAhead ahead(events, *m_payments);
    auto changes = m_inbox->wake(batch.received);
    for (auto &change : changes) {
        change.replayed = batch.replayed;
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        ahead.step(i);
        foldOne(events[i], batch, changes);
    }
    m_folded += events.size();
    m_restartTrends |= batch.replayed;
    return changes;
}

void Boards::foldOne(const Event &event, const EventBatch &batch, QList<AlertChange> &changes)
{
    if (const auto *payment = std::get_if<PaymentData>(&event.data)) {
        noteSource(Page::Payments, event, batch);
        return m_payments->fold(event, *payment);
    }
    // It has an age of its own, and says nothing of how new all else is.
    if (const auto *metric = std::get_if<MetricData>(&event.data)) {
        return metric->area == MetricArea::Charity ? m_charity->fold(event) : m_reconciliation->fold(event);
    }
    if (std::holds_alternative<RunData>(event.data) || std::holds_alternative<ExceptionData>(event.data)
        || std::holds_alternative<RuleData>(event.data)) {
        noteSource(Page::Reconciliation, event, batch);
        m_reconciliation->fold(event);
        return;
    }
    if (std::holds_alternative<TaskData>(event.data)) {
        noteSource(Page::Review, event, batch);
        m_review->fold(event);
        return;
    }
    if (const auto *message = std::get_if<MessageData>(&event.data)) {
        if (m_links.noteMessage(event, *message)) {
            if (const auto help = m_links.helpOf(event.feed, message->conversation)) {
                m_charity->noteConversation(help->feed, help->subject);
            }
        }
        noteSource(Page::Chat, event, batch);
        m_chat->fold(event, batch.received, batch.replayed);
        return;
    }
    if (std::holds_alternative<PresenceData>(event.data)) {
        noteSource(Page::Chat, event, batch);
        m_chat->fold(event, batch.received, batch.replayed);
        return;
    }
    if (std::holds_alternative<AlertData>(event.data)) {
        noteSource(Page::Inbox, event, batch);
        if (auto change = m_inbox->fold(event, batch.received)) {
            change->segment = batch.segment;
            change->replayed = batch.replayed;
            changes.append(std::move(*change));
        }
        return;
    }
    if (const auto *gap = std::get_if<GapData>(&event.data)) {
        m_inbox->fold(event, batch.received);
        return noteGap(event, *gap, batch.received);
    }
    if (const auto *note = std::get_if<NoteData>(&event.data)) {
        return foldNote(event, *note);
    }
    if (std::holds_alternative<std::monostate>(event.data) || std::holds_alternative<RepairData>(event.data)) {
        return;
    }
    if (const auto *help = std::get_if<HelpData>(&event.data)) {
        m_links.noteHelp(event, *help);
    }
    noteSource(Page::Charity, event, batch);
    m_charity->fold(event);
}

void Boards::noteGap(const Event &event, const GapData &gap, Timestamp received)
{
    const Gap told = Gap::of(event, gap);
    const auto isFed = [&](std::size_t page) {
        const PageSources &sources = m_sources[page];
        if (gap.from == 0) {
            return sources.has(event.feed);
        }
        return streamOf(static_cast<Page>(page)) == told.stream
            || (event.stream != 0 && sources.has(event.feed, event.stream));
    };
    bool isKnown = false;
    for (std::size_t i = 0; i < pages; ++i) {
        isKnown |= isFed(i);
    }
    for (std::size_t i = 0; i < pages; ++i) {
        if (!isKnown || isFed(i)) {
            board(static_cast<Page>(i))->noteGap(told, received);
        }
    }
}

void Boards::foldNote(const Event &event, const NoteData &note)
{
    switch (note.kind) {
    case NoteSubject::Alert:
        return m_inbox->alerts()->foldNote(event, note);
    case NoteSubject::Task:
        return m_review->tasks()->foldNote(event, note);
    case NoteSubject::Help:
        return m_charity->help()->foldNote(event, note);
    case NoteSubject::Exception:
        return m_reconciliation->exceptions()->foldNote(event, note);
    }
}

void Boards::flush()
{
    for (std::size_t page = 0; page < pages; ++page) {
        board(static_cast<Page>(page))->flush();
    }
    updateBadges();
    if (!m_measured && m_folded > 0 && m_now != Timestamp()) {
        // The figures need not wait for the next second when the first data comes.
        tick(m_now);
    }
}

void Boards::tick(Timestamp now)
{
    m_now = now;
    m_measured = m_folded > 0;
    for (std::size_t page = 0; page < pages; ++page) {
        Board *const each = board(static_cast<Page>(page));
        if (m_restartTrends) {
            each->kpis()->restartTrends();
        }
        each->tick(now);
    }
    m_restartTrends = false;
    mirrorKpis();
}

BoardDetail Boards::detailOf(const QString &key) const
{
    for (std::size_t page = 0; page < pages; ++page) {
        for (const RowModel *table : board(static_cast<Page>(page))->tables()) {
            if (BoardDetail detail = table->detailOf(key); detail.valid) {
                return detail;
            }
        }
    }
    return {};
}

void Boards::noteCommand(const CommandProgress &progress)
{
    const QString &kind = progress.command.kind;
    if (kind == u"conversation") {
        return m_chat->noteCommand(progress);
    }
    RowModel *table = kind == u"alert" ? m_inbox->alerts()
        : kind == u"task"              ? m_review->tasks()
        : kind == u"help"              ? m_charity->help()
        : kind == u"exception"         ? m_reconciliation->exceptions()
        : kind == u"rule"              ? m_reconciliation->rules()
                                       : nullptr;
    if (table) {
        table->noteCommand(progress);
    }
}

void Boards::setFeedNames(const QStringList &names)
{
    for (std::size_t page = 0; page < pages; ++page) {
        board(static_cast<Page>(page))->setFeedNames(names);
    }
}

void Boards::setUserNames(const QStringList &names)
{
    for (std::size_t page = 0; page < pages; ++page) {
        board(static_cast<Page>(page))->setUserNames(names);
    }
}

void Boards::setFreshness(Page page, const Freshness &freshness)
{
    // What was caught up with happened over hours; a trend over the seconds in which it came would mean nothing.
    const Board *before = board(page);
    m_restartTrends |= freshness.live && !before->freshness().live && before->freshnessState() >= FreshnessState::Stale;
    board(page)->setFreshness(freshness);
}

Badge Boards::areaBadge(Area area) const
{
    const auto worst = m_inbox->worst(area);
    return worst ? Badge{m_inbox->unacknowledged(area), Words::token(*worst)} : Badge{};
}

void Boards::updateBadges()
{
    std::array<Badge, pages> badges;
    const auto at = [&](Page page) -> Badge & { return badges[static_cast<std::size_t>(page)]; };
    if (const auto worst = m_inbox->worst()) {
        at(Page::Inbox) = {m_inbox->unacknowledged(), Words::token(*worst)};
    }
    at(Page::Payments) = areaBadge(Area::Payments);
    at(Page::Reconciliation) = areaBadge(Area::Reconciliation);
    at(Page::Charity) = areaBadge(Area::Charity);
    // What waits on these pages counts, in the colour of the worst alert about it.
    const auto waiting = [&](Area area, qint64 count) {
        const auto worst = m_inbox->worst(area);
        return count > 0 || worst ? Badge{static_cast<int>(count > 0 ? count : m_inbox->unacknowledged(area)),
                                          Words::token(worst.value_or(Severity::Info))}
                                  : Badge{};
    };
    at(Page::Review) = waiting(Area::Review, m_review->queuedCount());
    at(Page::Chat) = waiting(Area::Chat, m_chat->unread());
    if (badges != m_badges) {
        m_badges = badges;
        Q_EMIT badgesChanged();
    }
}

void Boards::mirrorKpis()
{
    KpiModel *strip = m_inbox->kpis();
    strip->mirror(InboxBoard::FailedCard, *m_payments->kpis(), PaymentsBoard::FailedCard);
    strip->mirror(InboxBoard::MatchRateCard, *m_reconciliation->kpis(), ReconciliationBoard::MatchRateCard);
    strip->mirror(InboxBoard::UnmatchedCard, *m_reconciliation->kpis(), ReconciliationBoard::UnmatchedCard);
    strip->mirror(InboxBoard::WaitingCard, *m_charity->kpis(), CharityBoard::WaitingCard);
    strip->mirror(InboxBoard::DonationsCard, *m_charity->kpis(), CharityBoard::DonationsCard);
}

} // namespace Bellboard
