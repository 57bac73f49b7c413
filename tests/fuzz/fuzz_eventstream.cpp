// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Server-sent events, at once and cut: the first byte says how small the pieces are.

#include "fuzztarget.h"

#include "protocol/http/eventstreamreader.h"

#include <algorithm>
#include <vector>

using namespace Bellboard;

namespace {

constexpr std::size_t dataLimit = 256;

struct Events final : EventStreamReader::Sink
{
    std::vector<std::string> read;

    bool eventRead(std::string_view name, std::string_view data, std::string_view id) override
    {
        require(!data.empty() && data.size() <= dataLimit, "an event has data, and not too much");
        require(name.size() <= EventStreamReader::idLimit && id.size() <= EventStreamReader::idLimit,
                "names and ids are no longer than they may be");
        for (const auto part : {name, data, id})
            read.emplace_back(part);
        return true;
    }
};

/// Whether all of `text` could be read, in pieces of `size`.
bool readIn(Events &events, std::string_view text, std::size_t size)
{
    EventStreamReader reader(events, dataLimit);
    while (!text.empty()) {
        const auto piece = text.substr(0, size);
        if (!reader.read(piece))
            return false;
        text.remove_prefix(piece.size());
    }
    return true;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto input = asText(data, size);
    const std::string_view text = std::string_view(input).substr(std::min<std::size_t>(1, input.size()));
    Events atOnce;
    Events cut;
    const bool isGood = readIn(atOnce, text, std::max<std::size_t>(1, text.size()));
    const bool isGoodCut = readIn(cut, text, 1 + (size > 0 ? data[0] % 32 : 0));
    require(isGood == isGoodCut && atOnce.read == cut.read, "cuts change nothing");
    return 0;
}
