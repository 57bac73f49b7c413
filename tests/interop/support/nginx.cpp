// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "nginx.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

Nginx::Nginx(const QString &file, const QMap<QString, QString> &values)
    : m_file(file)
    , m_values(values)
    , m_service({u"nginx"_s,
                 {u"-p"_s, m_folder.path(), u"-c"_s, m_folder.filePath(u"nginx.conf"_s), u"-e"_s, u"stderr"_s},
                 {},
                 m_folder.path(),
                 QRegularExpression(u"using the \"(\\w+)\" event method"_s)})
{ }

QString Nginx::missing()
{
    return Service::missing(u"nginx"_s, {u"-v"_s}, u"nginx-light"_s);
}

QByteArray Nginx::configuration() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(m_file));
    auto http = QString::fromUtf8(file.readAll());
    for (const auto &[name, value] : m_values.asKeyValueRange())
        http.replace(u'@' + name + u'@', value);
    http.replace(u"@PORT@"_s, QString::number(m_port)).replace(u"@FOLDER@"_s, m_folder.path());
    QString temporary;
    for (const auto *what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        temporary += u"    %1_temp_path %2;\n"_s.arg(QLatin1String(what), m_folder.path());
    return (u"daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr notice;\n"
            "events { worker_connections 256; }\nhttp {\n    access_log off;\n"_s
            + temporary + http + u"}\n"_s)
        .toUtf8();
}

bool Nginx::start()
{
    // It takes no port 0; the next try has another one, should somebody have been faster.
    for (int tries = 0; tries < 3; ++tries) {
        if (m_port == 0 || tries > 0)
            m_port = Service::freePort();
        QFile file(m_folder.filePath(u"nginx.conf"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(configuration()) < 0)
            return false;
        file.close();
        if (m_service.start())
            return true;
    }
    return false;
}

} // namespace Bellboard
