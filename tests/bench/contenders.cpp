// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "contenders.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

const std::vector<Contender> &contenders()
{
    static const std::vector<Contender> all{
        {u"wire"_s, u"wire"_s, u"plain"_s, u"ours, nothing parsed"_s, true},
        {u"qt"_s, u"qt"_s, u"plain"_s, u"QWebSocket, nothing parsed"_s},
        {u"beast"_s, u"beast"_s, u"plain"_s, u"Boost.Beast, nothing parsed"_s},
        {u"libwebsockets"_s, u"libwebsockets"_s, u"plain"_s, u"libwebsockets, nothing parsed"_s},
        {u"ws"_s, u"ws"_s, u"plain"_s, u"node ws, nothing parsed"_s},
        {u"wire_simdjson"_s, u"wire-simdjson"_s, u"plain"_s, u"ours + simdjson, nine fields"_s, true},
        {u"socket_simdjson"_s, u"socket-simdjson"_s, u"plain"_s, u"socket, frames on trust, + simdjson, nine fields"_s},
        {u"qt_simdjson"_s, u"qt-simdjson"_s, u"plain"_s, u"QWebSocket + simdjson, nine fields"_s},
        {u"bellboard"_s, u"bellboard"_s, u"plain"_s, u"Bellboard: to committed journal and folded board"_s, true},
        {u"bellboard_profile"_s, u"bellboard-profile"_s, u"plain"_s, u"Bellboard, by a profile: the same"_s, true},
        {u"qt_fields"_s, u"qt-fields"_s, u"plain"_s, u"QWebSocket + QJsonDocument, nine fields"_s},
        {u"ws_json"_s, u"ws-json"_s, u"plain"_s, u"node ws + JSON.parse, nine fields"_s},
        {u"python"_s, u"python"_s, u"plain"_s, u"Python websockets + json, nine fields"_s},
        {u"gorilla"_s, u"gorilla"_s, u"plain"_s, u"gorilla + encoding/json, nine fields"_s},
        {u"socket_io_simdjson"_s, u"socket.io-simdjson"_s, u"socket.io"_s, u"Socket.IO: ours + simdjson, nine fields"_s,
         true},
        {u"bellboard_socket_io"_s, u"bellboard-socket.io"_s, u"socket.io"_s,
         u"Bellboard over Socket.IO, by a profile: to journal and board"_s, true},
        {u"socket_io"_s, u"socket.io"_s, u"socket.io"_s, u"socket.io-client, nine fields"_s},
        {u"wire_tls"_s, u"wire"_s, u"tls"_s, u"TLS: ours, nothing parsed"_s, true},
        {u"qt_tls"_s, u"qt"_s, u"tls"_s, u"TLS: QWebSocket, nothing parsed"_s},
        {u"ws_tls"_s, u"ws"_s, u"tls"_s, u"TLS: node ws, nothing parsed"_s},
        {u"wire_deflate"_s, u"wire"_s, u"deflate"_s, u"compressed: ours, nothing parsed"_s, true},
        {u"beast_deflate"_s, u"beast"_s, u"deflate"_s, u"compressed: Boost.Beast, nothing parsed"_s},
        {u"ws_deflate"_s, u"ws"_s, u"deflate"_s, u"compressed: node ws, nothing parsed"_s},
    };
    return all;
}

const std::vector<Contender> &channelContenders()
{
    static const std::vector<Contender> all{
        {u"bellboard_pages"_s, u"bellboard-pages"_s, u"pages"_s, u"Bellboard by polls: to journal and board"_s, true},
        {u"fetch_pages"_s, u"fetch-pages"_s, u"pages"_s, u"polls: node fetch + JSON.parse, nine fields"_s},
        {u"bellboard_events"_s, u"bellboard-events"_s, u"events"_s,
         u"Bellboard by server-sent events: to journal and board"_s, true},
        {u"fetch_events"_s, u"fetch-events"_s, u"events"_s,
         u"server-sent events: node fetch + JSON.parse, nine fields"_s},
        {u"bellboard_socket_io_polls"_s, u"bellboard-socket.io-polls"_s, u"socket.io-polls"_s,
         u"Bellboard over Socket.IO by long polling: to journal and board"_s, true},
        {u"socket_io_polls"_s, u"socket.io-polls"_s, u"socket.io-polls"_s,
         u"socket.io-client by long polling, nine fields"_s},
    };
    return all;
}

} // namespace Bellboard
