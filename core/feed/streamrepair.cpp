// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/streamrepair.h"

#include "protocol/nativeprotocol.h"

#include <algorithm>

namespace Bellboard {

StreamRepair::StreamRepair(const Ledger &ledger, std::function<void(const QByteArray &)> send,
                           std::function<void(const Missing &)> accept, QObject *parent)
    : QObject(parent)
    , m_ledger(ledger)
    , m_send(std::move(send))
    , m_accept(std::move(accept))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(timeout);
    connect(&m_timer, &QTimer::timeout, this, &StreamRepair::noticeTimeout);
}

void StreamRepair::note(const Event &event)
{
    // What stands between will be asked for once; until it comes, everything behind it is dropped, to come again in order.
    const auto [hole, isNew] = m_holes.try_emplace(std::string(event.streamName));
    const bool sameEpoch = !isNew && hole->second.epoch == event.epoch;
    if (!sameEpoch || event.offset < hole->second.until) {
        hole->second.until = event.offset;
        hole->second.time = event.time;
    }
    hole->second.epoch = event.epoch;
    if (isNew)
        QMetaObject::invokeMethod(this, [this, stream = hole->first] { ask(stream); }, Qt::QueuedConnection);
}

void StreamRepair::close(const Event &event)
{
    if (m_holes.empty())
        return;
    if (const auto hole = m_holes.find(event.streamName); hole != m_holes.end())
        m_holes.erase(hole);
}

void StreamRepair::noticeSubscribed()
{
    for (auto &[name, hole] : m_holes)
        ++hole.asks;
    if (!m_holes.empty())
        m_timer.start();
}

void StreamRepair::ask(const std::string &stream)
{
    const auto hole = m_holes.find(stream);
    if (hole == m_holes.end())
        return;
    ++hole->second.asks;
    StreamCursor nowhere;
    nowhere.name = stream;
    const auto *cursor = m_ledger.find(stream);
    m_send(NativeProtocol::subscribeAgain(cursor ? *cursor : nowhere));
    m_timer.start();
}

void StreamRepair::noticeCaughtUp(const CaughtUp &caughtUp)
{
    const auto hole = m_holes.find(caughtUp.stream);
    const auto *cursor = m_ledger.find(caughtUp.stream);
    if (hole == m_holes.end() || !cursor)
        return;
    if (hole->second.asks < maxAsks)
        return ask(hole->first);
    const auto last = cursor->epoch == caughtUp.epoch ? cursor->offset : 0;
    // What came, if too early, is not missing.
    const auto missing = hole->second;
    const auto to = missing.epoch == caughtUp.epoch ? std::min(caughtUp.offset, missing.until - 1) : caughtUp.offset;
    m_holes.erase(hole);
    if (to <= last)
        return;
    const bool isBefore = missing.epoch == caughtUp.epoch && to == missing.until - 1;
    m_accept({caughtUp.stream, caughtUp.epoch, last + 1, to, isBefore ? missing.time : Timestamp()});
    // What came too early was dropped; now it fits.
    m_send(NativeProtocol::subscribeAgain(*m_ledger.find(caughtUp.stream)));
}

void StreamRepair::noticeTimeout()
{
    for (auto hole = m_holes.begin(); hole != m_holes.end();) {
        const auto [stream, missing] = *hole;
        ++hole;
        const auto *cursor = m_ledger.find(stream);
        if (missing.asks < maxAsks || !cursor) {
            ask(stream);
            continue;
        }
        const auto last = cursor->epoch == missing.epoch ? cursor->offset : 0;
        if (missing.until > last + 1)
            m_accept({stream, missing.epoch, last + 1, missing.until - 1, missing.time});
        m_holes.erase(stream);
        m_send(NativeProtocol::subscribeAgain(*m_ledger.find(stream)));
    }
}

} // namespace Bellboard
