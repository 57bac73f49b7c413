// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "comparison.h"

#include <QHash>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// The message's members in their alphabetical order.
QString textOf(const QJsonObject &message)
{
    return QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

} // namespace

QString Comparison::text() const
{
    QString text;
    const auto add = [&text](const QString &what, const QStringList &messages) {
        text += u"%1 %2\n"_s.arg(messages.size()).arg(what);
        for (const auto &message : messages.mid(0, 3))
            text += u"  "_s + message.left(400) + u'\n';
    };
    add(u"lost"_s, lost);
    add(u"duplicated"_s, duplicated);
    add(u"reordered"_s, reordered);
    add(u"invented"_s, invented);
    return text;
}

Comparison compareMessages(const QList<QJsonObject> &sent, const QList<QJsonObject> &kept, const StreamOf &streamOf)
{
    Comparison result;
    QHash<QString, qsizetype> places;
    QHash<QString, bool> found;
    for (const auto &message : sent)
        places.insert(textOf(message), places.size());
    QHash<QString, qsizetype> newest; // by stream
    for (const auto &message : kept) {
        const auto text = textOf(message);
        const auto place = places.constFind(text);
        if (place == places.cend()) {
            result.invented.append(text);
            continue;
        }
        if (std::exchange(found[text], true)) {
            result.duplicated.append(text);
            continue;
        }
        auto &last = newest[streamOf(message)]; // one beyond the place
        if (*place < last)
            result.reordered.append(text);
        last = std::max(last, *place + 1);
    }
    for (const auto &message : sent) {
        if (!found.contains(textOf(message)))
            result.lost.append(textOf(message));
    }
    return result;
}

} // namespace Bellboard
