// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The profile "chat" against a chat by FastAPI: two nodes with a Redis between them, and nginx before them.

#include "board/boards.h"
#include "comparison.h"
#include "desk.h"
#include "gateway.h"
#include "httpapi.h"
#include "nginx.h"
#include "redis.h"
#include "stricttest.h"
#include "webtoken.h"
#include "wiretap.h"

#include <QJsonArray>

#include <algorithm>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto secret = "what the identity service signs with"_ba;
constexpr int patience = 20'000; // ms

/// A node of the chat; restarted, it listens where it did before.
class Node
{
public:
    Node(const QString &name, const QString &redis)
        : m_service({QStringLiteral("/usr/bin/python3"), // Debian's packages are seen by Debian's Python only
                     {u"-m"_s, u"uvicorn"_s, u"chat:app"_s, u"--port"_s, u"0"_s, u"--no-access-log"_s},
                     {{u"NODE"_s, name},
                      {u"REDIS_URL"_s, u"unix://"_s + redis},
                      {u"TOKEN_SECRET"_s, QString::fromUtf8(secret)},
                      {u"TOKEN_NOTICE_SECONDS"_s, u"4"_s},
                      {u"HEARTBEAT_SECONDS"_s, u"2"_s},
                      {u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s}},
                     QStringLiteral(BELLBOARD_SERVER),
                     QRegularExpression(u"running on http://127\\.0\\.0\\.1:(\\d+)"_s)})
    { }

    bool start()
    {
        if (!m_service.start())
            return false;
        m_service.plan().arguments[4] = m_service.ready();
        api.setBase(u"http://127.0.0.1:"_s + port());
        api.setToken(webToken(secret, u"Sam"_s));
        return true;
    }
    void stop() { m_service.stop(); }
    void kill() { m_service.kill(); }
    QString port() const { return m_service.plan().arguments.at(4); }
    const QString &output() const { return m_service.output(); }
    int connectionsOf(const QString &name)
    {
        return static_cast<int>(
            api.read(u"/api/node"_s).object().value("connections"_L1).toArray().toVariantList().count(name));
    }

    HttpApi api;

private:
    Service m_service;
};

QString streamOf(const QJsonObject &message)
{
    return message.value("stream"_L1).toString();
}

} // namespace

class TestFastApi : public StrictTest
{
    Q_OBJECT

private:
    Redis m_redis;
    std::unique_ptr<Node> m_a;
    std::unique_ptr<Node> m_b;
    std::unique_ptr<Nginx> m_nginx;
    int m_said = 0;

    QString url() const { return u"ws://127.0.0.1:%1/ws"_s.arg(m_nginx->port()); }

    std::unique_ptr<Desk> desk(const QString &name = u"Priya"_s, const QString &profile = u"chat"_s) const
    {
        auto desk = std::make_unique<Desk>(name, url(), profile);
        desk->keepToken(webToken(secret, name));
        return desk;
    }

    /// Somebody says so much, and a notification comes now and then.
    void talk(Node &node, int messages)
    {
        for (int i = 0; i < messages; ++i) {
            const auto content = u"№ %1: is \"that\" ours? 好的 😀"_s.arg(++m_said);
            const auto id = u"n-%1"_s.arg(m_said);
            const auto answer = m_said % 5 == 0
                ? node.api.send(u"/api/publish"_s,
                                {{u"type"_s, u"notification"_s},
                                 {u"id"_s, id},
                                 {u"level"_s, u"urgent"_s},
                                 {u"title"_s, content},
                                 {u"timestamp"_s, u"2026-02-03T09:41:00"_s}})
                : node.api.send(u"/api/messages"_s, {{u"room"_s, u"Payments desk"_s}, {u"content"_s, content}});
            QCOMPARE(answer.status, 201);
        }
    }

    /// All that was ever said, by the server's own account.
    QList<QJsonObject> history()
    {
        QList<QJsonObject> messages;
        QString page;
        do {
            const auto answer = m_a->api.read(u"/api/messages?page="_s + page).object();
            for (const auto &message : answer.value("messages"_L1).toArray())
                messages.append(message.toObject());
            page = answer.value("next"_L1).toString();
        } while (!page.isEmpty());
        return messages;
    }

