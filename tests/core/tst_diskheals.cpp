// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demothread.h"
#include "enginefixture.h"
#include "faultydisk.h"
#include "stricttest.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// A disk that fails below a running engine, and is well again later: it is said, nothing is taken in, and all goes on by itself.
class TestDiskHeals : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }

    void goesOnByItself_data()
    {
        QTest::addColumn<FaultyDisk::Fault>("fault");
        QTest::addRow("full") << FaultyDisk::Fault::Full;
        QTest::addRow("read-only") << FaultyDisk::Fault::ReadOnly;
        QTest::addRow("input/output error") << FaultyDisk::Fault::InputOutput;
        QTest::addRow("short write") << FaultyDisk::Fault::ShortWrite;
    }
    void goesOnByItself()
    {
        QFETCH(FaultyDisk::Fault, fault);
        auto &disk = FaultyDisk::install();
        DemoOptions quiet;
        quiet.paused = true;
        DemoThread demo(quiet);
        const QTemporaryDir folder;
        quint64 received = 0;
        {
            TestEngine engine(folder.path(), demo.url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(engine.isLive() && hasAll(engine, demo));
            const auto before = engine.received;

            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s)); // the log says it once
            disk.fail(fault);
            demo.run([](DemoServer &server) { server.produceNow(5000); });
            QTRY_VERIFY(!engine.problems.isEmpty());
            QVERIFY2(engine.problems.first().startsWith(u"The journal cannot be written: "_s),
                     qPrintable(engine.problems.first()));
            QTRY_COMPARE(engine.status->state, ConnectionState::Stopped);
            QVERIFY(engine.received < before + 5000);

            disk.heal();
            QElapsedTimer sinceHealing;
            sinceHealing.start();
            QTRY_VERIFY(engine.problems.last().isEmpty() && engine.isLive() && hasAll(engine, demo));
            qInfo("all was there %lld ms after the healing", sinceHealing.elapsed());
            QVERIFY(sinceHealing.elapsed() <= 5000);
            QCOMPARE(engine.faults, QStringList());
            received = engine.received;
            QVERIFY(received >= before + 5000);
        }
        // And all of it is on the disk.
        TestEngine again(folder.path(), demo.url());
        QVERIFY(again.engine.start());
        QTRY_COMPARE(again.received, received);
        QCOMPARE(again.faults, QStringList());
        QVERIFY(again.journal.notice.isEmpty());
    }

    /// So it is at the start, too: with a journal of before, and without.
    void beginsByItself_data()
    {
        QTest::addColumn<FaultyDisk::Fault>("fault");
        QTest::addColumn<bool>("isFirst");
        for (const bool isFirst : {true, false}) {
            const char *when = isFirst ? "first" : "again";
            QTest::addRow("full, %s", when) << FaultyDisk::Fault::Full << isFirst;
            QTest::addRow("read-only, %s", when) << FaultyDisk::Fault::ReadOnly << isFirst;
            QTest::addRow("input/output error, %s", when) << FaultyDisk::Fault::InputOutput << isFirst;
            QTest::addRow("unreadable, %s", when) << FaultyDisk::Fault::Unreadable << isFirst;
        }
    }
    void beginsByItself()
    {
        QFETCH(FaultyDisk::Fault, fault);
        QFETCH(bool, isFirst);
        auto &disk = FaultyDisk::install();
        DemoOptions quiet;
        quiet.paused = true;
        DemoThread demo(quiet);
        const QTemporaryDir folder;
        quint64 before = 0;
        if (!isFirst) {
            TestEngine engine(folder.path(), demo.url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(engine.isLive() && hasAll(engine, demo));
            before = engine.received;
        }
        demo.run([](DemoServer &server) { server.produceNow(1000); });
        TestEngine engine(folder.path(), demo.url());
        Command command;
        command.key = u"k"_s;
        command.name = u"acknowledge"_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s)); // the log says it once
        disk.fail(fault);
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(!engine.problems.isEmpty());
        QVERIFY2(engine.problems.first().endsWith(u"Nothing is taken in until it can."_s),
                 qPrintable(engine.problems.first()));
        engine.engine.sendCommand(command);
        QTRY_COMPARE(engine.phaseOf(u"k"_s), CommandPhase::Refused);
        QCOMPARE(engine.problems.size(), 1);
        QVERIFY(!engine.isLive());

        disk.heal();
        QElapsedTimer sinceHealing;
        sinceHealing.start();
        QTRY_VERIFY(engine.problems.last().isEmpty() && engine.isLive() && hasAll(engine, demo));
        qInfo("all was there %lld ms after the healing", sinceHealing.elapsed());
        QVERIFY(sinceHealing.elapsed() <= 5000);
        QCOMPARE(engine.faults, QStringList());
        QVERIFY(engine.received >= before + 1000);
        QVERIFY(engine.journal.setAside.isEmpty());
    }

private:
    static bool hasAll(const TestEngine &engine, DemoThread &demo)
    {
        const auto positions = demo.run([](DemoServer &server) { return server.positions(); });
        return std::ranges::all_of(positions, [&](const DemoServer::Position &position) {
            return engine.offset(position.stream) == position.last;
        });
    }
};

QTEST_GUILESS_MAIN(TestDiskHeals)
#include "tst_diskheals.moc"
