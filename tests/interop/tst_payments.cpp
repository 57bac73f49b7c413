// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The profile "payments" against two gateways that give what is on an event bus as CloudEvents, behind nginx, which speaks TLS.

#include "comparison.h"
#include "desk.h"
#include "gateway.h"
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
const auto python = u"/usr/bin/python3"_s; // Debian's packages are seen by Debian's Python only

std::unique_ptr<Service> gateway(const QString &name, const Redis &bus)
{
    return std::make_unique<Service>(Service::Plan{python,
                                                   {QStringLiteral(BELLBOARD_SERVER "/gateway.py"), u"127.0.0.1:0"_s},
                                                   {{u"NODE"_s, name},
                                                    {u"BUS"_s, u"unix://"_s + bus.socket()},
                                                    {u"TOKEN_SECRET"_s, QString::fromUtf8(secret)},
                                                    {u"HEARTBEAT_MS"_s, u"2000"_s}},
                                                   {},
                                                   QRegularExpression(u"listening on (\\d+)"_s)});
}

QString streamOf(const QJsonObject &event)
{
    return event.value("partitionkey"_L1).toString();
}

} // namespace

class TestPayments : public StrictTest
{
    Q_OBJECT

private:
    const QTemporaryDir m_certificates;
    Redis m_bus;
    std::unique_ptr<Service> m_a;
    std::unique_ptr<Service> m_b;
    std::unique_ptr<Nginx> m_nginx;
    int m_payments = 0;

    /// Starts a gateway; restarted, it listens where it did before.
    static void start(Service &service)
    {
        QVERIFY2(service.start(), qPrintable(service.output()));
        service.plan().arguments[1] = u"127.0.0.1:"_s + service.ready();
    }

    std::unique_ptr<Desk> desk(const QString &more = {}, quint16 port = 0) const
    {
        auto desk = std::make_unique<Desk>(
            u"Priya"_s, u"wss://127.0.0.1:%1/events"_s.arg(port == 0 ? m_nginx->port() : port), u"payments"_s,
            (more.isEmpty() ? u"ca = \"%1\""_s.arg(m_certificates.filePath(u"authority.pem"_s)) : more));
        desk->keepToken(webToken(secret, u"Priya"_s));
        return desk;
    }

