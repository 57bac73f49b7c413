// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "redis.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

Redis::Redis()
    : m_service({u"redis-server"_s,
                 {u"--port"_s, u"0"_s, u"--unixsocket"_s, socket(), u"--save"_s, QString(), u"--appendonly"_s, u"no"_s},
                 {},
                 m_folder.path(),
                 QRegularExpression(u"eady to accept connections"_s)})
{ }

QString Redis::missing()
{
    return Service::missing(u"redis-server"_s, {u"--version"_s}, u"redis-server"_s);
}

QJsonDocument Redis::ask(const QStringList &command) const
{
    QProcess client;
    client.start(Service::find(u"redis-cli"_s), QStringList{u"-s"_s, socket(), u"--json"_s} + command);
    if (!client.waitForFinished() || client.exitCode() != 0)
        qFatal("redis-cli: %s", client.readAllStandardError().constData());
    // A text alone is no JSON document to Qt.
    return QJsonDocument::fromJson('[' + client.readAllStandardOutput() + ']');
}

} // namespace Bellboard
