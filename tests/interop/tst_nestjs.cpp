// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The profile "tasks" against a server on NestJS and Socket.IO: two nodes with the Redis streams adapter between them, behind nginx.

#include "comparison.h"
#include "desk.h"
#include "gateway.h"
#include "httpapi.h"
#include "nginx.h"
#include "redis.h"
#include "stricttest.h"
#include "webtoken.h"

#include <QJsonArray>

#include <algorithm>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto secret = "what the identity service signs with"_ba;
constexpr int patience = 20'000; // ms

/// A node; restarted, it listens where it did before.
class Node
{
public:
    Node(const QString &name, const Redis &redis)
        : m_service({u"node"_s,
                     {QStringLiteral(BELLBOARD_SERVER "/dist/main.js"), u"0"_s},
                     {{u"NODE_NAME"_s, name},
                      {u"REDIS_SOCKET"_s, redis.socket()},
                      {u"TOKEN_SECRET"_s, QString::fromUtf8(secret)},
                      {u"TOKEN_NOTICE_MS"_s, u"4000"_s},
                      {u"PING_INTERVAL_MS"_s, u"1000"_s}},
                     {},
                     QRegularExpression(u"listening on (\\d+)"_s)})
    { }

    bool start()
    {
        if (!m_service.start())
            return false;
        m_service.plan().arguments[1] = m_service.ready();
        api.setBase(u"http://127.0.0.1:"_s + m_service.ready());
        api.setToken(webToken(secret, u"worker"_s));
        return true;
    }
    void stop() { m_service.stop(); }
    void kill() { m_service.kill(); }
    const QString &port() const { return m_service.ready(); }
    const QString &output() const { return m_service.output(); }
    bool hasPriya() { return api.read(u"/people"_s).body.array().contains(u"Priya"_s); }

    HttpApi api;

private:
    Service m_service;
};

/// Messages about one thing come in their order.
QString streamOf(const QJsonObject &message)
{
    const auto payload = message.value("payload"_L1).toObject();
    return message.value("event"_L1).toString() + payload.value("taskId"_L1).toString();
}

} // namespace

class TestNestJs : public StrictTest
{
    Q_OBJECT

private:
    Redis m_redis;
    std::unique_ptr<Node> m_a;
    std::unique_ptr<Node> m_b;
    std::unique_ptr<Nginx> m_nginx;
    int m_tasks = 0;

    std::unique_ptr<Desk> desk(const QString &profile = u"tasks"_s, quint16 port = 0) const
    {
        auto desk = std::make_unique<Desk>(u"Priya"_s, u"ws://127.0.0.1:%1/"_s.arg(port == 0 ? m_nginx->port() : port),
                                           profile);
        desk->keepToken(webToken(secret, u"Priya"_s));
        return desk;
    }

    static void post(Node &node, const QString &path, const QJsonObject &body)
    {
        QCOMPARE(node.api.send(path, body).status, 201);
    }
    /// Tasks change, reviews are wanted, and Priya and somebody else are told something.
    void work(Node &node, int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            const auto number = QString::number(++m_tasks);
            const auto task = u"TSK-%1"_s.arg(m_tasks % 5);
            post(node, u"/tasks/"_s + task,
                 {{u"title"_s, u"Refund №%1 \"über\" 好"_s.arg(number)}, {u"status"_s, u"PROCESSING"_s}});
            post(node, u"/reviews/RV-"_s + number,
                 {{u"priority"_s, u"URGENT"_s}, {u"reason"_s, u"Two approvals"_s}, {u"taskId"_s, task}});
            for (const auto &name : {u"Priya"_s, u"Mo"_s})
                post(node, u"/clients/%1/notifications"_s.arg(name),
                     {{u"id"_s, u"NT-"_s + name + number}, {u"level"_s, u"error"_s}, {u"title"_s, u"Export failed"_s}});
        }
    }

    /// What Priya was told, by the server's own account, well or badly.
    QList<QJsonObject> history(bool good)
    {
        QList<QJsonObject> messages;
        for (const auto &entry : m_a->api.read(u"/history"_s).body.array()) {
            const auto told = entry.toObject();
            const auto payload = told.value("payload"_L1).toObject();
            const bool isBad =
                told.value("event"_L1) == "task:archived"_L1 || payload.value("status"_L1).toString().startsWith(u'X');
            if (told.value("room"_L1) != "user:Mo"_L1 && isBad != good)
                messages.append({{u"event"_s, told.value("event"_L1)}, {u"payload"_s, payload}});
        }
        return messages;
    }

    /// Waits until everything came, and compares it message by message; what is bad must be in quarantine, once.
    void compare(Desk &desk)
    {
        const auto sent = history(true);
        QVERIFY(!sent.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(desk.status.received >= static_cast<quint64>(sent.size()), patience);
        const auto content = desk.journal();
        const auto verdict = compareMessages(sent, content.events, streamOf);
        QVERIFY2(verdict.isClean(), qPrintable(verdict.text()));
        const auto kept = compareMessages(history(false), content.quarantined, streamOf);
        QVERIFY2(kept.isClean(), qPrintable(kept.text()));
        QCOMPARE(content.gaps, QStringList());
    }

private Q_SLOTS:
    void initTestCase();
    void receives_data();
    void receives();
    void sends();
    void beats();
    void restarts();
    void movesToTheOtherNode();
    void goesByPollsAndBack();
    void renewsItsToken();
    void signsInAgain();
    void signsInWhenItsTokenEnds_data();
    void signsInWhenItsTokenEnds();
    void keepsWhatItDoesNotKnow();
};

