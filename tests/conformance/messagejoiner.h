// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "conformancecase.h"

#include <optional>

namespace Bellboard {

/// Makes messages of a client's frames, and says what is illegal about them (RFC 6455, 5; RFC 7692, 6).
class MessageJoiner
{
public:
    /// Without `deflate` no compressed message is legal.
    explicit MessageJoiner(RawDeflate *deflate);

    /// What is wrong with the frame; empty when nothing is.
    QString take(const RawFrame &frame);
    /// The message, ping or pong that the last frame completed; none of a close frame.
    std::optional<Seen> completed();

private:
    QString takeData(const RawFrame &frame);

    RawDeflate *m_deflate;
    QByteArray m_payload;
    int m_opcode = 0; ///< of the message that is not complete; 0 when there is none
    bool m_compressed = false;
    std::optional<Seen> m_completed;
};

} // namespace Bellboard
