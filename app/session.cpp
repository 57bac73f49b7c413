// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "session.h"

#include "board/format.h"
#include "board/rowkey.h"
#include "connectionwords.h"
#include "desktop/systemtheme.h"
#include "feed/engine.h"
#include "foldpump.h"
#include "profile/profile.h"
#include "usercommand.h"

#include <QPointer>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// After this a command that was not sent is told of.
constexpr std::chrono::milliseconds waitWorthTelling{1000};

} // namespace

Session::Session(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_engine(parts.engine)
    , m_secrets(parts.secrets)
    , m_settings(parts.settings)
    , m_theme(parts.theme)
    , m_clock(parts.clock)
    , m_pump(std::make_unique<FoldPump>(m_engine, m_boards))
    , m_statusGate(*m_pump)
    , m_connections(m_clock)
    , m_drafts(m_engine)
    , m_snoozeWatch(m_boards, m_clock)
    , m_typingPace(m_clock)
{
    m_connections.setFeeds(m_engine.feeds());
    QStringList names;
    for (const auto &feed : m_engine.feeds())
        names << feed.name;
    m_boards.setFeedNames(names);
    refreshUserNames();
    connect(&m_settings, &Settings::userNameChanged, this, &Session::refreshUserNames);
    connect(&m_theme, &SystemTheme::darkChanged, this, &Session::systemDarkChanged);

    connect(m_pump.get(), &FoldPump::flushed, this, &Session::flushed);
    connect(m_pump.get(), &FoldPump::alertsChanged, this, &Session::alertsChanged);
    connect(m_pump.get(), &FoldPump::alertsChanged, &m_snoozeWatch, &SnoozeWatch::look);
    connect(&m_snoozeWatch, &SnoozeWatch::woken, this, &Session::alertsChanged);
    connect(&m_boards, &Boards::badgesChanged, this, &Session::refreshBadges);
    connect(&m_engine, &Engine::statusChanged, &m_statusGate, &StatusGate::take);
    connect(&m_statusGate, &StatusGate::passed, this, &Session::applyStatus);
    connect(&m_engine, &Engine::messagesQuarantined, this, [this](const QList<QuarantineEntry> &entries) {
        for (const auto &entry : entries)
            m_quarantine.add(m_engine.feeds().value(entry.feed).name, entry);
    });
    connect(&m_engine, &Engine::commandProgressed, this, &Session::noteCommand);
    connect(&m_engine, &Engine::typed, this,
            [this](const Typing &typing) { m_boards.chat()->noteTyping(typing, m_clock.wallTime()); });
    connect(&m_drafts, &DraftBook::changed, m_boards.chat(), [this](const QString &conversation) {
        m_boards.chat()->noteDraft(conversation, m_drafts.draft(conversation));
    });
    connect(m_boards.chat(), &ChatBoard::failureDisproved, this,
            [this](const Command &command) { cancelCommand(command.key); });
    connect(&m_engine, &Engine::eventsPassedOver, this, [this](quint64 count) {
        m_journalDamage =
            tr("Stored events that could not be read, and are missing here: %1. They stay in the journal.")
                .arg(Format::count(static_cast<qint64>(count)));
        refreshSummary();
    });
    connect(&m_engine, &Engine::journalStatusChanged, this, [this](const JournalStatus &status) {
        m_journal = status;
        refreshSummary();
    });
    connect(&m_engine, &Engine::replayFinished, this, [this] {
        m_pump->afterwards([this] {
            m_replayed = true;
            tick(); // the key figures of what was read back shall not wait for the next second
            Q_EMIT replayFolded();
            m_snoozeWatch.start();
        });
    });

    m_tickTimer.setInterval(std::chrono::seconds(1));
    connect(&m_tickTimer, &QTimer::timeout, this, &Session::tick);
    m_boards.tick(m_clock.wallTime());
    m_tickTimer.start();
    refreshSummary();
}

Session::~Session() = default;

bool Session::isSystemDark() const
{
    return m_theme.isDark();
}

void Session::perform(const QString &actionId, const QString &key, const QString &text, const QString &base)
{
    const auto rowKey = RowKey::parse(key);
    if (!rowKey)
        return;
    if (actionId == u"saveMine" || actionId == u"discardMine") {
        // Things of several tables may be called alike.
        for (const auto *table : m_boards.reconciliation()->tables()) {
            const auto detail = table->detailOf(key);
            if (!detail.editKey.isEmpty())
                return actionId == u"saveMine" ? retryEdit(detail) : cancelCommand(detail.editKey);
        }
        return;
    }
    auto command = commandFor({actionId, text, m_userNames.value(rowKey->feed), m_clock.wallTime()});
    if (!command)
        return;
    command->feed = rowKey->feed;
    command->subject = QString::fromStdString(rowKey->subject);
    // A conversation may be called like something else, such as the help request that it belongs to.
    command->kind = command->name == u"message" ? u"conversation"_s
        : command->name == u"edit"              ? u"rule"_s
        : command->name == u"resolve"           ? u"exception"_s
                                                : m_boards.detailOf(key).kind;
    if (command->name == u"edit" || command->name == u"resolve")
        command->base = base;
    send(std::move(*command));
}

void Session::acknowledge(const QString &key)
{
    perform(u"acknowledge"_s, key);
}

void Session::sendMessage(const QString &conversation, const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    const auto key = RowKey::parse(conversation);
    if (!key)
        return;
    m_typingPace.finish(conversation);
    m_drafts.drop(conversation);
    Command command;
    command.name = u"message"_s;
    command.kind = u"conversation"_s;
    command.feed = key->feed;
    command.subject = QString::fromStdString(key->subject);
    command.text = text;
    command.takesDraft = true;
    send(std::move(command));
}

void Session::retryMessage(const QString &key)
{
    if (const auto command = failedAgain(key))
        send(*command);
}

void Session::retryEdit(const BoardDetail &detail)
{
    auto command = failedAgain(detail.editKey);
    if (!command)
        return;
    // The user has seen what others made of it since. Under its key it would be what was asked for before.
    if (std::exchange(command->base, detail.version) != detail.version)
        command->key.clear();
    if (command->key.isEmpty())
        command->key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    // At once, or it could be asked for twice.
    noteCommand({*command, m_clock.wallTime(), CommandPhase::Pending});
    send(*command);
}

std::optional<Command> Session::failedAgain(const QString &key) const
{
    const auto *failed = m_outbox.failed(key);
    if (!failed)
        return {};
    auto command = failed->command;
    command.replaces = command.key;
    command.takesDraft = false;
    // What nobody answered may have been done: under its key it is not done twice. What was refused would be, under its key, again.
    if (failed->phase == CommandPhase::Refused)
        command.key.clear();
    return command;
}

void Session::noteTyping(const QString &conversation)
{
    const auto key = RowKey::parse(conversation);
    if (!key)
        return;
    const auto mapping = m_engine.feeds().value(key->feed).mapping;
    if (m_typingPace.isDue(conversation, mapping ? mapping->typingRest : TypingPace::rest))
        m_engine.sendTyping(key->feed, QString::fromStdString(key->subject));
}

void Session::cancelCommand(const QString &key)
{
    if (const auto *command = m_outbox.pending(key))
        return m_engine.cancelCommand(command->feed, key);
    if (const auto *failed = m_outbox.failed(key)) {
        auto progress = *failed;
        m_engine.cancelCommand(progress.command.feed, key);
        // At once, as the engine may never have had it.
        progress.phase = CommandPhase::Cancelled;
        noteCommand(progress);
    }
}

void Session::send(Command command)
{
    if (command.key.isEmpty())
        command.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_engine.sendCommand(command);
    // Where the feed is connected it is sent at once, and there is nothing to say.
    QTimer::singleShot(waitWorthTelling, this, [this, key = command.key] {
        if (const auto *waiting = m_outbox.pending(key))
            Q_EMIT commandWaits(commandWords(*waiting));
    });
}

void Session::noteCommand(const CommandProgress &progress)
{
    m_outbox.note(m_engine.feeds().value(progress.command.feed).name, progress);
    m_boards.noteCommand(progress);
    if (hasFailed(progress.phase) && !progress.restored)
        Q_EMIT commandRefused(failureWords(progress.command), progress.reason);
}

void Session::retryNow(const QString &feed)
{
    m_engine.retryNow(feed);
}

void Session::setToken(const QString &feed, const QString &token)
{
    const auto trimmed = token.trimmed().toUtf8();
    if (trimmed.isEmpty()) {
        Q_EMIT tokenStored(feed, tr("The token is empty."));
        return;
    }
    m_secrets.write(feed, trimmed, [self = QPointer(this), feed](SecretError error) {
        if (self)
            self->finishToken(feed, error);
    });
}

void Session::removeToken(const QString &feed)
{
    m_secrets.remove(feed, [self = QPointer(this), feed](SecretError error) {
        if (self)
            self->finishToken(feed, error);
    });
}

void Session::finishToken(const QString &feed, SecretError error)
{
    if (error == SecretError::None)
        m_engine.retryNow(feed);
    Q_EMIT tokenStored(feed, secretWords(error));
}

void Session::openItem(const QString &page, const QString &key)
{
    Q_EMIT itemRequested(page, key);
}

void Session::setWindowVisible(bool visible)
{
    m_pump->setVisible(visible);
    if (visible == m_tickTimer.isActive())
        return;
    if (visible) {
        tick();
        m_tickTimer.start();
    } else {
        m_tickTimer.stop();
    }
}

void Session::setSetupProblem(const QString &problem)
{
    m_setupProblem = problem;
    refreshSummary();
}

void Session::afterFolding(std::function<void()> action)
{
    m_pump->afterwards(std::move(action));
}

quint64 Session::foldedEvents() const
{
    return m_pump->foldedEvents();
}

quint64 Session::flushes() const
{
    return m_pump->flushes();
}

void Session::applyStatus(const FeedStatus &status)
{
    m_connections.update(status);
    applyReach(status);
    refreshUserNames();
    refreshSummary();
    Q_EMIT feedStatusChanged(status);
}

void Session::applyReach(const FeedStatus &status)
{
    PresenceModel::Reach reach;
    reach.since = status.begun;
    switch (status.state) {
    case ConnectionState::Live:
    case ConnectionState::Suspect:
    case ConnectionState::Draining:
        reach.caughtUp = true;
        [[fallthrough]];
    case ConnectionState::Recovering:
        reach.connected = true;
        break;
    case ConnectionState::Stopped:
    case ConnectionState::Offline:
    case ConnectionState::Connecting:
    case ConnectionState::Authenticating:
    case ConnectionState::Waiting:
    case ConnectionState::SignInRequired:
    case ConnectionState::Rejected:
        break;
    }
    m_boards.chat()->setReach(status.feed, reach);
    m_boards.chat()->flush();
}

void Session::refreshUserNames()
{
    // A server may know the user by another name than this computer.
    QStringList names(m_engine.feeds().size(), m_settings.userName());
    for (const auto &status : m_connections.statuses()) {
        if (!status.user.isEmpty() && status.feed < names.size())
            names[status.feed] = status.user;
    }
    if (names == m_userNames)
        return;
    m_userNames = names;
    m_boards.setUserNames(names);
}

void Session::refreshBadges()
{
    const auto badge = [this](Boards::Page page) { return m_boards.badge(page); };
    Badges badges{badge(Boards::Page::Inbox),
                  badge(Boards::Page::Payments),
                  badge(Boards::Page::Reconciliation),
                  badge(Boards::Page::Charity),
                  badge(Boards::Page::Review),
                  badge(Boards::Page::Chat),
                  connectionBadge(m_connections.statuses())};
    if (badges == m_badges)
        return;
    m_badges = badges;
    Q_EMIT badgesChanged();
}

void Session::refreshSummary()
{
    QStringList notices{m_setupProblem, m_journal.notice, m_journalDamage};
    notices.removeAll(QString());
    auto summary = summarise(m_connections.statuses(), {m_journal.problem, notices.join(u' '), strainWords(m_journal)});
    refreshBadges();
    auto note = Bellboard::journalNote(m_journal, m_engine.dataFolder(), m_journalDamage);
    if (note != m_journalNote) {
        m_journalNote = std::move(note);
        Q_EMIT journalNoteChanged();
    }
    if (summary == m_summary)
        return;
    m_summary = std::move(summary);
    Q_EMIT bannerChanged();
}

void Session::refreshFreshness(Timestamp now)
{
    for (std::size_t i = 0; i < Boards::pages; ++i) {
        const auto page = static_cast<Boards::Page>(i);
        auto freshness = pageFreshness(m_connections.statuses(), page, m_boards.sources(), now);
        freshness.live = freshness.live && m_replayed; // until then boards show less than has come
        m_boards.setFreshness(page, freshness);
    }
}

void Session::tick()
{
    const auto now = m_clock.wallTime();
    m_snoozeWatch.look();
    refreshFreshness(now);
    m_boards.tick(now);
    m_connections.tick();
}

} // namespace Bellboard
