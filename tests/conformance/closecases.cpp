// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "casewords.h"

namespace Bellboard {

namespace {

using namespace RawOpcode;

const QByteArray hello("Hello World!");
constexpr int normal = 1000;
constexpr int protocolError = 1002;
constexpr int notUtf8 = 1007;

/// The server closes with `payload`; the client must answer with one of `codes`, or may drop the connection if it was no legal
/// frame.
Play closes(const QByteArray &payload, const std::vector<int> &codes, bool clean, std::vector<Step> after = {},
            std::vector<Step> before = {})
{
    auto steps = std::move(before);
    steps.emplace_back(CloseStep{payload});
    for (auto &step : after)
        steps.push_back(std::move(step));
    auto play = expects(std::move(steps), {});
    play.ending = {true, codes, clean};
    play.closesWhenSeen = false;
    return play;
}

Play informational(Play play)
{
    play.informational = true;
    return play;
}

/// What a client does with a message that is still under way when the close frame comes is its own affair.
Play closedBehindLargeMessage()
{
    const auto large = QByteArray("BAsd7&jh23").repeated(26215).left(256 << 10);
    auto play =
        closes(closePayload(normal), {normal}, true, {sends({ping, {}})}, {sends({text, large}), sends({text, hello})});
    play.outcomes = {{Verdict::Ok, {textSeen(large), textSeen(hello)}}};
    return informational(play);
}

} // namespace

std::vector<ConformanceCase> closeCases()
{
    const auto normalClose = closePayload(normal);
    std::vector<ConformanceCase> cases;
    cases.push_back(fixed("7.1.1", expects({sends({text, hello})}, {textSeen(hello)})));
    cases.push_back(fixed("7.1.2", closes(normalClose, {normal}, true, {sends({close, {}})})));
    cases.push_back(fixed("7.1.3", closes(normalClose, {normal}, true, {sends({ping, {}})})));
    cases.push_back(fixed("7.1.4", closes(normalClose, {normal}, true, {sends({text, hello})})));
    cases.push_back(fixed("7.1.5",
                          closes(normalClose, {normal}, true, {sends({continuation, "fragment2"})},
                                 {sends({text, "fragment1", false})})));
    cases.push_back(fixed("7.1.6", closedBehindLargeMessage()));

    cases.push_back(fixed("7.3.1", closes({}, {normal}, true)));
    cases.push_back(fixed("7.3.2", closes("a", {protocolError}, false)));
    cases.push_back(fixed("7.3.3", closes(normalClose, {normal}, true)));
    cases.push_back(fixed("7.3.4", closes(closePayload(normal, hello), {normal}, true)));
    cases.push_back(fixed("7.3.5", closes(closePayload(normal, QByteArray(123, '*')), {normal}, true)));
    cases.push_back(fixed("7.3.6", closes(closePayload(normal, QByteArray(124, '*')), {protocolError}, false)));

    const auto notText = QByteArray::fromHex("cebae1bdb9cf83cebcceb5eda080656469746564");
    cases.push_back(fixed("7.5.1", closes(closePayload(normal, notText), {protocolError, notUtf8}, false)));

    int number = 0;
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
        cases.push_back(fixed("7.7." + QByteArray::number(++number), closes(closePayload(code), {normal, code}, true)));
    number = 0;
    for (const int code : {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999})
        cases.push_back(
            fixed("7.9." + QByteArray::number(++number), closes(closePayload(code), {protocolError}, false)));
    number = 0;
    for (const int code : {5000, 65535})
        cases.push_back(fixed("7.13." + QByteArray::number(++number),
                              informational(closes(closePayload(code), {normal, code, protocolError}, false))));
    return cases;
}

} // namespace Bellboard
