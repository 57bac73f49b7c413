// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "contenders.h"

#include <QJsonObject>

#include <vector>

namespace Bellboard {

/// The middle one of them.
double median(std::vector<double> values);

/// One saturated run of a receiver (receivers.h), of "bellboard" or of a client of others; its result, with "events_per_s" and
/// "bytes_per_event".
QJsonObject receive(const QString &kind, int rows, int updates, const QString &transport = QStringLiteral("plain"));

/// CPU per message of those of the contenders that are there; the rounds are interleaved, and the medians are compared.
QJsonObject compare(const std::vector<Contender> &contenders, bool quick);

} // namespace Bellboard
