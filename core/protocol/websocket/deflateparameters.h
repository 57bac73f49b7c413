// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace Bellboard {

/// What client and server agreed on for permessage-deflate (RFC 7692, 7.1).
struct DeflateParameters
{
    bool serverNoContextTakeover = false; ///< the server forgets its window after each message
    bool clientNoContextTakeover = false; ///< and we do so
    int serverMaxWindowBits = 15; ///< 8 to 15: log2 of the bytes that the server says to look back at most
    int clientMaxWindowBits = 15; ///< and we
};

} // namespace Bellboard
