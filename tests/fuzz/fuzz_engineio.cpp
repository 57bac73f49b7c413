// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A payload of Engine.IO as HTTP long polling carries it, whose packets are read one by one.

#include "fuzztarget.h"

#include "protocol/socketio/enginepacket.h"

using namespace Bellboard;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto payload = asText(data, size);
    std::size_t total = 0;
    std::string again;
    std::string_view left = payload;
    while (const auto taken = takePart(left)) {
        const auto &part = *taken;
        total += part.raw.size();
        require(!part.raw.empty(), "no packet is empty");
        require(part.isBinary == (part.raw.front() == 'b'), "what is binary begins so");
        addToPayload(again, part.raw);
        if (part.isBinary) {
            const auto bytes = readBinaryPart(part.raw);
            require(bytes || !bytes.error().empty(), "what is wrong is said");
            if (bytes)
                require(bytes->size() <= part.raw.size()
                            && readBinaryPart("b" + toBase64(*bytes)).value_or("") == *bytes,
                        "bytes come back");
            continue;
        }
        const auto packet = readEnginePacket(part.raw);
        require(packet || !packet.error().empty(), "what is wrong is said");
        if (!packet)
            continue;
        require(packet->data.size() + 1 == part.raw.size(), "all behind the type is data");
        const auto handshake = readEngineHandshake(packet->data);
        require(handshake || !handshake.error().empty(), "what is wrong is said");
        if (handshake)
            require(!handshake->sid.empty() && handshake->pingInterval.count() > 0
                        && handshake->pingTimeout.count() > 0,
                    "a handshake has what a client needs");
    }
    require(total <= payload.size(), "packets are parts of the payload");
    std::size_t kept = 0;
    left = again;
    while (const auto part = takePart(left))
        kept += part->raw.size();
    require(kept == total, "a payload that is made of them holds them");
    return 0;
}
