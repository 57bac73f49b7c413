// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/journalfollower.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// How old a new event may get before it is seen; a look costs some microseconds.
constexpr auto pollInterval = 50ms;

} // namespace

JournalFollower::JournalFollower(Options options, QObject *parent) : QObject(parent), m_options(std::move(options))
{
    for (const auto &feed : m_options.feeds)
        m_configured.insert(feed.name, static_cast<FeedIndex>(m_configured.size()));
    m_timer.setInterval(pollInterval);
    connect(&m_timer, &QTimer::timeout, this, &JournalFollower::poll);
}

JournalFollower::~JournalFollower() = default;

void JournalFollower::start()
{
    m_waiting.start();
    m_timer.start();
    QMetaObject::invokeMethod(this, &JournalFollower::poll, Qt::QueuedConnection);
}

void JournalFollower::consumed(const EventBatchPtr &)
{
    // Later: the delivery may be in the middle of handing over, and others want a turn of the event loop, too.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_timer.isActive() && m_delivery)
                m_delivery->giveCredit();
        },
        Qt::QueuedConnection);
}

void JournalFollower::poll()
{
    if (!m_timer.isActive())
        return; // it ended
    if (!m_reader && !open())
        return;
    if (const auto looked = m_reader->refresh(); !looked)
        noticeTrouble(looked.error());
    else
        m_delivery->pump();
}

bool JournalFollower::open()
{
    auto reader = JournalReader::open(m_options.dataFolder);
    if (!reader) {
        noticeTrouble(reader.error());
        return false;
    }
    m_reader = std::move(*reader);
    const bool fromStart = m_options.replay == Engine::Replay::FromStart;
    m_delivery = std::make_unique<Delivery>(
        *m_reader, [this](FeedId feed) { return indexOf(feed); }, fromStart ? 0 : m_reader->lastSegment());
    connect(m_delivery.get(), &Delivery::batchReady, this, &JournalFollower::batchReady);
    connect(m_delivery.get(), &Delivery::replayFinished, this, &JournalFollower::replayFinished);
    connect(m_delivery.get(), &Delivery::failed, this,
            [this](const DatabaseError &error) { noticeTrouble({readErrorKind(error), error}); });
    return true;
}

void JournalFollower::noticeTrouble(const JournalReadError &trouble)
{
    using Kind = JournalReadError::Kind;
    const bool mayPass = trouble.kind == Kind::Busy
        || (!m_reader && trouble.kind != Kind::Unusable && !m_waiting.hasExpired(m_options.patience.count()));
    if (mayPass || !m_timer.isActive())
        return;
    m_timer.stop();
    const auto kind = trouble.kind == Kind::Missing ? EngineError::Kind::Missing : EngineError::Kind::Journal;
    Q_EMIT ended({kind, u"The journal in %1 cannot be read: %2."_s.arg(m_options.dataFolder, trouble.error.text)});
}

std::optional<FeedIndex> JournalFollower::indexOf(FeedId feed) const
{
    const auto index = m_configured.constFind(m_reader->feedName(feed));
    return index == m_configured.cend() ? std::nullopt : std::optional(index.value());
}

} // namespace Bellboard
