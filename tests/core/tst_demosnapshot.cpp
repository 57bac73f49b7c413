// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A feed of the demo backend, which forgets, or begins anew, while nobody listens.

#include "demo/demothread.h"
#include "enginefixture.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

DemoOptions pausedServer()
{
    DemoOptions options;
    options.paused = true;
    options.rate = 1000;
    options.payments = 60;
    return options;
}

DemoOptions forgetfulServer()
{
    auto options = pausedServer();
    options.historyBytes = 512 * 1024;
    return options;
}

void produce(DemoThread &server, quint64 count)
{
    server.run([count](DemoServer &demo) { demo.produceNow(count); });
}

/// Whether `engine` stands where `server` does.
bool isThere(const TestEngine &engine, DemoThread &server)
{
    const auto positions = server.run([](DemoServer &demo) { return demo.positions(); });
    return engine.isLive() && engine.status->streams.size() == static_cast<qsizetype>(positions.size())
        && std::ranges::all_of(positions, [&](const DemoServer::Position &position) {
               return std::ranges::any_of(engine.status->streams, [&](const StreamStatus &stream) {
                   return stream.name == position.stream && stream.epoch == position.epoch
                       && stream.offset == position.last;
               });
           });
}

/// The newest event of each subject, those of one epoch alone, whose ids begin with it.
QHash<QString, QString> statesOf(const TestEngine &engine, const QString &epoch)
{
    QHash<QString, QString> states;
    for (auto state = engine.states.cbegin(); state != engine.states.cend(); ++state) {
        if (state->startsWith(epoch))
            states.insert(state.key(), *state);
    }
    return states;
}

QString epochOf(DemoThread &server)
{
    return server.run([](DemoServer &demo) { return demo.positions(); }).front().epoch;
}

} // namespace

class TestDemoSnapshot : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// One who was away while the server forgot ends where one is who saw it all.
    void whatWasForgotten()
    {
        QTemporaryDir folder;
        QTemporaryDir witnessFolder;
        DemoThread server(forgetfulServer());
        QVERIFY2(server.isListening(), qPrintable(server.errorString()));
        TestEngine witness(witnessFolder.path(), server.url());
        QVERIFY(witness.engine.start());
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(isThere(engine, server));
        }
        for (int i = 0; i < 40; ++i) {
            produce(server, 100);
            QTRY_VERIFY(isThere(witness, server)); // before it is forgotten
        }
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(isThere(engine, server));
        QVERIFY(engine.received < witness.received);
        QTRY_VERIFY(engine.status->repairs > 0);
        QCOMPARE(engine.gaps.size(), 0);
        QTRY_COMPARE(engine.states, witness.states);

        // And goes on as everybody does.
        produce(server, 100);
        QTRY_VERIFY(isThere(engine, server));
        QTRY_COMPARE(engine.states, witness.states);
        QVERIFY(witness.gaps.isEmpty() && witness.repairs.isEmpty());
    }

    /// Without snapshots, what is forgotten is missing, and that is said.
    void withoutSnapshots()
    {
        QTemporaryDir folder;
        auto options = forgetfulServer();
        options.snapshots = false;
        DemoThread server(options);
        QVERIFY2(server.isListening(), qPrintable(server.errorString()));
        produce(server, 4000);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(isThere(engine, server));
        QTRY_VERIFY(engine.status->gaps > 0);
        QCOMPARE(engine.status->repairs, 0u);
        QCOMPARE(engine.faults, QStringList());
    }

    /// What not even snapshots reach is missing as well.
    void moreWasForgottenThanSnapshotsReach()
    {
        QTemporaryDir folder;
        auto options = forgetfulServer();
        options.historyBytes = 64 * 1024;
        options.payments = 2000;
        DemoThread server(options);
        QVERIFY2(server.isListening(), qPrintable(server.errorString()));
        produce(server, 10'000);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(isThere(engine, server));
        QTRY_VERIFY(engine.status->gaps > 0);
    }

    /// A new epoch is a snapshot of all that is in it.
    void newEpoch()
    {
        QTemporaryDir folder;
        QTemporaryDir witnessFolder;
        {
            DemoThread server(pausedServer());
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(isThere(engine, server));
        }
        auto options = pausedServer();
        options.seed = 2;
        DemoThread server(options);
        produce(server, 3000);
        TestEngine witness(witnessFolder.path(), server.url());
        QVERIFY(witness.engine.start());
        QTRY_VERIFY(isThere(witness, server));
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(isThere(engine, server));
        QVERIFY(engine.received < witness.received);
        QTRY_VERIFY(engine.status->repairs > 0);
        QCOMPARE(statesOf(engine, epochOf(server)), statesOf(witness, epochOf(server)));
    }
};

QTEST_GUILESS_MAIN(TestDemoSnapshot)
#include "tst_demosnapshot.moc"
