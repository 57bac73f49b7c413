// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A feed whose server does what servers should not: junk, holes, more streams than we keep books for.

#include "enginefixture.h"
#include "event/time.h"
#include "journal/segment.h"
#include "protocol/cloudeventsdecoder.h"
#include "stricttest.h"
#include "testservers.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

QString numbered(quint64 offset, const QString &stream = u"st"_s, const QString &epoch = u"ep"_s)
{
    return u"{\"specversion\":\"1.0\",\"id\":\"%1-%2-%3\",\"source\":\"/"
           u"t\",\"type\":\"org.bellboard.presence\",\"subject\":\"\\u0041\","
           "\"stream\":\"%1\",\"epoch\":\"%2\",\"sequence\":\"%3\",\"data\":{\"status\":\"away\"}}"_s.arg(stream, epoch)
               .arg(offset);
}

QString caughtUp(quint64 offset)
{
    return WebSocketTestServer::control(
        u"caughtup"_s,
        {{u"stream"_s, u"st"_s}, {u"epoch"_s, u"ep"_s}, {u"offset"_s, qint64(offset)}, {u"recovered"_s, true}});
}

/// Welcomes everybody, and calls `serve` with the offset that the stream "st" is asked from.
void serveFrom(WebSocketTestServer &server, std::function<void(QWebSocket *, qint64)> serve)
{
    server.answer = [serve = std::move(serve)](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
        const auto data = message.value("data"_L1).toObject();
        if (kind == u"hello")
            socket->sendTextMessage(WebSocketTestServer::control(
                u"welcome"_s, {{u"heartbeat_ms"_s, 20'000}, {u"server_time"_s, u"2026-03-01T09:00:00Z"_s}}));
        else if (kind == u"subscribe")
            serve(socket, data.value("streams"_L1).toArray().first().toObject().value("offset"_L1).toInteger());
    };
}

} // namespace

class TestFeed : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void junk()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64) {
            for (quint64 i = 1; i <= 1000; ++i) {
                for (int j = 0; j < 10; ++j)
                    socket->sendTextMessage(u"{\"\\u0041\":junk %1"_s.arg(i));
                socket->sendTextMessage(numbered(i));
            }
        });
        quint64 quarantined = 0;
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(engine.offset(u"st"_s), 1000u);
            QTRY_COMPARE(engine.status->quarantined, 10'000u);
            QTRY_VERIFY(!engine.quarantined.isEmpty());
            QTRY_COMPARE(engine.quarantined.last().preview, QByteArray("{\"\\u0041\":junk 1000"));
            QCOMPARE(engine.quarantined.last().reason, u"not valid JSON"_s);
            QVERIFY(engine.isLive());
            QCOMPARE(server.connections, 1);
            QCOMPARE(engine.faults, QStringList());
            quarantined = engine.status->quarantined;
        }
        serveFrom(server, [](QWebSocket *, qint64) { });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.quarantined.size(), 100); // the newest are shown again
        QCOMPARE(engine.quarantined.last().preview, QByteArray("{\"\\u0041\":junk 1000"));
        QCOMPARE(engine.status->quarantined, quarantined);
    }

    /// A batch that is nearly all junk costs no more entries than can be looked at, and the events in it are taken in.
    void junkInOneBatch()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64 from) {
            if (from > 0)
                return;
            const auto junk = u",1"_s.repeated(200'000);
            socket->sendTextMessage(u"["_s + numbered(1) + junk + u","_s + numbered(2) + junk + u"]"_s);
            socket->sendTextMessage(numbered(3));
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.offset(u"st"_s), 3u);
        QCOMPARE(engine.ids, (QStringList{u"st-ep-1"_s, u"st-ep-2"_s, u"st-ep-3"_s}));
        constexpr auto limit = DecodeSink::rejectionLimit;
        QTRY_COMPARE(engine.quarantined.size(), limit + 1);
        QCOMPARE(engine.quarantined.first().preview, "1");
        QCOMPARE(engine.quarantined.last().reason,
                 u"%1 more in one batch, the first: not an object in a batch"_s.arg(400'000 - limit));
        QVERIFY(engine.quarantined.last().size > 2 * (400'000 - limit));
        QTRY_COMPARE(engine.status->quarantined, static_cast<quint64>(limit) + 1);
    }

    /// A message that fills a segment alone becomes one without being copied, with what came before and behind it in their own.
    void largeBatchBetweenSmallOnes()
    {
        constexpr quint64 last = 5'000;
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64 from) {
            if (from > 0)
                return;
            socket->sendTextMessage(numbered(1));
            QStringList events;
            for (quint64 i = 2; i < last; ++i)
                events += numbered(i);
            const auto batch = u"["_s + events.join(u',') + u"]"_s;
            QVERIFY(batch.size() > qsizetype{SegmentBuilder::ripeBytes});
            socket->sendTextMessage(batch);
            socket->sendTextMessage(numbered(last));
        });
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(engine.offset(u"st"_s), last);
            QCOMPARE(engine.received, last);
            QCOMPARE(engine.faults, QStringList());
        }
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.replayed, last);
        QCOMPARE(engine.faults, QStringList());
    }

    /// What cannot be read, but whose place is known, is kept once, and what follows it comes without being asked for again.
    void unreadableEventKeepsItsPlace()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        int asked = 0;
        serveFrom(server, [&asked](QWebSocket *socket, qint64 from) {
            ++asked;
            for (auto i = static_cast<quint64>(from) + 1; i <= 3; ++i) {
                auto message = numbered(i);
                socket->sendTextMessage(i == 2 ? message.replace(u"away"_s, u"on the moon"_s) : message);
            }
        });
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(engine.offset(u"st"_s), 3u);
            QTRY_COMPARE(engine.status->quarantined, 1u);
            QCOMPARE(engine.status->gaps, 0u);
            QCOMPARE(engine.ids, (QStringList{u"st-ep-1"_s, u"st-ep-3"_s}));
            QCOMPARE(asked, 1);
        }
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(asked, 2);
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(engine.status->quarantined, 1u);
    }

    /// Pings and junk are signs of life, but they are no data.
    void onlyEventsAreData()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        QWebSocket *client = nullptr;
        serveFrom(server, [&client](QWebSocket *socket, qint64) {
            client = socket;
            socket->sendTextMessage(WebSocketTestServer::control(u"ping"_s, {}));
            socket->sendTextMessage(u"junk"_s);
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.status && engine.status->quarantined == 1);
        QVERIFY(!engine.status->lastData);
        client->sendTextMessage(numbered(1));
        QTRY_VERIFY(engine.status->lastData);
    }

    void largeJunkHasAPreview()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64) { socket->sendTextMessage(u"["_s + QString(100'000, u'x')); });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.quarantined.size(), 1);
        QCOMPARE(engine.quarantined.first().preview.size(), 1024);
        QCOMPARE(engine.quarantined.first().size, 100'001);
    }

    /// A hole is asked for again, and filled.
    void holeIsRepaired()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        int asked = 0;
        serveFrom(server, [&asked](QWebSocket *socket, qint64 from) {
            ++asked;
            for (quint64 i = static_cast<quint64>(from) + 1; i <= 9; ++i) {
                if (asked > 1 || i < 4 || i > 6)
                    socket->sendTextMessage(numbered(i));
            }
            socket->sendTextMessage(caughtUp(9));
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.offset(u"st"_s), 9u);
        QCOMPARE(engine.faults, QStringList());
        QVERIFY(engine.gaps.isEmpty());
        QVERIFY(asked >= 2);
        // That is said.
        QTRY_COMPARE(engine.status->repairs, 1u);
        QCOMPARE(engine.repairs.size(), 1);
        QCOMPARE(engine.repairs.first().from, std::uint64_t{4});
        QCOMPARE(engine.repairs.first().to, std::uint64_t{6});
        QVERIFY(engine.repairs.first().means == RepairMeans::Again);
    }

    /// What the server never gives is journalled as a gap; all that it does give is taken in, whatever message it comes in.
    void holeBecomesAGap_data()
    {
        QTest::addColumn<bool>("batch");
        QTest::addRow("single messages") << false;
        QTest::addRow("one batch") << true;
    }
    void holeBecomesAGap()
    {
        QFETCH(bool, batch);
        QTemporaryDir folder;
        const SystemClock clock;
        const auto begun = clock.wallTime();
        GapData told;
        WebSocketTestServer server;
        serveFrom(server, [batch](QWebSocket *socket, qint64 from) {
            QStringList messages;
            for (quint64 i = static_cast<quint64>(from) + 1; i <= 9; ++i) {
                if (i < 4 || i > 6)
                    messages.append(numbered(i));
            }
            messages.append(caughtUp(9));
            messages.append(
                u"{\"specversion\":\"1.0\",\"id\":\"loose-%1\",\"source\":\"/t\",\"type\":\"t\"}"_s.arg(from));
            if (batch)
                messages = {u"["_s + messages.join(u',') + u"]"_s};
            for (const auto &message : messages)
                socket->sendTextMessage(message);
        });
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(engine.offset(u"st"_s), 9u);
            QTRY_VERIFY(engine.ids.contains(u"loose-6"_s)); // asked again from behind the gap
            QCOMPARE(engine.faults, QStringList());
            QCOMPARE(engine.gaps.size(), 1);
            QCOMPARE(engine.gaps.first().from, std::uint64_t{4});
            QCOMPARE(engine.gaps.first().to, std::uint64_t{6});
            told = engine.gaps.first();
            QVERIFY(begun <= told.since && told.since <= told.until && told.until <= clock.wallTime());
            for (const auto &id : {u"st-ep-1"_s, u"st-ep-3"_s, u"st-ep-7"_s, u"st-ep-8"_s, u"st-ep-9"_s})
                QVERIFY2(engine.ids.contains(id), qPrintable(id));
            QTRY_COMPARE(engine.status->gaps, 1u);
            QCOMPARE(engine.quarantined.size(), 0);
        }
        // The journal says the same.
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.offset(u"st"_s), 9u);
        QCOMPARE(engine.faults, QStringList());
        QCOMPARE(engine.placedGaps(), 1);
        QVERIFY(engine.gaps.first().since == told.since && engine.gaps.first().until == told.until);
        QVERIFY(engine.ids.contains(u"st-ep-7"_s));
    }

    /// Where the server does not say when it was, it was between the last event before it and when the gap came.
    void gapOfTheServer()
    {
        QTemporaryDir folder;
        const SystemClock clock;
        const auto last = *parseTime("2026-03-01T09:00:00Z");
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64 from) {
            if (from > 0)
                return;
            auto event = numbered(1);
            socket->sendTextMessage(event.insert(1, u"\"time\":\"2026-03-01T09:00:00Z\","_s));
            socket->sendTextMessage(WebSocketTestServer::control(
                u"gap"_s, {{u"stream"_s, u"st"_s}, {u"epoch"_s, u"ep"_s}, {u"from"_s, 2}, {u"to"_s, 4}}));
            socket->sendTextMessage(numbered(5));
        });
        const auto begun = clock.wallTime();
        const auto check = [&](TestEngine &engine) {
            QTRY_COMPARE(engine.offset(u"st"_s), 5u);
            QCOMPARE(engine.faults, QStringList());
            QCOMPARE(engine.gaps.size(), 1);
            const auto &gap = engine.gaps.first();
            QVERIFY(gap.since <= last && last - gap.since < std::chrono::seconds(1));
            QVERIFY(gap.until >= begun && gap.until <= clock.wallTime());
        };
        GapData told;
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            check(engine);
            told = engine.gaps.value(0);
        }
        // The journal says the same.
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        check(engine);
        QVERIFY(engine.gaps.value(0).since == told.since && engine.gaps.value(0).until == told.until);
    }

    void newEpoch()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64) {
            socket->sendTextMessage(numbered(1));
            socket->sendTextMessage(numbered(2));
            socket->sendTextMessage(numbered(1, u"st"_s, u"new"_s));
            socket->sendTextMessage(numbered(2, u"st"_s, u"new"_s));
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.ids.contains(u"st-new-2"_s));
        QTRY_VERIFY(engine.status && engine.status->streams.size() == 1 && engine.status->streams.first().offset == 2);
        QCOMPARE(engine.status->streams.first().epoch, u"new"_s);
        // Whatever came behind the second event of the old epoch is not known, and that is said.
        QCOMPARE(engine.gaps.size(), 1);
        QCOMPARE(engine.gaps.first().from, std::uint64_t{3});
        QCOMPARE(engine.gaps.first().to, std::uint64_t{0});
        QCOMPARE(engine.status->gaps, 1u);
        QCOMPARE(engine.ids.size(), 5);
        for (const auto &id : {u"st-ep-1"_s, u"st-ep-2"_s, u"st-new-1"_s})
            QVERIFY2(engine.ids.contains(id), qPrintable(id));
    }

    /// A server that lost its end, or everything, says so in its "caughtup" alone. What it numbers anew is taken in.
    void serverFellBack_data()
    {
        QTest::addColumn<QString>("epoch");
        QTest::addColumn<quint64>("offset");
        QTest::addRow("to nothing, in a new epoch") << u"new"_s << quint64{0};
        QTest::addRow("to an earlier offset") << u"ep"_s << quint64{2};
    }
    void serverFellBack()
    {
        QFETCH(QString, epoch);
        QFETCH(quint64, offset);
        QTemporaryDir folder;
        WebSocketTestServer server;
        const auto send = [](QWebSocket *socket, quint64 from, quint64 to, const QString &inEpoch) {
            for (auto i = from; i <= to; ++i)
                socket->sendTextMessage(numbered(i, u"st"_s, inEpoch));
        };
        serveFrom(server, [&](QWebSocket *socket, qint64) {
            if (server.connections == 1) {
                send(socket, 1, 4, u"ep"_s);
                socket->close();
                return;
            }
            socket->sendTextMessage(WebSocketTestServer::control(u"caughtup"_s,
                                                                 {{u"stream"_s, u"st"_s},
                                                                  {u"epoch"_s, epoch},
                                                                  {u"offset"_s, static_cast<qint64>(offset)},
                                                                  {u"recovered"_s, false}}));
            if (server.connections == 2)
                socket->close();
            else
                socket->sendTextMessage(
                    numbered(offset + 1, u"st"_s, epoch).replace(u"\"id\":\""_s, u"\"id\":\"second-"_s));
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        const auto last = u"second-st-%1-%2"_s.arg(epoch).arg(offset + 1);
        while (!engine.ids.contains(last)) { // each wait for the next attempt ends at once
            QTRY_VERIFY(engine.ids.contains(last)
                        || (engine.status && engine.status->state == ConnectionState::Waiting));
            engine.engine.retryNow();
            QTRY_VERIFY(engine.ids.contains(last)
                        || (engine.status && engine.status->state != ConnectionState::Waiting));
        }
        QCOMPARE(engine.gaps.size(), 1); // said once, however often the server says it
        QCOMPARE(engine.gaps.first().from, std::uint64_t{5});
        QCOMPARE(engine.gaps.first().to, std::uint64_t{0});
        QCOMPARE(engine.ids.size(), 6);
    }

    void tooManyStreams()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [](QWebSocket *socket, qint64) {
            for (int i = 0; i < 1005; ++i)
                socket->sendTextMessage(numbered(1, u"s%1"_s.arg(i)));
            socket->sendTextMessage(numbered(2, u"s0"_s));
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.received, 1001u);
        QTRY_COMPARE(engine.quarantined.size(), 5);
        QCOMPARE(engine.quarantined.first().reason, u"the feed has more than 1000 streams"_s);
    }

    /// It ends the connection; the next one goes on where that one was.
    void messageTooBig()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        serveFrom(server, [&server](QWebSocket *socket, qint64 from) {
            if (server.connections == 1) {
                socket->sendTextMessage(numbered(1));
                socket->sendTextMessage(QString((1 << 20) + 1, u' '));
            } else {
                socket->sendTextMessage(numbered(static_cast<quint64>(from) + 1));
            }
        });
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.offset(u"st"_s), 2u); // on a new connection, from where we were
        QVERIFY(server.connections >= 2);
        QCOMPARE(engine.faults, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"
