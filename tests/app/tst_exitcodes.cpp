// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/exitcodes.h"
#include "program.h"
#include "stricttest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#ifdef Q_OS_UNIX
#include "boundbymodes.h"

#include <unistd.h>
#endif

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// Runs the real program, as a person or a script would.
class TestExitCodes : public StrictTest
{
    Q_OBJECT

private:
    static void check(const Program::Outcome &outcome, ExitCode code, const QByteArray &says)
    {
        QVERIFY2(outcome.err.contains(says), outcome.err.constData());
        QCOMPARE(outcome.err.count('\n'), 1);
        QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
        QCOMPARE(outcome.code, static_cast<int>(code));
    }

private Q_SLOTS:
    void versionAndHelp()
    {
        const Program program;
        const auto version = program.run({u"--version"_s});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("bellboard "));
        for (const auto &arguments : {QStringList{u"--help"_s}, QStringList{u"tail"_s, u"--help"_s}}) {
            const auto help = program.run(arguments);
            QCOMPARE(help.code, 0);
            QVERIFY(help.out.contains("Examples:"));
        }
    }
    void unknownOption()
    {
        check(Program().run({u"tail"_s, u"--colour"_s}), ExitCode::Usage, "Unknown option \"--colour\"");
    }
    void missingConfigFolder()
    {
        const Program program;
        check(program.run({u"tail"_s, u"--config"_s, program.path(u"nowhere"_s)}), ExitCode::Missing, "does not exist");
    }
    void missingFeedsFile()
    {
        const Program program;
        QDir().mkpath(program.path(u"config"_s));
        check(program.run(QStringList{u"status"_s} + program.folders()), ExitCode::Missing,
              "feeds.toml; README.md (\"Connect it to a backend\") shows one");
        QFile readme(QStringLiteral(BELLBOARD_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly) && readme.readAll().contains("\n## Connect it to a backend\n"));
        check(program.run({u"tail"_s}), ExitCode::Missing, "feeds.toml");
    }
    void brokenFeedsFile()
    {
        const Program program;
        program.write(u"config/feeds.toml"_s, "[[feed]]\nname = \"A\"\nulr = \"wss://x\"\n");
        const auto outcome = program.run(QStringList{u"tail"_s} + program.folders());
        QCOMPARE(outcome.code, static_cast<int>(ExitCode::BadSettings));
        QVERIFY2(outcome.err.contains("feeds.toml:3:"), outcome.err.constData());
    }
    /// However well the other feeds are.
    void aFeedThatIsLeftOutIsNotCalm()
    {
        const Program program;
        program.write(
            u"config/feeds.toml"_s,
            "[[feed]]\nname = \"A\"\nurl = \"ws://127.0.0.1:1/\"\n\n[[feed]]\nname = \"B\"\nulr = \"wss://x\"\n");
        const auto outcome = program.run(QStringList{u"status"_s, u"--json"_s} + program.folders());
        QCOMPARE(outcome.code, static_cast<int>(ExitCode::BadSettings));
        QVERIFY2(outcome.err.contains("feeds.toml:7:"), outcome.err.constData());
        const auto told = QJsonDocument::fromJson(outcome.out).object();
        QVERIFY2(told.value("problems"_L1).toArray().first().toString().contains(u"feeds.toml:7:"_s),
                 outcome.out.constData());
        QCOMPARE(told.value("feeds"_L1).toArray().size(), 1);
    }
