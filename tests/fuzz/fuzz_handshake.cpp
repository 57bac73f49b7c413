// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The answer to our handshake.

#include "fuzztarget.h"

#include "protocol/websocket/handshake.h"

#include <algorithm>

using namespace Bellboard;

namespace {

/// Reads `bytes` in pieces of `piece`, and leaves what is behind the head.
HttpResponseReader::Progress read(HttpResponseReader &reader, std::string_view &bytes, std::size_t piece)
{
    auto progress = HttpResponseReader::Progress::More;
    while (!bytes.empty() && progress == HttpResponseReader::Progress::More) {
        auto next = bytes.substr(0, piece);
        const auto before = next.size();
        progress = reader.read(next);
        require(progress != HttpResponseReader::Progress::More || next.empty(),
                "all bytes of a head that goes on are taken");
        bytes.remove_prefix(before - next.size());
    }
    return progress;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const auto bytes = asText(data + 1, size - 1);
    HttpResponseReader whole;
    HttpResponseReader cut;
    auto behindWhole = bytes;
    auto behindCut = bytes;
    const auto progress = read(whole, behindWhole, bytes.size() + 1);
    require(read(cut, behindCut, 1 + data[0] % 16) == progress, "cuts change nothing");
    if (progress == HttpResponseReader::Progress::Failed) {
        require(*whole.problem() != '\0', "what is wrong is said");
        return 0;
    }
    if (progress != HttpResponseReader::Progress::Done)
        return 0;
    require(behindWhole.size() == behindCut.size(), "what is behind the head is left alone");
    const auto &response = whole.response();
    require(response.fields == cut.response().fields && response.status == cut.response().status,
            "cuts change nothing");
    require(response.status >= 100 && response.status <= 599, "a status has its range");

    HandshakeOffer offer;
    offer.url = QUrl(QStringLiteral("wss://bellboard.example/events"));
    offer.key = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455, 1.3, so that seeds can have the right answer
    offer.subprotocol = data[0] & 64 ? QByteArray("cloudevents.json") : QByteArray();
    offer.deflate = data[0] & 128;
    const auto verdict = judgeHandshake(offer, response);
    using Kind = HandshakeVerdict::Kind;
    require(verdict.kind == Kind::Refused || response.status == 101, "only 101 upgrades");
    if (verdict.kind == Kind::Accepted) {
        require(verdict.subprotocol == offer.subprotocol.toStdString(), "what was offered was selected");
        require(offer.deflate || !verdict.deflate, "no extension that was not offered");
        require(!verdict.deflate
                    || (verdict.deflate->serverMaxWindowBits >= 8 && verdict.deflate->serverMaxWindowBits <= 15
                        && verdict.deflate->clientMaxWindowBits >= 8 && verdict.deflate->clientMaxWindowBits <= 15),
                "windows have their range");
    }
    require(verdict.kind != Kind::Illegal || *verdict.problem != '\0', "what is wrong is said");
    return 0;
}
