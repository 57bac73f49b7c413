// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/httpresponse.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace Bellboard {

/// Finds the content of an answer among the bytes behind its head, as they come: by length, in chunks, or up to the end of the
/// connection (RFC 9112, 6 and 7.1).
class HttpBodyReader
{
public:
    enum class Progress {
        More, ///< all bytes were taken, the content is not whole
        Done, ///< the content is whole; bytes behind it are left
        Failed, ///< this cannot be, or is packed in a way that nobody asked for
    };

    /// Of the answer with the head `response` to a GET or POST.
    explicit HttpBodyReader(const HttpResponse &response);

    /// Takes bytes off the front of `bytes`, and has those in `piece`, a view into them, that are content. To be called until no bytes
    /// are left; once with none of them, as some answers have no content.
    Progress read(std::string_view &bytes, std::string_view &piece);
    /// Whether the content is whole if the connection ends here.
    bool isWholeAtEnd() const { return m_state == State::Done || m_state == State::UntilEnd; }
    /// Whether it is known where the content ends, other than by the end of the connection, which may also have cut it off.
    bool tellsEnd() const { return m_state != State::UntilEnd; }
    /// Whether the connection may serve another request once the content is whole.
    bool mayGoOn() const { return m_mayGoOn; }
    /// What is wrong, in English, when Failed.
    const char *problem() const { return m_problem; }

private:
    enum class State {
        Length, ///< `m_left` bytes are to come
        UntilEnd, ///< all that comes
        ChunkLine, ///< the line with the size of the next chunk
        Chunk, ///< `m_left` bytes of it are to come
        ChunkEnd, ///< the line end behind it
        Trailer, ///< the lines behind the last chunk
        Done,
        Failed,
    };
    /// Of a chunk's line with what extends it, and of all trailers; nobody needs more.
    static constexpr std::size_t lineLimit = 4096;

    void begin(const HttpResponse &response);
    void takeLineByte(char c);
    void endLine();
    void fail(const char *problem);

    State m_state = State::Done;
    std::uint64_t m_left = 0;
    std::size_t m_lineSize = 0; ///< bytes in the line at hand; all trailers count as one
    std::size_t m_trailerLine = 0; ///< bytes in the trailer at hand
    int m_digits = 0; ///< of the size of the chunk
    bool m_digitsOver = false;
    bool m_mayGoOn = false;
    const char *m_problem = "";
};

} // namespace Bellboard
