// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace Bellboard {

/// The real program, run by a test with folders of its own.
class Program
{
public:
    /// How a run ended.
    struct Outcome
    {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };

    Program()
    {
        environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("xdg-config")));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("xdg-data")));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), path(QStringLiteral("runtime")));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        // Whoever runs the tests shall see no toasts of theirs.
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
        QDir().mkpath(path(QStringLiteral("runtime")));
        QFile::setPermissions(path(QStringLiteral("runtime")),
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Writes a file below the test's folder and returns its path.
    QString write(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(file.fileName()));
        return file.fileName();
    }

    /// Writes feeds.toml with one feed into the folder "config".
    void writeFeed(const QString &name, const QString &url) const
    {
        write(QStringLiteral("config/feeds.toml"),
              QStringLiteral("[[feed]]\nname = \"%1\"\nurl = \"%2\"\n").arg(name, url).toUtf8());
    }

    /// "--config" and "--data" with folders of this test.
    QStringList folders() const
    {
        return {QStringLiteral("--config"), path(QStringLiteral("config")), QStringLiteral("--data"),
                path(QStringLiteral("data"))};
    }

    void start(QProcess &process, const QStringList &arguments) const
    {
        process.setProcessEnvironment(environment);
#ifdef Q_OS_UNIX
        if (inChild)
            process.setChildProcessModifier(inChild);
#endif
        process.start(qEnvironmentVariable("BELLBOARD_PROGRAM"), arguments);
    }

    Outcome run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000))
            process.kill();
        Outcome outcome;
        outcome.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        outcome.out = process.readAllStandardOutput();
        outcome.err = process.readAllStandardError();
        return outcome;
    }

    QProcessEnvironment environment;
    std::function<void()> inChild; ///< called in each child before the program begins; Unix only

private:
    QTemporaryDir m_folder;
};

} // namespace Bellboard
