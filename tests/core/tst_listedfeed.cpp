// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// What a feed makes of the lists that a server gives beside its connection: how things stand, and what was missed.

#include "enginefixture.h"
#include "feed/listfetcher.h"
#include "httptestserver.h"
#include "profile/profilefile.h"
#include "stricttest.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrlQuery>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How a backend is, whose events come by server-sent events or by WebSocket.
struct Manner
{
    bool isNumbered = false;
    bool replays = false;
    bool byWebSocket = false;
    bool greets = false; ///< says that a connection is welcome
};

std::shared_ptr<const Profile> profileWith(const QByteArray &lists, const Manner &manner = {})
{
    const auto file =
        ProfileFile::parse(QByteArray("[connection]\n") + (manner.byWebSocket ? "" : "transport = \"polling\"\n")
                               + (manner.replays ? "replays = true\n" : "")
                               + "[kind]\npointer = \"/kind\"\notherwise = \"task\"\n"
                                 "[message.task]\ntype = \"task\"\nsubject = \"/id\"\n"
                               + (manner.isNumbered ? "stream = { value = \"st\" }\nsequence = \"/n\"\n" : "")
                               + "data = { status = { value = \"queued\" }, priority = { value = \"info\" }, title = "
                                 "\"/title\" }\n"
                               + (manner.greets ? "[message.hello]\ntype = \"control.welcome\"\n" : "")
                               + (manner.byWebSocket ? "" : "[http]\nevents = \"/events\"\n") + lists,
                           u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

const Manner numbered{.isNumbered = true};

QByteArray task(const QByteArray &id, const QByteArray &title, int number = 1)
{
    return R"({"id":")" + id + R"(","title":")" + title + R"(","n":)" + QByteArray::number(number) + '}';
}

const QByteArray behindOffset = "[http.catchup]\npath = \"/missed?after={{offset}}\"\n";
/// A server that says how far its stream goes, and, in that stream, who writes.
const QByteArray endings =
    "[message.end]\ntype = \"control.caughtup\"\ndata = { stream = { value = \"st\" }, recovered = \"/whole\", "
    "offset = \"/n\" }\n[message.typing]\ntype = \"control.typing\"\nstream = { value = \"st\" }\nsequence = \"/n\"\n"
    "data = { conversation = { value = \"C-1\" }, by = { value = \"Priya\" } }\n";
const QByteArray byCursor =
    "[http.catchup]\npath = \"/missed?after={{cursor}}\"\nlist = \"/items\"\nnext = \"/next\"\n";
const QByteArray snapshotList = "[http.snapshot]\npath = \"/all\"\n";
const QByteArray wholeList = "[http.catchup]\npath = \"/missed\"\n";

/// A server of events with lists beside them, which wait until they are given.
class Lister : public HttpTestServer
{
public:
    Lister()
    {
        answer = [this](QTcpSocket *socket, const Request &request) {
            if (request.target() == "/events") {
                ++streams;
                client = socket;
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + inEvent(opening));
            } else if (const auto key = request.field("Sec-WebSocket-Key"); !key.isEmpty()) {
                ++streams;
                client = socket;
                isWebSocket = true;
                const auto digest =
                    QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1);
                socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: "
                              + digest.toBase64() + "\r\n\r\n" + inFrame(opening));
            } else {
                asked.append(QString::fromLatin1(request.target()));
                list = socket;
                if (given)
                    given(request);
            }
        };
    }
    void say(const QByteArray &message) const { client->write(isWebSocket ? inFrame(message) : inEvent(message)); }
    void give(const QList<QByteArray> &items) const { list->write(answerWith('[' + items.join(',') + ']')); }

    std::function<void(const Request &)> given; ///< what is to be done at once
    QPointer<QTcpSocket> client;
    QPointer<QTcpSocket> list;
    QStringList asked;
    int streams = 0;
    QByteArray opening; ///< is said with the beginning of each connection, in one piece
    bool isWebSocket = false;

private:
    static QByteArray inEvent(const QByteArray &message)
    {
        return message.isEmpty() ? message : "data: " + message + "\n\n";
    }
    static QByteArray inFrame(const QByteArray &message)
    {
        if (message.isEmpty())
            return message;
        QByteArray head = "\x81";
        if (message.size() < 126) {
            head += static_cast<char>(message.size());
        } else {
            head += static_cast<char>(127);
            for (int shift = 56; shift >= 0; shift -= 8)
                head += static_cast<char>(static_cast<quint64>(message.size()) >> shift);
        }
        return head + message;
    }
};

/// An engine that remembers the title of each task's events.
class Listed : public TestEngine
{
public:
    Listed(const QString &folder, const Lister &server, const std::shared_ptr<const Profile> &profile,
           std::chrono::milliseconds repairTimeout = StreamRepair::timeout, Connection::Settings connection = {})
        : TestEngine(folder, urlOf(server, *profile), Engine::Replay::FromStart, repairTimeout, profile,
                     std::move(connection))
    {
        connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
            for (const auto &event : batch->events) {
                if (std::holds_alternative<GapData>(event.data))
                    gapSegments.append(batch->segment);
                const auto *task = std::get_if<TaskData>(&event.data);
                if (task)
                    segments.append(batch->segment);
                if (task)
                    times.append(event.time);
                if (task)
                    titles.append(QString::fromUtf8(event.subject.data(), static_cast<qsizetype>(event.subject.size()))
                                  + u' '
                                  + QString::fromUtf8(task->title.data(), static_cast<qsizetype>(task->title.size())));
            }
        });
    }

    QStringList titles;
    QList<Timestamp> times; ///< of the same
    QList<qint64> segments; ///< of the journal, in which they are
    QList<qint64> gapSegments;

private:
    static QUrl urlOf(const Lister &server, const Profile &profile)
    {
        auto url = server.url();
        if (profile.transport == Transport::WebSocket)
            url.setScheme(u"ws"_s);
        return url;
    }
};

} // namespace

class TestListedFeed : public StrictTest
{
    Q_OBJECT

    /// Waits until it is live, and has taken in `first`.
    static void begin(Listed &client, const Lister &server, const QByteArray &first)
    {
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        server.say(first);
        QTRY_COMPARE(client.titles.size(), 1);
    }

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

    /// Where more comes beside a list than can wait, the list is given up, which is said; nothing that came is lost.
    void tooMuchWaits()
    {
        const QTemporaryDir folder;
        Lister server;
        server.given = [&server](const auto &) { server.give({}); };
        Listed client(folder.path(), server, profileWith(wholeList));
        begin(client, server, task("T-0", "first"));
        server.given = nullptr;
        server.client->abort();
        QTRY_COMPARE(server.streams, 2);
        QTRY_COMPARE(server.asked.size(), 2);
        const QByteArray filling(512 << 10, 'x');
        for (int i = 1; i <= 60; ++i)
            server.say(R"({"filling":")" + filling + R"(","id":"T-)" + QByteArray::number(i) + R"(","title":"t"})");
        QTRY_COMPARE_WITH_TIMEOUT(client.titles.size(), 61, 30'000);
        QTRY_COMPARE(client.gaps.size(), 1);
        QTRY_VERIFY(client.isLive());
        QVERIFY2(client.status->complaint.contains(u"more came meanwhile"_s), qPrintable(client.status->complaint));
        QCOMPARE(client.faults, QStringList());
    }

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

QTEST_GUILESS_MAIN(TestListedFeed)
#include "tst_listedfeed.moc"
