// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Compressed messages, one behind the other: the first byte says how they are cut, the second where the first one ends.

#include "fuzztarget.h"

#include "protocol/websocket/messageinflater.h"

#include <algorithm>
#include <string>

using namespace Bellboard;

namespace {

constexpr std::size_t limit = std::size_t{256} << 10;

/// What comes of one message in pieces of `piece`; "!" in front, when it fails.
std::string inflate(MessageInflater &inflater, std::string_view bytes, std::size_t piece)
{
    TextBuffer message;
    do {
        const auto next = bytes.substr(0, piece);
        bytes.remove_prefix(next.size());
        const auto error = inflater.append(next, bytes.empty(), message);
        require(message.size() <= limit, "no message is larger than the limit");
        if (error)
            return "!";
    } while (!bytes.empty());
    return std::string(message.text());
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    DeflateParameters parameters;
    parameters.serverNoContextTakeover = data[0] & 1;
    const std::size_t piece = 1 + (data[0] >> 4);
    const auto bytes = asText(data + 2, size - 2);
    const auto first = bytes.substr(0, data[1]);
    const auto second = bytes.substr(first.size());
    MessageInflater whole(parameters, limit);
    MessageInflater cut(parameters, limit);
    for (const auto message : {first, second}) {
        const auto expected = inflate(whole, message, message.size() + 1);
        require(inflate(cut, message, piece) == expected, "cuts change nothing");
        if (expected == "!")
            break;
    }
    return 0;
}