    quint64 newest()
    {
        const auto messages = history();
        return messages.isEmpty() ? 0 : static_cast<quint64>(messages.last().value("seq"_L1).toInteger());
    }

    /// Waits until everything came, and compares it message by message; those whose id begins with x must be in quarantine instead.
    void compare(Desk &desk)
    {
        const auto last = newest();
        QTRY_COMPARE_WITH_TIMEOUT(desk.offset(u"chat"_s), last, patience);
        const auto content = desk.journal();
        QList<QJsonObject> numbered;
        std::ranges::copy_if(content.events, std::back_inserter(numbered),
                             [](const QJsonObject &event) { return event.contains("seq"_L1); });
        const auto isBad = [](const QJsonObject &message) {
            return message.value("id"_L1).toString().startsWith(u'x');
        };
        auto sent = history();
        QList<QJsonObject> sentBadly;
        std::ranges::copy_if(sent, std::back_inserter(sentBadly), isBad);
        sent.removeIf(isBad);
        QVERIFY(!sent.isEmpty());
        const auto good = compareMessages(sent, numbered, streamOf);
        QVERIFY2(good.isClean(), qPrintable(good.text()));
        const auto kept = compareMessages(sentBadly, content.quarantined, streamOf);
        QVERIFY2(kept.isClean(), qPrintable(kept.text()));
        QCOMPARE(content.gaps, QStringList());
    }

private Q_SLOTS:
    void initTestCase();
    void receives();
    void signsIn_data();
    void signsIn();
    void sends();
    void receivesLargeMessages();
    void showsWhatWasDelivered();
    void showsWhoIsThere();
    void beats();
    void restarts();
    void goesByPollsAndBack();
    void movesToTheOtherNode();
    void renewsItsToken();
    void signsInAgain();
    void isBlocked();
    void keepsWhatItDoesNotKnow();
};

void TestFastApi::initTestCase()
{
    for (const auto &missing :
         {Service::missing(u"/usr/bin/python3"_s,
                           {u"-c"_s, u"import fastapi, uvicorn, websockets, jwt, redis.asyncio"_s},
                           u"python3-fastapi, python3-uvicorn, python3-websockets, python3-jwt, python3-redis"_s),
          Redis::missing(), Nginx::missing()}) {
        BELLBOARD_NEED(missing);
    }
    QVERIFY2(m_redis.start(), qPrintable(m_redis.output()));
    m_a = std::make_unique<Node>(u"chat-a"_s, m_redis.socket());
    m_b = std::make_unique<Node>(u"chat-b"_s, m_redis.socket());
    QVERIFY2(m_a->start(), qPrintable(m_a->output()));
    QVERIFY2(m_b->start(), qPrintable(m_b->output()));
    m_nginx = std::make_unique<Nginx>(QStringLiteral(BELLBOARD_SERVER "/nginx.conf"),
                                      QMap<QString, QString>{{u"NODE_A"_s, m_a->port()}, {u"NODE_B"_s, m_b->port()}});
    QVERIFY2(m_nginx->start(), qPrintable(m_nginx->output()));
}

void TestFastApi::receives()
{
    talk(*m_a, 20);
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QCOMPARE(priya->status.user, u"Priya"_s);
    for (int i = 0; i < 10; ++i) {
        talk(*m_a, 2);
        talk(*m_b, 2);
    }
    compare(*priya);
}

void TestFastApi::signsIn_data()
{
    QTest::addColumn<QByteArray>("connection");
    QTest::newRow("by the first message") << "token = \"message\""_ba;
    QTest::newRow("by the query") << "token = \"query\""_ba;
}

/// By the header everybody else does.
void TestFastApi::signsIn()
{
    QFETCH(QByteArray, connection);
    const auto priya = desk(u"Priya"_s, u"ours.toml"_s);
    priya->write(u"ours.toml"_s, "extends = \"chat\"\ntitle = \"Ours\"\n[connection]\n" + connection + '\n');
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QCOMPARE(priya->status.user, u"Priya"_s);
    talk(*m_b, 3);
    compare(*priya);
}

