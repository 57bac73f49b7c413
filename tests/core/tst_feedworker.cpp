// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feedworker.h"

#include "demo/demothread.h"
#include "stricttest.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// A worker on the thread of the test, so that the order of what happens to it can be told.
class TestFeedWorker : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Trouble that is noticed a second time just before it is mended stops nobody afterwards.
    void aLateStopIsVoid()
    {
        DemoOptions quiet;
        quiet.paused = true;
        DemoThread demo(quiet);
        const QTemporaryDir folder;
        FeedWorker worker(options(folder.path(), demo.url()));
        FeedStatus status;
        JournalStatus journal;
        connect(&worker, &FeedWorker::statusChanged, this, [&](const FeedStatus &now) { status = now; });
        connect(&worker, &FeedWorker::journalStatusChanged, this, [&](const JournalStatus &now) { journal = now; });
        connect(&worker, &FeedWorker::tokenWanted, &worker, [&](FeedIndex feed) { worker.setToken(feed, {}); });
        QVERIFY(worker.open());
        worker.startDelivery();
        worker.startFeed(0);
        QTRY_COMPARE(status.state, ConnectionState::Live);
        for (int i = 0; i < 60; ++i) { // more than is handed over without being given back
            const auto before = status.received;
            demo.run([](DemoServer &server) { server.produceNow(2000); });
            QTRY_VERIFY(status.received >= before + 2000);
        }
        for (const auto *part : {"", "-wal"}) {
            QFile file(Journal::fileIn(folder.path()) + QLatin1String(part));
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(512));
            file.write(QByteArray(static_cast<qsizetype>(file.size()) - 512, 'x'));
        }

        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a page is not as it was written"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"The journal was damaged"_s));
        QMetaObject::invokeMethod(&worker, [&] { worker.giveCredit(); }, Qt::QueuedConnection);
        while (journal.problem.isEmpty())
            worker.giveCredit();
        QTRY_COMPARE(journal.problem, QString());
        QTRY_COMPARE(status.state, ConnectionState::Live);
        demo.run([](DemoServer &server) { server.produceNow(100); });
        const auto positions = demo.run([](DemoServer &server) { return server.positions(); });
        QTRY_VERIFY(std::ranges::all_of(positions, [&](const DemoServer::Position &position) {
            return std::ranges::any_of(status.streams, [&](const StreamStatus &stream) {
                return stream.name == position.stream && stream.offset == position.last;
            });
        }));
        worker.close();
    }

private:
    static Engine::Options options(const QString &folder, const QUrl &url)
    {
        FeedSettings feed;
        feed.name = u"Demo"_s;
        feed.url = url;
        Engine::Options options;
        options.dataFolder = folder;
        options.feeds = {feed};
        return options;
    }
};

QTEST_GUILESS_MAIN(TestFeedWorker)
#include "tst_feedworker.moc"
