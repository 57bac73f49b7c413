// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace Bellboard {

/// The frame types of RFC 6455 (5.2); a test may send any other number from 0 to 15, too.
namespace RawOpcode {
constexpr int continuation = 0;
constexpr int text = 1;
constexpr int binary = 2;
constexpr int close = 8;
constexpr int ping = 9;
constexpr int pong = 10;
} // namespace RawOpcode

/// RSV1, which permessage-deflate gives a meaning (RFC 7692, 6), as a value of RawFrame::rsv.
constexpr int rawCompressedBit = 4;

/// One frame, legal or not, written without any code of the program under test.
struct RawFrame
{
    int opcode = RawOpcode::text;
    QByteArray payload; ///< unmasked
    bool fin = true;
    int rsv = 0; ///< the three reserved bits, RSV1 counting 4
    bool masked = false; ///< of a frame that was read: whether it came masked
};

/// The first bytes of a frame that claims a payload of `length` bytes, in the shortest form there is.
QByteArray rawHeader(int opcode, std::uint64_t length, bool fin = true, int rsv = 0, bool masked = false);
/// A whole frame as a server sends it, unmasked whatever `frame.masked` says.
QByteArray rawBytes(const RawFrame &frame);
/// What a close frame carries.
QByteArray closePayload(int code, const QByteArray &reason = {});

/// Cuts a client's bytes into frames and unmasks them.
class RawFrameReader
{
public:
    void append(const QByteArray &bytes);
    /// The next whole frame, once it is there.
    std::optional<RawFrame> next();

private:
    QByteArray m_bytes;
    qsizetype m_position = 0;
};

} // namespace Bellboard
