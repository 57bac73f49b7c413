// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Runs the real program against the real keyring that run_with_keyring.sh starts.

#include "cli/exitcodes.h"
#include "demoprogram.h"
#include "stricttest.h"

#include <QDirIterator>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray secret = "tok-5f1d0c9e7b-do-not-leak";

/// The files below `folder` that hold the secret, as it is or as base64 would have it.
QStringList filesWithSecret(const QString &folder, int *files)
{
    QStringList found;
    QDirIterator each(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (!file.open(QIODevice::ReadOnly))
            continue; // a socket
        ++*files;
        const auto bytes = file.readAll();
        if (bytes.contains(secret) || bytes.contains(secret.toBase64()) || bytes.contains(secret.toHex()))
            found << file.fileName();
    }
    return found;
}

} // namespace

/// `bellboard token` from the keyboard to the Authorization header, and out of the keychain again.
class TestToken : public StrictTest
{
    Q_OBJECT

private:
    /// A program in this test's session, so that it finds the keyring; it logs all it can.
    struct InSession : Program
    {
        InSession()
        {
            const auto session = QProcessEnvironment::systemEnvironment();
            environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, session.value(u"DBUS_SESSION_BUS_ADDRESS"_s));
            environment.insert(u"HOME"_s, path(u"home"_s));
            environment.insert(u"QT_LOGGING_RULES"_s, u"*=true;qt.core.*=false"_s);
            QDir().mkpath(path(u"home"_s));
        }
        Outcome token(const QString &action, const QByteArray &input = {}, const QString &feed = u"Demo"_s) const
        {
            return run({u"token"_s, action, feed, u"--config"_s, path(u"config"_s)}, input);
        }
    };

    static void checkRefused(const Program::Outcome &outcome, ExitCode code, const QByteArray &says)
    {
        QVERIFY2(outcome.err.contains(says), outcome.err.constData());
        QCOMPARE(outcome.err.count("bellboard: "), 1);
        QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
        QCOMPARE(outcome.code, static_cast<int>(code));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("BELLBOARD_TEST_KEYRING") != u"unlocked"_s)
            QSKIP("run_with_keyring.sh starts this test");
    }

    void aTokenOpensItsFeedAndLeavesNoTrace()
    {
        const InSession program;
        QProcess server;
        serve(server, program, {u"--token-from-stdin"_s}, secret + '\n');
        QByteArray said;
        const auto run = [&](const QStringList &arguments) {
            const auto outcome = program.run(arguments + program.folders());
            said += outcome.out + outcome.err;
            return outcome;
        };

        const auto without = run({u"status"_s});
        QCOMPARE(without.code, static_cast<int>(ExitCode::Disconnected));
        QVERIFY2(without.out.contains("Needs a token"), without.out.constData());

        const auto stored = program.token(u"set"_s, secret + '\n');
        QVERIFY2(stored.code == 0, stored.err.constData());
        QVERIFY(stored.out.isEmpty());
        said += stored.err;
        const auto tail = run({u"tail"_s, u"--json"_s, u"--count"_s, u"100"_s});
        QVERIFY2(tail.code == 0, tail.err.constData());
        QCOMPARE(tail.out.count('\n'), 100);
        QVERIFY2(tail.err.contains("Authenticating"), "the program does not log, so this proves little");
        const auto with = run({u"status"_s});
        QVERIFY2(with.out.contains("Demo: Live"), with.out.constData());
        QVERIFY(with.code != static_cast<int>(ExitCode::Disconnected));

        // Another one takes its place, which the server does not take.
        QCOMPARE(program.token(u"set"_s, "wrong").code, 0);
        QVERIFY(run({u"status"_s}).out.contains("Needs a token"));
        QCOMPARE(program.token(u"set"_s, secret).code, 0);

        const auto removed = program.token(u"remove"_s);
        QVERIFY2(removed.code == 0, removed.err.constData());
        said += removed.out + removed.err;
        const auto after = run({u"status"_s});
        QCOMPARE(after.code, static_cast<int>(ExitCode::Disconnected));
        QVERIFY2(after.out.contains("Needs a token"), after.out.constData());
        checkRefused(program.token(u"remove"_s), ExitCode::Missing, "There is no token for this feed");
        end(server);
        said += server.readAllStandardOutput() + server.readAllStandardError();

        QVERIFY2(!said.contains(secret) && !said.contains(secret.toBase64()), "the secret was printed or logged");
        int files = 0;
        // The folders of the program, and the home of the session with the keyring's own, which is encrypted.
        QCOMPARE(filesWithSecret(program.path(u"."_s), &files), QStringList());
        QCOMPARE(filesWithSecret(qEnvironmentVariable("HOME"), &files), QStringList());
        QVERIFY2(files >= 3, "feeds.toml, the journal and the keyring are files");
    }

    void whatIsNoTokenIsRefused_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("says");
        QTest::addRow("empty") << QByteArray() << QByteArray("The token is empty.");
        QTest::addRow("a line break") << QByteArray("\r\n") << QByteArray("The token is empty.");
        QTest::addRow("two lines") << secret + "\nX-Header: b\n" << QByteArray("several lines");
        QTest::addRow("a control character") << secret + '\x1b' << QByteArray("control characters");
        QTest::addRow("too long") << QByteArray(64 * 1024 + 1, 'x') << QByteArray("longer than 64 KiB");
        QTest::addRow("far too long") << QByteArray(1 << 20, 'x') << QByteArray("longer than 64 KiB");
    }
    void whatIsNoTokenIsRefused()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, says);
        const InSession program;
        program.writeFeed(u"Demo"_s, u"ws://127.0.0.1:1"_s);
        const auto outcome = program.token(u"set"_s, input);
        checkRefused(outcome, ExitCode::Usage, says);
        QVERIFY(!outcome.err.contains(secret));
        checkRefused(program.token(u"remove"_s), ExitCode::Missing, "There is no token for this feed");
    }

    void aProxysPasswordIsKeptBesideTheToken()
    {
        const InSession program;
        const auto run = [&](const QString &action, const QByteArray &input = {}) {
            return program.run({u"token"_s, action, u"--proxy"_s, u"Demo"_s, u"--config"_s, program.path(u"config"_s)},
                               input);
        };
        program.writeFeed(u"Demo"_s, u"ws://127.0.0.1:1"_s);
        checkRefused(run(u"set"_s, secret), ExitCode::BadSettings, "has no proxy with a user name");
        program.write(u"config/feeds.toml"_s,
                      "[[feed]]\nname = \"Demo\"\nurl = \"ws://127.0.0.1:1\"\nproxy = \"http://anna@127.0.0.1:2\"\n");
        checkRefused(run(u"set"_s, "\n"), ExitCode::Usage, "The proxy's password is empty.");
        const auto stored = run(u"set"_s, secret + '\n');
        QVERIFY2(stored.code == 0, stored.err.constData());
        checkRefused(program.token(u"remove"_s), ExitCode::Missing, "There is no token for this feed");
        const auto removed = run(u"remove"_s);
        QVERIFY2(removed.code == 0, removed.err.constData());
        checkRefused(run(u"remove"_s), ExitCode::Missing, "There is no password for this proxy");
    }

    void anUnknownFeedIsRefused()
    {
        const InSession program;
        program.writeFeed(u"Demo"_s, u"ws://127.0.0.1:1"_s);
        checkRefused(program.token(u"set"_s, secret, u"Dmeo"_s), ExitCode::NoSuchFeed, "\"Dmeo\"");
        checkRefused(program.token(u"remove"_s, {}, u"Dmeo"_s), ExitCode::Missing, "There is no token for this feed");
    }
};

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"
