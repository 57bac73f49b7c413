// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feedworker.h"

#include "demo/demothread.h"
#include "faultydisk.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto syncTime = CommitPace::slow + 60ms;
/// Without a rest one commit follows the other. How long one is goes by what commits took, of which the first were quick.
constexpr auto rest = (CommitPace::restPerCommit - 1) * syncTime;

/// Two feeds of a backend each, and when the journal took in what of the first.
class TwoFeeds : public QObject
{
public:
    TwoFeeds(const QString &folder, const QUrl &one, const QUrl &two) : worker(options(folder, one, two))
    {
        connect(&worker, &FeedWorker::statusChanged, this,
                [this](const FeedStatus &status) { feeds[status.feed] = status; });
        connect(&worker, &FeedWorker::journalStatusChanged, this, [this](const JournalStatus &now) {
            wasSlow = wasSlow || now.slow;
            journal = now;
        });
        connect(&worker, &FeedWorker::tokenWanted, &worker, [this](FeedIndex feed) { worker.setToken(feed, {}); });
        connect(&worker, &FeedWorker::batchReady, this, [this](const EventBatchPtr &batch) {
            if (!batch->events.empty() && batch->events.front().feed == 0)
                taken.append(batch->received);
            QMetaObject::invokeMethod(&worker, &FeedWorker::giveCredit, Qt::QueuedConnection);
        });
    }

    void start()
    {
        QVERIFY(worker.open());
        worker.startDelivery();
        worker.startFeed(0);
        worker.startFeed(1);
        QTRY_COMPARE(feeds[0].state, ConnectionState::Live);
        QTRY_COMPARE(feeds[1].state, ConnectionState::Live);
    }
    /// How often nothing of the first feed was taken in for so long.
    qsizetype pauses(std::chrono::milliseconds least) const
    {
        qsizetype count = 0;
        for (qsizetype i = 1; i < taken.size(); ++i)
            count += taken[i] - taken[i - 1] >= least ? 1 : 0;
        return count;
    }

    QList<FeedStatus> feeds = QList<FeedStatus>(2);
    JournalStatus journal;
    bool wasSlow = false;
    QList<Timestamp> taken;
    FeedWorker worker;

private:
    static Engine::Options options(const QString &folder, const QUrl &one, const QUrl &two)
    {
        FeedSettings flood;
        flood.name = u"Flood"_s;
        flood.url = one;
        FeedSettings other;
        other.name = u"Other"_s;
        other.url = two;
        Engine::Options options;
        options.dataFolder = folder;
        options.feeds = {flood, other};
        return options;
    }
};

} // namespace

/// A disk that crawls, and a feed that sends more than it can take.
class TestSlowDisk : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }

    /// It is said; the flood leaves the disk to the other feed for most of the time; and all comes.
    void aFloodRests()
    {
        auto &disk = FaultyDisk::install();
        DemoOptions quiet;
        quiet.paused = true;
        DemoThread flood(quiet);
        DemoThread other(quiet);
        const QTemporaryDir folder;
        TwoFeeds two(folder.path(), flood.url(), other.url());
        two.start();
        QVERIFY(!two.journal.slow);
        const auto before = two.feeds[0].received;
        two.taken.clear();
        disk.slowDown(0us, syncTime);
        constexpr int count = 40'000;
        flood.run([](DemoServer &server) { server.produceNow(count); });
        QTRY_VERIFY_WITH_TIMEOUT(two.wasSlow, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(two.pauses(rest) >= 3, 30'000);
        disk.slowDown(0us, 0us);
        QTRY_COMPARE_WITH_TIMEOUT(two.feeds[0].received, before + count, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!two.journal.slow, 30'000);
        two.worker.close();
    }
};

QTEST_GUILESS_MAIN(TestSlowDisk)
#include "tst_slowdisk.moc"
