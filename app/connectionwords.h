// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "auth/secretstore.h"
#include "feed/feedstatus.h"

#include <QString>

#include <chrono>
#include <optional>

namespace Bellboard {

/// The state in a word or two: "Live".
QString stateWords(ConnectionState state);
QString stateWords(const FeedStatus &status);
/// The severity token that goes with a state.
QString stateSeverity(ConnectionState state);
QString stateSeverity(const FeedStatus &status);
/// Whether it is Suspect only because this computer gave reason to ask; its server may be as lively as ever.
bool isMerelyAsked(const FeedStatus &status);
/// How long a server took to answer: "42 ms", "0.4 ms"; empty for nothing.
QString roundTripWords(std::optional<std::chrono::microseconds> roundTrip);
/// Whether Retry now would do something in this state.
bool canRetry(ConnectionState state);
/// Whether data that comes in this state is complete and current.
bool isLive(ConnectionState state);

/// What happened, in one sentence. Empty for ChannelError::None.
QString errorWords(ChannelError error);
/// What helps against it, in one sentence. Empty for ChannelError::None.
QString helpWords(ChannelError error);
/// What happened and what helps, with the server's or the system's own words; empty while nothing is wrong.
QString explanation(const FeedStatus &status);

/// By what a live feed is served instead of WebSocket, and why; empty when it is served as it is set.
QString fallbackWords(const FeedStatus &status);

/// "websocket", "events" or "polling", for programs.
QString tokenOf(Carrier carrier);

/// Why a connection went from one state to another, in one sentence or two, with the server's or the system's own words.
QString reasonWords(const ConnectionTransition &transition);
/// A transition on one line: "Live → Disconnected: The connection broke."
QString transitionWords(const ConnectionTransition &transition);

/// What came of a request to the keychain, in one sentence; empty for SecretError::None.
QString secretWords(SecretError error);

} // namespace Bellboard
