// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "window.h"

#include "usage.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

Window::Window(const QString &program, const QStringList &urls, const QStringList &options,
               const QStringList &environment)
{
    QDir(m_folder.path()).mkpath(u"config"_s);
    QFile feeds(m_folder.filePath(u"config/feeds.toml"_s));
    if (!feeds.open(QIODevice::WriteOnly))
        qFatal("feeds.toml cannot be written");
    for (qsizetype i = 0; i < urls.size(); ++i)
        feeds.write(u"[[feed]]\nname = \"bench %1\"\nurl = \"%2\"\n"_s.arg(i).arg(urls[i]).toUtf8());
    feeds.close();
    m_started = monotonicTime();
    m_process =
        std::make_unique<Process>(program,
                                  QStringList{u"--config"_s, m_folder.filePath(u"config"_s), u"--data"_s,
                                              m_folder.filePath(u"data"_s), u"--open"_s, u"payments"_s, u"--vitals"_s}
                                      + options,
                                  QStringList{u"QT_QUICK_BACKEND=software"_s} + environment);
}

QString urlOf(Process &server)
{
    return server.readResult().value("url"_L1).toString();
}

} // namespace Bellboard
