// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "caseplayer.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace Bellboard {

/// What came of many cases.
struct Tally
{
    int cases = 0;
    int failed = 0; ///< with those that the client does not implement
    int nonStrict = 0;

    void add(const CaseResult &result);
    /// "cases: N  failed: N  non-strict: N"
    QString line() const;
};

QString verdictName(Verdict verdict);
/// "6.4.1     OK", and what happened when that is not all.
QString resultLine(const CaseResult &result);

/// Whether one of `patterns` is `number` or the beginning of it, as "6" and "6.4" are of "6.4.1".
bool isAmong(const QByteArray &number, const QByteArrayList &patterns);

/// The cases that an engine is known not to pass with the Qt that this is built with; see docs/conformance.md for the reasons.
QByteArrayList knownFailures(ChannelEngine engine);
/// The cases that an engine is known to pass, but not strictly.
QByteArrayList knownNonStrict(ChannelEngine engine);

} // namespace Bellboard