#ifdef Q_OS_LINUX
    void noDisplay()
    {
        Program program;
        for (const auto *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"})
            program.environment.remove(QLatin1StringView(name));
        check(program.run(program.folders()), ExitCode::Unavailable, "no display");
    }
#endif
    void filesThatAreMadeArePrivate()
    {
#ifdef Q_OS_UNIX
        const Program program;
        program.writeFeed(u"A"_s, u"ws://127.0.0.1:1"_s);
        QProcess tail;
        program.start(tail, QStringList{u"tail"_s, u"--from-start"_s} + program.folders());
        const QDir data(program.path(u"data"_s));
        const QStringList files{u"journal.lock"_s, u"journal.sqlite"_s, u"journal.sqlite-shm"_s,
                                u"journal.sqlite-wal"_s};
        QTRY_VERIFY_WITH_TIMEOUT(
            std::all_of(files.cbegin(), files.cend(), [&](const QString &file) { return data.exists(file); }), 20'000);
        const auto ownersOnly =
            QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
        const auto made = data.entryInfoList(QDir::Files | QDir::Hidden | QDir::System);
        for (const auto &file : made)
            QVERIFY2((file.permissions() & ~ownersOnly) == 0, qPrintable(file.fileName()));
        tail.terminate();
        QVERIFY(tail.waitForFinished(20'000));
#endif
    }
    void noSuchFeed()
    {
        const Program program;
        program.writeFeed(u"A"_s, u"ws://127.0.0.1:1"_s);
        check(program.run(QStringList{u"tail"_s, u"--feed"_s, u"B"_s} + program.folders()), ExitCode::NoSuchFeed,
              "feeds.toml has \"A\"");
        check(program.run({u"token"_s, u"set"_s, u"B"_s, u"--config"_s, program.path(u"config"_s)}, "t"),
              ExitCode::NoSuchFeed, "\"B\"");
    }
    void emptyToken()
    {
        const Program program;
        check(program.run({u"token"_s, u"set"_s, u"A"_s}, "\n"), ExitCode::Usage, "empty");
        check(program.run({u"token"_s, u"set"_s, u"A"_s}, "a\r\nX-Header: b\n"), ExitCode::Usage, "control characters");
    }
    void foldersThatAreNotOurs()
    {
#ifdef Q_OS_UNIX
        const Program program;
        program.writeFeed(u"A"_s, u"ws://127.0.0.1:1"_s);
        auto foreign = u"/"_s; // the superuser's
        if (::geteuid() == 0) {
            foreign = program.path(u"foreign"_s);
            QVERIFY(QDir().mkpath(foreign));
            QCOMPARE(::chown(qPrintable(foreign), 12345, 12345), 0);
        }
        check(program.run({u"tail"_s, u"--config"_s, program.path(u"config"_s), u"--data"_s, foreign}),
              ExitCode::NotAllowed, "belongs to another user");
        check(program.run({u"status"_s, u"--config"_s, foreign, u"--data"_s, program.path(u"data"_s)}),
              ExitCode::NotAllowed, "belongs to another user");
#endif
    }
    void folderThatCannotBeRead()
    {
#ifdef Q_OS_UNIX
        Program program;
        program.inChild = becomeBoundByModes;
        program.writeFeed(u"A"_s, u"ws://127.0.0.1:1"_s);
        QFile::setPermissions(program.path(u"config"_s), QFileDevice::Permissions());
        check(program.run(QStringList{u"tail"_s} + program.folders()), ExitCode::NotAllowed, "cannot be read");
        QFile::setPermissions(program.path(u"config"_s),
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
#endif
    }
    void dataFolderThatIsAFile()
    {
        const Program program;
        program.writeFeed(u"A"_s, u"ws://127.0.0.1:1"_s);
        program.write(u"data"_s, "x");
        check(program.run(QStringList{u"tail"_s} + program.folders()), ExitCode::NotAllowed, "not a folder");
    }
    void portThatIsTaken()
    {
        const Program program;
        QProcess first;
        program.start(first, {u"demo-server"_s});
        QTRY_VERIFY_WITH_TIMEOUT(first.canReadLine(), 20'000);
        const auto port = QString::fromUtf8(first.readLine().trimmed()).section(u':', 2, 2).section(u'/', 0, 0);
        check(program.run({u"demo-server"_s, u"--port"_s, port}), ExitCode::Unavailable, "did not start");
        first.terminate();
        QVERIFY(first.waitForFinished());
        QCOMPARE(first.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestExitCodes)
#include "tst_exitcodes.moc"
