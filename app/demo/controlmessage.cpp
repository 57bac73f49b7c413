// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/controlmessage.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView typePrefix("org.bellboard.control.");

/// Reads one event; what is wrong with it, or nothing.
QString readEvent(const QJsonValue &value, QList<ControlMessage> &messages)
{
    if (!value.isObject())
        return u"an event must be an object"_s;
    const QJsonObject event = value.toObject();
    if (event.value("specversion"_L1).toString() != "1.0"_L1)
        return u"specversion must be \"1.0\""_s;
    for (const QLatin1StringView name : {"id"_L1, "source"_L1, "type"_L1}) {
        if (event.value(name).toString().isEmpty())
            return u"%1 must be a string that is not empty"_s.arg(name);
    }
    const QString type = event.value("type"_L1).toString();
    if (!type.startsWith(typePrefix))
        return u"a client may send control messages only"_s;
    const QJsonValue data = event.value("data"_L1);
    if (!data.isObject() && !data.isUndefined())
        return u"data must be an object"_s;
    messages.append({type.mid(typePrefix.size()), event.value("id"_L1).toString(), data.toObject()});
    return {};
}

} // namespace

QString ControlMessage::toText() const
{
    const QJsonObject event{{u"specversion"_s, u"1.0"_s},
                            {u"id"_s, id},
                            {u"source"_s, u"/bellboard"_s},
                            {u"type"_s, typePrefix + kind},
                            {u"time"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                            {u"data"_s, data}};
    return QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact));
}

Received readControlMessages(const QString &text)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &parseError);
    Received received;
    if (document.isObject()) {
        received.error = readEvent(document.object(), received.messages);
    } else if (document.isArray() && !document.array().isEmpty()) {
        const QJsonArray batch = document.array();
        for (const QJsonValue &value : batch) {
            received.error = readEvent(value, received.messages);
            if (!received.error.isEmpty())
                break;
        }
    } else {
        received.error =
            document.isNull() ? u"not JSON: %1"_s.arg(parseError.errorString()) : u"a batch must not be empty"_s;
    }
    return received;
}

} // namespace Bellboard::Demo
