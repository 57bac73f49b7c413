// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/textfilter.h"

#include <QLocale>

#include <algorithm>

namespace Bellboard {

namespace {

/// "1,234.50" as the texts have it: "1234.50". Anything but a number stays.
QString withoutGroups(const QString &word)
{
    const QLocale locale;
    const QString group = locale.groupSeparator();
    const QString point = locale.decimalPoint();
    const bool isNumber =
        std::ranges::all_of(word, [&](QChar c) { return c.isDigit() || group.contains(c) || point.contains(c); });
    if (!isNumber || !std::ranges::any_of(word, [](QChar c) { return c.isDigit(); }))
        return word;
    QString plain = word;
    plain.remove(group);
    plain.replace(point, QStringLiteral("."));
    return plain;
}

bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

void TextFilter::setText(const QString &text)
{
    m_text = text;
    m_ascii.clear();
    m_folded.clear();
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString needle = withoutGroups(word).toCaseFolded();
        if (isAscii(word))
            m_ascii.push_back(needle.toStdString());
        else
            m_folded.append(needle);
    }
}

bool TextFilter::matches(std::string &utf8) const
{
    if (!m_folded.isEmpty()) {
        // Most texts are ASCII, and converting them costs more than all the rest.
        const bool ascii = std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (ascii && !std::ranges::all_of(m_folded, isAscii))
            return false;
        const QString folded = QString::fromStdString(utf8).toCaseFolded();
        if (!std::ranges::all_of(m_folded, [&](const QString &word) { return folded.contains(word); }))
            return false;
    }
    for (char &c : utf8)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return std::ranges::all_of(m_ascii, [&](const std::string &word) { return utf8.find(word) != std::string::npos; });
}

} // namespace Bellboard
