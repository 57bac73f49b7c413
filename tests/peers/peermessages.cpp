// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "peermessages.h"

#include <algorithm>
#include <array>
#include <cstdint>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

const std::array<QByteArray, 16> pieces{"a", "e", " ", "n",  "7",  ".", "ä",  "ß",
                                        "é", "ж", "я", "中", "文", "€", "😀", "𝄞"};

QByteArray payloadOf(quint32 number, qsizetype size, bool binary)
{
    std::uint32_t state = (number + 1) * 2654435761U;
    QByteArray payload;
    payload.reserve(size + 3);
    while (payload.size() < size) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        if (binary)
            payload += static_cast<char>(state >> 24);
        else
            payload += pieces.at(state & 15);
    }
    return payload;
}

} // namespace

std::vector<PeerMessage> peerMessages(const QByteArray &words)
{
    std::vector<PeerMessage> messages;
    if (words.isEmpty())
        return messages;
    for (const auto &word : words.split(',')) {
        if (word == "r") {
            messages.push_back(PeerMessage(messages.back()));
            continue;
        }
        const auto number = static_cast<quint32>(messages.size());
        const bool binary = word.front() == 'b';
        auto payload = payloadOf(number, word.mid(1).toLongLong(), binary);
        if (word.front() == 'j')
            payload = "{\"id\":" + QByteArray::number(number) + ",\"text\":\"" + payload + "\"}\n";
        messages.push_back({payload, binary ? PayloadKind::Binary : PayloadKind::Text});
    }
    return messages;
}

QString differenceBetween(const std::vector<PeerMessage> &sent, const std::vector<PeerMessage> &came)
{
    for (std::size_t i = 0; i < std::min(sent.size(), came.size()); ++i) {
        if (sent[i] == came[i])
            continue;
        if (sent[i].kind != came[i].kind)
            return u"message %1 is of the other kind"_s.arg(i);
        const auto &one = sent[i].payload;
        const auto &other = came[i].payload;
        const auto at = std::ranges::mismatch(one, other).in1 - one.begin();
        return u"message %1 of %2 bytes has %3, and differs from byte %4"_s.arg(i)
            .arg(one.size())
            .arg(other.size())
            .arg(at);
    }
    if (sent.size() != came.size())
        return u"%1 messages came of %2"_s.arg(came.size()).arg(sent.size());
    return {};
}

} // namespace Bellboard
