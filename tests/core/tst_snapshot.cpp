// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A feed whose server gives snapshots where it cannot give all events, and servers that lie about it.

#include "enginefixture.h"
#include "stricttest.h"
#include "testservers.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How a server answers one who asks for a stream.
struct Script
{
    QString epoch = u"ep"_s;
    quint64 first = 1; ///< as the welcome has it
    quint64 last = 9;
    bool offers = true;
    /// Answers a wish for all events behind an offset.
    std::function<void(QWebSocket *, quint64)> replay;
    /// Answers a wish for a snapshot from behind an offset.
    std::function<void(QWebSocket *, quint64)> snapshot;
    QList<quint64> replaysAsked;
    QList<quint64> snapshotsAsked;
};

void sendEvent(QWebSocket *socket, quint64 offset, const QString &stream = u"st"_s, const QString &epoch = u"ep"_s)
{
    socket->sendTextMessage(
        u"{\"specversion\":\"1.0\",\"id\":\"%1-%2-%3\",\"source\":\"/t\",\"type\":\"org.bellboard.presence\","
        "\"subject\":\"A\",\"stream\":\"%1\",\"epoch\":\"%2\",\"sequence\":\"%3\",\"data\":{\"status\":\"away\"}}"_s
            .arg(stream, epoch)
            .arg(offset));
}

void sendEvents(QWebSocket *socket, const QList<quint64> &offsets, const QString &epoch = u"ep"_s)
{
    for (const auto offset : offsets)
        sendEvent(socket, offset, u"st"_s, epoch);
}

QJsonObject place(quint64 offset, const QString &epoch)
{
    return {{u"stream"_s, u"st"_s}, {u"epoch"_s, epoch}, {u"offset"_s, qint64(offset)}};
}

void sendBegin(QWebSocket *socket, quint64 offset, bool ok = true, const QString &epoch = u"ep"_s)
{
    auto data = place(offset, epoch);
    data.insert(u"ok"_s, ok);
    socket->sendTextMessage(WebSocketTestServer::control(u"snapshot"_s, data));
}

void sendCaughtUp(QWebSocket *socket, quint64 offset)
{
    auto data = place(offset, u"ep"_s);
    data.insert(u"recovered"_s, true);
    socket->sendTextMessage(WebSocketTestServer::control(u"caughtup"_s, data));
}

void sendEnd(QWebSocket *socket, quint64 offset, const QString &epoch = u"ep"_s)
{
    auto data = place(offset, epoch);
    data.insert(u"recovered"_s, false);
    data.insert(u"snapshot"_s, true);
    socket->sendTextMessage(WebSocketTestServer::control(u"caughtup"_s, data));
}

void play(WebSocketTestServer &server, Script &script)
{
    server.answer = [&script](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
        if (kind == u"hello") {
            auto stream = QJsonObject{{u"stream"_s, u"st"_s},
                                      {u"epoch"_s, script.epoch},
                                      {u"first"_s, qint64(script.first)},
                                      {u"last"_s, qint64(script.last)}};
            socket->sendTextMessage(WebSocketTestServer::control(u"welcome"_s,
                                                                 {{u"heartbeat_ms"_s, 20'000},
                                                                  {u"server_time"_s, u"2026-03-01T09:00:00Z"_s},
                                                                  {u"snapshots"_s, script.offers},
                                                                  {u"streams"_s, QJsonArray{stream}}}));
        } else if (kind == u"subscribe") {
            const auto position = message.value("data"_L1).toObject().value("streams"_L1).toArray().first().toObject();
            const auto from = static_cast<quint64>(position.value("offset"_L1).toInteger());
            const bool wantsSnapshot = position.value("snapshot"_L1).toBool();
            (wantsSnapshot ? script.snapshotsAsked : script.replaysAsked).append(from);
            if (wantsSnapshot)
                script.snapshot(socket, from);
            else
                script.replay(socket, from);
        }
    };
}

/// Has all but 4 to 6.
void replayWithHole(QWebSocket *socket, quint64 from)
{
    for (auto i = from + 1; i <= 9; ++i) {
        if (i < 4 || i > 6)
            sendEvent(socket, i);
    }
    sendCaughtUp(socket, 9);
}

QStringList idsOf(const QList<quint64> &offsets, const QString &epoch = u"ep"_s)
{
    QStringList ids;
    for (const auto offset : offsets)
        ids.append(u"st-%1-%2"_s.arg(epoch).arg(offset));
    return ids;
}

/// What came from the server.
QStringList sentIds(const TestEngine &engine)
{
    return engine.ids.filter(u"st-"_s);
}

} // namespace

