// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/exitcodes.h"
#include "demo/demothread.h"
#include "demoprogram.h"
#include "instanceclient.h"
#include "stricttest.h"

#include <QJsonArray>
#include <QLockFile>
#include <QTcpServer>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int timeout = 30'000;

DemoOptions quiet()
{
    DemoOptions options;
    options.paused = true;
    return options;
}

/// The events of a tail that goes on, as it printed them.
struct Lines
{
    void readFrom(QProcess &tail)
    {
        while (tail.canReadLine()) {
            const auto object = QJsonDocument::fromJson(tail.readLine()).object();
            ++count;
            const auto sequence = object.value(u"sequence"_s).toString().toULongLong();
            auto &previous = last[object.value(u"stream"_s).toString()];
            if (previous != 0 && sequence != previous + 1)
                faults << u"%1 after %2"_s.arg(sequence).arg(previous);
            previous = sequence;
        }
    }

    int count = 0;
    QHash<QString, quint64> last;
    QStringList faults;
};

/// `words` without the lines that tell how old the data of streams is.
QByteArrayList withoutAges(const QByteArray &words)
{
    auto lines = words.split('\n');
    lines.removeIf([](const auto &line) { return line.startsWith("    "); });
    return lines;
}

} // namespace

/// The headless verbs beside another real process on the same data folder.
class TestBeside : public StrictTest
{
    Q_OBJECT

private:
    static bool hasLock(const Program &program, const QProcess &owner)
    {
        const QLockFile lock(program.path(u"data/journal.lock"_s));
        qint64 pid = 0;
        QString host;
        QString name;
        return lock.getLockInfo(&pid, &host, &name) && pid == owner.processId();
    }
    /// Starts a process that takes the data folder, and waits until it answers there.
    static void startOwner(QProcess &owner, const Program &program, const QStringList &arguments)
    {
        qputenv("XDG_RUNTIME_DIR", program.path(u"runtime"_s).toLocal8Bit());
        owner.setStandardOutputFile(QProcess::nullDevice()); // nobody reads it here, and a full pipe would hold it
        program.start(owner, arguments + program.folders());
        const auto question = InstanceProtocol::request(InstanceProtocol::watch);
        QTRY_VERIFY_WITH_TIMEOUT(hasLock(program, owner), timeout);
        QTRY_VERIFY_WITH_TIMEOUT(askInstance(program.path(u"data"_s), question).has_value(), timeout);
    }
    static Program::Outcome status(const Program &program, const QStringList &options = {})
    {
        return program.run(QStringList{u"status"_s} + options + program.folders());
    }
    static Program::Outcome tail(const Program &program, const QStringList &options)
    {
        return program.run(QStringList{u"tail"_s} + options + program.folders());
    }
    static void checkComplaint(const Program::Outcome &outcome, ExitCode code, const QByteArray &says)
    {
        QVERIFY2(outcome.err.contains(says), outcome.err.constData());
        QCOMPARE(outcome.err.count('\n'), 1);
        QVERIFY2(outcome.out.isEmpty(), outcome.out.constData());
        QCOMPARE(outcome.code, static_cast<int>(code));
    }
    static void addOwners()
    {
        QTest::addColumn<QStringList>("owner");
        QTest::addRow("window") << QStringList();
        QTest::addRow("tail") << QStringList{u"tail"_s};
    }

private Q_SLOTS:
    void tailPrintsTheSame_data()
    {
        QTest::addColumn<QStringList>("owner");
        QTest::addColumn<QStringList>("format");
        QTest::addRow("window, text") << QStringList() << QStringList();
        QTest::addRow("window, json") << QStringList() << QStringList{u"--json"_s};
        QTest::addRow("tail, json") << QStringList{u"tail"_s} << QStringList{u"--json"_s};
    }
    void tailPrintsTheSame()
    {
        QFETCH(QStringList, owner);
        QFETCH(QStringList, format);
        const Program program;
        QProcess server;
        serve(server, program);
        QProcess other;
        startOwner(other, program, owner);
        const auto options = format + QStringList{u"--from-start"_s, u"--count"_s, u"400"_s, u"--feed"_s, u"Demo"_s};
        const auto beside = tail(program, options);
        QVERIFY2(beside.code == 0, beside.err.constData());
        QVERIFY2(beside.err.isEmpty(), beside.err.constData());
        QCOMPARE(beside.out.count('\n'), 400);
        // From now on: what it prints is behind what it printed before.
        const auto fresh = tail(program, format + QStringList{u"--count"_s, u"20"_s});
        QCOMPARE(fresh.code, 0);
        QCOMPARE(fresh.out.count('\n'), 20);
        QVERIFY(!beside.out.contains(fresh.out.left(fresh.out.indexOf('\n'))));
        const auto timed = tail(program, format + QStringList{u"--for"_s, u"1"_s});
        QCOMPARE(timed.code, 0);
        checkComplaint(tail(program, {u"--feed"_s, u"Nope"_s}), ExitCode::NoSuchFeed, "feeds.toml has \"Demo\"");
        QCOMPARE(other.state(), QProcess::Running);
        end(other);
        end(server);
        const auto alone = tail(program, options);
        QCOMPARE(alone.code, 0);
        QCOMPARE(alone.out, beside.out);
    }

