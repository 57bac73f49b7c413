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

} // namespace Bellboard
