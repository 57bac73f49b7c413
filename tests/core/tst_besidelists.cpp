// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a connection brings while a list is read, or is to be read.

#include "faultydisk.h"
#include "lister.h"
#include "stricttest.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTimer>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestBesideLists : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }

    void behindTheSubscription_data()
    {
        QTest::addColumn<bool>("answers");
        QTest::newRow("answered") << true;
        QTest::newRow("not answered") << false;
    }
    /// What happens until a server has subscribed the connection is in no list that was made before: it is asked for when the server has
    /// read the subscription, as far as it shows that. What comes meanwhile is newer.
    void behindTheSubscription()
    {
        QFETCH(bool, answers);
        const QTemporaryDir folder;
        Lister server;
        server.mayAnswer = false;
        Connection::Settings patient;
        patient.hintDeadline = answers ? std::chrono::milliseconds(std::chrono::hours(1)) : std::chrono::seconds(2);
        const auto profile =
            profileWith("[send]\nsubscribe = '{\"to\":\"all\"}'\n" + snapshotList, {.byWebSocket = true});
        Listed client(folder.path(), server, profile, StreamRepair::timeout, patient);
        QVERIFY(client.engine.start());
        QTRY_VERIFY(!server.ping.isNull());
        QCOMPARE(server.said, QList<QByteArray>{R"({"to":"all"})"});
        server.say(task("T-1", "done"));
        if (answers) {
            server.say(R"({"nonsense":true})");
            QTRY_COMPARE(client.status->quarantined, 1u); // so that what came before was read, too
            QVERIFY(client.status->state == ConnectionState::Recovering);
            QCOMPARE(client.titles, QStringList());
            QCOMPARE(server.asked, QStringList());
            server.answerPing();
        }
        QTRY_COMPARE(server.asked, QStringList{u"/all"_s});
        QCOMPARE(server.ping.isNull(), answers);
        QCOMPARE(client.titles, QStringList());
        server.give({task("T-1", "queued")});
        QTRY_COMPARE(client.titles, (QStringList{u"T-1 queued"_s, u"T-1 done"_s}));
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
    }

    /// A server that does not say which ping it answers may mean one from before the subscription.
    void anAnswerWithoutAName()
    {
        const QTemporaryDir folder;
        Lister server;
        Connection::Settings patient;
        patient.hintDeadline = std::chrono::hours(1);
        const auto profile = profileWith("[message.pong]\ntype = \"control.pong\"\n[send]\nping = '{\"ask\":{{id}}}'\n"
                                         "subscribe = '{\"to\":\"all\"}'\n"
                                             + snapshotList + "[http.poll]\npath = \"/polled\"\n",
                                         {.byWebSocket = true});
        Listed client(folder.path(), server, profile, StreamRepair::timeout, patient);
        QVERIFY(client.engine.start());
        QTRY_COMPARE(server.said, QList<QByteArray>{R"({"ask":"proof"})"});
        server.say(task("T-1", "said")); // which shows as well that WebSocket is not blocked
        QTRY_COMPARE(server.said.size(), 3);
        QCOMPARE(server.said[1], R"({"to":"all"})");
        const QByteArray pong = R"({"kind":"pong"})";
        server.say(pong);
        server.say(R"({"nonsense":true})");
        QTRY_COMPARE(client.status->quarantined, 1u);
        QCOMPARE(server.asked, QStringList());
        server.say(pong);
        QTRY_COMPARE(server.asked, QStringList{u"/all"_s});
        server.give({});
        QTRY_VERIFY(client.isLive());
    }

    /// What came beside a list that was not read to its end waits for the next one, as it is newer.
    void cutOff()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(wholeList));
        begin(client, server, task("T-1", "first"));
        server.given = nullptr;
        server.client->abort();
        QTRY_COMPARE(server.streams, 2);
        QTRY_COMPARE(server.asked.size(), 2);
        server.say(task("T-1", "third"));
        server.say(R"({"nonsense":true})");
        QTRY_COMPARE(client.status->quarantined, 1u);
        server.client->abort();
        QTRY_COMPARE(server.asked.size(), 3);
        QCOMPARE(client.titles.size(), 1);
        server.give({task("T-1", "second")});
        QTRY_COMPARE(client.titles, (QStringList{u"T-1 first"_s, u"T-1 second"_s, u"T-1 third"_s}));
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
    }

    void tooMuchWaits_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("size");
        QTest::newRow("many") << 60 << (512 << 10);
        QTest::newRow("two large ones") << 2 << (13 << 20);
    }
    /// Where more comes beside a list than can wait, the list is given up, which is said; nothing that came is lost.
    void tooMuchWaits()
    {
        QFETCH(int, count);
        QFETCH(int, size);
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(wholeList));
        begin(client, server, task("T-0", "first"));
        server.given = nullptr;
        server.client->abort();
        QTRY_COMPARE(server.streams, 2);
        QTRY_COMPARE(server.asked.size(), 2);
        const QByteArray filling(size, 'x');
        for (int i = 1; i <= count; ++i)
            server.say(R"({"filling":")" + filling + R"(","id":"T-)" + QByteArray::number(i) + R"(","title":"t"})");
        QTRY_COMPARE_WITH_TIMEOUT(client.titles.size(), count + 1, 30'000);
        QTRY_COMPARE(client.gaps.size(), 1);
        QTRY_VERIFY(client.isLive());
        QVERIFY2(client.status->complaint.contains(u"more came meanwhile"_s), qPrintable(client.status->complaint));
        QCOMPARE(client.faults, QStringList());
    }

    /// What a server says at once with the beginning of a connection is newer than what was missed before it.
    void whatComesWithTheBeginning_data()
    {
        QTest::addColumn<bool>("byWebSocket");
        QTest::newRow("server-sent events") << false;
        QTest::newRow("WebSocket") << true;
    }
    void whatComesWithTheBeginning()
    {
        QFETCH(bool, byWebSocket);
        const QTemporaryDir folder;
        Lister server;
        QList<QByteArray> items;
        server.given = [&](const auto &) { server.give(items); };
        Listed client(folder.path(), server, profileWith(wholeList, {.byWebSocket = byWebSocket}));
        begin(client, server, task("T-1", "first"));
        items = {task("T-1", "first"), task("T-1", "second")};
        server.opening = task("T-1", "third");
        server.client->abort();
        QTRY_COMPARE(client.titles, (QStringList{u"T-1 first"_s, u"T-1 second"_s, u"T-1 third"_s}));
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
    }

    /// As long as more of a list comes, the connection beside it may be silent.
    void aLongListBesideASilentConnection()
    {
        const QTemporaryDir folder;
        Lister server;
        constexpr int pages = 5;
        int given = pages;
        server.given = [&](const auto &) {
            if (given == pages)
                return void(server.list->write(HttpTestServer::answerWith("{\"items\":[]}")));
            const auto number = QByteArray::number(given);
            const auto next = ++given < pages ? QByteArray("\"next\":\"") + number + "\"," : QByteArray();
            const auto page = HttpTestServer::answerWith('{' + next + "\"items\":[" + task("T-" + number, "t") + "]}");
            QTimer::singleShot(700, server.list, [socket = server.list, page] { socket->write(page); });
        };
        Connection::Settings connection;
        connection.openDeadline = std::chrono::milliseconds(2'000);
        Listed client(folder.path(), server, profileWith(byCursor, {.byWebSocket = true}), StreamRepair::timeout,
                      connection);
        begin(client, server, task("T", "t"));
        given = 0;
        server.client->abort();
        QTRY_COMPARE_WITH_TIMEOUT(client.titles.size(), 1 + pages, 20'000);
        QTRY_VERIFY(client.isLive());
        QCOMPARE(server.streams, 2);
        QCOMPARE(client.gaps.size(), 0);
    }

    /// What waited for a list is as old as it is.
    void whatWaitedIsNoNewer()
    {
        const QTemporaryDir folder;
        Lister server;
        const SystemClock clock;
        Listed client(folder.path(), server, profileWith(snapshotList));
        QVERIFY(client.engine.start());
        QTRY_COMPARE(server.asked.size(), 1);
        server.say(task("T-1", "said"));
        server.say(R"({"nonsense":true})");
        QTRY_COMPARE(client.status->quarantined, 1u);
        const auto came = clock.wallTime();
        QTRY_VERIFY(clock.wallTime() > came + std::chrono::milliseconds(100));
        server.give({});
        QTRY_COMPARE(client.titles, QStringList{u"T-1 said"_s});
        QVERIFY(client.times.first() <= came);
    }

    /// What waits for a list of all there is when the program ends is not lost, where the server believes that it was taken in.
    void anEndWhileSomethingWaits()
    {
        const QTemporaryDir folder;
        Lister server;
        const auto profile = profileWith(snapshotList, {.replays = true});
        {
            Listed client(folder.path(), server, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(server.asked.size(), 1);
            server.say(task("T-1", "said"));
            server.say(R"({"nonsense":true})");
            QTRY_COMPARE(client.status->quarantined, 1u);
            QCOMPARE(client.titles, QStringList());
        }
        Listed client(folder.path(), server, profile);
        QVERIFY(client.engine.start());
        QTRY_COMPARE(client.titles, QStringList{u"T-1 said"_s});
    }

    /// What a connection brought that never was welcome is kept at the end, behind the gap that may be before it: the next run would take it
    /// for the newest.
    void anEndBeforeTheWelcome()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        server.opening = R"({"kind":"hello"})";
        const auto profile = profileWith(wholeList, {.byWebSocket = true, .greets = true});
        {
            Listed client(folder.path(), server, profile);
            begin(client, server, task("T-1", "first"));
            server.opening = task("T-2", "early");
            server.client->abort();
            QTRY_COMPARE(server.streams, 2);
            server.say(R"({"nonsense":true})");
            QTRY_COMPARE(client.status->quarantined, 1u);
            QCOMPARE(client.titles.size(), 1);
            QCOMPARE(client.gaps.size(), 0);
        }
        server.opening = R"({"kind":"hello"})";
        Listed client(folder.path(), server, profile);
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.titles, (QStringList{u"T-1 first"_s, u"T-2 early"_s}));
        QCOMPARE(client.gaps.size(), 1);
        QCOMPARE(client.order, (QStringList{u"T-1 first"_s, u"gap"_s, u"T-2 early"_s}));
    }

    void aDiskThatFails_data()
    {
        QTest::addColumn<QByteArray>("lists");
        QTest::addColumn<int>("gaps");
        QTest::newRow("what was missed") << wholeList << 0;
        QTest::newRow("all there is") << snapshotList << 1;
    }
    /// What could not be kept as the disk failed is asked for when it is well again.
    void aDiskThatFails()
    {
        QFETCH(QByteArray, lists);
        QFETCH(int, gaps);
        auto &disk = FaultyDisk::install();
        const QTemporaryDir folder;
        Lister server;
        QList<QByteArray> items{task("T-1", "first")};
        server.given = [&](const auto &) { server.give(items); };
        Listed client(folder.path(), server, profileWith(lists));
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        QTRY_COMPARE(client.titles.size(), 1);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s)); // the log says it once
        disk.fail(FaultyDisk::Fault::Full);
        // The second one has no room beside the first, which it has committed.
        items.append(task("T-2", "small"));
        items.append(R"({"filling":")" + QByteArray(1 << 20, 'x') + R"(","id":"T-3","title":"large"})");
        server.say(items[1]);
        server.say(items[2]);
        QTRY_COMPARE(client.status->state, ConnectionState::Stopped);
        QCOMPARE(client.titles.size(), 1);
        disk.heal();
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive(), 15'000);
        QTRY_COMPARE(client.titles, (QStringList{u"T-1 first"_s, u"T-2 small"_s, u"T-3 large"_s}));
        QTRY_COMPARE(client.gaps.size(), gaps);
        QCOMPARE(client.faults, QStringList());
    }

    /// A server that wants rest is left alone with its lists, on the next connection as well; nothing waits for that.
    void aListThatWantsRest_data()
    {
        QTest::addColumn<bool>("greets");
        QTest::newRow("a stream of events") << false;
        QTest::newRow("welcomed and told in one message") << true;
    }
    void aListThatWantsRest()
    {
        QFETCH(bool, greets);
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        if (greets)
            server.opening = R"({"kind":"hello"})";
        Listed client(folder.path(), server, profileWith(wholeList, {.byWebSocket = greets, .greets = greets}));
        begin(client, server, task("T-1", "first"));
        const auto before = server.asked.size();
        server.given = [&server](const auto &) {
            server.list->write(HttpTestServer::answerWith("later", "503 Service Unavailable", "Retry-After: 600\r\n"));
        };
        QStringList all{u"T-1 first"_s};
        for (int round = 2; round <= 3; ++round) {
            const auto said = task("T-" + QByteArray::number(round), "said");
            all.append(u"T-%1 said"_s.arg(round));
            if (greets)
                server.opening = R"([{"kind":"hello"},)" + said + ']';
            server.client->abort();
            QTRY_COMPARE(server.streams, round);
            QTRY_COMPARE(client.gaps.size(), round - 1);
            if (!greets)
                server.say(said);
            QTRY_COMPARE(client.titles, all);
            QTRY_VERIFY(client.isLive());
        }
        QCOMPARE(client.status->quarantined, 0u);
        QCOMPARE(server.asked.size(), before + 1);
        QVERIFY2(client.status->complaint.contains(u"wants rest for another"_s), qPrintable(client.status->complaint));
    }
};

QTEST_GUILESS_MAIN(TestBesideLists)
#include "tst_besidelists.moc"
