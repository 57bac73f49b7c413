// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/deflateparameters.h"
#include "protocol/websocket/frame.h"
#include "util/textbuffer.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

struct z_stream_s;

namespace Bellboard {

/// Unpacks the messages of a server (RFC 7692, 7.2.2); `limit` is the most bytes of one, checked while unpacking.
class MessageInflater
{
public:
    MessageInflater(const DeflateParameters &parameters, std::size_t limit);

    /// Appends what the next piece of a message holds to `message`, where what came before stands; `last` ends the message.
    std::optional<FrameError> append(std::string_view piece, bool last, TextBuffer &message);

private:
    std::optional<FrameError> inflate(std::string_view piece, TextBuffer &message);

    struct End
    {
        void operator()(z_stream_s *stream) const;
    };

    std::unique_ptr<z_stream_s, End> m_stream;
    const std::size_t m_limit;
    const bool m_forgets; ///< what a message left in the window
};

} // namespace Bellboard
