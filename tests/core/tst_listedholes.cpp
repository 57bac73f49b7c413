// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What is missing in the middle where only a list can bring it.

#include "lister.h"
#include "stricttest.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestListedHoles : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// A part of a stream that is missing is asked for by its position.
    void aHole()
    {
        const QTemporaryDir folder;
        Lister server;
        int newest = 10;
        server.given = [&](const HttpTestServer::Request &request) {
            const QUrlQuery query(QUrl::fromEncoded(request.target()));
            const int after = query.queryItemValue(u"after"_s).toInt();
            QList<QByteArray> items;
            for (int i = after + 1; after > 0 && i <= newest; ++i)
                items.append(task("T-" + QByteArray::number(i), "t", i));
            server.give(items);
        };
        Listed client(folder.path(), server, profileWith(behindOffset, numbered));
        begin(client, server, task("T-10", "t", 10));
        newest = 16;
        server.say(task("T-15", "t", 15));
        server.say(task("T-16", "t", 16));
        QTRY_COMPARE_WITH_TIMEOUT(client.offset(u"st"_s), 16u, 15'000);
        QCOMPARE(client.gaps.size(), 0);
        QTRY_VERIFY(client.isLive());
        QStringList all;
        for (int i = 10; i <= 16; ++i)
            all.append(u"T-%1 t"_s.arg(i));
        QCOMPARE(client.titles, all);
    }

    /// What fills a hole by itself comes before what waits for it to be filled.
    void aHoleThatFillsItself()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(behindOffset, numbered));
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        server.say(task("T-10", "t", 10));
        server.say(task("T-12", "t", 12)); // the list was read a moment ago, and rests
        server.say(task("T-11", "t", 11));
        QTRY_COMPARE(client.offset(u"st"_s), 12u);
        QCOMPARE(client.titles, (QStringList{u"T-10 t"_s, u"T-11 t"_s, u"T-12 t"_s}));
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
    }

    /// A hole behind which something came while the list for another one was being made is in no list yet.
    void aSecondHole()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(behindOffset, numbered));
        begin(client, server, task("T-10", "t", 10));
        server.given = nullptr;
        const auto before = server.asked.size();
        server.say(task("T-12", "t", 12));
        QTRY_COMPARE(server.asked.size(), before + 1);
        server.say(task("T-14", "t", 14));
        server.say(R"({"nonsense":true})");
        QTRY_COMPARE(client.status->quarantined, 1u); // so that what came before was read, too
        server.given = [&server](const auto &) { server.give({task("T-13", "t", 13)}); };
        server.give({task("T-11", "t", 11)});
        QTRY_COMPARE_WITH_TIMEOUT(client.offset(u"st"_s), 14u, 15'000);
        QCOMPARE(client.titles, (QStringList{u"T-10 t"_s, u"T-11 t"_s, u"T-12 t"_s, u"T-13 t"_s, u"T-14 t"_s}));
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
        QVERIFY2(server.asked.last().endsWith(u"=12"_s), qPrintable(server.asked.last()));
    }

    /// What a server says there is, and did not come, is listed; what is not in the list either, is a gap.
    void theEndThatAServerNames_data()
    {
        QTest::addColumn<bool>("isListed");
        QTest::newRow("listed") << true;
        QTest::newRow("not listed") << false;
    }
    void theEndThatAServerNames()
    {
        QFETCH(bool, isListed);
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(behindOffset + endings, numbered));
        begin(client, server, task("T-10", "t", 10));
        const auto before = server.asked.size();
        server.given = [&](const auto &) {
            server.give(isListed ? QList<QByteArray>{task("T-11", "t", 11), task("T-12", "t", 12)}
                                 : QList<QByteArray>{});
        };
        server.say(R"({"kind":"end","whole":true,"n":10})"); // which is known
        server.say(R"({"kind":"end","whole":true,"n":12})");
        if (isListed) {
            QTRY_COMPARE_WITH_TIMEOUT(client.titles, (QStringList{u"T-10 t"_s, u"T-11 t"_s, u"T-12 t"_s}), 15'000);
            QCOMPARE(client.gaps.size(), 0);
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(client.gaps.size(), 1, 15'000);
            QCOMPARE(client.gaps.first().from, 11u);
            QCOMPARE(client.gaps.first().to, 12u);
        }
        QTRY_COMPARE(client.offset(u"st"_s), 12u);
        QTRY_VERIFY(client.isLive());
        QCOMPARE(server.asked.size(), before + 1);
    }

    /// A server that is behind where the stream was began it anew; one that is behind what a newer list gave did not.
    void anEndThatIsBehind()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(behindOffset + endings, numbered));
        begin(client, server, task("T-10", "t", 10));
        server.given = [&server](const auto &) { server.give({task("T-11", "t", 11), task("T-12", "t", 12)}); };
        server.client->abort();
        QTRY_COMPARE_WITH_TIMEOUT(client.offset(u"st"_s), 12u, 15'000);
        server.given = [&server](const auto &) { server.give({}); };
        server.say(R"({"kind":"end","whole":false,"n":11})");
        server.say(task("T-13", "t", 13));
        QTRY_COMPARE(client.offset(u"st"_s), 13u);
        QCOMPARE(client.gaps.size(), 0);

        server.say(R"({"kind":"end","whole":false,"n":3})");
        server.say(task("T-4", "again", 4));
        QTRY_COMPARE(client.titles.last(), u"T-4 again"_s);
        QTRY_COMPARE(client.gaps.size(), 1);
        QTRY_COMPARE(client.status->streams.value(0).offset, 4u);
        QTRY_VERIFY(client.isLive());
    }

    /// What is no event, but has a place, is heeded when it comes, and once; its place waits like those of events.
    void aHoleBeforeWhatIsNoEvent()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(behindOffset + endings, numbered));
        int typed = 0;
        connect(&client.engine, &Engine::typed, this, [&typed] { ++typed; });
        begin(client, server, task("T-10", "t", 10));
        server.given = nullptr;
        const auto before = server.asked.size();
        server.say(R"({"kind":"typing","n":12})");
        server.say(task("T-13", "t", 13));
        QTRY_COMPARE(typed, 1);
        QTRY_COMPARE(server.asked.size(), before + 1);
        QCOMPARE(client.titles.size(), 1);
        server.give({task("T-11", "t", 11)});
        QTRY_COMPARE(client.offset(u"st"_s), 13u);
        QCOMPARE(client.titles, (QStringList{u"T-10 t"_s, u"T-11 t"_s, u"T-13 t"_s}));
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
        QCOMPARE(typed, 1);
    }

    /// How things stand behind a gap is not in a list that was begun before it: that is read anew, by the next run if need be.
    void aGapBesideAllThereIs()
    {
        const QTemporaryDir folder;
        Lister server;
        const auto profile = profileWith(snapshotList, {.isNumbered = true, .replays = true});
        const auto snapshots = [&] { return server.asked.count(u"/all"_s); };
        {
            Listed client(folder.path(), server, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(snapshots(), 1);
            server.say(task("T-1", "one", 1));
            server.say(task("T-3", "three", 3));
            QTRY_COMPARE(client.gaps.size(), 1);
            server.give({task("T-1", "one", 1)});
            QTRY_COMPARE_WITH_TIMEOUT(snapshots(), 2, 15'000);
        }
        {
            Listed client(folder.path(), server, profile);
            QVERIFY(client.engine.start());
            QTRY_COMPARE(snapshots(), 3);
            server.give({task("T-2", "two", 2)});
            QTRY_COMPARE(client.titles.value(2), u"T-2 two"_s);
            QTRY_VERIFY(client.isLive());
        }
        Listed client(folder.path(), server, profile);
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        server.say(task("T-4", "four", 4));
        QTRY_COMPARE(client.titles.last(), u"T-4 four"_s);
        QCOMPARE(snapshots(), 3);
        QCOMPARE(client.gaps.size(), 1);
    }

    /// Where the connection can be asked as well, what a list and a replay both give comes once, and is no repair.
    void aListBesideAReplay()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server,
                      profileWith("[send]\nsubscribe = '{\"at\":{{streams}}}'\n" + wholeList + endings,
                                  {.isNumbered = true, .byWebSocket = true}));
        begin(client, server, task("T-10", "t", 10));
        server.say(R"({"id":"T-0","title":"without a place"})"); // so that a list is worth reading at each return
        QTRY_COMPARE(client.titles.size(), 2);
        server.given = nullptr;
        const auto before = server.asked.size();
        server.client->abort();
        QTRY_COMPARE(server.asked.size(), before + 1);
        server.say(task("T-11", "t", 11));
        server.say(task("T-12", "t", 12));
        server.say(R"({"kind":"end","whole":true,"n":12})");
        server.say(R"({"nonsense":true})");
        QTRY_COMPARE(client.status->quarantined, 1u);
        server.give({task("T-11", "t", 11), task("T-12", "t", 12)});
        QTRY_COMPARE(client.offset(u"st"_s), 12u);
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.titles.size(), 4);
        QCOMPARE(client.status->repairs, 0u);
        QCOMPARE(client.gaps.size(), 0);
        QCOMPARE(server.asked.size(), before + 1);
    }

    /// A gap is in one commit with what stands behind it, however large that is.
    void aGapBeforeSomethingLarge()
    {
        const QTemporaryDir folder;
        Lister server;
        Listed client(folder.path(), server, profileWith({}, {.isNumbered = true, .byWebSocket = true}));
        begin(client, server, task("T-10", "t", 10));
        const QByteArray filling(900 << 10, 'x');
        server.say(R"({"filling":")" + filling + R"(","id":"T-12","title":"t","n":12})");
        QTRY_COMPARE(client.gaps.size(), 1);
        QCOMPARE(client.segments.size(), 2);
        QCOMPARE(client.gapSegments, QList{client.segments.last()});
    }

    /// Where holes come again and again, the list is not asked for each of them, and nothing waits for it.
    void manyHoles()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(behindOffset, numbered));
        begin(client, server, task("T-10", "t", 10));
        const auto before = server.asked.size();
        for (const int number : {12, 14}) {
            server.say(task("T", QByteArray::number(number), number));
            QTRY_COMPARE_WITH_TIMEOUT(client.offset(u"st"_s), static_cast<quint64>(number), 15'000);
        }
        QCOMPARE(server.asked.size(), before + 2);
        server.say(task("T", "16", 16));
        QTRY_COMPARE(client.offset(u"st"_s), 16u);
        QCOMPARE(server.asked.size(), before + 2);
        QTRY_COMPARE(client.gaps.size(), 3);
        QTRY_VERIFY(client.isLive());
    }

    /// A list that takes its time is waited for.
    void aHoleAndASlowList()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        constexpr auto patience = std::chrono::milliseconds(200);
        Listed client(folder.path(), server, profileWith(behindOffset, numbered), patience);
        begin(client, server, task("T-10", "t", 10));
        server.given = nullptr;
        const auto before = server.asked.size();
        server.say(task("T-12", "t", 12));
        QTRY_COMPARE(server.asked.size(), before + 1);
        const QDeadlineTimer end(10 * patience);
        QTRY_VERIFY(end.hasExpired());
        QCOMPARE(client.gaps.size(), 0);
        server.given = [&server](const auto &) { server.give({}); };
        server.give({task("T-11", "t", 11)});
        QTRY_COMPARE(client.offset(u"st"_s), 12u);
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.gaps.size(), 0);
        QCOMPARE(client.titles, (QStringList{u"T-10 t"_s, u"T-11 t"_s, u"T-12 t"_s}));
    }

    /// Where that cannot be had, it is told of, and all that did come is kept.
    void aHoleForGood()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&](const HttpTestServer::Request & /*request*/) {
            server.list->write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
        };
        Listed client(folder.path(), server, profileWith(behindOffset, numbered));
        begin(client, server, task("T-10", "t", 10));
        server.say(task("T-15", "t", 15));
        server.say(task("T-16", "t", 16));
        server.say(task("T-17", "t", 17));
        QTRY_COMPARE_WITH_TIMEOUT(client.offset(u"st"_s), 17u, 30'000);
        QCOMPARE(client.titles, (QStringList{u"T-10 t"_s, u"T-15 t"_s, u"T-16 t"_s, u"T-17 t"_s}));
        QCOMPARE(client.gaps.size(), 1);
        QCOMPARE(client.gaps.first().from, 11u);
        QCOMPARE(client.gaps.first().to, 14u);
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.status->repairs, 0u);
    }
};

QTEST_GUILESS_MAIN(TestListedHoles)
#include "tst_listedholes.moc"
