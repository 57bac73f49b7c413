// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/delivery.h"
#include "feed/engine.h"
#include "feed/feedsfile.h"

#include "demo/demothread.h"
#include "enginefixture.h"
#include "journal/database.h"
#include "journal/journal.h"
#include "stricttest.h"
#include "testservers.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

DemoOptions pausedServer()
{
    DemoOptions options;
    options.paused = true;
    options.rate = 1000;
    return options;
}

/// Whether `engine` has all that `server` has, by its streams.
bool hasAll(const TestEngine &engine, DemoThread &server)
{
    const auto positions = server.run([](DemoServer &demo) { return demo.positions(); });
    return std::ranges::all_of(positions, [&](const DemoServer::Position &position) {
        return engine.offset(position.stream) == position.last;
    });
}

void produce(DemoThread &server, quint64 count)
{
    server.run([count](DemoServer &demo) { demo.produceNow(count); });
}

} // namespace

/// Against the demo backend, over a real socket, with a real journal.
class TestEngineRun : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventOnceAndInOrder()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        QVERIFY(server.isListening());
        produce(server, 3000);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(engine.replaysFinished, 1);
        for (int i = 0; i < 20; ++i)
            produce(server, 137);
        QTRY_VERIFY(hasAll(engine, server));
        QCOMPARE(engine.faults, QStringList());
        QTRY_COMPARE(engine.status->received, engine.received);
        QVERIFY(engine.received >= 3000 + 20 * 137);
        QCOMPARE(engine.replayed, 0u);
        QVERIFY(engine.quarantined.isEmpty() && engine.problems.isEmpty());
    }

    /// The one that feeds.toml names connects: QWebSocket cannot compress, so that it offers no extension.
    void theChosenEngineConnects()
    {
        for (const auto &[line, offers] :
             {std::pair("", true), {"engine = \"wire\"\n", true}, {"engine = \"qt\"\n", false}}) {
            QTemporaryDir folder;
            WebSocketTestServer server;
            Engine::Options options;
            options.dataFolder = folder.path();
            const auto file = FeedsFile::parse("[[feed]]\nname = \"test\"\nurl = \"" + server.url().toString().toUtf8()
                                                   + "\"\n" + line,
                                               u"feeds.toml"_s);
            QVERIFY(file.problems.isEmpty());
            options.feeds = file.feeds;
            Engine engine(options);
            QVERIFY(engine.start());
            QTRY_COMPARE(server.connections, 1);
            QCOMPARE(server.extensions.isEmpty(), !offers);
        }
    }

    /// What was damaged in the file is passed over and told of; all else is read.
    void damagedSegment()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        quint64 stored = 0;
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            for (int i = 0; i < 3; ++i) {
                produce(server, 500);
                QTRY_VERIFY(hasAll(engine, server));
            }
            stored = engine.received;
        }
        auto database = Database::open(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(database);
        const auto lost = database->number("SELECT events FROM segment WHERE id = 2");
        QVERIFY(lost && *lost > 0);
        QVERIFY(database->execute("UPDATE segment SET text = x'00' WHERE id = 2"));
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^%1 stored events could not be read back"_s.arg(*lost)));
        TestEngine engine(folder.path(), server.url());
        quint64 passedOver = 0;
        connect(&engine.engine, &Engine::eventsPassedOver, this, [&](quint64 count) { passedOver = count; });
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.replaysFinished, 1);
        QTRY_COMPARE(engine.replayed, stored - static_cast<quint64>(*lost));
        QCOMPARE(passedOver, static_cast<quint64>(*lost));
    }

    void restartResumes()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        produce(server, 2000);
        quint64 before = 0;
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(hasAll(engine, server));
            engine.engine.setNotifiedSegment(0, 3);
            engine.engine.setNotifiedSegment(7, 3); // there is no such feed
            before = engine.received;
        }
        produce(server, 500);
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QCOMPARE(engine.engine.notifiedSegment(0), 3);
            QCOMPARE(engine.engine.notifiedSegment(7), 0);
            QTRY_VERIFY(hasAll(engine, server));
            QTRY_VERIFY(engine.isLive());
            QCOMPARE(engine.faults, QStringList());
            QCOMPARE(engine.replayed, before); // the journal first
            QVERIFY(engine.received >= before + 500);
            QCOMPARE(engine.status->duplicates, 0u); // the server was asked for what follows only
            before = engine.received;
        }
        // From now on: nothing of the journal is handed over.
        TestEngine engine(folder.path(), server.url(), Engine::Replay::None);
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.replaysFinished, 1);
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(engine.received, 0u);
        produce(server, 1);
        QTRY_VERIFY(engine.received >= 1);
        QTRY_COMPARE(engine.status->received, before + engine.received);
    }

    /// The connection is cut again and again while events flow.
    void cutConnections()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        for (const int code : {0, 1012, 0, 1011, 1001, 0}) {
            QTRY_VERIFY(engine.isLive());
            produce(server, 700);
            server.run([code](DemoServer &demo) { demo.dropClients(code); });
            QTRY_VERIFY(!engine.isLive());
            produce(server, 50);
            engine.engine.retryNow();
        }
        QTRY_VERIFY_WITH_TIMEOUT(hasAll(engine, server), 20'000);
        QCOMPARE(engine.faults, QStringList());
    }

    /// While the server has us move, all goes on: no event is lost or comes twice, and one connection is left.
    void moves()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        server.run([](DemoServer &demo) { demo.drain(std::chrono::seconds(4)); });
        const auto hasBeen = [&](ConnectionState state, int times) {
            produce(server, 50); // all the time
            return std::ranges::count(engine.status->history, state, &ConnectionTransition::to) == times;
        };
        QTRY_VERIFY(hasBeen(ConnectionState::Draining, 1));
        QTRY_VERIFY_WITH_TIMEOUT(hasBeen(ConnectionState::Live, 2), 30'000);
        QTRY_VERIFY(hasAll(engine, server));
        QCOMPARE(engine.faults, QStringList());
        QVERIFY(engine.gaps.isEmpty());
        QTRY_COMPARE(server.run([](DemoServer &demo) { return demo.clientCount(); }), 1);
    }

    /// Whoever does not keep up gets no more than its credit; the rest waits on disk and comes in order.
    void credit()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        TestEngine engine(folder.path(), server.url());
        engine.consuming = false;
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        quint64 produced = 0;
        for (int i = 0; i < 2 * Delivery::creditLimit; ++i) {
            produce(server, 100);
            const auto positions = server.run([](DemoServer &demo) { return demo.positions(); });
            produced = 0;
            for (const auto &position : positions)
                produced += position.last;
            QTRY_COMPARE(engine.status->received, produced); // journalled, each time in commits of its own
        }
        QCOMPARE(engine.batchesTaken, Delivery::creditLimit);
        QTRY_COMPARE(engine.journal.waiting, produced - engine.received); // told once it lasts
        engine.release();
        QTRY_COMPARE(engine.received, produced);
        QVERIFY(engine.batchesTaken >= 2 * Delivery::creditLimit);
        QCOMPARE(engine.faults, QStringList());
        QTRY_COMPARE(engine.journal.waiting, 0u); // it ends by itself
        QCOMPARE(engine.replayed, 0u); // read back, but not from before
    }

    /// When a feed says that it is live, it names the batch with the last of what it recovered, wherever that is by then.
    void liveNamesWhatCameBefore()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        produce(server, 100'000);
        TestEngine engine(folder.path(), server.url());
        engine.consuming = false;
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        const auto segment = engine.status->segment;
        QCOMPARE(engine.batchesTaken, Delivery::creditLimit);
        QVERIFY(segment > engine.held.back()->segment); // the rest waits on disk
        engine.release();
        QTRY_COMPARE(engine.newestSegment, segment);
        QVERIFY(hasAll(engine, server));
    }

    /// Version 0.1.0 had one mark over all feeds.
    /// Until when ended snoozes were told is kept over a restart, and never goes back.
    void endedSnoozesAreRemembered()
    {
        const QTemporaryDir folder;
        const QUrl nowhere(u"ws://127.0.0.1:1"_s);
        const Timestamp until(std::chrono::milliseconds(1'795'257'000'000));
        {
            TestEngine engine(folder.path(), nowhere);
            QVERIFY(engine.engine.start());
            QCOMPARE(engine.engine.notifiedWaking(0), Timestamp());
            engine.engine.setNotifiedWaking(0, until);
            engine.engine.setNotifiedWaking(0, until - std::chrono::hours(1));
            engine.engine.setNotifiedWaking(7, until); // there is no such feed
            engine.engine.setNotifiedSegment(0, 3);
        }
        TestEngine engine(folder.path(), nowhere);
        QVERIFY(engine.engine.start());
        QCOMPARE(engine.engine.notifiedWaking(0), until);
        QCOMPARE(engine.engine.notifiedSegment(0), 3);
    }

    void anOldMarkHoldsForEachFeed()
    {
        QTemporaryDir folder;
        {
            auto journal = Journal::open(folder.path());
            QVERIFY(journal && (*journal)->setProgress("notified", 5));
        }
        {
            TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
            QVERIFY(engine.engine.start());
            QCOMPARE(engine.engine.notifiedSegment(0), 5);
            engine.engine.setNotifiedSegment(0, 4); // marks do not go back
            engine.engine.setNotifiedSegment(0, 6);
        }
        TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
        QVERIFY(engine.engine.start());
        QCOMPARE(engine.engine.notifiedSegment(0), 6);
    }

    void oneFolderOneEngine()
    {
        QTemporaryDir folder;
        TestEngine first(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
        QVERIFY(first.engine.start());
        TestEngine second(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
        auto started = second.engine.start();
        QVERIFY(!started);
        QCOMPARE(started.error().kind, EngineError::Kind::Locked);
        QVERIFY2(started.error().text.contains(QString::number(QCoreApplication::applicationPid())),
                 qPrintable(started.error().text));
        first.engine.stop();
        QVERIFY(second.engine.start());
    }

    void badFolder()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        TestEngine onFile(file.fileName(), {});
        auto started = onFile.engine.start();
        QVERIFY(!started);
        QCOMPARE(started.error().kind, EngineError::Kind::Folder);

        // The journal of a newer program.
        {
            auto database = Database::open(Journal::fileIn(folder.path()));
            QVERIFY(database && database->execute("PRAGMA application_id = 1113943148; PRAGMA user_version = 99"));
        }
        TestEngine onNewer(folder.path(), {});
        started = onNewer.engine.start();
        QVERIFY(!started);
        QCOMPARE(started.error().kind, EngineError::Kind::Journal);
    }

    void commands()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        Command command;
        command.name = u"message"_s;
        command.kind = u"conversation"_s;
        command.subject = u"Payments desk"_s;
        command.text = u"Zo\u00eb, is that <b>ours</b>?"_s;
        command.key = u"early"_s; // before the feed is connected: it waits
        engine.engine.sendCommand(command);
        QTRY_COMPARE(engine.phaseOf(command.key), CommandPhase::Settled);
        QTRY_VERIFY(engine.isLive());
        const auto chat = engine.offset(u"chat"_s);
        command.key = u"k1"_s;
        engine.engine.sendCommand(command);
        QTRY_COMPARE(engine.phaseOf(command.key), CommandPhase::Settled);
        QTRY_VERIFY(engine.offset(u"chat"_s) > chat);
        command.key = u"k2"_s;
        command.subject = u"nobody knows this"_s;
        engine.engine.sendCommand(command);
        QTRY_COMPARE(engine.phaseOf(command.key), CommandPhase::Refused);
        QVERIFY(!engine.commands.last().reason.isEmpty());
        command.key = u"k3"_s;
        command.feed = 7;
        engine.engine.sendCommand(command);
        QTRY_COMPARE(engine.phaseOf(command.key), CommandPhase::Refused);
    }

    /// Asked for while the server is away, by a program that then ends: the next one sends it.
    void commandsWait()
    {
        QTemporaryDir folder;
        Command command;
        command.key = u"k1"_s;
        command.name = u"message"_s;
        command.kind = u"conversation"_s;
        command.subject = u"Payments desk"_s;
        command.text = u"later"_s;
        DemoThread server(pausedServer());
        {
            TestEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
            QVERIFY(engine.engine.start());
            engine.engine.sendCommand(command);
            QTRY_COMPARE(engine.phaseOf(command.key), CommandPhase::Pending);
            auto other = command;
            other.key = u"k2"_s;
            engine.engine.sendCommand(other);
            QTRY_COMPARE(engine.phaseOf(other.key), CommandPhase::Pending);
            engine.engine.cancelCommand(0, other.key);
            QTRY_COMPARE(engine.phaseOf(other.key), CommandPhase::Cancelled);
        }
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.phaseOf(command.key), CommandPhase::Settled);
        QVERIFY(!engine.phaseOf(u"k2"_s));
    }

