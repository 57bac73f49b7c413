// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "casewords.h"

#include <QByteArrayList>

#include <array>

using namespace std::chrono_literals;

namespace Bellboard {

namespace {

using namespace RawOpcode;

constexpr auto pause = 1s;
constexpr int notUtf8 = 1007;

const QByteArray greek = QByteArray::fromHex("cebae1bdb9cf83cebcceb5");
const QByteArray greeting = QStringLiteral("Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!").toUtf8();

std::vector<Step> inFragments(const QByteArray &payload, qsizetype size)
{
    std::vector<Step> steps;
    for (qsizetype at = 0; at < payload.size(); at += size)
        steps.emplace_back(sends({at == 0 ? text : continuation, payload.mid(at, size), at + size >= payload.size()}));
    return steps;
}

/// The second of three parts makes the text illegal: the client should fail then, and must at the end.
Play failsFast(const std::array<QByteArray, 3> &parts, bool inOneFrame)
{
    const auto part = [&](std::size_t i) -> SendStep {
        if (!inOneFrame)
            return sends({i == 0 ? text : continuation, parts[i], i == 2});
        const auto size = static_cast<std::uint64_t>(parts[0].size() + parts[1].size() + parts[2].size());
        return {i == 0 ? rawHeader(text, size) + parts[i] : parts[i]};
    };
    Play play;
    play.steps = {part(0), WaitStep{pause, "A"}, part(1), WaitStep{pause, "B"}, part(2)};
    const Seen first{Seen::Kind::Wait, "A"};
    const Seen second{Seen::Kind::Wait, "B"};
    play.outcomes = {{Verdict::Ok, {first}}, {Verdict::NonStrict, {first, second}}};
    play.ending = {false, {notUtf8}, false};
    play.limit = patience;
    return play;
}

void addFragmented(std::vector<ConformanceCase> &cases)
{
    cases.push_back(fixed("6.1.1", expects({sends({text, {}})}, {textSeen({})})));
    for (const auto &middle : {QByteArray(), QByteArray("middle frame payload")})
        cases.push_back(
            fixed(middle.isEmpty() ? "6.1.2" : "6.1.3",
                  expects({sends({text, {}, false}), sends({continuation, middle, false}), sends({continuation, {}})},
                          {textSeen(middle)})));

    constexpr qsizetype betweenCharacters = 15;
    cases.push_back(fixed("6.2.1", expects({sends({text, greeting})}, {textSeen(greeting)})));
    cases.push_back(fixed("6.2.2",
                          expects({sends({text, greeting.left(betweenCharacters), false}),
                                   sends({continuation, greeting.mid(betweenCharacters)})},
                                  {textSeen(greeting)})));
    cases.push_back(fixed("6.2.3", expects(inFragments(greeting, 1), {textSeen(greeting)})));
    cases.push_back(fixed("6.2.4", expects(inFragments(greek, 1), {textSeen(greek)})));

    const auto surrogate = greek + QByteArray::fromHex("eda080") + "edited";
    cases.push_back(fixed("6.3.1", refuses({sends({text, surrogate})}, {}, notUtf8)));
    cases.push_back(fixed("6.3.2", refuses(inFragments(surrogate, 1), {}, notUtf8)));

    // A character beyond U+10FFFF: its second byte says so.
    const auto beyond = QByteArray::fromHex("f4908080");
    const std::array wholeCharacter{greek, beyond, QByteArray("edited")};
    const std::array oneByte{greek + beyond.left(1), beyond.mid(1, 1), beyond.mid(2) + "edited"};
    cases.push_back(fixed("6.4.1", failsFast(wholeCharacter, false)));
    cases.push_back(fixed("6.4.2", failsFast(oneByte, false)));
    cases.push_back(fixed("6.4.3", failsFast(wholeCharacter, true)));
    cases.push_back(fixed("6.4.4", failsFast(oneByte, true)));
}

/// Texts of one section, all legal or none.
struct Texts
{
    bool legal;
    std::vector<QByteArray> texts;
};

Texts fromHex(bool legal, const QByteArray &hex)
{
    Texts texts{legal, {}};
    for (const auto &one : hex.split(' '))
        texts.texts.push_back(QByteArray::fromHex(one));
    return texts;
}

QByteArray byteRange(int first, int end, const QByteArray &separator)
{
    QByteArray bytes;
    for (int byte = first; byte < end; ++byte)
        bytes += static_cast<char>(byte) + separator;
    return bytes;
}

Texts nonCharacters()
{
    auto texts = fromHex(true, "efbfbe efbfbf");
    for (int first = 0xf0; first <= 0xf4; ++first) {
        for (const int second : {0x8f, 0x9f, 0xaf, 0xbf}) {
            const bool overlong = first == 0xf0 && second == 0x8f;
            const bool tooFar = first == 0xf4 && second != 0x8f;
            for (const int last : {0xbe, 0xbf}) {
                if (!overlong && !tooFar)
                    texts.texts.push_back(QByteArray(1, static_cast<char>(first)) + static_cast<char>(second) + '\xbf'
                                          + static_cast<char>(last));
            }
        }
    }
    return texts;
}

/// The sections from 6.5, after Markus Kuhn's UTF-8 decoder test. Those of the first two are not all of a kind.
std::vector<std::vector<Texts>> sections()
{
    std::vector<std::vector<Texts>> all;
    Texts words{true, {}};
    for (const auto *between : {"24", "c2a2", "e282ac", "f0a4ada2"})
        words.texts.push_back("hello" + QByteArray::fromHex(between) + "world");
    words.texts.push_back(greek);
    all.push_back({words});

    std::vector<Texts> prefixes;
    for (qsizetype size = 1; size <= greek.size(); ++size) {
        const auto ends = size == greek.size() || (static_cast<unsigned char>(greek.at(size)) & 0xc0) != 0x80;
        prefixes.push_back({ends, {greek.left(size)}});
    }
    all.push_back(prefixes);

    all.push_back({fromHex(true, "00 c280 e0a080 f0908080")});
    all.push_back({fromHex(false, "f888808080 fc8480808080")});
    all.push_back({fromHex(true, "7f dfbf efbfbf f48fbfbf")});
    all.push_back({fromHex(false, "f7bfbfbf fbbfbfbfbf fdbfbfbfbfbf")});
    all.push_back({fromHex(true, "ed9fbf ee8080 efbfbd f48fbfbf"), fromHex(false, "f4908080")});

    auto continuations = fromHex(false, "80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf");
    continuations.texts.push_back(byteRange(0x80, 0xbf, {}));
    all.push_back({continuations});
    all.push_back({{false,
                    {byteRange(0xc0, 0xdf, " "), byteRange(0xe0, 0xef, " "), byteRange(0xf0, 0xf7, " "),
                     byteRange(0xf8, 0xfb, " "), byteRange(0xfc, 0xfd, " ")}}});
    const auto cut = fromHex(false, "c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf");
    all.push_back({cut});
    QByteArray joined;
    for (const auto &one : cut.texts)
        joined += one;
    all.push_back({{false, {joined}}});
    all.push_back({fromHex(false, "fe ff fefeffff")});
    all.push_back({fromHex(false, "c0af e080af f08080af f8808080af fc80808080af")});
    all.push_back({fromHex(false, "c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf")});
    all.push_back({fromHex(false, "c080 e08080 f0808080 f880808080 fc8080808080")});
    all.push_back({fromHex(false, "eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf")});
    all.push_back({fromHex(false,
                           "eda080edb080 eda080edbfbf edadbfedb080 edadbfedbfbf "
                           "edae80edb080 edae80edbfbf edafbfedb080 edafbfedbfbf")});
    all.push_back({nonCharacters()});
    all.push_back({fromHex(true, "efbfb9 efbfba efbfbb efbfbc efbfbd efbfbe efbfbf")});
    return all;
}

} // namespace

std::vector<ConformanceCase> textCases()
{
    std::vector<ConformanceCase> cases;
    addFragmented(cases);
    int section = 5;
    for (const auto &parts : sections()) {
        int number = 0;
        for (const auto &part : parts) {
            for (const auto &one : part.texts) {
                const std::vector<Step> steps{sends({text, one})};
                cases.push_back(fixed("6." + QByteArray::number(section) + '.' + QByteArray::number(++number),
                                      part.legal ? expects(steps, {textSeen(one)}) : refuses(steps, {}, notUtf8)));
            }
        }
        ++section;
    }
    return cases;
}

} // namespace Bellboard
