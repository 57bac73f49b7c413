// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a Socket.IO server sends: one packet of Engine.IO in each line, binary ones behind a "!". The first byte says with what the client
// begins.

#include "fuzztarget.h"

#include "protocol/socketio/socketioclient.h"

#include <algorithm>

using namespace Bellboard;

namespace {

constexpr std::size_t messageLimit = std::size_t{64} << 10;

class Listener final : public SocketIoClient::Listener
{
public:
    SocketIoClient *client = nullptr;
    int connections = 0;
    int sessions = 0;
    int acknowledgements = 0;
    bool over = false;

    bool packetMade(std::string_view packet) override
    {
        require(!over, "nothing is said behind the end");
        require(!packet.empty() && packet.front() >= '0' && packet.front() <= '6', "a packet has a type");
        return true;
    }
    void engineOpened(const EngineHandshake &) override { require(++sessions == 1, "a session stands once"); }
    void connected() override
    {
        require(++connections == 1 && sessions == 1 && !over, "a namespace is entered once");
        client->send(R"(["one",1])", "key");
        client->send(R"(["two"])", "other key");
    }
    void pinged() override { require(!over, "nothing is heard behind the end"); }
    void messageRead(std::string_view message) override
    {
        require(!over && message.starts_with('['), "a message is an event");
        require(message.size() <= 2 * messageLimit, "attachments make no message endless");
        if (message.starts_with(R"(["acknowledgement",{"key":)"))
            ++acknowledgements;
    }
    void packetRefused(std::string_view, const std::string &why) override
    {
        require(!over && !why.empty(), "what is wrong is said");
    }
    void ended(const SocketIoEnd &end) override
    {
        require(!std::exchange(over, true), "there is one end");
        require(!end.reason.empty(), "and a reason");
    }
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > messageLimit)
        return 0;
    SocketIoClient::Options options;
    options.nameSpace = data[0] & 1 ? "/tasks" : "/";
    options.auth = data[0] & 2 ? R"({"token":"t"})" : "";
    if (data[0] & 4)
        options.session = {"p", "o"};
    options.messageLimit = messageLimit;
    Listener listener;
    SocketIoClient client(options, listener);
    listener.client = &client;
    auto lines = asText(data + 1, size - 1);
    bool confirms = false;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        // Memory of exactly its size, so that a sanitizer sees each byte read too far.
        const std::string line(lines.substr(0, end));
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.starts_with('!'))
            client.receiveBinary(std::string_view(line).substr(1));
        else
            client.receive(line);
        if (std::exchange(confirms, !confirms))
            client.confirm();
    }
    require(!client.isConnected() || listener.connections == 1, "who is connected was let in");
    require(client.session().offset.empty() || !client.session().pid.empty(), "an offset belongs to a session");
    return 0;
}