void TestFastApi::sends()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QStringList keys;
    for (int i = 0; i < 5; ++i)
        keys.append(priya->order(u"message"_s, u"Payments desk"_s, u"Ours: \"%1\"\n好"_s.arg(i)));
    for (const auto &key : std::as_const(keys))
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(key), std::optional(CommandPhase::Settled), patience);
    // Once each, in their order.
    QStringList ours;
    for (const auto &message : history()) {
        if (message.value("user"_L1).toObject().value("name"_L1) == "Priya"_L1)
            ours.append(message.value("content"_L1).toString());
    }
    QCOMPARE(ours.size(), 5);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(ours.at(i), u"Ours: \"%1\"\n好"_s.arg(i));

    QCOMPARE(m_a->api.send(u"/api/rooms/Archive/close"_s).status, 204);
    const auto refused = priya->order(u"message"_s, u"Archive"_s, u"Too late"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(refused), std::optional(CommandPhase::Refused), patience);
    QCOMPARE(priya->commands.last().reason, u"The room is closed."_s);
    compare(*priya);
}

/// They come and go compressed.
void TestFastApi::receivesLargeMessages()
{
    const WireTap tap(m_nginx->port());
    const auto priya = std::make_unique<Desk>(u"Priya"_s, u"ws://127.0.0.1:%1/ws"_s.arg(tap.serverPort()), u"chat"_s);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto words = [](int size) {
        QString text;
        for (int i = 0; text.size() < size; ++i)
            text += u"Pâté für 李娜 😀 %1 "_s.arg(i * i % 7919);
        return text;
    };
    for (const int size : {5000, 100'000})
        QCOMPARE(
            m_a->api.send(u"/api/messages"_s, {{u"room"_s, u"Payments desk"_s}, {u"content"_s, words(size)}}).status,
            201);
    const auto ours = priya->order(u"message"_s, u"Payments desk"_s, words(20'000));
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(ours), std::optional(CommandPhase::Settled), patience);
    compare(*priya);
    QVERIFY(tap.extensions().contains("permessage-deflate"));
    const auto largest = [](const std::vector<RawFrame> &frames) {
        return *std::ranges::max_element(frames, {}, [](const RawFrame &frame) { return frame.payload.size(); });
    };
    for (const auto &[frame, size] :
         {std::pair(largest(tap.serverFrames()), 100'000), std::pair(largest(tap.clientFrames()), 20'000)}) {
        QCOMPARE(frame.rsv, rawCompressedBit);
        QVERIFY2(frame.payload.size() < size, qPrintable(QString::number(frame.payload.size())));
    }
}

/// What is written stands in its conversation at once, and is delivered when the server says so.
void TestFastApi::showsWhatWasDelivered()
{
    const auto priya = desk();
    Boards boards;
    boards.setUserNames({u"Priya"_s});
    const auto shown = [&](const QString &room) {
        boards.chat()->setCurrentConversation(u"0/"_s + room);
        boards.flush();
        const auto *messages = boards.chat()->messages();
        QStringList rows;
        for (int row = 0; row < messages->rowCount(); ++row) {
            const auto index = messages->index(row);
            const auto reason = index.data(MessageModel::ReasonRole).toString();
            rows.append(index.data(MessageModel::TextRole).toString() + u": "_s
                        + index.data(MessageModel::StateTextRole).toString() + (reason.isEmpty() ? QString() : u", "_s)
                        + reason);
        }
        return rows;
    };
    QStringList states; // of what is said in the room of ours
    priya->open();
    connect(&priya->engine(), &Engine::batchReady, &boards, [&](const EventBatchPtr &batch) {
        boards.fold(*batch);
        boards.flush();
    });
    connect(&priya->engine(), &Engine::commandProgressed, &boards, [&](const CommandProgress &progress) {
        boards.noteCommand(progress);
        if (progress.command.subject == u"Ours"_s)
            states += shown(u"Ours"_s);
    });
    const auto said = priya->order(u"message"_s, u"Ours"_s, u"<b>Anybody?</b>"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(said), std::optional(CommandPhase::Settled), patience);
    QVERIFY(priya->commands.last().answered);
    QTRY_COMPARE_WITH_TIMEOUT(boards.chat()->conversations()->rowOf(u"0/Ours"_s) >= 0, true, patience);
    QCOMPARE(shown(u"Ours"_s), QStringList{u"<b>Anybody?</b>: Delivered"_s});
    QCOMPARE(states.first(), u"<b>Anybody?</b>: Waits to be sent"_s);
    QVERIFY(states.contains(u"<b>Anybody?</b>: Sent"_s));
    // It is the server's now, and no more on its way.
    const auto *messages = boards.chat()->messages();
    QVERIFY(messages->index(0).data(MessageModel::CommandRole).toString().isEmpty());

    QCOMPARE(m_a->api.send(u"/api/rooms/Attic/close"_s).status, 204);
    const auto refused = priya->order(u"message"_s, u"Attic"_s, u"Too late"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(refused), std::optional(CommandPhase::Refused), patience);
    QCOMPARE(shown(u"Attic"_s), QStringList{u"Too late: Not sent, The room is closed."_s});
    compare(*priya);
}

void TestFastApi::showsWhoIsThere()
{
    const auto priya = desk();
    const auto mo = desk(u"Mo"_s);
    priya->open();
    mo->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive() && mo->isLive(), patience);
    QTRY_COMPARE(m_a->api.read(u"/api/presence"_s).object().value("Mo"_L1).toString(), u"online"_s);
    mo->engine().setPresence(UserPresence::Away);
    QTRY_COMPARE(m_b->api.read(u"/api/presence"_s).object().value("Mo"_L1).toString(), u"away"_s);
    mo->engine().sendTyping(0, u"Payments desk"_s);
    QTRY_COMPARE(priya->typings.size(), 1);
    QCOMPARE(priya->typings.first().by, u"Mo"_s);
    QCOMPARE(priya->typings.first().conversation, u"Payments desk"_s);
    QCOMPARE(mo->typings.size(), 0);
    mo->close();
    QTRY_VERIFY(!m_a->api.read(u"/api/presence"_s).object().contains("Mo"_L1));
    talk(*m_a, 1);
    compare(*priya);
    QStringList states;
    for (const auto &event : priya->journal().decoded) {
        if (event.value("type"_L1) == "org.bellboard.presence"_L1 && event.value("subject"_L1) == "Mo"_L1)
            states.append(event.value("data"_L1).toObject().value("status"_L1).toString());
    }
    QCOMPARE(states, QStringList({u"online"_s, u"away"_s, u"offline"_s}));
}

/// The server asks whether we are there, and ends a connection whose client does not answer.
void TestFastApi::beats()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto pongs = [this] { return m_a->api.read(u"/api/node"_s).object().value("pongs"_L1).toInt(); };
    const auto before = pongs();
    QTRY_VERIFY_WITH_TIMEOUT(pongs() >= before + 2, patience);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    talk(*m_b, 1);
    compare(*priya);
}

void TestFastApi::restarts()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    talk(*m_a, 10);
    m_a->stop();
    m_b->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
    const auto waiting = priya->order(u"message"_s, u"Payments desk"_s, u"Said while nobody listened"_s);
    QVERIFY2(m_a->start(), qPrintable(m_a->output()));
    talk(*m_a, 20);
    QVERIFY2(m_b->start(), qPrintable(m_b->output()));
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    talk(*m_b, 10);
    compare(*priya);
}

