// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/engine.h"

#include "demo/demothread.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Two feeds of one demo backend.
class TwoFeeds : public QObject
{
public:
    TwoFeeds(const QString &folder, const QUrl &url) : engine(options(folder, url))
    {
        connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) { engine.consumed(batch); });
        connect(&engine, &Engine::statusChanged, this,
                [this](const FeedStatus &status) { feeds[status.feed] = status; });
    }

    bool areLive() const
    {
        return std::ranges::all_of(feeds, [](const auto &feed) { return feed.state == ConnectionState::Live; });
    }
    bool wereAsked(TroubleHint hint) const
    {
        return std::ranges::all_of(feeds, [hint](const auto &feed) {
            return std::ranges::any_of(feed.history,
                                       [hint](const auto &transition) { return transition.hint == hint; });
        });
    }
    std::chrono::milliseconds expected(int feed, const QString &stream) const
    {
        for (const auto &status : feeds[feed].streams) {
            if (status.name == stream)
                return status.expectedInterval;
        }
        return -1ms;
    }

    QList<FeedStatus> feeds = QList<FeedStatus>(2);
    Engine engine;

private:
    static Engine::Options options(const QString &folder, const QUrl &url)
    {
        FeedSettings one;
        one.name = u"One"_s;
        one.url = url;
        FeedSettings two = one;
        two.name = u"Two"_s;
        two.expected = {{u"payments"_s, 7s}, {u"alerts"_s, 0s}, {u"silent"_s, 5s}};
        Engine::Options result;
        result.dataFolder = folder;
        result.feeds = {one, two};
        return result;
    }
};

} // namespace

/// What the program tells its feeds of the computer that they run on, and what feeds.toml tells of their streams.
class TestEngineHints : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyFeedIsAsked()
    {
        QTemporaryDir folder;
        DemoOptions options;
        options.paused = true;
        DemoThread server(options);
        QVERIFY(server.isListening());
        TwoFeeds two(folder.path(), server.url());
        QVERIFY(two.engine.start());
        QTRY_VERIFY(two.areLive());
        QTRY_VERIFY(two.feeds[0].roundTrip && two.feeds[1].roundTrip);
        two.engine.takeHint(TroubleHint::FocusReturned);
        QTRY_VERIFY(two.wereAsked(TroubleHint::FocusReturned));
        QTRY_VERIFY(two.areLive());
        // Both are on this computer, which needs no network.
        two.engine.setNetworkAvailable(false);
        two.engine.takeHint(TroubleHint::NetworkChanged);
        two.engine.takeHint(TroubleHint::Woke);
        QTRY_VERIFY(two.wereAsked(TroubleHint::Woke));
        QVERIFY(!two.wereAsked(TroubleHint::NetworkChanged));
        QTRY_VERIFY(two.areLive());
    }

    /// What feeds.toml says of a stream comes before what the server says.
    void whatIsExpected()
    {
        QTemporaryDir folder;
        DemoOptions options;
        options.paused = true;
        DemoThread server(options);
        QVERIFY(server.isListening());
        TwoFeeds two(folder.path(), server.url());
        QVERIFY(two.engine.start());
        server.run([](DemoServer &demo) { demo.produceNow(2000); });
        QTRY_VERIFY(two.expected(1, u"payments"_s) >= 0ms && two.expected(1, u"alerts"_s) >= 0ms);
        QTRY_VERIFY(two.expected(0, u"payments"_s) >= 2000ms);
        QVERIFY(two.expected(0, u"payments"_s) != 7s);
        QVERIFY(two.expected(1, u"payments"_s) == 7s);
        QVERIFY(two.expected(1, u"alerts"_s) == 0s);
        // Of what is promised and has never come nothing is known, and that is said.
        const auto &streams = two.feeds[1].streams;
        const auto silent = std::ranges::find(streams, u"silent"_s, &StreamStatus::name);
        QVERIFY(silent != streams.end() && !silent->lastEvent);
        QVERIFY(silent->expectedInterval == 5s);
        QVERIFY(std::ranges::find(two.feeds[0].streams, u"silent"_s, &StreamStatus::name)
                == two.feeds[0].streams.end());
    }
};

QTEST_GUILESS_MAIN(TestEngineHints)
#include "tst_enginehints.moc"
