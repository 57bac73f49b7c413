// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/utf8validator.h"

#include "stricttest.h"

#include <random>
#include <simdjson.h>
#include <string>

using namespace Bellboard;

namespace {

bool validAtOnce(std::string_view bytes)
{
    Utf8Validator validator;
    return validator.append(bytes) && validator.isComplete();
}

bool validByByte(std::string_view bytes)
{
    Utf8Validator validator;
    for (const char &byte : bytes) {
        if (!validator.append({&byte, 1}))
            return false;
    }
    return validator.isComplete();
}

} // namespace

class TestUtf8Validator : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Every character of three bytes, and whatever looks like one, against simdjson.
    void allOfThreeBytes()
    {
        std::string bytes(3, ' ');
        for (std::uint32_t value = 0; value < 0x1000000; value += value < 0x800000 ? 0x10000 : 1) {
            bytes[0] = static_cast<char>(value >> 16);
            bytes[1] = static_cast<char>(value >> 8);
            bytes[2] = static_cast<char>(value);
            const bool expected = simdjson::validate_utf8(bytes);
            if (validByByte(bytes) != expected)
                QFAIL(qPrintable(QString::number(value, 16)));
        }
    }

    /// Random texts, some damaged, cut at random.
    void randomCuts()
    {
        std::mt19937 random(42);
        const auto below = [&](std::uint32_t limit) { return static_cast<char32_t>(random() % limit); };
        int valid = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::u32string characters;
            for (auto left = below(60); left > 0; --left) {
                const char32_t any[] = {below(0x80), 0x80 + below(0x780), 0x800 + below(0xd000),
                                        0x10000 + below(0x100000)};
                characters.push_back(any[below(4)]);
            }
            auto bytes =
                QString::fromUcs4(characters.data(), static_cast<qsizetype>(characters.size())).toUtf8().toStdString();
            if (!bytes.empty() && below(2) == 0)
                bytes[below(static_cast<std::uint32_t>(bytes.size()))] = static_cast<char>(below(256));
            const bool expected = simdjson::validate_utf8(bytes);
            valid += expected;
            Utf8Validator validator;
            bool result = true;
            for (std::string_view rest = bytes; !rest.empty() && result;) {
                const auto piece = std::min<std::size_t>(1 + below(40), rest.size());
                result = validator.append(rest.substr(0, piece));
                rest.remove_prefix(piece);
            }
            QCOMPARE(result && validator.isComplete(), expected);
            QCOMPARE(validAtOnce(bytes), expected);
        }
        QVERIFY(valid > 5'000 && valid < 18'000);
    }

    /// Wrong from the first byte that no valid text could have there.
    void atTheEarliest()
    {
        for (const std::string_view bytes : {"\xc0", "\xf5", "\xed\xa0", "\xf4\x90", "\xe0\x9f", "\xf0\x8f", "\x80"}) {
            Utf8Validator validator;
            QVERIFY(bytes.size() == 1 || validator.append(bytes.substr(0, 1)));
            QVERIFY(!validator.append(bytes.substr(bytes.size() - 1)));
            QVERIFY(!validator.append("a"));
            validator.reset();
            QVERIFY(validator.append("a") && validator.isComplete());
            QVERIFY(!validator.append(std::string(50, 'x') + std::string(bytes)));
        }
    }
};

QTEST_GUILESS_MAIN(TestUtf8Validator)
#include "tst_utf8validator.moc"
