// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <vector>

namespace Bellboard {

/// One receiver of the comparison of WebSocket engines.
struct Contender
{
    QString key; ///< in the results
    QString kind; ///< how it is started: see receive()
    QString transport; ///< of the LoadServer: "plain", "tls", "deflate" or "socket.io"
    QString words; ///< in tables and pictures
    bool ours = false;
};

/// All of them, those to be compared with each other side by side.
const std::vector<Contender> &contenders();

} // namespace Bellboard
