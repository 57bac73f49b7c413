// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/frame.h"
#include "protocol/websocket/messageinflater.h"
#include "protocol/websocket/utf8validator.h"
#include "util/textbuffer.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace Bellboard {

/// Takes what stands in frames. A view is valid during the call only.
class FrameSink
{
public:
    virtual ~FrameSink() = default;
    /// One whole message, text (valid UTF-8) or binary. False to hear no more.
    virtual bool messageRead(Opcode kind, std::string_view message) = 0;
    /// The same of one that did not come in one piece, so that it was gathered; the sink may take `message` over.
    virtual bool messageGathered(Opcode kind, TextBuffer &message) { return messageRead(kind, message.text()); }
    virtual void pingRead(std::string_view payload) = 0;
    virtual void pongRead(std::string_view payload) = 0;
    /// `code` is CloseCode::NoStatus when there was none; nothing is read after it.
    virtual void closeRead(int code, std::string_view reason) = 0;
};

/// Reads the frames of a server (RFC 6455, 5), cut anywhere, into messages; permessage-deflate (RFC 7692) where it was agreed on.
///
/// A message is held only while it is incomplete, and never more than `messageLimit` of it. One that takes much more on its way than that,
/// as its fragments are empty or unpack to nothing, is too large as well, or it could go on without end.
class FrameReader
{
public:
    FrameReader(FrameSink &sink, std::size_t messageLimit) : m_sink(sink), m_messageLimit(messageLimit) { }

    /// From now on messages may be compressed.
    void enableDeflate(const DeflateParameters &parameters) { m_inflater.emplace(parameters, m_messageLimit); }
    /// Reads all of `bytes`; what is wrong with them, after which there must be no further call.
    std::optional<FrameError> read(std::string_view bytes);
    /// Whether a close frame was read, or the sink wants no more.
    bool isOver() const { return m_over; }

private:
    static constexpr std::size_t longestHeader = 10; // a server's has no mask
    static constexpr std::size_t longestControl = 125;

    std::optional<FrameError> readHeader(std::string_view &bytes);
    std::optional<FrameError> beginFrame(std::uint8_t first, std::uint64_t length);
    std::optional<FrameError> readControl(std::string_view &bytes);
    std::optional<FrameError> readData(std::string_view &bytes);
    std::optional<FrameError> gather(std::string_view piece, bool last);
    std::optional<FrameError> finishControl();
    std::optional<FrameError> finishClose(std::string_view payload);
    void deliver(std::string_view message);
    void deliverGathered();

    FrameSink &m_sink;
    const std::size_t m_messageLimit;
    std::optional<MessageInflater> m_inflater;

    std::array<char, longestHeader> m_header{};
    std::size_t m_headerSize = 0; ///< of a header that is not whole yet
    bool m_inFrame = false;
    bool m_final = false; ///< the frame at hand ends its message
    Opcode m_opcode = Opcode::Continuation; ///< of the frame at hand
    std::uint64_t m_remaining = 0; ///< bytes of the frame at hand that are to come

    std::array<char, longestControl> m_control{};
    std::size_t m_controlSize = 0;

    std::optional<Opcode> m_kind; ///< of the message that was begun
    bool m_compressed = false; ///< that message is
    std::uint64_t m_onWire = 0; ///< bytes of its fragments, and one for each
    TextBuffer m_message; ///< what there is of it, when it did not come in one piece
    Utf8Validator m_utf8; ///< of it
    bool m_over = false;
};

} // namespace Bellboard
