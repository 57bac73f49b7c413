// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

#include <vector>

namespace Bellboard {

/// One receiver of a comparison.
struct Contender
{
    QString key; ///< in the results
    QString kind; ///< how it is started: see receive()
    QString transport; ///< of the server: see serveLoad()
    QString words; ///< in tables and pictures
    bool ours = false;
};

/// All of the comparison of WebSocket engines, those to be compared with each other side by side.
const std::vector<Contender> &contenders();
/// The same of the channels over HTTP.
const std::vector<Contender> &channelContenders();

} // namespace Bellboard
