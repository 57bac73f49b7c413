// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The profile "charity" against a server in Go by gorilla/websocket, which keeps its channels in Redis.

#include "comparison.h"
#include "desk.h"
#include "gateway.h"
#include "httpapi.h"
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
const auto freely = "{ count = 1000, seconds = 60 }"_ba; // as often as the server bears where no test says otherwise
/// Those that Priya gets: she subscribes to four, and three are hers without it.
const QStringList channels{u"help_requests"_s, u"donations"_s,      u"shifts"_s, u"alerts"_s,
                           u"user:Priya"_s,    u"role:volunteer"_s, u"system"_s};

QString streamOf(const QJsonObject &message)
{
    return message.value("channel"_L1).toString();
}

} // namespace

class TestGorilla : public StrictTest
{
    Q_OBJECT

private:
    std::unique_ptr<Redis> m_redis;
    std::unique_ptr<Service> m_server;
    HttpApi m_api;
    int m_number = 0; // in what is published
    QList<QJsonObject> m_published; // by the server that runs, as it says itself

    /// Starts a server with an empty Redis.
    void startServer(const QStringList &options = {})
    {
        m_published.clear();
        m_redis = std::make_unique<Redis>();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->output()));
        m_server = std::make_unique<Service>(
            Service::Plan{QStringLiteral(BELLBOARD_GO_SERVER),
                          QStringList{u"-listen"_s, u"127.0.0.1:0"_s, u"-pong-wait"_s, u"2s"_s, u"-attempts"_s,
                                      u"1000"_s, u"-messages"_s, u"1000"_s}
                              + options,
                          {{u"TOKEN_SECRET"_s, QString::fromUtf8(secret)}, {u"REDIS_SOCKET"_s, m_redis->socket()}},
                          {},
                          QRegularExpression(u"listening on (127\\.0\\.0\\.1:\\d+)"_s)});
        QVERIFY2(m_server->start(), qPrintable(m_server->output()));
        m_server->plan().arguments[1] = m_server->ready(); // where it listens when it is started again
        m_api.setBase(u"http://"_s + m_server->ready());
    }
    void startAgain() { QVERIFY2(m_server->start(), qPrintable(m_server->output())); }

    /// `limit`: as many connections as this server bears; `port`: of what stands before it.
    std::unique_ptr<Desk> desk(const QString &name = u"Priya"_s, const QByteArray &limit = freely,
                               quint16 port = 0) const
    {
        auto url = QUrl(u"ws://%1/ws"_s.arg(m_server->ready()));
        if (port != 0)
            url.setPort(port);
        auto desk = std::make_unique<Desk>(name, url.toString(), u"ours.toml"_s);
        desk->write(u"ours.toml"_s, "extends = \"charity\"\n[limits]\nconnect_attempts = " + limit + '\n');
        desk->keepToken(webToken(secret, name));
        return desk;
    }

    void publish(const QJsonObject &message)
    {
        const auto answer = m_api.send(u"/internal/publish"_s, message);
        QCOMPARE(answer.status, 201);
        m_published.append(answer.object());
    }

    void publishRequest(const QString &id, const QString &topic, const QString &channel = u"help_requests"_s)
    {
        publish({{u"type"_s, u"help_request"_s},
                 {u"action"_s, u"updated"_s},
                 {u"channel"_s, channel},
                 {u"data"_s,
                  QJsonObject{{u"request_id"_s, id},
                              {u"status"_s, u"queued"_s},
                              {u"topic"_s, topic},
                              {u"name"_s, u"أمينة"_s},
                              {u"queue_position"_s, m_number + 1},
                              {u"created_at"_s, 1770109500}}}});
    }
    void publishDonation()
    {
        publish({{u"type"_s, u"donation"_s},
                 {u"action"_s, u"processed"_s},
                 {u"channel"_s, u"donations"_s},
                 {u"data"_s,
                  QJsonObject{{u"donation_id"_s, u"DON-%1"_s.arg(m_number)},
                              {u"status"_s, u"succeeded"_s},
                              {u"amount_cents"_s, 100 + m_number},
                              {u"currency"_s, u"EUR"_s}}}});
    }
    void publishShift()
    {
        const QJsonObject slots{{u"needed"_s, 1000}, {u"filled"_s, m_number}};
        publish({{u"type"_s, u"shift"_s},
                 {u"action"_s, u"updated"_s},
                 {u"channel"_s, u"shifts"_s},
                 {u"data"_s,
                  QJsonObject{{u"shift_id"_s, u"SH-%1"_s.arg(m_number)},
                              {u"status"_s, u"open"_s},
                              {u"title"_s, u"Küche, evening"_s},
                              {u"slots"_s, slots},
                              {u"starts_at"_s, 1770138000},
                              {u"ends_at"_s, 1770152400.5}}}});
    }
    void publishMaintenance()
    {
        publish({{u"type"_s, u"maintenance"_s},
                 {u"channel"_s, u"alerts"_s},
                 {u"data"_s,
                  QJsonObject{{u"alert_id"_s, u"MT-%1"_s.arg(m_number)},
                              {u"state"_s, u"planned"_s},
                              {u"title"_s, u"The hub restarts tonight"_s},
                              {u"message"_s, u"At 23:00, for a minute."_s}}}});
    }
    void publishEmergency(const QString &id)
    {
        publish(
            {{u"type"_s, u"emergency"_s},
             {u"channel"_s, u"alerts"_s},
             {u"data"_s,
              QJsonObject{{u"alert_id"_s, id}, {u"state"_s, u"active"_s}, {u"title"_s, u"Shelter B: évacuation"_s}}}});
    }
    /// A day in a charity: something in every channel.
    void publishAll(int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            const auto name = QString::number(++m_number);
            publishRequest(u"HR-"_s + name, u"Food parcel №"_s + name);
            publishDonation();
            publishShift();
            publishMaintenance();
            publishEmergency(u"AL-"_s + name);
            for (const auto &channel : {u"user:Priya"_s, u"role:volunteer"_s, u"system"_s, u"user:Sam"_s})
                publishRequest(channel + name, u"In a channel"_s, channel);
        }
    }

    QList<QJsonObject> history(const QString &channel)
    {
        QList<QJsonObject> messages;
        const auto answer =
            m_api.read(u"/internal/messages?channel="_s + QString::fromLatin1(QUrl::toPercentEncoding(channel)));
        for (const auto &message : answer.body.array())
            messages.append(message.toObject());
        return messages;
    }

    quint64 newestOf(const QString &channel)
    {
        const auto messages = history(channel);
        return messages.isEmpty() ? 0 : static_cast<quint64>(messages.last().value("seq"_L1).toInteger());
    }

    /// Waits until everything came, and compares it message by message; those whose id begins with x must be in quarantine.
    void compare(Desk &desk)
    {
        QList<QJsonObject> sent;
        for (const auto &channel : channels) {
            const auto newest = newestOf(channel);
            QTRY_COMPARE_WITH_TIMEOUT(desk.offset(channel), newest, patience);
            sent += history(channel);
        }
        auto content = desk.journal();
        content.events.removeIf([](const QJsonObject &event) { return !event.contains("seq"_L1); }); // presence
        QList<QJsonObject> bad;
        const auto isBad = [](const QJsonObject &message) {
            return message.value("id"_L1).toString().startsWith(u'x');
        };
        std::ranges::copy_if(sent, std::back_inserter(bad), isBad);
        sent.removeIf(isBad);
        QVERIFY(!sent.isEmpty());
        const auto good = compareMessages(sent, content.events, streamOf);
        QVERIFY2(good.isClean(), qPrintable(good.text()));
        const auto kept = compareMessages(bad, content.quarantined, streamOf);
        QVERIFY2(kept.isClean(), qPrintable(kept.text()));
        QCOMPARE(content.gaps, QStringList());
    }

