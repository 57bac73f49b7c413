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

} // namespace Bellboard
