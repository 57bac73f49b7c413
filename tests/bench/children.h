// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Bellboard {

// Each measurement runs in a process of its own, started by the benchmark with its kind as the first argument. It writes
// one JSON object to standard output.

/// "serve ROWS UPDATES [RATE [TRANSPORT [CERTIFICATES]]]": a LoadServer or HttpLoadServer; writes {"url", "events", "bytes"} and runs until it is ended.
/// TRANSPORT is "plain", "deflate", "tls" or "socket.io", or over HTTP, where it is always as fast as possible, "pages", "events" or
/// "socket.io-polls"; RATE 0 is as fast as possible.
int serveLoad(const QStringList &arguments);
/// "receive KIND URL EVENTS SKIP [CERTIFICATES]": receives EVENTS and writes {"ns", "wall_s", "events"} for those behind SKIP. KIND is a
/// receiver (receivers.h) or "bellboard" (the whole path).
int receiveLoad(const QStringList &arguments);
/// "latency URL SECONDS [URL]": connects to a demo backend that stamps its events, and writes {"p50_us", "p99_us", "events"}; a second
/// feed is taken in beside it.
int measureLatency(const QStringList &arguments);

/// "demo RATE ROWS EVENTS STAMP": a demo backend that lets ROWS payments live, and stops after EVENTS (0: never); writes {"url"}
/// and runs until it is ended.
int serveDemo(const QStringList &arguments);

/// Writes a child's result.
void writeResult(const QJsonObject &result);

} // namespace Bellboard
