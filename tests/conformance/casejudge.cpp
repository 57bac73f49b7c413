// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "caseplayer.h"

namespace Bellboard {

namespace {

QString described(const std::vector<Seen> &all)
{
    if (all.empty())
        return QStringLiteral("nothing");
    constexpr qsizetype shown = 24;
    QStringList parts;
    for (const auto &seen : all) {
        const auto bytes = seen.payload.left(shown);
        switch (seen.kind) {
        case Seen::Kind::Text:
            parts += QStringLiteral("text \"%1\" (%2 bytes)").arg(QString::fromUtf8(bytes)).arg(seen.payload.size());
            break;
        case Seen::Kind::Binary:
            parts += QStringLiteral("binary (%1 bytes)").arg(seen.payload.size());
            break;
        case Seen::Kind::Ping:
        case Seen::Kind::Pong:
            parts += (seen.kind == Seen::Kind::Ping ? QStringLiteral("ping ") : QStringLiteral("pong "))
                + QString::fromLatin1(bytes.toHex());
            break;
        case Seen::Kind::Wait:
            parts += QStringLiteral("still open after wait ") + QString::fromLatin1(bytes);
            break;
        }
    }
    return parts.join(QStringLiteral(", "));
}

QString describedEnd(const std::optional<ChannelFailure> &end)
{
    if (!end)
        return QStringLiteral("the channel did not report its end");
    auto words = QStringLiteral("the channel's end: code ") + QString::number(end->closeCode);
    if (!end->detail.isEmpty())
        words += QStringLiteral(", \"") + end->detail + u'"';
    return words;
}

} // namespace

CaseResult CasePlayer::judged() const
{
    if (m_state == State::Opening)
        return {m_case.number, Verdict::Failed,
                QStringLiteral("the opening handshake was not completed; ") + describedEnd(m_clientEnd)};
    if (!m_fault.isEmpty())
        return {m_case.number, Verdict::Failed, m_fault};
    if (!m_clientEnd)
        return {m_case.number, Verdict::Failed, describedEnd(m_clientEnd)};
    if (m_play.informational)
        return {m_case.number, Verdict::Informational,
                QStringLiteral("seen: %1; close code %2")
                    .arg(described(m_seen))
                    .arg(m_clientCode ? QString::number(*m_clientCode) : QStringLiteral("none"))};
    if (m_play.deflate && !m_deflate)
        return {m_case.number, Verdict::Unimplemented,
                QStringLiteral("the client offers no permessage-deflate that fits")};
    if (const auto problem = problemWithEnding(); !problem.isEmpty())
        return {m_case.number, Verdict::Failed,
                problem + QStringLiteral("; seen: ") + described(m_seen) + QStringLiteral("; ")
                    + describedEnd(m_clientEnd)};
    return judgedSeen();
}

CaseResult CasePlayer::judgedSeen() const
{
    if (m_play.rounds > 0) {
        if (m_roundsDone == m_play.rounds)
            return {m_case.number, Verdict::Ok, {}};
        return {m_case.number, Verdict::Failed,
                QStringLiteral("%1 of %2 echoes came").arg(m_roundsDone).arg(m_play.rounds)};
    }
    for (const auto &outcome : m_play.outcomes) {
        if (outcome.seen == m_seen)
            return {m_case.number, outcome.verdict,
                    outcome.verdict == Verdict::Ok ? QString() : QStringLiteral("seen: ") + described(m_seen)};
    }
    return {m_case.number, Verdict::Failed, QStringLiteral("seen: ") + described(m_seen)};
}

QString CasePlayer::problemWithEnding() const
{
    const auto &ending = m_play.ending;
    if (m_gaveUp)
        return QStringLiteral("the server gave up waiting");
    if (ending.byServer != m_closedByServer)
        return ending.byServer ? QStringLiteral("the client ended the connection")
                               : QStringLiteral("the client did not end the connection");
    if (ending.clean && !m_clean)
        return QStringLiteral("the client ended the connection without a close frame");
    if (m_clientCode && std::ranges::find(ending.codes, *m_clientCode) == ending.codes.end())
        return QStringLiteral("the client closed with %1").arg(*m_clientCode);
    return {};
}

} // namespace Bellboard