    /// Puts an event on the bus, as the systems behind it do.
    void publish(const QJsonObject &event) const
    {
        m_bus.ask({u"XADD"_s, u"payments"_s, u"0-*"_s, u"event"_s,
                   QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact))});
    }
    void pay(int payments)
    {
        static const QStringList states{u"authorized"_s, u"succeeded"_s, u"declined"_s, u"reversed"_s};
        static const QStringList currencies{u"EUR"_s, u"JPY"_s, u"KWD"_s};
        for (int i = 0; i < payments; ++i) {
            const auto number = ++m_payments;
            const QJsonObject data{{u"status"_s, states.at(number % 4)},
                                   {u"amount_minor"_s, 100'000 + number},
                                   {u"currency"_s, currencies.at(number % 3)},
                                   {u"payer"_s, QJsonObject{{u"name"_s, u"أمل \"%1\" 李娜"_s.arg(number)}}},
                                   {u"method"_s, u"card"_s}};
            publish({{u"specversion"_s, u"1.0"_s},
                     {u"id"_s, u"ev-%1"_s.arg(number)},
                     {u"source"_s, u"/payments/core"_s},
                     {u"type"_s, u"com.example.payment.status_changed"_s},
                     {u"time"_s, u"2026-02-03T09:40:25.140Z"_s},
                     {u"subject"_s, u"PAY-%1"_s.arg(number % 7)},
                     {u"data"_s, data}});
        }
    }

    /// All that the bus holds, as the gateways give it.
    QList<QJsonObject> history() const
    {
        const auto epoch = m_bus.ask({u"GET"_s, u"bus:epoch"_s}).array().first().toString();
        QList<QJsonObject> events;
        const auto entries = m_bus.ask({u"XRANGE"_s, u"payments"_s, u"-"_s, u"+"_s}).array().first().toArray();
        for (const auto &entry : entries) {
            const auto number = entry.toArray().first().toString().section(u'-', 1);
            auto event = QJsonDocument::fromJson(entry.toArray().last().toArray().last().toString().toUtf8()).object();
            event.insert(u"partitionkey"_s, u"payments"_s);
            event.insert(u"epoch"_s, epoch);
            event.insert(u"sequence"_s, number.rightJustified(16, u'0'));
            events.append(event);
        }
        return events;
    }

    /// Waits until everything came, and compares it event by event; those whose id begins with x must be in quarantine.
    void compare(Desk &desk)
    {
        auto sent = history();
        QVERIFY(!sent.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(desk.offset(u"payments"_s), static_cast<quint64>(sent.size()), patience);
        const auto content = desk.journal();
        QList<QJsonObject> bad;
        const auto isBad = [](const QJsonObject &event) { return event.value("id"_L1).toString().startsWith(u"x-"_s); };
        std::ranges::copy_if(sent, std::back_inserter(bad), isBad);
        sent.removeIf(isBad);
        const auto good = compareMessages(sent, content.events, streamOf);
        QVERIFY2(good.isClean(), qPrintable(good.text()));
        const auto kept = compareMessages(bad, content.quarantined, streamOf);
        QVERIFY2(kept.isClean(), qPrintable(kept.text()));
        QCOMPARE(content.gaps, QStringList());
    }

private Q_SLOTS:
    void initTestCase();
    void receives();
    void sends();
    void beats();
    void restarts();
    void movesToTheOtherGateway();
    void outlivesTheBalancer();
    void isBlocked();
    void signsInAgain();
    void trustsNobodyElse();
    void keepsWhatItDoesNotKnow();
};

void TestPayments::initTestCase()
{
    for (const auto &missing :
         {Service::missing(python, {u"-c"_s, u"import websockets.legacy.server, jwt, redis.asyncio"_s},
                           u"python3-websockets, python3-jwt, python3-redis"_s),
          Redis::missing(), Nginx::missing(), Service::missing(u"openssl"_s, {u"version"_s}, u"openssl"_s)}) {
        BELLBOARD_NEED(missing);
    }
    QCOMPARE(QProcess::execute(QStringLiteral(BELLBOARD_CERTIFICATE_MAKER), {m_certificates.path()}), 0);
    QVERIFY2(m_bus.start(), qPrintable(m_bus.output()));
    m_a = gateway(u"/gateway/a"_s, m_bus);
    m_b = gateway(u"/gateway/b"_s, m_bus);
    start(*m_a);
    start(*m_b);
    m_nginx = std::make_unique<Nginx>(QStringLiteral(BELLBOARD_SERVER "/nginx.conf"),
                                      QMap<QString, QString>{{u"NODE_A"_s, m_a->ready()},
                                                             {u"NODE_B"_s, m_b->ready()},
                                                             {u"CERTIFICATE"_s, m_certificates.filePath(u"ip.pem"_s)},
                                                             {u"KEY"_s, m_certificates.filePath(u"ip.key"_s)}});
    QVERIFY2(m_nginx->start(), qPrintable(m_nginx->output()));
}

void TestPayments::receives()
{
    pay(30);
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QCOMPARE(priya->status.user, u"Priya"_s);
    pay(30);
    compare(*priya);
}

void TestPayments::sends()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto before = history().size();
    for (const auto &key :
         {priya->order(u"acknowledge"_s, u"AL-7"_s), priya->order(u"note"_s, u"PAY-1"_s, u"Asked \"the bank\".\n好"_s)})
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(key), std::optional(CommandPhase::Settled), patience);
    const auto refused = priya->order(u"note"_s, u"PAY-1"_s, u"5 €"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(refused), std::optional(CommandPhase::Refused), patience);
    QCOMPARE(priya->commands.last().reason, u"Write EUR."_s);
    const auto after = history();
    QCOMPARE(after.size(), before + 2);
    QCOMPARE(after.at(before).value("data"_L1).toObject().value("owner"_L1).toString(), u"Priya"_s);
    QCOMPARE(after.last().value("data"_L1).toObject().value("text"_L1).toString(), u"Asked \"the bank\".\n好"_s);
    compare(*priya);
}

/// For longer than the server's heartbeat; whoever says nothing is probed.
void TestPayments::beats()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const QDeadlineTimer end(3000);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    pay(1);
    compare(*priya);
}

