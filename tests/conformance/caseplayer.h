// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "conformancecase.h"
#include "echoclient.h"
#include "messagejoiner.h"
#include "rawwebsocketserver.h"

#include <QEventLoop>
#include <QTimer>

#include <memory>
#include <optional>

namespace Bellboard {

/// What came of a case.
struct CaseResult
{
    QByteArray number;
    Verdict verdict = Verdict::Failed;
    QString happened; ///< in words; empty when all was as it must be
};

/// Plays one case: the server's part as it is written, the client's with an EchoClient of an engine.
class CasePlayer : public QObject
{
    Q_OBJECT

public:
    CasePlayer(ConformanceCase of, Extent extent, ChannelEngine engine);

    /// Plays it to its end, in an event loop of its own.
    CaseResult play();

private:
    enum class State {
        Opening, ///< the client did not ask for its upgrade yet
        Open, ///< frames go to and fro
        Closing, ///< the server sent a close frame
        Over, ///< the client sent its close frame, or the connection broke
    };

    void takePeer(RawWebSocketPeer *peer);
    void answerRequest();
    void takeNextStep();
    void sendRound();
    void takeFrame(const RawFrame &frame);
    void takeMessage(const Seen &message);
    void note(const Seen &seen);
    void takeClose(const QByteArray &payload);
    void closeFromServer(const QByteArray &payload);
    void giveUp();
    void takeEnd();
    void finishWhenBothEnded();

    CaseResult judged() const;
    CaseResult judgedSeen() const;
    QString problemWithEnding() const;

    ConformanceCase m_case;
    Play m_play;
    RawWebSocketServer m_server;
    EchoClient m_client;
    RawWebSocketPeer *m_peer = nullptr;
    std::unique_ptr<RawDeflate> m_deflate;
    std::unique_ptr<MessageJoiner> m_joiner;
    QEventLoop m_loop;
    QTimer m_limit;

    State m_state = State::Opening;
    std::size_t m_step = 0;
    int m_roundsDone = 0;
    Round m_round;
    std::vector<Seen> m_seen;
    QString m_fault; ///< what no client may do
    bool m_closedByServer = false;
    bool m_gaveUp = false;
    bool m_clean = false;
    bool m_ended = false; ///< the connection is over
    std::optional<int> m_clientCode;
    std::optional<ChannelFailure> m_clientEnd;
};

} // namespace Bellboard