/// Where the WebSocket is blocked, the same comes by polls, from the same position, and by the WebSocket again as soon as it is free.
void TestFastApi::goesByPollsAndBack()
{
    Gateway gateway(m_nginx->port());
    const auto priya =
        std::make_unique<Desk>(u"Priya"_s, u"ws://127.0.0.1:%1/ws"_s.arg(gateway.serverPort()), u"ours.toml"_s);
    priya->write(u"ours.toml"_s, "extends = \"chat\"\n[http.poll]\nevery_seconds = 1\n");
    priya->keepToken(webToken(secret, u"Priya"_s));
    const auto isLiveBy = [&priya](Carrier carrier) { return priya->isLive() && priya->status.carrier == carrier; };
    gateway.setManner(Gateway::Manner::Refuse);
    talk(*m_a, 10);
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(Carrier::Polling), patience);
    talk(*m_b, 5);
    const auto waiting = priya->order(u"message"_s, u"Payments desk"_s, u"Said where nothing can be said"_s);
    for (int round = 0; round < 2; ++round) {
        talk(*m_a, 3);
        gateway.setManner(Gateway::Manner::Pass);
        talk(*m_b, 3);
        QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(Carrier::WebSocket), patience);
        talk(*m_a, 3);
        gateway.setManner(Gateway::Manner::Refuse);
        talk(*m_b, 3);
        QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(Carrier::Polling), patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    talk(*m_a, 3);
    compare(*priya);
}

