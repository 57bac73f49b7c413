// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed makes of the lists that a server gives beside its connection: how things stand, and what was missed.

#include "feed/listfetcher.h"
#include "lister.h"
#include "stricttest.h"

#include <QTemporaryDir>
#include <QUrlQuery>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestListedFeed : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Of a feed that nothing is known of, all there is is asked for; what comes meanwhile is newer, and the feed is not live before.
    void allThereIs()
    {
        const QTemporaryDir folder;
        Lister server;
        const auto profile = profileWith(snapshotList);
        {
            Listed client(folder.path(), server, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(server.asked, QStringList{u"/all"_s});
            server.say(task("T-1", "done"));
            server.say(R"({"nonsense":true})");
            QTRY_COMPARE(client.status->quarantined, 1u); // so that what came before was read, too
            QCOMPARE(client.titles, QStringList());
            QVERIFY(client.status->state == ConnectionState::Recovering);
            server.give({task("T-1", "queued"), task("T-2", "queued")});
            QTRY_COMPARE(client.titles, (QStringList{u"T-1 queued"_s, u"T-2 queued"_s, u"T-1 done"_s}));
            QTRY_VERIFY(client.isLive());
            QCOMPARE(client.gaps.size(), 0);
        }
        // What is known is not asked for again, but after a gap.
        Listed client(folder.path(), server, profile);
        QVERIFY(client.engine.start());
        QTRY_COMPARE(client.gaps.size(), 1);
        QTRY_COMPARE(server.asked.size(), 2);
        server.give({task("T-1", "done"), task("T-2", "started")});
        QTRY_COMPARE(client.titles.size(), 4);
        QCOMPARE(client.titles.last(), u"T-2 started"_s);
        QTRY_VERIFY(client.isLive());
    }

    /// Offsets in a list of all there is are those of the newest events of each thing: they neither move the position nor leave holes.
    void offsetsOfAllThereIs()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({task("T-1", "nine", 9), task("T-2", "four", 4)}); };
        Listed client(folder.path(), server, profileWith(snapshotList, numbered));
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        QTRY_COMPARE(client.titles.size(), 2);
        QTRY_COMPARE(client.status->streams.size(), 1);
        QCOMPARE(client.status->streams.first().offset, 0u);
        server.say(task("T-3", "ten", 10));
        server.say(task("T-1", "eleven", 11));
        QTRY_COMPARE(client.titles.size(), 4);
        QTRY_COMPARE(client.status->streams.value(0).offset, 11u);
        QCOMPARE(client.gaps.size(), 0);
    }

    void whatWasMissed_data()
    {
        QTest::addColumn<QByteArray>("lists");
        QTest::newRow("the same list") << wholeList;
        QTest::newRow("by its cursor") << QByteArray(
            "[http.catchup]\npath = \"/missed?after={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n");
    }
    /// What came while there was no connection is read from a list, before what comes now; then nothing is missing.
    void whatWasMissed()
    {
        QFETCH(QByteArray, lists);
        const bool hasCursor = lists.contains("cursor");
        const QTemporaryDir folder;
        Lister server;
        QList<QByteArray> items;
        qsizetype given = 0;
        const auto give = [&] {
            if (!hasCursor)
                return server.give(items);
            const auto cursor = QByteArray::number(items.size());
            server.list->write(HttpTestServer::answerWith("{\"items\":[" + items.mid(given).join(',') + "],\"next\":\""
                                                          + cursor + "\"}"));
            given = items.size();
        };
        server.given = [&](const auto &) { give(); };
        Listed client(folder.path(), server, profileWith(lists));
        begin(client, server, task("T-1", "first"));
        server.given = nullptr;
        const auto before = server.asked.size();
        items.append(task("T-1", "first"));
        items.append(task("T-1", "second"));
        server.client->abort();
        QTRY_COMPARE(server.streams, 2);
        QTRY_COMPARE(server.asked.size(), before + 1);
        server.say(task("T-1", "third"));
        QTRY_VERIFY(!client.isLive());
        server.given = [&](const auto &) { give(); };
        give();
        QTRY_VERIFY(client.isLive());
        QTRY_COMPARE(client.titles, (QStringList{u"T-1 first"_s, u"T-1 second"_s, u"T-1 third"_s}));
        QCOMPARE(client.gaps.size(), 0);
        QCOMPARE(client.status->complaint, QString());
        if (hasCursor)
            QVERIFY2(server.asked.last().endsWith(u"=2"_s), qPrintable(server.asked.last()));
    }

    /// A list that cannot be had keeps nothing back for long: what was missed is a gap then, and why is said.
    void noList()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(wholeList));
        begin(client, server, task("T-1", "first"));
        server.given = [&server](const auto &) {
            server.list->write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
        };
        server.client->abort();
        QTRY_COMPARE(server.streams, 2);
        server.say(task("T-1", "second"));
        QTRY_COMPARE_WITH_TIMEOUT(client.gaps.size(), 1, 15'000);
        QTRY_VERIFY(client.isLive());
        QTRY_COMPARE(client.titles.size(), 2);
        QVERIFY2(client.status->complaint.startsWith(u"The list of what was missed could not be had: "_s),
                 qPrintable(client.status->complaint));
    }

    void aStreamThatDied_data()
    {
        QTest::addColumn<QByteArray>("lists");
        QTest::addColumn<QList<TroubleHint>>("hints");
        QTest::addColumn<int>("gaps");
        using Hints = QList<TroubleHint>;
        const QByteArray catchUp =
            "[http.catchup]\npath = \"/missed?after={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n";
        QTest::newRow("listed") << catchUp << Hints{TroubleHint::Woke} << 0;
        QTest::newRow("not listed") << QByteArray() << Hints{TroubleHint::Woke} << 1;
        QTest::newRow("not listed, and unlocked")
            << QByteArray() << Hints{TroubleHint::Woke, TroubleHint::FocusReturned} << 1;
        QTest::newRow("somebody looks") << QByteArray() << Hints{TroubleHint::FocusReturned} << 0;
    }
    /// A stream of events that another one took the place of may have been dead for long: what it did not bring is asked for, or told of.
    void aStreamThatDied()
    {
        QFETCH(QByteArray, lists);
        QFETCH(QList<TroubleHint>, hints);
        QFETCH(int, gaps);
        const QTemporaryDir folder;
        Lister server;
        QByteArray items;
        server.given = [&](const auto &) {
            server.list->write(
                HttpTestServer::answerWith("{\"items\":[" + std::exchange(items, {}) + "],\"next\":\"c\"}"));
        };
        Listed client(folder.path(), server, profileWith(lists));
        begin(client, server, task("T-1", "first"));
        items = task("T-1", "second");
        for (const auto hint : hints)
            client.engine.takeHint(hint);
        QTRY_COMPARE(server.streams, 2);
        if (!lists.isEmpty())
            QTRY_COMPARE(client.titles.last(), u"T-1 second"_s);
        QTRY_COMPARE(client.gaps.size(), gaps);
        QTRY_VERIFY(client.isLive());
        server.say(task("T-1", "third"));
        QTRY_COMPARE(client.titles.last(), u"T-1 third"_s);
        QCOMPARE(client.gaps.size(), gaps);
    }

    /// All there is is asked for until it was read to its end, also by the next connection and the next run; what may be missing
    /// meanwhile is told.
    void allThereIsCutOff()
    {
        const QTemporaryDir folder;
        Lister server;
        const auto profile = profileWith(snapshotList);
        {
            Listed client(folder.path(), server, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(server.asked.size(), 1);
            server.say(task("T-1", "done"));
            server.say(R"({"nonsense":true})");
            QTRY_COMPARE(client.status->quarantined, 1u);
            server.client->abort();
            QTRY_COMPARE(server.asked.size(), 2);
            QTRY_COMPARE(client.gaps.size(), 1);
        }
        Listed client(folder.path(), server, profile);
        QVERIFY(client.engine.start());
        QTRY_COMPARE(server.asked.size(), 3);
        server.give({task("T-2", "queued")});
        QTRY_COMPARE(client.titles, (QStringList{u"T-1 done"_s, u"T-2 queued"_s}));
        QTRY_VERIFY(client.isLive());
    }

    /// A list that names one more page each time ends all the same.
    void noEnd()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&](const auto &) {
            server.list->write(HttpTestServer::answerWith("{\"items\":[],\"next\":\""
                                                          + QByteArray::number(server.asked.size()) + "\"}"));
        };
        Listed client(
            folder.path(), server,
            profileWith("[http.snapshot]\npath = \"/all?at={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n"));
        QVERIFY(client.engine.start());
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive(), 30'000);
        QVERIFY2(client.status->complaint.contains(u"its pages have no end"_s), qPrintable(client.status->complaint));
    }

    /// What was missed is listed again before its list reaches further back than what is known is told apart; so nothing comes twice.
    void listedAgain()
    {
        const QTemporaryDir folder;
        Lister server;
        QList<QByteArray> items;
        server.given = [&](const HttpTestServer::Request &request) {
            const auto after = QUrlQuery(QUrl::fromEncoded(request.target())).queryItemValue(u"after"_s).toLongLong();
            const auto page = items.mid(after, 10'000);
            server.list->write(HttpTestServer::answerWith("{\"items\":[" + page.join(',') + "],\"next\":\""
                                                          + QByteArray::number(after + page.size()) + "\"}"));
        };
        Listed client(
            folder.path(), server,
            profileWith("[http.catchup]\npath = \"/missed?after={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n"));
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        constexpr qsizetype count = 140'000; // more than are told apart
        for (qsizetype i = 0; i < count; ++i) {
            items.append(task("T-" + QByteArray::number(i), "t"));
            server.say(items.last());
            if (i % 10'000 == 9'999)
                QTRY_COMPARE_WITH_TIMEOUT(client.titles.size(), i + 1, 60'000);
            if (i == 69'999)
                QTRY_VERIFY_WITH_TIMEOUT(server.asked.last().endsWith(u"=70000"_s), 15'000);
        }
        server.client->abort();
        QTRY_COMPARE(server.streams, 2);
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive(), 60'000);
        server.say(task("T-new", "t"));
        QTRY_COMPARE(client.titles.last(), u"T-new t"_s);
        QCOMPARE(client.titles.size(), count + 1);
        QCOMPARE(client.gaps.size(), 0);
    }

    /// What cannot be read in a list is kept once, however often that is read.
    void unreadableInAList()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&](const auto &) { server.give({R"({"nonsense":true})", task("T-2", "listed")}); };
        Listed client(folder.path(), server, profileWith(wholeList));
        begin(client, server, task("T-1", "first"));
        for (int round = 2; round <= 4; ++round) {
            server.client->abort();
            QTRY_COMPARE(server.streams, round);
            QTRY_VERIFY(client.isLive());
            server.say(task("T-" + QByteArray::number(10 * round), "said"));
            QTRY_COMPARE(client.titles.last(), u"T-%1 said"_s.arg(10 * round));
        }
        QCOMPARE(client.status->quarantined, 1u);
        QCOMPARE(client.quarantined.size(), 1);
        client.engine.stop();
        Listed next(folder.path(), server, profileWith(wholeList));
        QVERIFY(next.engine.start());
        QTRY_COMPARE(server.streams, 5);
        QTRY_VERIFY(next.isLive());
        server.say(task("T-50", "said"));
        QTRY_COMPARE(next.titles.last(), u"T-50 said"_s);
        QCOMPARE(next.status->quarantined, 1u);
    }

    /// What happened before a stream was numbered anew, and never came, is late when a list brings it; the journal knows that, too.
    void beforeItWasNumberedAnew()
    {
        const QTemporaryDir folder;
        Lister server;
        const auto profile = profileWith(wholeList, {.isNumbered = true, .isTimed = true});
        const auto timed = [](const QByteArray &title, int number, const QByteArray &time) {
            return task("T-1", title, number).chopped(1) + ",\"at\":\"2026-01-05T" + time + "Z\"}";
        };
        const auto known = timed("known", 80, "10:00:00");
        const QList<QByteArray> anew{timed("anew", 1, "11:00:00"), timed("newer", 2, "11:00:01"),
                                     timed("newest", 3, "11:00:02")};
        const QStringList all{u"T-1 known"_s, u"T-1 anew"_s, u"T-1 newer"_s, u"T-1 newest"_s, u"T-1 missed"_s};
        QList<QByteArray> items;
        server.given = [&](const auto &) { server.give(items); };
        {
            Listed client(folder.path(), server, profile);
            begin(client, server, known);
            for (const auto &message : anew)
                server.say(message);
            QTRY_COMPARE(client.titles.size(), 4);
        }
        items = QList<QByteArray>{timed("missed", 3, "09:30:00"), known} + anew;
        for (int run = 0; run < 2; ++run) {
            Listed client(folder.path(), server, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(client.titles, all);
            QTRY_VERIFY(client.isLive());
            QCOMPARE(client.late, QStringList{u"T-1 missed"_s});
            QCOMPARE(client.status->streams.value(0).offset, 3u);
            QCOMPARE(client.gaps.size(), 1); // that it began anew
        }
    }

    /// A list that nobody answers keeps nothing back for good.
    void aListThatHangs()
    {
        const QTemporaryDir folder;
        Lister server;
        Listed client(folder.path(), server, profileWith(snapshotList));
        QVERIFY(client.engine.start());
        QTRY_COMPARE(server.asked.size(), 1);
        server.say(task("T-1", "queued"));
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive(), 40'000);
        QTRY_COMPARE(client.titles, QStringList{u"T-1 queued"_s});
        QCOMPARE(server.asked.size(), ListFetcher::mostTries);
        QVERIFY2(client.status->complaint.startsWith(u"The list of what there is could not be had: "_s),
                 qPrintable(client.status->complaint));
    }

    /// Where the server bears no connection beside the one there is, the feed goes on without the list, and says why.
    void noRoomForAList()
    {
        const QTemporaryDir folder;
        Lister server;
        Listed client(folder.path(), server,
                      profileWith(snapshotList + "[limits]\nconnect_attempts = { count = 1, seconds = 60 }\n"));
        QVERIFY(client.engine.start());
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive(), 15'000);
        QCOMPARE(server.asked, QStringList());
        QVERIFY2(client.status->complaint.contains(u"bears no more connections"_s),
                 qPrintable(client.status->complaint));
        server.say(task("T-1", "queued"));
        QTRY_COMPARE(client.titles, QStringList{u"T-1 queued"_s});
    }
};

QTEST_GUILESS_MAIN(TestListedFeed)
#include "tst_listedfeed.moc"