private Q_SLOTS:
    void initTestCase();
    void receives();
    void receivesLargeMessages();
    void sends();
    void showsWhoIsThere();
    void beats();
    void deliversWhatWaited();
    void restarts();
    void tellsOfWhatIsNotKept();
    void isBlocked();
    void signsInAgain();
    void signsInWhenItsTokenEnds();
    void connectsNoMoreThanAllowed_data();
    void connectsNoMoreThanAllowed();
    void saysNoMoreThanAllowed_data();
    void saysNoMoreThanAllowed();
    void keepsWhatItDoesNotKnow();
};

void TestGorilla::initTestCase()
{
    if (QByteArrayView(BELLBOARD_GO_SERVER).isEmpty())
        BELLBOARD_NEED(
            u"not installed when this was built: golang-go, golang-github-gorilla-websocket-dev, "
            "golang-github-gomodule-redigo-dev, golang-github-golang-jwt-jwt-dev (./dev test installs them)"_s);
    BELLBOARD_NEED(Redis::missing());
}

void TestGorilla::receives()
{
    startServer();
    publishAll(3);
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QCOMPARE(priya->status.user, u"Priya"_s);
    publishAll(10);
    QCOMPARE(history(u"user:Sam"_s).size(), 13); // which is not for her
    compare(*priya);
    // What else than an identity and a time comes out of them.
    const auto content = priya->journal();
    const auto number = QString::number(m_number);
    QCOMPARE(content.dataOf(u"HR-"_s + number).value("position"_L1).toInt(), m_number + 1);
    QCOMPARE(content.dataOf(u"SH-"_s + number).value("filled"_L1).toInt(), m_number);
    QCOMPARE(content.dataOf(u"MT-"_s + number).value("severity"_L1).toString(), u"warning"_s);
}