void TestFastApi::movesToTheOtherNode()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (int round = 0; round < 2; ++round) {
        const bool onA = m_a->connectionsOf(u"Priya"_s) > 0;
        auto &gone = onA ? *m_a : *m_b;
        auto &other = onA ? *m_b : *m_a;
        talk(gone, 5);
        gone.kill();
        talk(other, 15);
        QTRY_COMPARE_WITH_TIMEOUT(other.connectionsOf(u"Priya"_s), 1, patience);
        talk(other, 5);
        QVERIFY2(gone.start(), qPrintable(gone.output()));
    }
    compare(*priya);
}

/// The connection stays.
void TestFastApi::renewsItsToken()
{
    const auto priya = desk();
    priya->keepToken(webToken(secret, u"Priya"_s, 6s)); // the server asks for another one after 2 s
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    priya->keepToken(webToken(secret, u"Priya"_s));
    talk(*m_a, 5);
    // Until the old one is over, by a clock that nothing here can turn on.
    const QDeadlineTimer end(6500);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    talk(*m_a, 5);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    compare(*priya);
}

/// Without another token the connection ends, and goes on where it was when there is one.
void TestFastApi::signsInAgain()
{
    const auto priya = desk();
    priya->openBriefly(secret);
    QCOMPARE(priya->welcomes(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::SignInRequired, patience);
    QCOMPARE(priya->status.failure.closeCode, 4401);
    talk(*m_a, 10);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    talk(*m_a, 5);
    compare(*priya);
}

void TestFastApi::isBlocked()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (auto *node : {m_a.get(), m_b.get()})
        QCOMPARE(node->api.send(u"/api/users/Priya/block"_s).status, 204);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::Rejected, patience);
    talk(*m_a, 5);
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->status.failure.detail.contains(u"403"_s),
                             patience); // refused before it was accepted
    QCOMPARE(m_a->api.send(u"/api/users/Priya/unblock"_s).status, 204);
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    compare(*priya);
}

/// Messages of a kind that the profile has not, and wrong ones, use up numbers like all others: nothing behind them waits.
void TestFastApi::keepsWhatItDoesNotKnow()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto unmatched = priya->status.unmatched;
    const auto quarantined = priya->status.quarantined;
    talk(*m_a, 3);
    for (const auto &wrong :
         {QJsonObject{{u"type"_s, u"reaction"_s}, {u"id"_s, u"x-0"_s}, {u"emoji"_s, u"👍"_s}},
          QJsonObject{{u"type"_s, u"user_message"_s}, {u"id"_s, u"x-1"_s}, {u"content"_s, u"?"_s}},
          QJsonObject{
              {u"type"_s, u"notification"_s}, {u"id"_s, u"x-2"_s}, {u"title"_s, 1}, {u"timestamp"_s, u"yesterday"_s}},
          QJsonObject{{u"id"_s, u"x-3"_s}}}) {
        QCOMPARE(m_b->api.send(u"/api/publish"_s, wrong).status, 201);
        talk(*m_a, 2);
    }
    const auto last = newest();
    QTRY_COMPARE_WITH_TIMEOUT(priya->offset(u"chat"_s), last, patience);
    QTRY_COMPARE(priya->status.unmatched, unmatched + 1);
    QTRY_COMPARE(priya->status.quarantined, quarantined + 4);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->status.repairs, 0u);
    compare(*priya);
}

QTEST_GUILESS_MAIN(TestFastApi)

#include "tst_fastapi.moc"
