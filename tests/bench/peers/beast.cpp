// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// bench_beast PORT EVENTS SKIP [deflate]: receives from a load server with Boost.Beast, nothing parsed.

#include "peermeter.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

#include <string>

int main(int argc, char *argv[])
{
    if (argc < 4)
        return 2;
    peerEvents = std::stol(argv[2]);
    peerSkip = std::stol(argv[3]);
    namespace websocket = boost::beast::websocket;
    using boost::asio::ip::tcp;
    boost::asio::io_context context;
    websocket::stream<tcp::socket> socket(context);
    if (argc > 4) {
        websocket::permessage_deflate deflate;
        deflate.client_enable = true;
        socket.set_option(deflate);
    }
    boost::asio::connect(socket.next_layer(), tcp::resolver(context).resolve("127.0.0.1", argv[1]));
    socket.handshake("127.0.0.1", "/");
    socket.text(true);
    const auto say = [&](const std::string &text) { socket.write(boost::asio::buffer(text)); };
    say("hello");
    say("subscribe");
    boost::beast::flat_buffer buffer;
    socket.read(buffer); // the welcome
    while (true) {
        buffer.clear();
        socket.read(buffer);
        if (countEvent())
            say("ready");
    }
}
