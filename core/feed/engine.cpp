// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/engine.h"

#include "auth/secretstore.h"
#include "feed/feedworker.h"
#include "util/logging.h"

#include <QPointer>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::chrono::milliseconds openInterval = std::chrono::seconds(1);
/// Whoever closed the prompt of the keychain is not asked again before.
constexpr std::chrono::milliseconds promptRest = std::chrono::minutes(1);

/// A failure to report instead of connecting without the token that there may be; nothing where connecting makes sense.
std::optional<ChannelFailure> keychainFailure(SecretError error)
{
    switch (error) {
    case SecretError::None:
    case SecretError::NotFound: // there is none, or the keychain is locked: the server will say whether it wants one
    case SecretError::Unavailable:
        return std::nullopt;
    case SecretError::Locked:
        return ChannelFailure{ChannelError::KeychainFailed, 0, {}, promptRest};
    case SecretError::Timeout:
    case SecretError::Failed:
        return ChannelFailure{ChannelError::KeychainFailed, 0, {}, {}};
    }
    Q_UNREACHABLE();
}

} // namespace

template<typename Function, typename... Arguments>
void Engine::ask(Function function, Arguments &&...arguments)
{
    if (m_open)
        QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, function, ... kept = std::decay_t<Arguments>(std::forward<Arguments>(arguments))] {
                (worker->*function)(kept...);
            });
}

Engine::Engine(Options options, QObject *parent) : QObject(parent), m_options(std::move(options))
{
    qRegisterMetaType<EventBatchPtr>();
    qRegisterMetaType<FeedStatus>();
    qRegisterMetaType<JournalStatus>();
    qRegisterMetaType<CommandProgress>();
    qRegisterMetaType<Typing>();
    qRegisterMetaType<QList<Draft>>();
    qRegisterMetaType<QList<QuarantineEntry>>();
    m_thread.setObjectName(QStringLiteral("feeds"));
    m_openTimer.setSingleShot(true);
    m_openTimer.setInterval(openInterval);
    connect(&m_openTimer, &QTimer::timeout, this, &Engine::openAgain);
}

Engine::~Engine()
{
    stop();
}

Result<void, EngineError> Engine::start()
{
    m_worker = new FeedWorker(m_options);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &FeedWorker::batchReady, this, &Engine::batchReady);
    connect(m_worker, &FeedWorker::replayFinished, this, &Engine::replayFinished);
    connect(m_worker, &FeedWorker::statusChanged, this, &Engine::statusChanged);
    connect(m_worker, &FeedWorker::commandProgressed, this, &Engine::commandProgressed);
    connect(m_worker, &FeedWorker::typed, this, &Engine::typed);
    connect(m_worker, &FeedWorker::draftsRestored, this, &Engine::draftsRestored);
    connect(m_worker, &FeedWorker::eventsPassedOver, this, &Engine::eventsPassedOver);
    connect(m_worker, &FeedWorker::messagesQuarantined, this, &Engine::messagesQuarantined);
    connect(m_worker, &FeedWorker::journalStatusChanged, this, &Engine::journalStatusChanged);
    connect(m_worker, &FeedWorker::tokenWanted, this, &Engine::readToken);
    m_thread.start();

    std::optional<EngineError> error;
    QMetaObject::invokeMethod(
        m_worker,
        [&] {
            if (auto opened = m_worker->open(); !opened)
                error = opened.error();
        },
        Qt::BlockingQueuedConnection);
    if (!error) {
        begin();
        return {};
    }
    if (error->kind == EngineError::Kind::Disk && m_options.waitsForDisk) {
        waitForDisk(*error);
        return {};
    }
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
    return Unexpected(*error);
}

void Engine::waitForDisk(const EngineError &error)
{
    JournalStatus status;
    status.problem = error.text + u" Nothing is taken in until it can."_s;
    if (std::exchange(m_openProblem, status.problem) != status.problem) {
        qCWarning(logJournal).noquote() << error.text;
        Q_EMIT journalStatusChanged(status);
    }
    m_openTimer.start();
}

void Engine::openAgain()
{
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker] {
        const auto opened = worker->open();
        QMetaObject::invokeMethod(this, [this, opened] {
            if (!m_worker)
                return; // it was stopped meanwhile
            if (opened)
                begin();
            else
                waitForDisk(opened.error()); // whatever it is now, nobody is there to be told but who sees the status
        });
    });
}

