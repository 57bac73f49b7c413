// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "tally.h"

#include <algorithm>

namespace Bellboard {

void Tally::add(const CaseResult &result)
{
    ++cases;
    if (result.verdict == Verdict::Failed || result.verdict == Verdict::Unimplemented)
        ++failed;
    else if (result.verdict == Verdict::NonStrict)
        ++nonStrict;
}

QString Tally::line() const
{
    return QStringLiteral("cases: %1  failed: %2  non-strict: %3").arg(cases).arg(failed).arg(nonStrict);
}

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Ok:
        return QStringLiteral("OK");
    case Verdict::NonStrict:
        return QStringLiteral("NON-STRICT");
    case Verdict::Informational:
        return QStringLiteral("INFORMATIONAL");
    case Verdict::Unimplemented:
        return QStringLiteral("UNIMPLEMENTED");
    case Verdict::Failed:
        return QStringLiteral("FAILED");
    }
    return {};
}

QString resultLine(const CaseResult &result)
{
    auto line = QString::fromLatin1(result.number).leftJustified(8) + u' ' + verdictName(result.verdict);
    if (!result.happened.isEmpty())
        line = line.leftJustified(24) + result.happened;
    return line;
}

bool isAmong(const QByteArray &number, const QByteArrayList &patterns)
{
    return std::ranges::any_of(
        patterns, [&](const QByteArray &pattern) { return number == pattern || number.startsWith(pattern + '.'); });
}

QByteArrayList knownFailures(ChannelEngine engine)
{
    switch (engine) {
    case ChannelEngine::Wire:
        break;
    case ChannelEngine::Qt:
        // A character cut by a fragment's end is taken for no UTF-8; there is no permessage-deflate.
        return {"6.2.3", "6.2.4", "6.4.2", "12", "13"};
    }
    return {};
}

QByteArrayList knownNonStrict(ChannelEngine engine)
{
    switch (engine) {
    case ChannelEngine::Wire:
        break;
    case ChannelEngine::Qt:
        // A text is checked when its frame is complete, not while it comes.
        return {"6.4.3", "6.4.4"};
    }
    return {};
}

} // namespace Bellboard