void TestNestJs::initTestCase()
{
    for (const auto &missing :
         {Service::missing(u"node"_s, {u"-e"_s, u"require('./dist/token'); require('@nestjs/core')"_s},
                           u"nodejs, or NestJS of npm"_s, QStringLiteral(BELLBOARD_SERVER)),
          Redis::missing(), Nginx::missing()}) {
        BELLBOARD_NEED(missing);
    }
    QVERIFY2(m_redis.start(), qPrintable(m_redis.output()));
    m_a = std::make_unique<Node>(u"tasks-1"_s, m_redis);
    m_b = std::make_unique<Node>(u"tasks-2"_s, m_redis);
    QVERIFY2(m_a->start(), qPrintable(m_a->output()));
    QVERIFY2(m_b->start(), qPrintable(m_b->output()));
    m_nginx = std::make_unique<Nginx>(QStringLiteral(BELLBOARD_SOURCE "/nginx.conf"),
                                      QMap<QString, QString>{{u"NODE_A"_s, m_a->port()}, {u"NODE_B"_s, m_b->port()}});
    QVERIFY2(m_nginx->start(), qPrintable(m_nginx->output()));
}

void TestNestJs::receives_data()
{
    QTest::addColumn<QByteArray>("transports");
    QTest::newRow("WebSocket") << "[\"websocket\"]"_ba;
    QTest::newRow("polling first") << "[\"polling\", \"websocket\"]"_ba;
    QTest::newRow("polling") << "[\"polling\"]"_ba;
}

void TestNestJs::receives()
{
    QFETCH(QByteArray, transports);
    work(*m_a, 5);
    const auto priya = desk(u"ours.toml"_s);
    priya->write(u"ours.toml"_s, "extends = \"tasks\"\n[connection]\ntransports = " + transports + '\n');
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QCOMPARE(priya->status.user, u"Priya"_s);
    work(*m_a, 3);
    work(*m_b, 3);
    compare(*priya);
}

void TestNestJs::sends()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    work(*m_a, 1);
    const auto review = u"RV-%1"_s.arg(m_tasks);
    const auto task = u"TSK-%1"_s.arg(m_tasks % 5);
    const auto before = history(true).size();
    for (const auto &key : {priya->order(u"acknowledge"_s, review), priya->order(u"assign"_s, task, {}, u"Priya"_s),
                            priya->order(u"note"_s, task, u"Asked \"the bank\".\n好"_s)})
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(key), std::optional(CommandPhase::Settled), patience);
    const auto refused = priya->order(u"assign"_s, u"TSK-99"_s, {}, u"Priya"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(refused), std::optional(CommandPhase::Refused), patience);
    QCOMPARE(priya->commands.last().reason, u"There is no such task."_s);
    QCOMPARE(history(true).size(), before + 3);
    compare(*priya);
}

/// Engine.IO's server asks whether we are there.
void TestNestJs::beats()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const QDeadlineTimer end(2500);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    work(*m_b, 1);
    compare(*priya);
}

void TestNestJs::restarts()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    work(*m_a, 2);
    m_a->stop();
    m_b->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
    const auto waiting = priya->order(u"note"_s, u"TSK-1"_s, u"Written while nobody listened"_s);
    QVERIFY2(m_a->start(), qPrintable(m_a->output()));
    work(*m_a, 2);
    QVERIFY2(m_b->start(), qPrintable(m_b->output()));
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    work(*m_b, 2);
    compare(*priya);
}