class TestSnapshot : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// What is not given again is given in a shorter form: said once, no gap, and the same in the journal.
    void holeIsClosedBySnapshot()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = replayWithHole;
        script.snapshot = [](QWebSocket *socket, quint64) {
            sendEvent(socket, 7); // live, before it begins
            sendBegin(socket, 9);
            sendEvents(socket, {5, 7, 9});
            sendEnd(socket, 9);
            sendEvent(socket, 10);
        };
        play(server, script);
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 5, 7, 9, 10}));
            QTRY_COMPARE(engine.status->repairs, 1u);
            QCOMPARE(engine.status->gaps, 0u);
            QCOMPARE(script.snapshotsAsked, QList<quint64>{3});
            QVERIFY(script.replaysAsked.count(3) >= 1);
            QVERIFY(engine.isLive());
        }
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(script.replaysAsked.contains(10));
        QCOMPARE(sentIds(engine), idsOf({1, 2, 3, 5, 7, 9, 10}));
        QCOMPARE(engine.repairs.size(), 1);
        QCOMPARE(engine.repairs.first().from, std::uint64_t{4});
        QCOMPARE(engine.repairs.first().to, std::uint64_t{9});
        QVERIFY(engine.repairs.first().means == RepairMeans::Snapshot);
        QVERIFY(engine.gaps.isEmpty());
    }

    /// The last events may be left out when newer ones follow.
    void endIsLeftOut()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = replayWithHole;
        script.snapshot = [](QWebSocket *socket, quint64) {
            sendBegin(socket, 9);
            sendEnd(socket, 9);
            sendEvents(socket, {10, 11});
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 10, 11}));
        QTRY_COMPARE(engine.status->repairs, 1u);
        QCOMPARE(engine.status->gaps, 0u);
        QCOMPARE(engine.repairs.first().from, std::uint64_t{4});
    }

    void noneToBeHad_data()
    {
        QTest::addColumn<bool>("offers");
        QTest::addColumn<bool>("answers");
        QTest::addColumn<bool>("begins");
        QTest::addColumn<bool>("breaksOff");
        QTest::addRow("an old server") << false << false << false << false;
        QTest::addRow("refused") << true << true << false << false;
        QTest::addRow("no answer") << true << false << false << false;
        QTest::addRow("never ends") << true << true << true << false;
        QTest::addRow("breaks off") << true << true << true << true;
    }
    void noneToBeHad()
    {
        QFETCH(bool, offers);
        QFETCH(bool, answers);
        QFETCH(bool, begins);
        QFETCH(bool, breaksOff);
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.offers = offers;
        script.replay = replayWithHole;
        script.snapshot = [&](QWebSocket *socket, quint64) {
            if (answers)
                sendBegin(socket, 9, begins);
            if (breaksOff)
                sendBegin(socket, 9, false);
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url(), Engine::Replay::FromStart, 100ms);
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 7, 8, 9}));
        QTRY_COMPARE(engine.status->gaps, 1u);
        QCOMPARE(engine.gaps.first().from, std::uint64_t{4});
        QCOMPARE(engine.gaps.first().to, std::uint64_t{6});
        QCOMPARE(engine.faults, QStringList());
        QCOMPARE(engine.status->repairs, 0u);
        QCOMPARE(script.snapshotsAsked.size(), offers ? 1 : 0);
    }

    /// What stands behind the last event that came, and before what the server says that it gave, is missing as well.
    void theTailIsMissing()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = [&](QWebSocket *socket, quint64 from) {
            if (script.replaysAsked.size() == 1)
                sendEvents(socket, {1, 2, 3});
            else
                sendEvents(socket, {4, 5, 6, 7, 8, 9});
            Q_UNUSED(from)
            sendCaughtUp(socket, 9);
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 4, 5, 6, 7, 8, 9}));
        QTRY_COMPARE(engine.status->repairs, 1u);
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(engine.status->gaps, 0u);
        QCOMPARE(script.replaysAsked, (QList<quint64>{0, 3}));
        QCOMPARE(engine.repairs.first().from, std::uint64_t{4});
        QCOMPARE(engine.repairs.first().to, std::uint64_t{9});
    }

    /// A stream that begins anew while we are connected.
    void anotherEpochInTheMiddle()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = [&](QWebSocket *socket, quint64) {
            sendEvents(socket, {1, 2, 3});
            sendCaughtUp(socket, 3);
            sendEvent(socket, 1, u"st"_s, u"new"_s);
        };
        script.snapshot = [](QWebSocket *socket, quint64) {
            sendBegin(socket, 4, true, u"new"_s);
            sendEvents(socket, {2, 4}, u"new"_s);
            sendEnd(socket, 4, u"new"_s);
            sendEvent(socket, 5, u"st"_s, u"new"_s);
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3}) + idsOf({2, 4, 5}, u"new"_s));
        QTRY_COMPARE(engine.status->gaps, 1u); // nobody knows what came behind the 3 of the old one
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(script.snapshotsAsked.size(), 1);
    }

    /// The welcome tells that all of it cannot be had, so that it is not asked for at all.
    void knownFromTheWelcome_data()
    {
        QTest::addColumn<QString>("epoch");
        QTest::addRow("trimmed") << u"ep"_s;
        QTest::addRow("new epoch") << u"new"_s;
    }
    void knownFromTheWelcome()
    {
        QFETCH(QString, epoch);
        const bool isNew = epoch == u"new";
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.last = 3;
        script.replay = [](QWebSocket *socket, quint64) {
            sendEvents(socket, {1, 2, 3});
            sendCaughtUp(socket, 3);
        };
        play(server, script);
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3}));
        }
        script.replaysAsked.clear();
        script.epoch = epoch;
        script.first = isNew ? 1 : 8;
        script.last = 9;
        script.snapshot = [&epoch](QWebSocket *socket, quint64) {
            sendBegin(socket, 9, true, epoch);
            sendEvents(socket, {6, 9}, epoch);
            sendEnd(socket, 9, epoch);
            sendEvents(socket, {10}, epoch);
        };
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3}) + idsOf({6, 9, 10}, epoch));
        QTRY_VERIFY(engine.isLive());
        QCOMPARE(script.snapshotsAsked, QList<quint64>{3});
        QVERIFY(script.replaysAsked.isEmpty());
        QTRY_COMPARE(engine.status->repairs, 1u);
        QCOMPARE(engine.repairs.first().from, std::uint64_t(isNew ? 1 : 4));
        QCOMPARE(engine.repairs.first().to, std::uint64_t{9});
        // How many were to come in the old epoch nobody knows, which no snapshot of the new one can mend.
        QCOMPARE(engine.gaps.size(), isNew ? 1 : 0);
        QCOMPARE(engine.status->streams.first().epoch, epoch);
    }

    /// A server that says in the middle that it has forgotten something is asked for a snapshot before that is accepted.
    void gapOfTheServer_data()
    {
        QTest::addColumn<bool>("ok");
        QTest::addRow("mended") << true;
        QTest::addRow("refused") << false;
    }
    void gapOfTheServer()
    {
        QFETCH(bool, ok);
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = [](QWebSocket *socket, quint64 from) {
            if (from < 3)
                sendEvents(socket, {1, 2, 3});
            socket->sendTextMessage(WebSocketTestServer::control(
                u"gap"_s,
                {{u"stream"_s, u"st"_s}, {u"epoch"_s, u"ep"_s}, {u"from"_s, 4}, {u"to"_s, 6}, {u"reason"_s, u"no"_s}}));
            sendEvents(socket, {7, 8, 9});
            sendCaughtUp(socket, 9);
        };
        script.snapshot = [ok](QWebSocket *socket, quint64) {
            sendBegin(socket, 9, ok);
            if (!ok)
                return;
            sendEvents(socket, {6, 9});
            sendEnd(socket, 9);
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), ok ? idsOf({1, 2, 3, 6, 9}) : idsOf({1, 2, 3, 7, 8, 9}));
        QTRY_COMPARE(engine.status->repairs, ok ? 1u : 0u);
        QTRY_COMPARE(engine.gaps.size(), ok ? 0 : 1);
        QCOMPARE(script.snapshotsAsked, QList<quint64>{3});
        QTRY_VERIFY(engine.isLive());
    }

    /// Stopped in the middle, it goes on from there by an ordinary replay, and what was passed over is said.
    void stoppedInTheMiddle()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = replayWithHole;
        script.snapshot = [](QWebSocket *socket, quint64) {
            sendBegin(socket, 9);
            sendEvent(socket, 5);
        };
        play(server, script);
        {
            TestEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 5}));
        }
        script.replaysAsked.clear();
        script.replay = [](QWebSocket *socket, quint64 from) {
            for (auto i = from + 1; i <= 9; ++i)
                sendEvent(socket, i);
            sendCaughtUp(socket, 9);
        };
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 5, 6, 7, 8, 9}));
        QCOMPARE(script.replaysAsked, QList<quint64>{5});
        QCOMPARE(script.snapshotsAsked.size(), 1);
        QCOMPARE(engine.repairs.size(), 1);
        QCOMPARE(engine.repairs.first().from, std::uint64_t{4});
    }

    /// Nothing is applied backwards, beyond the end, or to another stream, whatever is called a snapshot.
    void lies_data()
    {
        QTest::addColumn<QString>("lie");
        for (const auto *lie : {"backwards", "another stream", "another epoch", "beyond its end"})
            QTest::addRow("%s", lie) << QString::fromLatin1(lie);
    }
    void lies()
    {
        QFETCH(QString, lie);
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = [](QWebSocket *socket, quint64 from) {
            if (from < 9)
                return replayWithHole(socket, from);
            sendEvents(socket, {10, 11});
            sendCaughtUp(socket, 11);
        };
        script.snapshot = [&lie](QWebSocket *socket, quint64) {
            sendBegin(socket, 9);
            sendEvent(socket, 7);
            if (lie == u"backwards")
                sendEvents(socket, {6, 5, 4, 2});
            else if (lie == u"another stream")
                sendEvent(socket, 8, u"other"_s);
            else if (lie == u"another epoch")
                sendEvents(socket, {1, 2}, u"new"_s);
            else
                sendEvents(socket, {1000, 1'000'000});
            sendEvent(socket, 9);
            sendEnd(socket, 9);
            sendEvent(socket, 10);
            sendEvent(socket, 11);
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 7, 9, 10, 11}));
        QTRY_COMPARE(engine.status->repairs, 1u);
        QVERIFY(engine.gaps.isEmpty());
        QCOMPARE(engine.offset(u"st"_s), 11u);
        QCOMPARE(engine.offset(u"other"_s), 0u);
    }

    /// A snapshot that nobody asked for opens nothing.
    void unasked()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        Script script;
        script.replay = [](QWebSocket *socket, quint64 from) {
            if (from > 0) {
                for (auto i = from + 1; i <= 9; ++i)
                    sendEvent(socket, i);
                return sendCaughtUp(socket, 9);
            }
            sendEvent(socket, 1);
            sendBegin(socket, 9);
            sendEvents(socket, {5, 9});
            sendCaughtUp(socket, 9);
        };
        play(server, script);
        TestEngine engine(folder.path(), server.url());
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(sentIds(engine), idsOf({1, 2, 3, 4, 5, 6, 7, 8, 9}));
        QCOMPARE(engine.faults, QStringList());
        QTRY_COMPARE(engine.repairs.size(), 1);
        QVERIFY(engine.repairs.first().means == RepairMeans::Again);
        QCOMPARE(engine.repairs.first().from, std::uint64_t{2});
        QCOMPARE(engine.repairs.first().to, std::uint64_t{4});
    }
};

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