/// They come compressed, and in fragments.
void TestGorilla::receivesLargeMessages()
{
    startServer();
    const WireTap tap(QUrl(u"ws://"_s + m_server->ready()).port());
    const auto priya = desk(u"Priya"_s, freely, tap.serverPort());
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (const int size : {100, 1500, 3000, 5000, 20'000, 100'000}) {
        QString topic;
        for (int i = 0; topic.size() < size; ++i)
            topic += u"Pâté für 李娜 😀 %1 "_s.arg(i * i % 7919);
        publishRequest(u"HR-%1"_s.arg(size), topic);
    }
    compare(*priya);
    const auto &frames = tap.serverFrames();
    QVERIFY(
        std::ranges::any_of(frames, [](const RawFrame &frame) { return frame.rsv == rawCompressedBit && !frame.fin; }));
    QVERIFY(std::ranges::count(frames, RawOpcode::continuation, &RawFrame::opcode) > 1);
}

void TestGorilla::sends()
{
    startServer();
    publishRequest(u"HR-1"_s, u"Food parcel"_s);
    publishEmergency(u"AL-1"_s);
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const QStringList keys{priya->order(u"acknowledge"_s, u"AL-1"_s),
                           priya->order(u"assign"_s, u"HR-1"_s, {}, u"Priya"_s),
                           priya->order(u"message"_s, u"HR-1"_s, u"We are \"on our way\".\n好"_s)};
    for (const auto &key : keys)
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(key), std::optional(CommandPhase::Settled), patience);
    const auto refused = priya->order(u"acknowledge"_s, u"AL-2"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(refused), std::optional(CommandPhase::Refused), patience);
    QCOMPARE(priya->commands.last().reason, u"There is no such thing."_s);
    QCOMPARE(history(u"alerts"_s).size(), 2);
    QCOMPARE(history(u"alerts"_s).last().value("data"_L1).toObject().value("owner"_L1).toString(), u"Priya"_s);
    const auto requests = history(u"help_requests"_s);
    QCOMPARE(requests.size(), 3);
    QCOMPARE(requests.at(1).value("data"_L1).toObject().value("volunteer"_L1).toString(), u"Priya"_s);
    QCOMPARE(requests.at(2).value("data"_L1).toObject().value("body"_L1).toString(), u"We are \"on our way\".\n好"_s);
    compare(*priya);
}

void TestGorilla::showsWhoIsThere()
{
    startServer();
    const auto priya = desk();
    const auto mo = desk(u"Mo"_s);
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    mo->open();
    QTRY_VERIFY_WITH_TIMEOUT(mo->isLive(), patience);
    mo->engine().setPresence(UserPresence::Away);
    mo->engine().sendTyping(0, u"HR-1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->typings.size(), 1, patience);
    QCOMPARE(priya->typings.first().by, u"Mo"_s);
    QCOMPARE(priya->typings.first().conversation, u"HR-1"_s);
    mo->close();
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.received, 3u, patience);
    publishAll(1);
    compare(*priya);
    QStringList states;
    for (const auto &event : priya->journal().decoded) {
        if (event.value("type"_L1) == "org.bellboard.presence"_L1)
            states.append(event.value("subject"_L1).toString() + u' '
                          + event.value("data"_L1).toObject().value("status"_L1).toString());
    }
    QCOMPARE(states, QStringList({u"Mo online"_s, u"Mo away"_s, u"Mo offline"_s}));
}

/// The server ends a connection whose client answers no ping for 2 s.
void TestGorilla::beats()
{
    startServer();
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const QDeadlineTimer end(3500);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    publishAll(1);
    compare(*priya);
}

/// What came while she was away, and what she did then.
void TestGorilla::deliversWhatWaited()
{
    startServer();
    const auto priya = desk();
    publishAll(2);
    for (int day = 0; day < 3; ++day) {
        priya->open();
        QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
        publishAll(1);
        QTRY_COMPARE_WITH_TIMEOUT(priya->offset(u"system"_s), static_cast<quint64>(history(u"system"_s).size()),
                                  patience);
        priya->close();
        publishAll(5);
    }
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    compare(*priya);
}

