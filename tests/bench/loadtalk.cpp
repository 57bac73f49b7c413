// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "loadtalk.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::string_view welcome =
    R"({"specversion":"1.0","id":"w","source":"/bench","type":"org.bellboard.control.welcome",)"
    R"("data":{"server":"bench","heartbeat_ms":60000,"server_time":"2026-01-01T00:00:00Z","streams":[]}})";

std::string pong(const QString &ping)
{
    return R"({"specversion":"1.0","id":"p","source":"/bench","type":"org.bellboard.control.pong","data":{"ping":")"
        + ping.toStdString() + R"("}})";
}

} // namespace

std::string LoadTalk::answerTo(const QByteArray &text)
{
    if (m_isSocketIo && text == "40") // to the namespace "/"
        return R"(40{"sid":"bench"})";
    if (text.contains("org.bellboard.control.ping"))
        return pong(QJsonDocument::fromJson(text).object().value("id"_L1).toString());
    if (!m_welcomed) {
        m_welcomed = true;
        return m_isSocketIo ? asSocketIoPacket(welcome) : std::string(welcome);
    }
    if (!m_subscribed)
        m_subscribed = true;
    else if (text.contains("ready") || text.isEmpty())
        m_ready = true;
    return {};
}

std::string asSocketIoPacket(std::string_view event)
{
    std::string packet = R"(42["event",)";
    packet += event;
    packet += ']';
    return packet;
}

} // namespace Bellboard
