// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "deflatedata.h"

#include <algorithm>
#include <array>
#include <random>

namespace Bellboard {

namespace {

constexpr std::array words{"Glocke", "Morgen",   "über", "Straße", "schläft", "leise", "Brett",
                           "wenn",   "Kätzchen", "nie",  "und",    "der",     "Hügel", "fällt",
                           "Regen",  "auf",      "das",  "Dach",   "Größe",   "Licht"};

using Random = std::minstd_rand;

int below(Random &random, int end)
{
    // The distributions of the standard library differ between its makers.
    return static_cast<int>(random() % static_cast<unsigned>(end));
}

const char *word(Random &random)
{
    return words[static_cast<std::size_t>(below(random, static_cast<int>(words.size())))];
}

QByteArray sentence(Random &random, int size)
{
    QByteArray text;
    for (int i = 0; i < size; ++i)
        text += (i > 0 ? " " : "") + QByteArray(word(random));
    return text;
}

QByteArray jsonRow(Random &random)
{
    return "{\"id\":" + QByteArray::number(below(random, 1000000)) + ",\"name\":\"" + sentence(random, 2)
        + "\",\"amount\":\"" + QByteArray::number(below(random, 100000)) + ".00\",\"note\":\"" + sentence(random, 6)
        + "\"},\n";
}

QByteArray htmlRow(Random &random)
{
    return "<tr class=\"row\"><td>" + QByteArray::number(below(random, 1000000)) + "</td><td><a href=\"#"
        + QByteArray::number(below(random, 1000)) + "\">" + sentence(random, 5) + "</a></td></tr>\n";
}

QByteArray verse(Random &random)
{
    return sentence(random, 6) + ",\n";
}

QByteArray bitmapRow(Random &random)
{
    QByteArray row;
    for (int x = 0; x < 512; ++x)
        row += static_cast<char>(64 + x / 4 + below(random, 6));
    return row;
}

QByteArray noise(Random &random)
{
    QByteArray bytes("\nstream\n");
    for (int i = 0; i < 1024; ++i)
        bytes += static_cast<char>(below(random, 256));
    return bytes + "\nendstream\n";
}

QByteArray repeated(QByteArray (*piece)(Random &), qsizetype size)
{
    Random random(1);
    QByteArray bytes;
    while (bytes.size() < size)
        bytes += piece(random);
    bytes.truncate(size);
    return bytes;
}

bool isInsideCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

} // namespace

bool isBinary(DeflateData data)
{
    return data != DeflateData::Json && data != DeflateData::Html;
}

QByteArray deflateData(DeflateData data)
{
    switch (data) {
    case DeflateData::Json:
        return repeated(jsonRow, 194056);
    case DeflateData::Bitmap:
        return repeated(bitmapRow, 263222);
    case DeflateData::Prose:
        return repeated(verse, 222218);
    case DeflateData::Html:
        return repeated(htmlRow, 263527);
    case DeflateData::Pdf:
        return repeated(noise, 1042328);
    }
    return {};
}

MessageRing::MessageRing(DeflateData data) : m_bytes(deflateData(data)), m_binary(Bellboard::isBinary(data))
{
    if (m_binary)
        return;
    // Cutting to the size may have cut a character.
    const auto last = std::ranges::find_if_not(m_bytes.rbegin(), m_bytes.rend(), isInsideCharacter);
    if (last != m_bytes.rend() && (static_cast<unsigned char>(*last) & 0x80) != 0)
        m_bytes.truncate(m_bytes.rend() - last - 1);
}

QByteArray MessageRing::next(qsizetype size)
{
    QByteArray message;
    while (message.size() < size || (!m_binary && isInsideCharacter(m_bytes.at(m_position)))) {
        const auto wanted = std::max<qsizetype>(size - message.size(), 1);
        const auto piece = m_bytes.mid(m_position, wanted);
        message += piece;
        m_position = (m_position + piece.size()) % m_bytes.size();
    }
    return message;
}

} // namespace Bellboard
