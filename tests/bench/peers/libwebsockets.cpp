// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// bench_libwebsockets PORT EVENTS SKIP: receives from a load server with libwebsockets, nothing parsed.

#include "peermeter.h"

#include <libwebsockets.h>

#include <cstring>
#include <deque>
#include <string_view>
#include <vector>

namespace {

std::deque<std::string_view> waiting; // to be said, in this order
bool welcomed = false;

void say(lws *socket, std::string_view text)
{
    waiting.push_back(text);
    lws_callback_on_writable(socket);
}

void sayNext(lws *socket)
{
    if (waiting.empty())
        return;
    const auto text = waiting.front();
    waiting.pop_front();
    std::vector<unsigned char> frame(LWS_PRE + text.size());
    std::memcpy(frame.data() + LWS_PRE, text.data(), text.size());
    lws_write(socket, frame.data() + LWS_PRE, text.size(), LWS_WRITE_TEXT);
    if (!waiting.empty())
        lws_callback_on_writable(socket);
}

int hear(lws *socket, lws_callback_reasons reason, void * /*user*/, void * /*data*/, size_t /*size*/)
{
    switch (reason) {
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
        say(socket, "hello");
        say(socket, "subscribe");
        break;
    case LWS_CALLBACK_CLIENT_WRITEABLE:
        sayNext(socket);
        break;
    case LWS_CALLBACK_CLIENT_RECEIVE:
        if (!lws_is_final_fragment(socket) || lws_remaining_packet_payload(socket) > 0)
            break;
        if (!welcomed)
            welcomed = true;
        else if (countEvent())
            say(socket, "ready");
        break;
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        std::exit(1);
    default:
        break;
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 4)
        return 2;
    peerEvents = std::atol(argv[2]);
    peerSkip = std::atol(argv[3]);
    lws_set_log_level(LLL_ERR, nullptr);
    const char *const protocol = "cloudevents.json";
    lws_protocols protocols[2]{};
    protocols[0].name = protocol;
    protocols[0].callback = hear;
    protocols[0].rx_buffer_size = 65536;
    lws_context_creation_info creation{};
    creation.port = CONTEXT_PORT_NO_LISTEN;
    creation.protocols = protocols;
    auto *const context = lws_create_context(&creation);
    lws_client_connect_info connection{};
    connection.context = context;
    connection.address = connection.host = connection.origin = "127.0.0.1";
    connection.port = std::atoi(argv[1]);
    connection.path = "/";
    connection.protocol = protocol;
    if (!context || !lws_client_connect_via_info(&connection))
        return 1;
    while (lws_service(context, 0) >= 0) { }
    return 1;
}
