// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a server sends behind the handshake. However the network cuts it, the same messages and the same verdict must come of it.

#include "fuzztarget.h"

#include "protocol/websocket/framereader.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

using namespace Bellboard;

namespace {

constexpr std::size_t messageLimit = std::size_t{64} << 10;

/// Writes down what it hears.
class Transcript final : public FrameSink
{
public:
    std::string text;

    bool messageRead(Opcode kind, std::string_view message) override
    {
        require(kind == Opcode::Text || kind == Opcode::Binary, "a message is text or binary");
        require(message.size() <= messageLimit, "no message is larger than the limit");
        require(kind != Opcode::Text || simdjson::validate_utf8(message), "a text is UTF-8");
        note(kind == Opcode::Text ? "text" : "binary", message);
        return true;
    }
    void pingRead(std::string_view payload) override { note("ping", payload); }
    void pongRead(std::string_view payload) override { note("pong", payload); }
    void closeRead(int code, std::string_view reason) override
    {
        require(simdjson::validate_utf8(reason), "a reason is UTF-8");
        note("close " + std::to_string(code), reason);
    }

private:
    void note(const std::string &what, std::string_view payload)
    {
        require(payload.size() <= 125 || what == "text" || what == "binary", "a control frame holds at most 125 bytes");
        text.append(what)
            .append(1, ' ')
            .append(std::to_string(payload.size()))
            .append(1, ' ')
            .append(payload)
            .append(1, '\n');
    }
};

/// What comes of `bytes` in pieces of `piece`.
std::string read(std::string_view bytes, std::size_t piece, bool deflate, const DeflateParameters &parameters)
{
    Transcript transcript;
    FrameReader reader(transcript, messageLimit);
    if (deflate)
        reader.enableDeflate(parameters);
    while (!bytes.empty() && !reader.isOver()) {
        const auto error = reader.read(bytes.substr(0, piece));
        if (error) {
            transcript.text += "error " + std::to_string(error->closeCode);
            break;
        }
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
    return transcript.text;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const bool deflate = data[0] & 1;
    DeflateParameters parameters;
    parameters.serverNoContextTakeover = data[0] & 2;
    const std::size_t piece = 1 + data[1] % 16;
    const auto bytes = asText(data + 2, size - 2);
    const auto whole = read(bytes, bytes.size() + 1, deflate, parameters);
    require(read(bytes, piece, deflate, parameters) == whole, "cuts change nothing");
    return 0;
}
