// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <memory>
#include <optional>

namespace Bellboard {

/// What a test server and its client agreed on (RFC 7692, 7.1).
struct RawDeflateTerms
{
    bool serverForgets = false; ///< server_no_context_takeover
    bool clientForgets = false; ///< client_no_context_takeover
    int serverWindowBits = 0; ///< server_max_window_bits, 9 to 15; 0 when it was not mentioned, which means 15
    int clientWindowBits = 0; ///< client_max_window_bits, the same

    /// The value of Sec-WebSocket-Extensions that says so.
    QByteArray header() const;
};

/// A server's half of permessage-deflate. It keeps to the terms, and reads nothing that breaks them: a client that looks back
/// farther than it may fails to inflate.
class RawDeflate
{
public:
    explicit RawDeflate(const RawDeflateTerms &terms);
    ~RawDeflate();
    Q_DISABLE_COPY_MOVE(RawDeflate)

    /// A message's payload as it travels, without the four bytes that RFC 7692 (7.2.1) leaves away.
    QByteArray compressed(const QByteArray &message);
    /// A client's message; empty when it is no deflate, or looked back too far.
    std::optional<QByteArray> inflated(const QByteArray &payload);

private:
    struct Streams;
    RawDeflateTerms m_terms;
    std::unique_ptr<Streams> m_streams;
};

} // namespace Bellboard
