// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <memory>
#include <string_view>

namespace Bellboard {

/// Makes unfragmented text frames of a server (RFC 6455, 5.2), one behind the other.
class FrameMaker
{
public:
    /// `compresses`: with permessage-deflate, the context of each message being all before it (RFC 7692, 7.2).
    explicit FrameMaker(bool compresses);
    ~FrameMaker();

    void append(QByteArray &output, std::string_view text);

private:
    struct Deflater;

    std::unique_ptr<Deflater> m_deflater; ///< none without compression
};

} // namespace Bellboard
