// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "messagejoiner.h"

#include <utility>

namespace Bellboard {

namespace {

using namespace RawOpcode;

constexpr qsizetype longestControl = 125;

} // namespace

MessageJoiner::MessageJoiner(RawDeflate *deflate) : m_deflate(deflate) { }

QString MessageJoiner::take(const RawFrame &frame)
{
    if (!frame.masked)
        return QStringLiteral("the client sent a frame without a mask");
    const bool beginsMessage = frame.opcode == text || frame.opcode == binary;
    const bool mayCompress = m_deflate && beginsMessage;
    if (frame.rsv != 0 && !(mayCompress && frame.rsv == rawCompressedBit))
        return QStringLiteral("the client set reserved bits");
    switch (frame.opcode) {
    case continuation:
    case text:
    case binary:
        return takeData(frame);
    case close:
    case ping:
    case pong:
        if (!frame.fin || frame.payload.size() > longestControl)
            return QStringLiteral("the client sent a control frame that is fragmented or too long");
        if (frame.opcode != close)
            m_completed = Seen{frame.opcode == ping ? Seen::Kind::Ping : Seen::Kind::Pong, frame.payload};
        return {};
    default:
        return QStringLiteral("the client sent a frame of a reserved kind");
    }
}

QString MessageJoiner::takeData(const RawFrame &frame)
{
    if ((frame.opcode == continuation) != (m_opcode != 0))
        return QStringLiteral("the client sent a fragment out of its order");
    if (frame.opcode != continuation) {
        m_opcode = frame.opcode;
        m_compressed = frame.rsv == rawCompressedBit;
        m_payload.clear();
    }
    m_payload += frame.payload;
    if (!frame.fin)
        return {};
    const auto kind = m_opcode == text ? Seen::Kind::Text : Seen::Kind::Binary;
    m_opcode = 0;
    if (m_compressed) {
        auto message = m_deflate->inflated(m_payload);
        if (!message)
            return QStringLiteral("what the client compressed breaks the terms, or is no deflate");
        m_payload = *std::move(message);
    }
    m_completed = Seen{kind, std::exchange(m_payload, {})};
    return {};
}

std::optional<Seen> MessageJoiner::completed()
{
    return std::exchange(m_completed, std::nullopt);
}

} // namespace Bellboard
