// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "casewords.h"

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

using namespace RawOpcode;

const QByteArray hello("Hello, world!");
const QByteArray notText("\x00\xff\xfe\xfd\xfc\xfb\x00\xff", 8);

void addEchoes(std::vector<ConformanceCase> &cases, const QByteArray &section, int opcode, char letter)
{
    constexpr int sizes[] = {0, 125, 126, 127, 128, 65535, 65536, 65536};
    int number = 0;
    for (const int size : sizes) {
        ++number;
        const QByteArray payload(size, letter);
        const auto kind = opcode == text ? Seen::Kind::Text : Seen::Kind::Binary;
        cases.push_back(fixed(section + QByteArray::number(number),
                              expects({sends({opcode, payload}, number == 8 ? 997 : 0)}, {{kind, payload}}, 10s)));
    }
}

void addPings(std::vector<ConformanceCase> &cases)
{
    const QByteArray longest(125, '\xfe');
    cases.push_back(fixed("2.1", expects({sends({ping, {}})}, {pongSeen({})})));
    cases.push_back(fixed("2.2", expects({sends({ping, hello})}, {pongSeen(hello)})));
    cases.push_back(fixed("2.3", expects({sends({ping, notText})}, {pongSeen(notText)})));
    cases.push_back(fixed("2.4", expects({sends({ping, longest})}, {pongSeen(longest)})));
    cases.push_back(fixed("2.5", refuses({sends({ping, QByteArray(126, '\xfe')})})));
    cases.push_back(fixed("2.6", expects({sends({ping, longest}, 1)}, {pongSeen(longest)})));
    const CloseStep closes{closePayload(1000)};
    cases.push_back(fixed("2.7", expects({sends({pong, {}}), closes}, {})));
    cases.push_back(fixed("2.8", expects({sends({pong, "unsolicited pong payload"}), closes}, {})));
    cases.push_back(fixed("2.9",
                          expects({sends({pong, "unsolicited pong payload"}), sends({ping, "ping payload"})},
                                  {pongSeen("ping payload")})));
    for (const qsizetype chop : {0, 1}) {
        std::vector<Step> steps;
        std::vector<Seen> seen;
        for (int i = 0; i < 10; ++i) {
            const auto payload = "payload-" + QByteArray::number(i);
            steps.emplace_back(sends({ping, payload}, chop));
            seen.push_back(pongSeen(payload));
        }
        cases.push_back(fixed(chop == 0 ? "2.10" : "2.11", expects(steps, seen)));
    }
}

void addReservedBits(std::vector<ConformanceCase> &cases)
{
    const auto afterHello = [](int rsv, auto send) {
        return refuses({send({text, hello}), send({text, hello, true, rsv}), send({ping, {}})}, {textSeen(hello)});
    };
    const auto together = [](const RawFrame &frame) { return sends(frame); };
    const auto bytewise = [](const RawFrame &frame) { return sends(frame, 1); };
    cases.push_back(fixed("3.1", refuses({sends({text, hello, true, 1})})));
    cases.push_back(fixed("3.2", afterHello(2, together)));
    cases.push_back(fixed("3.3", afterHello(3, sendsAlone)));
    cases.push_back(fixed("3.4", afterHello(4, bytewise)));
    cases.push_back(fixed("3.5", refuses({sends({binary, notText, true, 5})})));
    cases.push_back(fixed("3.6", refuses({sends({ping, hello, true, 6})})));
    cases.push_back(fixed("3.7", refuses({sends({close, {}, true, 7})})));
}

void addReservedOpcodes(std::vector<ConformanceCase> &cases, const QByteArray &section, int first)
{
    const QByteArray payload("reserved opcode payload");
    const auto afterHello = [](int opcode, const QByteArray &own, qsizetype chop) {
        return refuses({sends({text, hello}, chop), sends({opcode, own}, chop), sends({ping, {}}, chop)},
                       {textSeen(hello)});
    };
    cases.push_back(fixed(section + '1', refuses({sends({first, {}})})));
    cases.push_back(fixed(section + '2', refuses({sends({first + 1, payload})})));
    cases.push_back(fixed(section + '3', afterHello(first + 2, {}, 0)));
    cases.push_back(fixed(section + '4', afterHello(first + 3, hello, 0)));
    cases.push_back(fixed(section + '5', afterHello(first + 4, hello, 1)));
}

} // namespace

std::vector<ConformanceCase> framingCases()
{
    std::vector<ConformanceCase> cases;
    addEchoes(cases, "1.1.", text, '*');
    addEchoes(cases, "1.2.", binary, '\xfe');
    addPings(cases);
    addReservedBits(cases);
    addReservedOpcodes(cases, "4.1.", 3);
    addReservedOpcodes(cases, "4.2.", 11);
    return cases;
}

} // namespace Bellboard