    /// Whoever fills the journal is killed, and another one comes; the tail says so, and goes on where it was.
    void tailOutlivesAKilledOwner()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        QProcess follower;
        Lines lines;
        {
            QProcess window;
            startOwner(window, program, {});
            program.start(follower, QStringList{u"tail"_s, u"--json"_s, u"--from-start"_s} + program.folders());
            QTRY_VERIFY_WITH_TIMEOUT((lines.readFrom(follower), lines.count > 300), timeout);
            window.kill(); // SIGKILL
            QVERIFY(window.waitForFinished());
        }
        QByteArray said;
        const auto hasSaid = [&] {
            said += follower.readAllStandardError();
            return said.endsWith('\n');
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasSaid(), timeout);
        QCOMPARE(said,
                 QByteArray("bellboard: The Bellboard that fills the journal has ended; what is new comes when one "
                            "runs again.\n"));
        QCOMPARE(follower.state(), QProcess::Running);
        lines.readFrom(follower);
        const int before = lines.count;
        QProcess window;
        startOwner(window, program, {});
        QTRY_VERIFY_WITH_TIMEOUT((lines.readFrom(follower), lines.count > before + 100), timeout);
        QCOMPARE(lines.faults, QStringList());
        end(window);
        end(follower);
        end(server);
    }

#ifdef Q_OS_UNIX
    void tailEndsWhenTheJournalIsGone()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        QProcess window;
        startOwner(window, program, {});
        QProcess follower;
        program.start(follower, QStringList{u"tail"_s} + program.folders());
        QTRY_VERIFY_WITH_TIMEOUT(follower.canReadLine(), timeout);
        QVERIFY(QFile::remove(program.path(u"data/journal.sqlite"_s)));
        QVERIFY(follower.waitForFinished(timeout));
        QCOMPARE(follower.exitCode(), static_cast<int>(ExitCode::Missing));
        const auto said = follower.readAllStandardError();
        QVERIFY2(said.endsWith("cannot be read: it was removed or replaced.\n"), said.constData());
        QCOMPARE(said.count('\n'), 1);
        end(window);
        end(server);
    }
#endif

    void statusSaysTheSame_data() { addOwners(); }
    void statusSaysTheSame()
    {
        QFETCH(QStringList, owner);
        DemoThread server(quiet());
        server.run([](DemoServer &demo) { demo.produceNow(2000); });
        const Program program;
        program.writeFeed(u"Demo"_s, server.url().toString());
        QProcess other;
        startOwner(other, program, owner);
        const auto words = status(program);
        const auto json = status(program, {u"--json"_s});
        QCOMPARE(other.state(), QProcess::Running);
        end(other);
        const auto alone = status(program);
        const auto aloneJson = status(program, {u"--json"_s});

        QVERIFY2(words.err.isEmpty(), words.err.constData());
        QVERIFY2(words.out.startsWith("Live \302\267 1 of 1 feeds\n  Demo: Live\n"), words.out.constData());
        QVERIFY(words.out.contains(" unacknowledged alerts, the worst first:\n"));
        QCOMPARE(withoutAges(words.out), withoutAges(alone.out));
        QCOMPARE(words.code, alone.code);
        QVERIFY(words.code == static_cast<int>(ExitCode::Warning)
                || words.code == static_cast<int>(ExitCode::Critical));
        QCOMPARE(json.code, words.code);
        QCOMPARE(aloneJson.code, words.code);
        // Whoever connects is seen in the chat, so the count of events differs, and each has a history of its own.
        const auto withoutCounts = [](const QByteArray &out) {
            auto object = QJsonDocument::fromJson(out).object();
            auto feed = object.value(u"feeds"_s).toArray().first().toObject();
            if (feed.value(u"received"_s).toInt() < 2000)
                qFatal("the count of events is missing");
            feed.insert(u"received"_s, 0);
            feed.remove(u"round_trip_ms"_s); // each has a connection of its own, measured by itself
            if (feed.take(u"history"_s).toArray().isEmpty())
                qFatal("the history of the connection is missing");
            auto streams = feed.value(u"streams"_s).toArray();
            for (auto stream : streams) {
                // They age between the two, and the chat hears of whoever connects.
                auto known = stream.toObject();
                if (known.take(u"freshness"_s).toString().isEmpty() || known.take(u"age_ms"_s).toInteger(-1) < 0)
                    qFatal("the age of the data is missing");
                known.remove(u"offset"_s);
                stream = known;
            }
            if (streams.isEmpty())
                qFatal("the streams are missing");
            feed.insert(u"streams"_s, streams);
            object.insert(u"feeds"_s, QJsonArray{feed});
            auto journal = object.value(u"journal"_s).toObject();
            for (const auto &grows : {u"bytes"_s, u"oldest"_s}) { // looked at once a minute
                if (!journal.contains(grows))
                    qFatal("the journal is not described");
                journal.remove(grows);
            }
            object.insert(u"journal"_s, journal);
            return object;
        };
        QCOMPARE(withoutCounts(json.out), withoutCounts(aloneJson.out));
        QCOMPARE(json.out.count('\n'), 1);
    }

    void statusBesideADisconnectedOne_data() { addOwners(); }
    void statusBesideADisconnectedOne()
    {
        QFETCH(QStringList, owner);
        const Program program;
        program.writeFeed(u"Demo"_s, u"ws://127.0.0.1:1"_s);
        QProcess other;
        startOwner(other, program, owner);
        const auto words = status(program);
        QCOMPARE(words.code, static_cast<int>(ExitCode::Disconnected));
        QVERIFY2(words.out.contains("0 of 1 feeds"), words.out.constData());
        QVERIFY2(words.out.contains("  Demo: Disconnected. "), words.out.constData());
        QVERIFY(words.out.endsWith("No unacknowledged alerts\n"));
        const auto json = status(program, {u"--json"_s});
        QCOMPARE(json.code, static_cast<int>(ExitCode::Disconnected));
        QCOMPARE(QJsonDocument::fromJson(json.out).object().value(u"state"_s).toString(), u"disconnected"_s);
        end(other);
    }