void TestPayments::restarts()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    pay(5);
    m_a->stop();
    m_b->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
    const auto waiting = priya->order(u"note"_s, u"PAY-2"_s, u"Written while nobody listened"_s);
    pay(10);
    start(*m_a);
    start(*m_b);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    pay(5);
    compare(*priya);
}

/// One gateway asks to be left, which is done before it goes; the other is killed.
void TestPayments::movesToTheOtherGateway()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (auto *gone : {m_a.get(), m_b.get(), m_a.get()}) {
        pay(5);
        gone == m_b.get() ? gone->kill() : gone->stop();
        pay(10);
        const auto last = static_cast<quint64>(history().size());
        QTRY_COMPARE_WITH_TIMEOUT(priya->offset(u"payments"_s), last, patience);
        start(*gone);
    }
    compare(*priya);
}

void TestPayments::outlivesTheBalancer()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    m_nginx->stop();
    pay(10);
    QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
    QVERIFY2(m_nginx->start(), qPrintable(m_nginx->output()));
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    compare(*priya);
}

/// Where the WebSocket is blocked behind the balancer there is no other way: that is said, what is asked for waits, and nothing is missing
/// when it is free.
void TestPayments::isBlocked()
{
    Gateway network(m_a->ready().toUShort());
    const auto node = QString::number(network.serverPort());
    Nginx nginx(QStringLiteral(BELLBOARD_SERVER "/nginx.conf"),
                {{u"NODE_A"_s, node},
                 {u"NODE_B"_s, node},
                 {u"CERTIFICATE"_s, m_certificates.filePath(u"ip.pem"_s)},
                 {u"KEY"_s, m_certificates.filePath(u"ip.key"_s)}});
    QVERIFY2(nginx.start(), qPrintable(nginx.output()));
    const auto priya = desk({}, nginx.port());
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    pay(10);
    network.setManner(Gateway::Manner::Refuse);
    pay(10);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.failure.error, ChannelError::Forbidden, patience);
    const auto waiting = priya->order(u"note"_s, u"PAY-1"_s, u"Written while nobody could be asked"_s);
    network.setManner(Gateway::Manner::Silence);
    const auto asked = network.upgrades();
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(network.upgrades() > asked, patience);
    pay(10);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.failure.error, ChannelError::Timeout, patience);
    network.setManner(Gateway::Manner::Pass);
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    pay(10);
    compare(*priya);
}

void TestPayments::signsInAgain()
{
    const auto priya = desk();
    priya->openBriefly(secret);
    QCOMPARE(priya->welcomes(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::SignInRequired, patience);
    pay(10);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    pay(3);
    compare(*priya);
}

/// Without the authority that signed nginx's certificate nothing is said, and no token shown.
void TestPayments::trustsNobodyElse()
{
    const auto priya = desk(u"#"_s);
    priya->open();
    pay(3);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.failure.error, ChannelError::TlsUntrusted, patience);
    QCOMPARE(priya->welcomes(), 0);
    QCOMPARE(priya->journal().events, QList<QJsonObject>());
}

void TestPayments::keepsWhatItDoesNotKnow()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (const auto &wrong :
         {QJsonObject{{u"id"_s, u"x-1"_s}, {u"type"_s, u"com.example.refund.requested"_s}},
          QJsonObject{{u"id"_s, u"x-2"_s}, {u"type"_s, u"com.example.payment.status_changed"_s}, {u"data"_s, 5}},
          QJsonObject{{u"id"_s, u"x-3"_s}, {u"data"_s, QJsonObject()}}}) {
        publish(wrong);
        pay(2);
    }
    const auto last = static_cast<quint64>(history().size());
    QTRY_COMPARE_WITH_TIMEOUT(priya->offset(u"payments"_s), last, patience);
    QTRY_COMPARE(priya->status.unmatched, 1u);
    QTRY_COMPARE(priya->status.quarantined, 3u);
    QCOMPARE(priya->status.repairs, 0u);
    QVERIFY(priya->isLive());
    compare(*priya);
}

QTEST_GUILESS_MAIN(TestPayments)

#include "tst_payments.moc"
