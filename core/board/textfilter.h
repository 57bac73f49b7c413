// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace Bellboard {

/// Words that a text must all contain, in any case.
class TextFilter
{
public:
    /// Takes the words of `text`, separated by white space. A word that is a number may be grouped as the user's locale does.
    void setText(const QString &text);
    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_ascii.empty() && m_folded.isEmpty(); }
    /// Whether `utf8` contains every word; may change the case of its letters.
    bool matches(std::string &utf8) const;

private:
    QString m_text;
    std::vector<std::string> m_ascii;
    QStringList m_folded;
};

} // namespace Bellboard