void TestNestJs::movesToTheOtherNode()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const bool onA = m_a->hasPriya();
    auto &gone = onA ? *m_a : *m_b;
    auto &other = onA ? *m_b : *m_a;
    work(gone, 2);
    gone.kill();
    work(other, 3);
    QTRY_VERIFY_WITH_TIMEOUT(other.hasPriya(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    work(other, 2);
    QVERIFY2(gone.start(), qPrintable(gone.output()));
    compare(*priya);
}

/// Where the WebSocket is blocked, the same comes by long polling, and by the WebSocket again with the first connection that finds it free.
void TestNestJs::goesByPollsAndBack()
{
    Gateway gateway(m_nginx->port());
    const auto priya = desk(u"tasks"_s, gateway.serverPort());
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QVERIFY(gateway.upgrades() == 1 && gateway.others() == 0);
    work(*m_a, 2);
    for (const auto manner : {Gateway::Manner::Refuse, Gateway::Manner::Silence}) {
        gateway.setManner(manner);
        const auto polls = gateway.others();
        work(*m_b, 2);
        QTRY_VERIFY_WITH_TIMEOUT(priya->isLive() && gateway.others() > polls, patience);
        const auto key = priya->order(u"note"_s, u"TSK-1"_s, u"Said by polling"_s);
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(key), std::optional(CommandPhase::Settled), patience);
        work(*m_a, 2);
        gateway.setManner(Gateway::Manner::Pass);
        work(*m_b, 2);
        // What is remembered of a way that is blocked ends with the program.
        priya->close();
        const auto upgrades = gateway.upgrades();
        work(*m_a, 1);
        priya->open();
        QTRY_VERIFY_WITH_TIMEOUT(priya->isLive() && gateway.upgrades() > upgrades, patience);
    }
    compare(*priya);
}

/// The connection stays.
void TestNestJs::renewsItsToken()
{
    const auto priya = desk();
    priya->keepToken(webToken(secret, u"Priya"_s, 6s)); // the server asks for another one after 2 s
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    priya->keepToken(webToken(secret, u"Priya"_s));
    const QDeadlineTimer end(6500); // until the old one is over, by a clock that nothing here can turn on
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    work(*m_a, 1);
    compare(*priya);
}

/// Whose token is over when it connects.
void TestNestJs::signsInAgain()
{
    const auto priya = desk();
    priya->keepToken(webToken(secret, u"Priya"_s, -1h));
    priya->open();
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::SignInRequired, patience);
    work(*m_a, 1);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    compare(*priya);
}

void TestNestJs::signsInWhenItsTokenEnds_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("another one is there") << true;
    QTest::newRow("another one comes later") << false;
}

/// The server ends the connection with its token; by this profile no other one can be shown on it.
void TestNestJs::signsInWhenItsTokenEnds()
{
    QFETCH(bool, isThere);
    QFile builtIn(u":/bellboard/profiles/tasks.toml"_s);
    QVERIFY(builtIn.open(QIODevice::ReadOnly));
    auto profile = builtIn.readAll();
    const QByteArray renewal = "reauthenticate = '[\"token:refresh\",{\"token\":{{token}}}]'\n";
    QCOMPARE(profile.count(renewal), 1);
    const auto priya = desk(u"ours.toml"_s);
    priya->write(u"ours.toml"_s, profile.replace(renewal, ""));
    priya->openBriefly(secret);
    QCOMPARE(priya->welcomes(), 1);
    if (isThere)
        priya->keepToken(webToken(secret, u"Priya"_s));
    work(*m_a, 5); // each of the tasks has something
    const int welcomes = isThere ? 2 : 1;
    const auto state = isThere ? ConnectionState::Live : ConnectionState::SignInRequired;
    QTRY_VERIFY_WITH_TIMEOUT(priya->welcomes() == welcomes && priya->status.state == state, patience);
    work(*m_b, 2);
    const auto waiting = priya->order(u"note"_s, u"TSK-1"_s, u"Written when the first was over"_s);
    if (!isThere) {
        priya->keepToken(webToken(secret, u"Priya"_s));
        priya->engine().retryNow();
    }
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    QTRY_COMPARE_WITH_TIMEOUT(priya->welcomes(), 2, patience);
    work(*m_a, 2);
    compare(*priya);
}

/// What is bad comes again as well, by rooms:join and by tasks:replay, and by both with each session that is not recovered.
void TestNestJs::keepsWhatItDoesNotKnow()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    work(*m_a, 1);
    // Who is answered had the replay before.
    const auto noted = priya->order(u"note"_s, u"TSK-%1"_s.arg(m_tasks % 5), u"Here"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(noted), std::optional(CommandPhase::Settled), patience);
    post(*m_b, u"/events/task:archived"_s, {{u"taskId"_s, u"TSK-1"_s}});
    post(*m_b, u"/tasks/TSK-X"_s, {{u"status"_s, u"XPARKED"_s}, {u"title"_s, u"x"_s}});
    work(*m_a, 1);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.quarantined, 2u, patience);
    QCOMPARE(priya->status.unmatched, 1u);
    QVERIFY(priya->isLive());
    priya->close();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto again = priya->order(u"note"_s, u"TSK-%1"_s.arg(m_tasks % 5), u"Here again"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(again), std::optional(CommandPhase::Settled), patience);
    // That was behind the replays; what they gave again was known.
    QTRY_VERIFY_WITH_TIMEOUT(priya->status.duplicates > 2, patience);
    QCOMPARE(priya->status.quarantined, 2u);
    compare(*priya);
}

QTEST_GUILESS_MAIN(TestNestJs)

#include "tst_nestjs.moc"
