// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "caseplayer.h"

#include "casewords.h"

#include <QtEndian>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

/// For the client's close frame, and for its channel to say that it is over: it has 2 s for that.
constexpr auto closingPatience = 4s;
constexpr auto openingPatience = 10s;

QByteArray framesFor(const Round &round, RawDeflate *deflate)
{
    const auto payload = deflate ? deflate->compressed(round.payload) : round.payload;
    const auto fragment = round.fragment > 0 ? round.fragment : std::max<qsizetype>(payload.size(), 1);
    QByteArray bytes;
    qsizetype at = 0;
    do {
        RawFrame frame;
        frame.opcode = RawOpcode::continuation;
        if (at == 0) {
            frame.opcode = round.binary ? RawOpcode::binary : RawOpcode::text;
            frame.rsv = deflate ? rawCompressedBit : 0;
        }
        frame.payload = payload.mid(at, fragment);
        at += fragment;
        frame.fin = at >= payload.size();
        bytes += rawBytes(frame);
    } while (at < payload.size());
    return bytes;
}

/// What of the terms this client can be held to, or nothing: it has to offer a window of its own before one may be set.
std::optional<RawDeflateTerms> agreed(const RawDeflateTerms &wanted, const QByteArray &offer)
{
    if (!offer.contains("permessage-deflate"))
        return std::nullopt;
    if (wanted.clientWindowBits != 0 && !offer.contains("client_max_window_bits"))
        return std::nullopt;
    return wanted;
}

} // namespace

CasePlayer::CasePlayer(ConformanceCase of, Extent extent, ChannelEngine engine)
    : m_case(std::move(of))
    , m_play(m_case.play(extent))
    , m_client(engine)
{
    connect(&m_server, &RawWebSocketServer::peerConnected, this, &CasePlayer::takePeer);
    connect(&m_client, &EchoClient::closed, this, [this](const ChannelFailure &failure) {
        if (m_clientEnd)
            m_fault = QStringLiteral("the channel reported its end twice");
        m_clientEnd = failure;
        finishWhenBothEnded();
    });
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &CasePlayer::giveUp);
}

CaseResult CasePlayer::play()
{
    m_limit.start(openingPatience);
    m_client.open(m_server.url());
    m_loop.exec();
    return judged();
}

void CasePlayer::takePeer(RawWebSocketPeer *peer)
{
    m_peer = peer;
    connect(peer, &RawWebSocketPeer::requested, this, &CasePlayer::answerRequest);
    connect(peer, &RawWebSocketPeer::frameReceived, this, &CasePlayer::takeFrame);
    connect(peer, &RawWebSocketPeer::disconnected, this, &CasePlayer::takeEnd);
}

void CasePlayer::answerRequest()
{
    QByteArray headers;
    if (m_play.deflate) {
        if (const auto terms = agreed(*m_play.deflate, m_peer->requestHeader("sec-websocket-extensions"))) {
            m_deflate = std::make_unique<RawDeflate>(*terms);
            headers = "Sec-WebSocket-Extensions: " + terms->header() + "\r\n";
        }
    }
    m_joiner = std::make_unique<MessageJoiner>(m_deflate.get());
    m_peer->accept(headers);
    m_state = State::Open;
    m_limit.start(m_play.limit);
    if (m_play.deflate && !m_deflate)
        closeFromServer(closePayload(1000));
    else if (m_play.rounds > 0)
        sendRound();
    else
        takeNextStep();
}

void CasePlayer::takeNextStep()
{
    while (m_step < m_play.steps.size()) {
        const auto &step = m_play.steps[m_step++];
        if (const auto *send = std::get_if<SendStep>(&step)) {
            m_peer->write(send->bytes, send->chop);
        } else if (const auto *close = std::get_if<CloseStep>(&step)) {
            closeFromServer(close->payload);
        } else if (const auto *wait = std::get_if<WaitStep>(&step)) {
            m_limit.stop();
            QTimer::singleShot(wait->duration, this, [this, name = wait->name] {
                if (m_state != State::Open)
                    return;
                if (!name.isEmpty())
                    note({Seen::Kind::Wait, name});
                takeNextStep();
            });
            return;
        }
    }
    m_limit.start(m_state == State::Closing ? closingPatience : m_play.limit);
}

void CasePlayer::sendRound()
{
    m_round = m_play.round(m_roundsDone);
    m_peer->write(framesFor(m_round, m_deflate.get()), m_round.chop);
}

void CasePlayer::takeFrame(const RawFrame &frame)
{
    if (m_state == State::Over)
        return;
    if (const auto fault = m_joiner->take(frame); !fault.isEmpty()) {
        m_fault = fault;
        return m_peer->abort();
    }
    if (frame.opcode == RawOpcode::close)
        return takeClose(frame.payload);
    if (const auto seen = m_joiner->completed()) {
        if (m_play.rounds > 0 && m_state == State::Open)
            takeMessage(*seen);
        else
            note(*seen);
    }
}

void CasePlayer::takeMessage(const Seen &message)
{
    const auto kind = m_round.binary ? Seen::Kind::Binary : Seen::Kind::Text;
    if (message.kind != kind || message.payload != m_round.payload) {
        m_fault = QStringLiteral("echo %1 of %2 is not what was sent: %3 bytes for %4")
                      .arg(m_roundsDone + 1)
                      .arg(m_play.rounds)
                      .arg(message.payload.size())
                      .arg(m_round.payload.size());
        return closeFromServer(closePayload(1000));
    }
    ++m_roundsDone;
    if (m_roundsDone < m_play.rounds)
        sendRound();
    else
        closeFromServer(closePayload(1000));
}

void CasePlayer::note(const Seen &seen)
{
    m_seen.push_back(seen);
    const bool all = !m_play.outcomes.empty() && m_seen == m_play.outcomes.front().seen;
    if (all && m_state == State::Open && m_play.ending.byServer && m_play.closesWhenSeen)
        closeFromServer(closePayload(m_play.ending.codes.front()));
}

void CasePlayer::takeClose(const QByteArray &payload)
{
    if (payload.size() >= 2)
        m_clientCode = qFromBigEndian<quint16>(payload.constData());
    else if (payload.size() == 1)
        m_fault = QStringLiteral("the client sent a close frame with half a code");
    m_clean = true;
    if (m_state == State::Open)
        m_peer->write(rawBytes({RawOpcode::close, payload}));
    m_state = State::Over;
    m_limit.start(closingPatience);
    m_peer->closeConnection();
}

void CasePlayer::closeFromServer(const QByteArray &payload)
{
    m_state = State::Closing;
    m_closedByServer = true;
    m_limit.start(closingPatience);
    m_peer->write(rawBytes({RawOpcode::close, payload}));
}

void CasePlayer::giveUp()
{
    if (m_state == State::Open) {
        m_gaveUp = true;
        return closeFromServer(closePayload(1000));
    }
    if (m_peer && !m_ended)
        m_peer->abort();
    m_loop.quit();
}

void CasePlayer::takeEnd()
{
    m_ended = true;
    m_state = State::Over;
    m_limit.start(closingPatience);
    finishWhenBothEnded();
}

void CasePlayer::finishWhenBothEnded()
{
    if (m_clientEnd && !m_ended)
        m_limit.start(closingPatience);
    if (m_clientEnd && (m_ended || !m_peer))
        m_loop.quit();
}

} // namespace Bellboard
