// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channel.h"

#include <QByteArray>
#include <QDebug>

#include <vector>

namespace Bellboard {

/// A message that a peer sends and wants back.
struct PeerMessage
{
    QByteArray payload;
    PayloadKind kind = PayloadKind::Text;

    bool operator==(const PeerMessage &) const = default;
};

/// The messages that `words`, separated by commas, stand for; each peer makes the same ones in its own language:
///
/// - `tN`: a text of N bytes, up to 3 more if a character would be cut; half of its characters have more than one byte
/// - `bN`: N bytes that do not compress
/// - `jN`: the JSON object that gorilla/websocket's WriteJSON makes of the message's number and the text of `tN`
/// - `r`: the message before once more
///
/// What is in one follows from its number, by xorshift32.
std::vector<PeerMessage> peerMessages(const QByteArray &words);

/// How `came` differs from `sent`, in words; empty when each message is the same byte for byte.
QString differenceBetween(const std::vector<PeerMessage> &sent, const std::vector<PeerMessage> &came);

} // namespace Bellboard
