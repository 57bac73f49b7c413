// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/websocket/deflateparameters.h"
#include "protocol/websocket/httpresponse.h"

#include <QByteArray>
#include <QUrl>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace Bellboard {

/// What a client asks for when it opens (RFC 6455, 4.1).
struct HandshakeOffer
{
    QUrl url; ///< ws:// or wss://; user name, password and fragment in it are not sent
    QByteArray key; ///< 16 random bytes in Base64
    QByteArray subprotocol; ///< empty: none is offered
    QByteArray token; ///< for "Authorization: Bearer"; empty: none
    bool deflate = false; ///< permessage-deflate is offered (RFC 7692)
    QByteArray cookies{}; ///< for "Cookie"; empty: none
};

/// 16 bytes in Base64, as HandshakeOffer::key has them.
QByteArray handshakeKey(const std::array<std::uint32_t, 4> &random);

/// The request, ready to be written.
QByteArray handshakeRequest(const HandshakeOffer &offer);

/// How a server answered the offer.
struct HandshakeVerdict
{
    enum class Kind {
        Accepted, ///< frames follow
        WrongSubprotocol, ///< all is well, but the server did not select the one that was offered
        Refused, ///< an answer with another status: it says why
        Illegal, ///< an upgrade that RFC 6455 tells clients to fail
    };

    Kind kind = Kind::Illegal;
    const char *problem = ""; ///< in English, when Illegal
    std::string subprotocol; ///< what the server selected
    std::optional<DeflateParameters> deflate; ///< when Accepted with permessage-deflate
};

HandshakeVerdict judgeHandshake(const HandshakeOffer &offer, const HttpResponse &response);

} // namespace Bellboard
