// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/handshake.h"

#include <QCryptographicHash>

#include <algorithm>
#include <set>
#include <string_view>

namespace Bellboard {

namespace {

/// Next of a list whose parts `separator` parts, none of which is quoted; takes it off.
std::string_view takePart(std::string_view &list, char separator)
{
    const auto end = std::min(list.find(separator), list.size());
    auto part = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    const auto begin = part.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return part.substr(begin, part.find_last_not_of(" \t") - begin + 1);
}

/// 8 to 15, without a leading zero; quotes around it are allowed (RFC 7692, 5.2).
std::optional<int> windowBits(std::string_view value)
{
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    if (value == "8" || value == "9")
        return value.front() - '0';
    if (value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5')
        return 10 + (value[1] - '0');
    return {};
}

/// Takes one parameter of the server's answer (RFC 7692, 7.1); false when it is none.
bool takeParameter(std::string_view parameter, DeflateParameters &parameters)
{
    const auto name = takePart(parameter, '=');
    const auto value = parameter;
    if (name == "server_no_context_takeover" && value.empty())
        return parameters.serverNoContextTakeover = true;
    if (name == "client_no_context_takeover" && value.empty())
        return parameters.clientNoContextTakeover = true;
    const auto bits = windowBits(takePart(parameter, ' '));
    if (!bits)
        return false;
    if (name == "server_max_window_bits")
        parameters.serverMaxWindowBits = *bits;
    else if (name == "client_max_window_bits")
        parameters.clientMaxWindowBits = *bits;
    else
        return false;
    return true;
}

/// What is wrong with the extensions that the server selected; fills `deflate` when it selected ours.
const char *readExtensions(const HandshakeOffer &offer, const HttpResponse &response,
                           std::optional<DeflateParameters> &deflate)
{
    for (const auto &[name, value] : response.fields) {
        if (name != "sec-websocket-extensions")
            continue;
        for (std::string_view extensions = value; !extensions.empty();) {
            auto extension = takePart(extensions, ',');
            if (takePart(extension, ';') != "permessage-deflate" || !offer.deflate || deflate)
                return "an extension that was not asked for";
            deflate.emplace();
            std::set<std::string, std::less<>> seen;
            while (!extension.empty()) {
                const auto parameter = takePart(extension, ';');
                if (!seen.emplace(parameter.substr(0, parameter.find('='))).second
                    || !takeParameter(parameter, *deflate))
                    return "parameters of permessage-deflate that cannot be";
            }
        }
    }
    return nullptr;
}

HandshakeVerdict illegal(const char *problem)
{
    return {HandshakeVerdict::Kind::Illegal, problem, {}, {}};
}

} // namespace

QByteArray handshakeKey(const std::array<std::uint32_t, 4> &random)
{
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toBase64();
}

QByteArray handshakeRequest(const HandshakeOffer &offer)
{
    auto host = offer.url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int defaultPort = offer.url.scheme() == QLatin1String("wss") ? 443 : 80;
    if (offer.url.port(defaultPort) != defaultPort)
        host += ':' + QByteArray::number(offer.url.port());
    auto target = offer.url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (offer.url.hasQuery())
        target += '?' + offer.url.query(QUrl::FullyEncoded).toLatin1();

    QByteArray request = "GET " + target + " HTTP/1.1\r\nHost: " + host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + offer.key + "\r\nUser-Agent: Bellboard/" BELLBOARD_VERSION "\r\n";
    if (!offer.subprotocol.isEmpty())
        request += "Sec-WebSocket-Protocol: " + offer.subprotocol + "\r\n";
    if (offer.deflate)
        request += "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    if (!offer.token.isEmpty())
        request += "Authorization: Bearer " + offer.token + "\r\n";
    if (!offer.cookies.isEmpty())
        request += "Cookie: " + offer.cookies + "\r\n";
    return request + "\r\n";
}

HandshakeVerdict judgeHandshake(const HandshakeOffer &offer, const HttpResponse &response)
{
    if (response.status != 101)
        return {HandshakeVerdict::Kind::Refused, "", {}, {}};
    if (!response.hasToken("upgrade", "websocket") || !response.hasToken("connection", "upgrade"))
        return illegal("an upgrade to something else than a WebSocket");
    const auto accept =
        QCryptographicHash::hash(offer.key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
            .toBase64();
    if (response.field("sec-websocket-accept")
        != std::string_view(accept.constData(), static_cast<std::size_t>(accept.size())))
        return illegal("an upgrade that does not answer our key");
    std::optional<DeflateParameters> deflate;
    if (const auto *problem = readExtensions(offer, response, deflate))
        return illegal(problem);
    const std::string selected(response.field("sec-websocket-protocol").value_or(""));
    if (offer.subprotocol.isEmpty() && response.count("sec-websocket-protocol") > 0)
        return illegal("a subprotocol that was not asked for");
    if (selected != offer.subprotocol.toStdString())
        return {HandshakeVerdict::Kind::WrongSubprotocol, "", selected, {}};
    return {HandshakeVerdict::Kind::Accepted, "", selected, deflate};
}

} // namespace Bellboard