void TestGorilla::restarts()
{
    startServer();
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    publishRequest(u"HR-1"_s, u"Food parcel"_s);
    for (const bool killed : {false, true}) {
        publishAll(2);
        killed ? m_server->kill() : m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
        const auto waiting = priya->order(u"message"_s, u"HR-1"_s, u"Said while nobody listened"_s);
        startAgain();
        publishAll(3);
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
        publishAll(1);
    }
    compare(*priya);
}

/// Where the WebSocket is blocked there is no other way: that is said, what is asked for waits, and nothing is missing when it is free.
void TestGorilla::isBlocked()
{
    startServer();
    Gateway gateway(QUrl(u"ws://"_s + m_server->ready()).port());
    const auto priya = desk(u"Priya"_s, freely, gateway.serverPort());
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    publishAll(3);
    publishEmergency(u"AL-blocked"_s);
    gateway.setManner(Gateway::Manner::Refuse);
    publishAll(3);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.failure.error, ChannelError::Forbidden, patience);
    const auto waiting = priya->order(u"acknowledge"_s, u"AL-blocked"_s);
    gateway.setManner(Gateway::Manner::Silence);
    const auto asked = gateway.upgrades();
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(gateway.upgrades() > asked, patience);
    publishAll(3);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.failure.error, ChannelError::Timeout, patience);
    gateway.setManner(Gateway::Manner::Pass);
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    publishAll(3);
    compare(*priya);
}

/// What the server itself has no more is a gap that is told of; what is critical it keeps longer.
void TestGorilla::tellsOfWhatIsNotKept()
{
    startServer({u"-keep"_s, u"1s"_s});
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    publishAll(3);
    for (const auto &channel : channels)
        QTRY_COMPARE_WITH_TIMEOUT(priya->offset(channel), newestOf(channel), patience);
    priya->close();
    auto sent = m_published;
    publishAll(4);
    const auto missed = m_published.mid(sent.size());
    const QDeadlineTimer end(1100);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    const auto before = m_published.size();
    publishAll(2);
    std::ranges::copy_if(missed, std::back_inserter(sent),
                         [](const QJsonObject &message) { return streamOf(message) == u"alerts"_s; });
    sent += m_published.mid(before);
    sent.removeIf([](const QJsonObject &message) { return !channels.contains(streamOf(message)); });
    priya->open();
    for (const auto &channel : channels)
        QTRY_COMPARE_WITH_TIMEOUT(priya->offset(channel), newestOf(channel), patience);
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    auto content = priya->journal();
    const auto verdict = compareMessages(sent, content.events, streamOf);
    QVERIFY2(verdict.isClean(), qPrintable(verdict.text()));
    QCOMPARE(content.quarantined.size(), 0);
    QStringList gaps;
    for (const auto &channel : channels) {
        if (channel != u"alerts"_s)
            gaps.append(channel + u" 4-7"_s);
    }
    gaps.sort();
    content.gaps.sort();
    QCOMPARE(content.gaps, gaps);
}

/// Whose token is over when it connects.
void TestGorilla::signsInAgain()
{
    startServer();
    const auto priya = desk();
    priya->keepToken(webToken(secret, u"Priya"_s, -1h));
    priya->open();
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::SignInRequired, patience);
    publishAll(3);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    compare(*priya);
}

/// The server ends the connection with its token; what is asked for meanwhile waits for another one.
void TestGorilla::signsInWhenItsTokenEnds()
{
    startServer();
    publishEmergency(u"AL-1"_s);
    publishAll(2); // comes with the connection, so that it need not be there in a hurry
    const auto priya = desk();
    priya->openBriefly(secret);
    QCOMPARE(priya->welcomes(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::SignInRequired, patience);
    QCOMPARE(priya->status.failure.closeCode, 4401);
    QCOMPARE(priya->welcomes(), 1);
    QCOMPARE(priya->offset(u"donations"_s), 2u); // came before
    publishAll(3);
    const auto waiting = priya->order(u"acknowledge"_s, u"AL-1"_s);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->engine().retryNow();
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    publishAll(1);
    compare(*priya);
    QCOMPARE(priya->welcomes(), 2);
}

/// However often the connection is lost: who came too often comes when the server says so.
void TestGorilla::connectsNoMoreThanAllowed_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<int>("refused");
    // A second longer than the server's window, as both count from when they see an attempt.
    QTest::newRow("by its profile") << QByteArray("{ count = 3, seconds = 5 }") << 0;
    QTest::newRow("by what it is told") << QByteArray("{ count = 1000, seconds = 60 }") << 1;
}

