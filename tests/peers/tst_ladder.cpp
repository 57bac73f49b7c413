// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A feed by HTTP where its WebSocket is blocked, against a server of npm's ws with an endpoint for polls: all that was emitted is compared
// with all that was journalled, event by event.

#include "enginefixture.h"
#include "peerprogram.h"
#include "profile/profilefile.h"
#include "stream/httpexchange.h"
#include "stricttest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Profile> profileWith(const QByteArray &text)
{
    const QByteArray poll = "[http.poll]\n";
    const QByteArray streams = "streams = [\"runs\", \"matches\"]\n";
    auto whole = "extends = \"reconciliation\"\n" + text;
    if (whole.contains(poll))
        whole.replace(poll, poll + streams);
    else
        whole += poll + streams;
    const auto file = ProfileFile::parse(whole, u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

/// As patient as a test has time for.
Connection::Settings impatient()
{
    Connection::Settings settings;
    settings.openDeadline = 3s;
    settings.backoff.lossWindow = 100ms;
    settings.backoff.base = 100ms;
    settings.backoff.cap = 400ms;
    settings.backoff.restartWindow = 200ms;
    settings.ladder = {300ms, 600ms};
    return settings;
}

} // namespace

class TestLadder : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beStrict();
        m_peer = std::make_unique<PeerProgram>();
        m_peer->start(u"node"_s, {QStringLiteral(BELLBOARD_POLLING_PEER)}, u"node (nodejs)"_s);
        if (!m_peer->missing().isEmpty())
            QSKIP(qPrintable(QString(u"not installed: "_s + m_peer->missing())));
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_peer.reset(); }

    /// A profile whose server has nothing but polls.
    void polls()
    {
        emitEvents(u"runs"_s, 7);
        emitEvents(u"matches"_s, 2);
        TestEngine client(m_folder->path(), QUrl(u"http://127.0.0.1:%1"_s.arg(m_peer->port())),
                          Engine::Replay::FromStart, StreamRepair::timeout,
                          profileWith("[connection]\ntransport = \"polling\"\n"), impatient());
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.isLive());
        QCOMPARE(client.status->carrier, Carrier::Polling);
        QCOMPARE(client.status->fallbackReason.error, ChannelError::None);
        QTRY_COMPARE(client.received, quint64{9});
        emitEvents(u"matches"_s, 5);
        emitEvents(u"runs"_s, 1);
        compare(client);
        QCOMPARE(log().value("upgrades"_L1).toInt(), 0);
        // What cannot be sent is refused at once.
        client.engine.sendCommand(assign(u"k1"_s));
        QTRY_COMPARE(client.phaseOf(u"k1"_s), CommandPhase::Refused);

        // Another start goes on behind what is journalled.
        client.engine.stop();
        emitEvents(u"runs"_s, 4);
        TestEngine again(m_folder->path(), QUrl(u"ws://127.0.0.1:%1"_s.arg(m_peer->port())), Engine::Replay::FromStart,
                         StreamRepair::timeout, profileWith("[connection]\ntransport = \"polling\"\n"), impatient());
        QVERIFY(again.engine.start());
        compare(again);
        QCOMPARE(again.status->duplicates, quint64{0});
    }

    void fallsAndClimbs_data()
    {
        QTest::addColumn<QString>("manner");
        QTest::addColumn<ChannelError>("reason");
        QTest::addRow("refused") << u"403"_s << ChannelError::Forbidden;
        QTest::addRow("no answer") << u"silence"_s << ChannelError::Timeout;
        QTest::addRow("swallowed") << u"swallow"_s << ChannelError::Timeout;
    }
    void fallsAndClimbs()
    {
        QFETCH(QString, manner);
        QFETCH(ChannelError, reason);
        tell(u"/control?ws="_s + manner);
        emitEvents(u"runs"_s, 5);
        TestEngine client(m_folder->path(), QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_peer->port())),
                          Engine::Replay::FromStart, StreamRepair::timeout, profileWith({}), impatient());
        QVERIFY(client.engine.start());
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive() && client.status->carrier == Carrier::Polling, 15'000);
        QCOMPARE(client.status->fallbackReason.error, reason);
        compare(client);
        // It is tried again, and what stands goes on delivering.
        const auto tries = log().value("upgrades"_L1).toInt();
        emitEvents(u"runs"_s, 3);
        compare(client);
        QTRY_VERIFY_WITH_TIMEOUT(log().value("upgrades"_L1).toInt() > tries, 15'000);
        emitEvents(u"runs"_s, 3);
        compare(client);
        // What is said waits.
        client.engine.sendCommand(assign(u"k1"_s));
        QTRY_COMPARE(client.phaseOf(u"k1"_s), CommandPhase::Pending);

        tell(u"/control?ws=open"_s);
        emitEvents(u"runs"_s, 3);
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive() && client.status->carrier == Carrier::WebSocket, 15'000);
        QCOMPARE(client.status->fallbackReason.error, ChannelError::None);
        QTRY_COMPARE(client.phaseOf(u"k1"_s), CommandPhase::Settled);
        emitEvents(u"runs"_s, 3);
        compare(client);
        QTRY_COMPARE(log().value("open"_L1).toInt(), 1);
        QCOMPARE(log().value("assigned"_L1).toArray(), (QJsonArray{u"k1"_s}));

        // And once more, in the middle of it.
        tell(u"/control?ws="_s + manner);
        emitEvents(u"runs"_s, 4);
        QTRY_VERIFY_WITH_TIMEOUT(client.isLive() && client.status->carrier == Carrier::Polling, 15'000);
        compare(client);
        QCOMPARE(client.status->gaps, quint64{0});
    }

    /// Who has no token is not blocked.
    void signInIsNoBlock()
    {
        tell(u"/control?ws=401"_s);
        TestEngine client(m_folder->path(), QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_peer->port())),
                          Engine::Replay::FromStart, StreamRepair::timeout, profileWith({}), impatient());
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.status && client.status->state == ConnectionState::SignInRequired);
        QCOMPARE(log().value("polls"_L1).toInt(), 0);
        QCOMPARE(client.status->carrier, Carrier::WebSocket);
    }

    void badAnswers_data()
    {
        QTest::addColumn<QString>("manner");
        QTest::addColumn<ChannelError>("error");
        QTest::addColumn<QString>("words");
        QTest::addRow("cut off") << u"cut"_s << ChannelError::NetworkLost << u"the answer was cut off"_s;
        QTest::addRow("half") << u"half"_s << ChannelError::ProtocolViolation
                              << u"the answer to a poll cannot be used: not valid JSON"_s;
        QTest::addRow("no JSON")
            << u"words"_s << ChannelError::ProtocolViolation
            << u"the answer to a poll cannot be used: the page has no list where the profile says"_s;
        QTest::addRow("no list")
            << u"nolist"_s << ChannelError::ProtocolViolation
            << u"the answer to a poll cannot be used: the page has no list where the profile says"_s;
        QTest::addRow("elsewhere") << u"elsewhere"_s << ChannelError::UpgradeRefused
                                   << u"HTTP 302: it sends us to another server, 127.0.0.1"_s;
        QTest::addRow("429") << u"slow"_s << ChannelError::TooManyRequests << u"HTTP 429 Too Many Requests"_s;
    }
    /// It is refused and asked again, and nothing is lost or comes twice.
    void badAnswers()
    {
        QFETCH(QString, manner);
        QFETCH(ChannelError, error);
        QFETCH(QString, words);
        emitEvents(u"runs"_s, 3);
        TestEngine client(m_folder->path(), QUrl(u"http://127.0.0.1:%1"_s.arg(m_peer->port())),
                          Engine::Replay::FromStart, StreamRepair::timeout,
                          profileWith("[connection]\ntransport = \"polling\"\n[http.poll]\nevery_seconds = 1\n"),
                          impatient());
        QVERIFY(client.engine.start());
        compare(client);
        tell(u"/control?poll="_s + manner);
        emitEvents(u"runs"_s, 3);
        compare(client);
        QTRY_VERIFY(client.isLive());
        const auto &history = client.status->history;
        const auto failure = std::ranges::find_if(
            history, [](const ConnectionTransition &transition) { return transition.error != ChannelError::None; });
        QVERIFY(failure != history.end());
        QCOMPARE(failure->detail, words);
        QCOMPARE(failure->error, error);
        QCOMPARE(client.status->quarantined, quint64{0});
    }

    /// However it is tried, no more often than the profile allows.
    void attemptsAreLimited()
    {
        tell(u"/control?ws=403&poll=nolist"_s);
        TestEngine client(m_folder->path(), QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_peer->port())),
                          Engine::Replay::FromStart, StreamRepair::timeout,
                          profileWith("[limits]\nconnect_attempts = { count = 2, seconds = 3600 }\n"), impatient());
        QVERIFY(client.engine.start());
        QTRY_VERIFY(client.status && client.status->state == ConnectionState::Waiting && client.status->nextTry
                    && *client.status->nextTry - SystemClock().wallTime() > 3'000s);
        client.engine.retryNow();
        QTRY_VERIFY(client.status->failure.error == ChannelError::TooManyRequests);
        QVERIFY(client.status->failure.detail.contains(u"2 connections in 3600 s"));
        const auto tries = log();
        QCOMPARE(tries.value("upgrades"_L1).toInt() + tries.value("polls"_L1).toInt(), 2);
    }