void Engine::begin()
{
    m_open = true;
    m_openProblem.clear();
    const auto &notified = m_worker->notifiedSegments();
    m_notifiedSegments = QList<qint64>(notified.begin(), notified.end());
    const auto &wakings = m_worker->notifiedWakings();
    m_notifiedWakings = QList<Timestamp>(wakings.begin(), wakings.end());
    Q_EMIT opened();
    if (m_presence)
        ask(&FeedWorker::setPresence, *m_presence);
    if (!m_networkAvailable)
        ask(&FeedWorker::setNetworkAvailable, false);
    ask(&FeedWorker::startDelivery);
    if (!m_options.connectFeeds)
        return;
    for (qsizetype feed = 0; feed < m_options.feeds.size(); ++feed)
        ask(&FeedWorker::startFeed, static_cast<FeedIndex>(feed));
}

void Engine::stop()
{
    if (!m_worker)
        return;
    Q_EMIT stopping();
    m_open = false;
    m_openTimer.stop();
    m_worker->hurry();
    QMetaObject::invokeMethod(m_worker, &FeedWorker::close, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_worker = nullptr;
}

void Engine::setNotifiedSegment(FeedIndex feed, qint64 segment)
{
    if (feed >= m_notifiedSegments.size() || segment <= m_notifiedSegments[feed])
        return;
    m_notifiedSegments[feed] = segment;
    ask(&FeedWorker::setNotifiedSegment, feed, segment);
}

void Engine::setNotifiedWaking(FeedIndex feed, Timestamp until)
{
    if (feed >= m_notifiedWakings.size() || until <= m_notifiedWakings[feed])
        return;
    m_notifiedWakings[feed] = until;
    ask(&FeedWorker::setNotifiedWaking, feed, until);
}

void Engine::consumed(const EventBatchPtr &)
{
    ask(&FeedWorker::giveCredit);
}

void Engine::retryNow(const QString &feed)
{
    for (qsizetype i = 0; i < m_options.feeds.size(); ++i) {
        if (feed.isEmpty() || m_options.feeds[i].name == feed)
            ask(&FeedWorker::retryNow, static_cast<FeedIndex>(i));
    }
}

void Engine::takeHint(TroubleHint hint)
{
    ask(&FeedWorker::takeHint, hint);
}

void Engine::setNetworkAvailable(bool available)
{
    m_networkAvailable = available;
    ask(&FeedWorker::setNetworkAvailable, available);
}

void Engine::readToken(FeedIndex feed)
{
    if (!m_options.secrets)
        return ask(&FeedWorker::setToken, feed, QByteArray());
    readSecret(feed, m_options.feeds[feed].name, [this, feed](const QByteArray &token) {
        const auto &proxy = m_options.feeds[feed].proxy;
        if (proxy.user.isEmpty())
            return ask(&FeedWorker::setToken, feed, token);
        readSecret(feed, proxy.secretName(), [this, feed, token](const QByteArray &password) {
            ask(&FeedWorker::setProxyPassword, feed, password);
            ask(&FeedWorker::setToken, feed, token);
        });
    });
}

void Engine::readSecret(FeedIndex feed, const QString &name, const std::function<void(const QByteArray &)> &next)
{
    m_options.secrets->read(name, [self = QPointer(this), feed, next](SecretError error, const QByteArray &secret) {
        if (!self)
            return;
        if (const auto failure = keychainFailure(error))
            self->ask(&FeedWorker::failToken, feed, *failure);
        else
            next(secret);
    });
}

void Engine::sendCommand(const Command &command)
{
    if (m_open)
        return ask(&FeedWorker::sendCommand, command);
    Q_EMIT commandProgressed({command, SystemClock().wallTime(), CommandPhase::Refused,
                              u"It could not be kept on disk. "_s + m_openProblem});
}

void Engine::cancelCommand(FeedIndex feed, const QString &key)
{
    ask(&FeedWorker::cancelCommand, feed, key);
}

bool Engine::saveDraft(const Draft &draft)
{
    if (m_open)
        ask(&FeedWorker::saveDraft, draft);
    return m_open;
}

void Engine::sendTyping(FeedIndex feed, const QString &conversation)
{
    ask(&FeedWorker::sendTyping, feed, conversation);
}

void Engine::setPresence(UserPresence presence)
{
    m_presence = presence;
    ask(&FeedWorker::setPresence, presence);
}

} // namespace Bellboard