#ifdef Q_OS_UNIX
    void anOwnerThatHangs_data() { addOwners(); }
    void anOwnerThatHangs()
    {
        QFETCH(QStringList, owner);
        DemoThread server(quiet());
        const Program program;
        program.writeFeed(u"Demo"_s, server.url().toString());
        QProcess other;
        startOwner(other, program, owner);
        const auto before = tail(program, {u"--from-start"_s, u"--count"_s, u"30"_s});
        QCOMPARE(before.code, 0);
        const auto pid = static_cast<pid_t>(other.processId());
        QVERIFY(::kill(pid, SIGSTOP) == 0);
        const auto asked = status(program);
        const auto window = program.run(program.folders());
        const auto during = tail(program, {u"--from-start"_s, u"--count"_s, u"30"_s});
        QVERIFY(::kill(pid, SIGCONT) == 0);
        checkComplaint(asked, ExitCode::Silent, "Bellboard is running already, but does not answer.");
        checkComplaint(window, ExitCode::Silent, "Bellboard is running already, but does not answer.");
        QCOMPARE(during.out, before.out); // the journal needs nobody's answer
        end(other);
    }
#endif

    void aWindowFindsATail()
    {
        DemoThread server(quiet());
        const Program program;
        program.writeFeed(u"Demo"_s, server.url().toString());
        QProcess other;
        startOwner(other, program, {u"tail"_s});
        checkComplaint(program.run(program.folders()), ExitCode::Locked,
                       "(process " + QByteArray::number(other.processId()) + "), which has no window.");
        end(other);
    }

    /// A status that is just asking the servers is waited for, by another and by a window.
    void statusIsWaitedFor()
    {
        const Program program;
        QTcpServer silent; // a server that takes a connection and says nothing
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        program.writeFeed(u"Demo"_s, u"ws://127.0.0.1:%1"_s.arg(silent.serverPort()));
        QProcess first;
        qputenv("XDG_RUNTIME_DIR", program.path(u"runtime"_s).toLocal8Bit());
        program.start(first, QStringList{u"status"_s, u"--for"_s, u"3"_s} + program.folders());
        QTRY_VERIFY_WITH_TIMEOUT(hasLock(program, first), timeout);
        QProcess window;
        program.start(window, program.folders());
        const auto second = status(program, {u"--for"_s, u"10"_s});
        QVERIFY2(second.err.isEmpty(), second.err.constData());
        QCOMPARE(second.code, static_cast<int>(ExitCode::Disconnected));
        QVERIFY(first.waitForFinished(timeout));
        QCOMPARE(first.exitCode(), static_cast<int>(ExitCode::Disconnected));
        QTRY_VERIFY_WITH_TIMEOUT(hasLock(program, window), timeout);
        const auto question = InstanceProtocol::request(InstanceProtocol::watch);
        QTRY_VERIFY_WITH_TIMEOUT(askInstance(program.path(u"data"_s), question).has_value(), timeout);
        end(window);
    }
};

QTEST_GUILESS_MAIN(TestBeside)
#include "tst_beside.moc"