private:
    QJsonObject tell(const QString &what)
    {
        HttpClient http({});
        HttpExchange exchange(http);
        bool done = false;
        connect(&exchange, &HttpExchange::finished, this, [&] { done = true; });
        HttpRequest request;
        request.method = HttpRequest::Method::Post;
        request.url = QUrl(u"http://127.0.0.1:%1"_s.arg(m_peer->port()) + what);
        exchange.start(request);
        if (!QTest::qWaitFor([&] { return done; }, 5000))
            qFatal("the peer does not answer");
        return QJsonDocument::fromJson(
                   QByteArray(exchange.body().data(), static_cast<qsizetype>(exchange.body().size())))
            .object();
    }
    QJsonObject log() { return tell(u"/log"_s); }
    void emitEvents(const QString &channel, int count)
    {
        tell(u"/emit?channel=%1&count=%2"_s.arg(channel, QString::number(count)));
    }
    /// All that was emitted has come, once and in its order.
    void compare(TestEngine &client)
    {
        QStringList emitted;
        const auto ids = log().value("ids"_L1).toArray();
        for (const auto &id : ids)
            emitted.append(id.toString());
        emitted.sort();
        const auto taken = [&] {
            auto sorted = client.ids;
            sorted.sort();
            return sorted;
        };
        QTRY_COMPARE_WITH_TIMEOUT(taken(), emitted, 15'000);
        QCOMPARE(client.faults, QStringList());
    }

    std::unique_ptr<PeerProgram> m_peer;
    std::unique_ptr<QTemporaryDir> m_folder;

    static Command assign(const QString &key)
    {
        Command command;
        command.key = key;
        command.name = u"assign"_s;
        command.kind = u"exception"_s;
        command.subject = u"EX-1"_s;
        command.owner = u"Priya"_s;
        return command;
    }
};

QTEST_GUILESS_MAIN(TestLadder)
#include "tst_ladder.moc"
