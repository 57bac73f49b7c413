// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/controlmessage.h"
#include "protocol/dialect.h"
#include "stream/authorityfile.h"
#include "stream/carrier.h"
#include "stream/connectionhistory.h"
#include "stream/ladder.h"
#include "stream/proxychoice.h"
#include "stream/rategauge.h"
#include "stream/retryplan.h"
#include "stream/roundtrip.h"
#include "stream/successor.h"
#include "util/clock.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace Bellboard {

/// Keeps one feed connected: opens channels, waits between attempts, notices silence, and tells where it stands.
///
/// It has one timer and one channel, and while it is Draining a second one beside that which is to be left. What it says, a Dialect
/// puts into words; events pass it by, from the channel to the MessageSink.
class Connection : public QObject
{
    Q_OBJECT

public:
    /// How a peer is asked whether it is there.
    enum class PingKind {
        Message, ///< by the protocol's own ping, which only the application behind the server can answer
        Frame, ///< by a ping frame (RFC 6455, 5.5.2): for backends whose protocol has none
    };
    /// Makes the channel of one attempt.
    using ChannelFactory = std::function<std::unique_ptr<Channel>()>;
    /// Another way to the server, where the one above it is blocked.
    struct Rung
    {
        Carrier carrier = Carrier::Polling;
        ChannelFactory factory;
    };
    /// So many in each interval; 0: without a limit.
    struct Rate
    {
        int count = 0;
        std::chrono::milliseconds interval{0};
    };
    struct Settings
    {
        QUrl url;
        QString name; ///< in the log
        QString user;
        std::shared_ptr<const Dialect> dialect; ///< of the server; null for the native protocol
        BackoffPolicy backoff;
        /// From the start of an attempt to the server's welcome; then, until all that was missed has come, from one part of it to the next.
        std::chrono::milliseconds openDeadline{10'000};
        /// The same for the first way where there are others; later it is tried beside them, with all the time.
        std::chrono::milliseconds slowStart{4'000};
        std::chrono::milliseconds heartbeat{20'000}; ///< silence to put up with, unless the server names its own
        std::chrono::milliseconds probeDeadline{4'500}; ///< for a sign of life after the ping that follows
        std::chrono::milliseconds hintDeadline{2'500}; ///< the same when something hinted at trouble
        std::chrono::milliseconds hintRest{2'000}; ///< between two attempts that hints asked for
        std::chrono::milliseconds measureInterval{60'000}; ///< how often the round trip is measured at least
        std::size_t messageLimit = std::size_t{1} << 20; ///< a larger message ends the connection
        PingKind ping = PingKind::Message;
        AuthorityFile authorities; ///< read anew for each attempt
        ProxyChoice proxy; ///< its password is told by setProxyPassword()
        Carrier carrier = Carrier::WebSocket; ///< what the channels are that the connection is given a factory for
        std::vector<Rung> fallbacks; ///< what is tried when these are blocked, one after the other
        Ladder::Policy ladder;
        /// Of a channel that takes no messages, so that it cannot be asked by one whether the server is there.
        std::chrono::milliseconds pollHeartbeat{90'000};
        Rate attempts; ///< what the server bears of connections
        std::shared_ptr<RateGauge::Moments> dials{}; ///< when any were made to it; null where only this one makes them
        Rate messages; ///< what it bears of messages
    };

    Connection(Settings settings, ChannelFactory factory, MessageSink &sink, const Clock &clock, RandomSource random,
               QObject *parent = nullptr);
    ~Connection() override;

    /// Connects, and stays connected.
    void start();
    void stop();
    /// Tries at once, unless it is connected or just trying; a move that was given up is tried again, and so is the way that the feed
    /// is set to.
    void retryNow();
    /// Opens a new connection beside the one that is up, which goes on delivering until the server has welcomed the new one.
    void move() { moveWithin(std::chrono::milliseconds(0)); }
    /// Whether this computer has a network at all; without one nothing is tried, unless somebody asks for it.
    void setNetworkAvailable(bool available);
    /// Something makes one doubt that the connection stands: asks the server, and gives it up when nothing comes within the hint's
    /// deadline. One that waits tries soon.
    void takeHint(TroubleHint hint);
    /// Takes another token, empty where none is needed; a connection that waits, for whatever reason, tries at once with it. One that is
    /// up takes it to the server, if that asked for one and its protocol can.
    void setToken(const QByteArray &token);
    /// Takes the password of the proxy for the attempts to come; belongs before the token that was asked for with it.
    void setProxyPassword(const QByteArray &password) { m_proxyPassword = password; }
    /// See Channel::setTurn().
    void setTurn(Channel::Turn turn);
    /// Asks for the token, with tokenWanted(), before the next attempt.
    void forgetToken();
    /// The token that was asked for could not be had: waits, and asks again with the next attempt.
    void failToken(const ChannelFailure &failure);
    /// Drops the connection for a reason of our own, and goes on after a wait.
    void fail(const ChannelFailure &failure);

    /// Takes what the server said about the connection.
    void handle(const ControlMessage &message);
    /// Sends `message` when there is a channel to send it to.
    bool send(const QByteArray &message);
    /// The same with several in a row; false when not all could be sent.
    bool send(const Dialect::Messages &messages);
    /// The same for one that is to be acknowledged by the transport, with a message that names `key`.
    bool sendForAnswer(const QByteArray &message, const QByteArray &key);
    /// Whether some of what was sent on this connection still waits in this process; flushed() comes when it does not any more.
    bool hasUnsent() const { return m_channel && m_channel->unsent() > 0; }
    /// All that came is kept: the server may be told.
    void confirm();
    /// Sends what only matters now: only while the connection is usable and next to nothing waits to be sent before it. False, and
    /// forgotten, otherwise.
    bool sendVolatile(const Dialect::Messages &messages);

    ConnectionState state() const { return m_state; }
    bool isUsable() const { return Bellboard::isUsable(m_state); }
    /// Whether messages can be sent now: usable, by a channel that takes any, and no more than the server bears.
    bool canSend() const { return takesMessages() && m_messages.waitAt(m_clock.instant()).count() == 0; }
    /// Usable, by a channel that takes messages.
    bool takesMessages() const { return isUsable() && m_channel && m_channel->takesMessages(); }
    /// Whether the server went on where the connection before was confirmed, so that nothing was missed.
    bool wentOn() const { return m_channel && m_channel->wentOn(); }
    /// Whether the connection before goes on bringing what happens until this one is subscribed by.
    bool hasPredecessor() const { return m_leaving != nullptr; }
    /// Whether what is being taken in came by a connection that the server has not welcomed yet.
    bool speaksEarly() const
    {
        return m_speaker && (m_successor.is(m_speaker) || (m_speaker == m_channel.get() && !isUsable()));
    }
    /// What carries it, or what is tried next.
    Carrier carrier() const;
    /// Why it is not what the feed is set to; None while it is.
    const ChannelFailure &fallbackReason() const { return m_ladder.reason(); }
    /// An event came, readable or not: what was missed is on its way.
    void noteEvent()
    {
        m_lastProgress = std::max(m_lastProgress, m_lastHeard);
        if (m_unproven)
            noteProof(m_speaker);
    }
    /// Something of what was missed came beside its channel.
    void noteProgress() { m_lastProgress = m_clock.instant(); }
    /// What is asked for by HTTP beside its channel is asked with this.
    ChannelRequest requestByHttp() const;
    /// Whether something is missing in the middle: until it has come, or is told of as a gap, the connection is not Live.
    void setMending(bool mending);
    /// Asks the server whether it is there, behind all that was sent to it; answered() follows. False where nothing can be asked.
    bool ask();
    /// For how long an answer is waited for.
    std::chrono::milliseconds patience() const { return m_settings.hintDeadline; }
    /// Asks for a stream again; until its replay is through the connection is not Live, where the server says when it is.
    void subscribeAgain(const std::string &stream, const Dialect::Messages &messages);
    /// Why the last connection or attempt ended; None once it is live again.
    const ChannelFailure &failure() const { return m_failure; }
    std::optional<Timestamp> nextTry() const { return m_nextTry; }
    /// Attempts since the connection last proved stable.
    int attempt() const { return m_attempt; }
    /// When the server last said anything, be it a part of a message.
    Instant lastHeard() const { return m_lastHeard; }
    /// How long the server took to answer the newest ping; nothing before it answered one.
    std::optional<std::chrono::microseconds> roundTrip() const { return m_roundTrip.latest(); }
    /// While it is not live: when it was that for the last time, by the last sign of life; nothing when it never was.
    std::optional<Timestamp> lastLive() const { return m_lastLive; }
    /// What made it doubt what it reads from, since that was replaced for the last time; nothing where it was silence alone.
    std::optional<TroubleHint> doubt() const { return m_doubt; }
    /// What happened to it and why, oldest first; what is copied shares its memory.
    const QList<ConnectionTransition> &history() const { return m_history.transitions(); }

Q_SIGNALS:
    void stateChanged(Bellboard::ConnectionState state);
    /// See Channel::replaced(); usually because of doubt().
    void channelReplaced();
    /// The predecessor failed before it had brought all that this connection was too late for: from `since` on something may be missing.
    void predecessorLost(Bellboard::Timestamp since);
    /// The next try was moved up, or the round trip was measured.
    void detailsChanged();
    /// The connection beside the one that is to be left came to nothing; the old one is kept.
    void moveFailed(const Bellboard::ChannelFailure &failure);
    /// An attempt goes on when setToken() or failToken() is called, which may take as long as a person needs for a prompt; a connection
    /// that is up only wants another one, as its own is over soon.
    void tokenWanted();
    /// The server took us: subscribe now.
    void welcomed(const Bellboard::Welcome &welcome);
    void caughtUp(const Bellboard::CaughtUp &stream);
    /// The server answered, since it took us, what it was asked by a ping: what was sent before that has been read.
    void answered();
    void commandAnswered(const Bellboard::CommandResult &result);
    /// The server says that something went wrong that was no command of ours.
    void complained(const Bellboard::ServerError &error);
    void typed(const Bellboard::TypingNotice &typing);
    /// What was sent on the connection that is up has left this process.
    void flushed();

private:
    void apply(ConnectionEvent event, const ChannelFailure &failure = {});
    void setState(ConnectionState state, ConnectionEvent reason);
    void enter(ConnectionState state, ConnectionEvent reason);
    void record(ConnectionState to, ConnectionEvent event, const ChannelFailure &failure);
    void noticeTimeout();
    void beginAttempt();
    void openChannel();
    std::optional<ChannelFailure> obstacle() const;
    ChannelHandle makeChannel(std::size_t rung);
    Dialect::Opening openingOf(const Channel &channel) const;
    void startOpening(Channel &channel);
    ChannelRequest requestOf(const Dialect::Request &request) const;
    void adopt(ChannelHandle channel);
    void sayGoodbye();
    void takeFailure(const ChannelFailure &failure);
    ConnectionEvent eventFor(ChannelError error) const;
    void scheduleRetry(ConnectionEvent reason);
    /// What was drawn for the server's sake after a failure stands, whatever hints that one could try.
    void noteWish(std::chrono::milliseconds wait);
    /// No attempt of ours before `moment`.
    void waitUntil(Instant moment);
    void tryNow();
    /// The ladder's top is tried soon, as this computer's network is another one.
    void hurryClimb();
    void askLadder(const ChannelFailure &failure);
    /// Moments that hints asked for are apart.
    Instant afterHint(std::chrono::milliseconds wait);
    void greet();
    void takeWelcome(const Welcome &welcome, const Channel *speaker);
    /// Has a channel that is open be welcome: at once, when its server says so, or where WebSocket may be blocked behind an upgrade that went
    /// well, as soon as anything comes by it.
    void awaitWelcome(Channel &channel);
    /// Something came by this channel, or an answer to a ping.
    void noteProof(const Channel *channel);
    std::chrono::milliseconds heartbeatAfter(const Welcome &welcome) const;
    void takeTokenExpiring();
    void takeAuthenticated();
    void takeServerError(const ServerError &error);
    void noticeCaughtUp();
    void startTimer(std::chrono::milliseconds wait);

    // Signs of life (connectionprobe.cpp)
    void hear();
    void stampHeard();
    void noteLastLive();
    void checkSilence();
    bool probe();
    /// How long it may take until more of what was missed comes.
    std::chrono::milliseconds progressDeadline() const;
    void measureWhenDue();
    void suspect(std::chrono::milliseconds deadline);
    void probeSooner();
    void noticeProbeTimeout();
    bool takeGrace();
    void notePong(const QByteArray &name);
    void hurry(TroubleHint hint);
    void noteDoubt(TroubleHint hint);
    std::chrono::milliseconds lived() const;
    /// The same until something came for the last time.
    std::chrono::milliseconds carriedLife() const;

    // Draining (connectiondrain.cpp)
    void climb();
    /// Whether it is time for it, and the server bears it.
    bool mayClimb();
    /// How long until the top of the ladder is tried; as good as never where that is not planned.
    std::chrono::milliseconds untilClimb() const;
    void moveWithin(std::chrono::milliseconds window);
    void beginMove();
    void advanceMove();
    void scheduleMove();
    void openSuccessor();
    void retryMove();
    void failMove(const ChannelFailure &failure);
    void completeMove();
    void keepAsking();
    void goOnWithSuccessor(const ChannelFailure &failure);
    void probeOldChannel(std::chrono::milliseconds deadline);
    Instant silenceMoment() const;

    /// Of the ping that shows whether anything gets through.
    static constexpr char proofName[] = "proof";

    const Settings m_settings;
    const std::shared_ptr<const Dialect> m_dialect;
    const ChannelFactory m_factory;
    MessageSink &m_sink;
    const Clock &m_clock;
    RetryPlan m_plan;
    Ladder m_ladder;
    const std::shared_ptr<RateGauge> m_attempts; ///< shared with channels that make several connections
    RateGauge m_messages;
    QByteArray m_token;
    QByteArray m_proxyPassword;
    QByteArray m_usedToken; ///< by the newest channel
    bool m_tokenIsOld = false; ///< what was refused is not the one that we have
    bool m_tokenKnown = true;
    bool m_awaitingToken = false; ///< the attempt stands until it comes
    bool m_renewing = false; ///< the server wants another one on this connection
    bool m_offeredToken = false; ///< another one was sent on this connection, and not confirmed yet
    Instant m_renewedAt; ///< when another one was last asked for, on whatever connection
    bool m_networkAvailable = true;

    ConnectionState m_state = ConnectionState::Stopped;
    Channel *m_speaker = nullptr; ///< whose message is being taken in
    Channel::Turn m_turn;
    ChannelHandle m_channel;
    const Channel *m_unproven = nullptr; ///< open, and asked whether anything gets through
    bool m_awaitsProof = false; ///< the answer to that has not come
    ChannelHandle m_leaving; ///< asked until another one stood, and once more when that has subscribed
    bool m_leaves = false; ///< it does that now
    ChannelHandle m_ended; ///< the last one, until the next: what came by it may be kept later than it lived
    bool m_greeted = false; ///< the channel that was taken over has said hello
    /// The one timer: what it is for depends on the state.
    QTimer m_timer{this};
    Successor m_successor;
    ConnectionHistory m_history;
    ChannelFailure m_failure;
    std::optional<Timestamp> m_nextTry;
    std::optional<Instant> m_notBefore; ///< the server's wish, as long as nothing came of it
    int m_attempt = 0;
    std::chrono::milliseconds m_heartbeat;
    std::chrono::milliseconds m_moveWindow{0};
    bool m_climbing = false; ///< while Draining: what is opened beside is the top of the ladder
    Ladder::Step m_step = Ladder::Step::Stay; ///< by which way the next attempt is made
    bool m_carried = false; ///< something came since the server took us
    std::optional<Instant> m_probeEnd; ///< while Draining: until when the old channel must be heard
    Instant m_timerDue; ///< when the timer should ring
    bool m_graced = false; ///< a probe was repeated because its timer came late
    std::optional<TroubleHint> m_hint; ///< while it is being taken
    std::optional<TroubleHint> m_doubt;
    bool m_hinted = false; ///< while it is suspect: this computer has reason to think that the trouble is its own
    std::optional<Instant> m_hurried; ///< for when a hint last moved an attempt up
    RoundTrip m_roundTrip;
    std::optional<Timestamp> m_lastLive;
    Instant m_lastHeard;
    Instant m_datedHeard; ///< when m_dateOfHeard was read
    Timestamp m_dateOfHeard; ///< of something heard, the newest or little older
    Instant m_lastProgress; ///< while it is Recovering: when a part of what was missed came
    Instant m_liveSince;
    bool m_mending = false;
    std::set<std::string, std::less<>> m_catchingUp; ///< streams whose replay is not through
};

} // namespace Bellboard
