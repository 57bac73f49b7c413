// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "echoclient.h"
#include "peermessages.h"
#include "peerprogram.h"
#include "stricttest.h"
#include "wiretap.h"

#include <optional>
#include <utility>
#include <vector>

namespace Bellboard {

/// What a peer is asked to do: a query as wspeer.mjs explains it.
using Wishes = std::vector<std::pair<const char *, QByteArray>>;

/// A client of ours in a conversation with a peer, which it echoes, and all that was seen of it.
class Conversation : public QObject
{
    Q_OBJECT

public:
    /// With the peer at 127.0.0.1:`port`; begins at once.
    Conversation(ChannelEngine engine, quint16 port, const Wishes &wishes);

    EchoClient client;
    WireTap tap;
    bool opened = false;
    std::vector<PeerMessage> received;
    std::optional<ChannelFailure> end;
};

/// What tests of all peers do; each test function runs with both engines.
class PeerTest : public StrictTest
{
    Q_OBJECT

protected:
    /// The engine of this run.
    static ChannelEngine engine();
    /// Says that what is looked at next fails with QWebSocket, for that reason; to pass is a failure then, too.
    static void expectQtToFail(const char *why);

    /// Each of `words` comes as it was sent, and goes back so by the judgement of the peer. Where the peer cuts a text inside a
    /// character, QWebSocket fails, and is expected to.
    static void carry(Conversation &talk, const QByteArray &words, bool cut = false);
    /// The peer closes with `code` and a reason that is not ASCII; it may wait for our answer, which must be the same code then.
    static void closeByPeer(quint16 port, int code, bool waits = true);
    /// We close with `code`; our own engine waits until the peer answers with the same.
    static void closeByUs(quint16 port, int code);
    /// A ping of ours comes back.
    static void ping(quint16 port);
    /// The peer answers the handshake with an HTTP `status` and, with `named`, that we may come back in 7 s.
    static void refuse(quint16 port, int status, bool named = true);

private Q_SLOTS:
    void initTestCase_data();
};

/// The frames among `frames` that carry messages.
std::vector<RawFrame> messageFrames(const std::vector<RawFrame> &frames);
/// Whether a frame of an uncompressed text ends inside a character.
bool cutsCharacter(const std::vector<RawFrame> &frames);

} // namespace Bellboard

Q_DECLARE_METATYPE(Bellboard::ChannelEngine)