#ifdef Q_OS_UNIX
    /// A disk that is full, really: it is said, nothing is taken in, and once there is room all of it comes.
    void fullDisk()
    {
        QTemporaryDir folder;
        DemoThread server(pausedServer());
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        QTRY_VERIFY(hasAll(engine, server));
        const auto before = engine.received;

        rlimit unlimited{};
        QVERIFY(::getrlimit(RLIMIT_FSIZE, &unlimited) == 0);
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        rlimit full = unlimited;
        full.rlim_cur = 64 * 1024;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s)); // the log says it once
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &full) == 0);
        produce(server, 5000);
        QTRY_VERIFY(!engine.problems.isEmpty());
        QVERIFY2(engine.problems.first().startsWith(u"The journal cannot be written: "_s),
                 qPrintable(engine.problems.first()));
        QTRY_COMPARE(engine.status->state, ConnectionState::Stopped);
        const auto during = engine.received;
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &unlimited) == 0);
        std::signal(SIGXFSZ, ignored);

        QTRY_COMPARE(engine.problems.last(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(hasAll(engine, server), 20'000);
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(engine.faults, QStringList());
        QVERIFY(before <= during && during < engine.received);
        QTRY_COMPARE(engine.status->received, engine.received);
        engine.engine.stop();
        TestEngine again(folder.path(), server.url());
        QVERIFY(again.engine.start());
        QTRY_VERIFY(hasAll(again, server));
        QCOMPARE(again.faults, QStringList());
        QCOMPARE(again.received, engine.received);
    }
#endif
};

QTEST_GUILESS_MAIN(TestEngineRun)
#include "tst_engine.moc"