void TestGorilla::connectsNoMoreThanAllowed()
{
    QFETCH(QByteArray, limit);
    QFETCH(int, refused);
    startServer({u"-attempts"_s, u"3"_s, u"-window"_s, u"4s"_s});
    const auto priya = desk(u"Priya"_s, limit);
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (int i = 0; i < 2; ++i) {
        publishAll(1);
        const auto welcomes = priya->welcomes();
        QCOMPARE(m_api.send(u"/internal/disconnect"_s).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(priya->welcomes(), welcomes + 1, patience);
    }
    // The fourth is too early, and told when not to be.
    QCOMPARE(m_api.send(u"/internal/disconnect"_s).status, 200);
    publishAll(2);
    QTRY_COMPARE_WITH_TIMEOUT(priya->welcomes(), 4, patience);
    const auto counts = m_api.read(u"/internal/status"_s).object();
    QVERIFY2(counts.value("refused"_L1).toInt() <= refused,
             qPrintable(counts.value("refused"_L1).toVariant().toString()));
    QVERIFY(counts.value("attempts"_L1).toInt() <= 4 + refused);
    compare(*priya);
}

void TestGorilla::saysNoMoreThanAllowed_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QString>("window");
    QTest::addColumn<bool>("isHeard");
    // The profile's own. What we send is never too early; but a server that waits for a processor reads later what it had earlier, which
    // it makes up for as far as the kernel tells (arrival.go), and by a quarter of a second once, not in each window (limit.go).
    QTest::newRow("by its profile") << QByteArray() << u"1s"_s << true;
    // So long that no computer is too slow to say too much in it.
    QTest::newRow("more than the server bears")
        << QByteArray("messages = { count = 1000, seconds = 1 }\n") << u"1m"_s << false;
}

/// However much is asked for at once: more than the server bears waits, and nothing is refused.
void TestGorilla::saysNoMoreThanAllowed()
{
    QFETCH(QByteArray, limit);
    QFETCH(QString, window);
    QFETCH(bool, isHeard);
    constexpr int most = 10;
    constexpr int said = 5 * most; // for so long that who is a little too fast is found out
    // Each is kept before the next one is, which takes a while on a disk that others use, too.
    startServer({u"-messages"_s, QString::number(most), u"-message-window"_s, window, u"-pong-wait"_s, u"1m"_s});
    const auto priya = desk(u"Priya"_s, freely + '\n' + limit);
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QStringList keys;
    for (int i = 0; i < said; ++i) // each about something else, so that none waits for another one's answer
        keys.append(priya->order(u"message"_s, u"HR-%1"_s.arg(i), u"№ %1"_s.arg(i)));
    for (const auto &key : std::as_const(keys))
        QTRY_VERIFY_WITH_TIMEOUT(isOver(priya->phaseOf(key).value_or(CommandPhase::Pending)), patience);
    const auto counts = m_api.read(u"/internal/status"_s).object();
    QVERIFY(counts.value("said"_L1).toInt() >= said);
    QCOMPARE(counts.value("unheard"_L1).toInt() == 0, isHeard);
    const auto settled =
        std::ranges::count_if(keys, [&](const QString &key) { return priya->phaseOf(key) == CommandPhase::Settled; });
    QCOMPARE(settled == keys.size(), isHeard);
    QCOMPARE(history(u"help_requests"_s).size(), settled);
    compare(*priya);
}

void TestGorilla::keepsWhatItDoesNotKnow()
{
    startServer();
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (const auto &wrong :
         {QJsonObject{{u"id"_s, u"x-1"_s}, {u"type"_s, u"help_request"_s}, {u"action"_s, u"deleted"_s}},
          QJsonObject{{u"id"_s, u"x-2"_s}, {u"type"_s, u"donation"_s}, {u"action"_s, u"processed"_s}},
          QJsonObject{{u"id"_s, u"x-3"_s}, {u"type"_s, u"emergency"_s}, {u"data"_s, QJsonObject{{u"state"_s, 7}}}}}) {
        auto message = wrong;
        message.insert(u"channel"_s, u"donations"_s);
        publish(message);
        publishAll(1);
    }
    QTRY_COMPARE_WITH_TIMEOUT(priya->offset(u"donations"_s), 6u, patience);
    QTRY_COMPARE(priya->status.unmatched, 1u);
    QTRY_COMPARE(priya->status.quarantined, 3u);
    QCOMPARE(priya->status.repairs, 0u);
    QVERIFY(priya->isLive());
    compare(*priya);
}

QTEST_GUILESS_MAIN(TestGorilla)

#include "tst_gorilla.moc"
