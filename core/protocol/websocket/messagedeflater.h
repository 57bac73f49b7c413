// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/deflateparameters.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct z_stream_s;

namespace Bellboard {

/// Packs our messages (RFC 7692, 7.2.1).
class MessageDeflater
{
public:
    explicit MessageDeflater(const DeflateParameters &parameters);

    /// `message` packed; nothing when it cannot be, and is to be sent as it is.
    std::optional<std::string> pack(std::string_view message);

private:
    struct End
    {
        void operator()(z_stream_s *stream) const;
    };

    std::unique_ptr<z_stream_s, End> m_stream;
    const bool m_forgets;
};

} // namespace Bellboard
