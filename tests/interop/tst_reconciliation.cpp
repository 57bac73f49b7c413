// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The profile "reconciliation" against a server by npm's ws on node.

#include "comparison.h"
#include "desk.h"
#include "gateway.h"
#include "httpapi.h"
#include "service.h"
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

QString streamOf(const QJsonObject &event)
{
    return event.value("channel"_L1).toString();
}

} // namespace

Q_DECLARE_METATYPE(Bellboard::Gateway::Manner)
Q_DECLARE_METATYPE(Bellboard::ChannelError)

class TestReconciliation : public StrictTest
{
    Q_OBJECT

private:
    const QTemporaryDir m_folder;
    std::unique_ptr<Service> m_server;
    HttpApi m_api;
    int m_items = 0;

    /// Starts it, and again where it listened before.
    void startServer()
    {
        QVERIFY2(m_server->start(), qPrintable(m_server->output()));
        m_server->plan().arguments[1] = m_server->ready();
        m_api.setBase(u"http://127.0.0.1:"_s + m_server->ready());
        m_api.setToken(webToken(secret, u"worker"_s));
    }

    /// One whose connection gives nothing again, and is not stood in for by polls: `lists` have what it does not bring.
    std::unique_ptr<Desk> deskWith(const QByteArray &lists) const
    {
        QFile builtIn(u":/bellboard/profiles/reconciliation.toml"_s);
        if (!builtIn.open(QIODevice::ReadOnly))
            qFatal("there is no such profile");
        auto profile = builtIn.readAll();
        const QByteArray positions = "{\"positions\":{{streams}}}";
        if (profile.count(positions) != 1 || profile.count("[http.poll]") != 1)
            qFatal("the profile is another one");
        profile.replace(positions, "{\"from\":\"now\"}");
        profile.truncate(profile.indexOf("[http.poll]"));
        auto desk =
            std::make_unique<Desk>(u"Priya"_s, u"ws://127.0.0.1:%1/live"_s.arg(m_server->ready()), u"listed.toml"_s);
        desk->write(u"listed.toml"_s, profile + lists);
        desk->keepToken(webToken(secret, u"Priya"_s));
        return desk;
    }

    std::unique_ptr<Desk> desk(const QString &name = u"Priya"_s) const
    {
        auto desk =
            std::make_unique<Desk>(name, u"ws://127.0.0.1:%1/live"_s.arg(m_server->ready()), u"reconciliation"_s);
        desk->keepToken(webToken(secret, name));
        return desk;
    }

    void add(const QString &type, const QJsonObject &payload)
    {
        QCOMPARE(m_api.send(u"/api/v1/events"_s, {{u"type"_s, type}, {u"payload"_s, payload}}).status, 201);
    }
    /// A run with so many items that find another one, and so many that are left over.
    void run(int items)
    {
        const auto job = u"RUN-%1"_s.arg(m_items);
        const auto progress = [&job, items](int done) {
            return QJsonObject{{u"jobId"_s, job},
                               {u"name"_s, u"Bank against ledger, été"_s},
                               {u"phase"_s, u"MATCHING"_s},
                               {u"processed"_s, done},
                               {u"total"_s, items},
                               {u"matched"_s, 0},
                               {u"unmatched"_s,
                                QJsonObject{{u"count"_s, done}, {u"value"_s, u"904.10"_s}, {u"currency"_s, u"EUR"_s}}}};
        };
        for (int i = 0; i < items; ++i) {
            add(u"job_progress"_s, progress(i));
            ++m_items;
            add(u"match_created"_s,
                {{u"itemId"_s, u"IT-%1"_s.arg(m_items)},
                 {u"jobId"_s, job},
                 {u"amount"_s, u"12.00"_s},
                 {u"currency"_s, u"EUR"_s},
                 {u"by"_s, u"Sam"_s}});
            add(u"match_changed"_s,
                {{u"itemId"_s, u"EX-%1"_s.arg(m_items)},
                 {u"jobId"_s, job},
                 {u"state"_s, u"unmatched"_s},
                 {u"amount"_s, u"75.34"_s},
                 {u"currency"_s, u"EUR"_s},
                 {u"reason"_s, u"No \"booking\""_s}});
        }
        add(u"job_completed"_s, progress(items));
        add(u"system_status"_s,
            {{u"component"_s, u"matcher"_s}, {u"status"_s, u"degraded"_s}, {u"message"_s, u"Matching is slow"_s}});
    }

    QList<QJsonObject> history(const QString &path = u"/api/v1/events"_s)
    {
        QList<QJsonObject> events;
        QString cursor;
        do {
            const auto page = m_api.read(path + u"?cursor="_s + cursor).object();
            for (const auto &event : page.value("events"_L1).toArray())
                events.append(event.toObject());
            cursor = page.value("nextCursor"_L1).toString();
        } while (!cursor.isEmpty());
        return events;
    }

    /// Waits until everything came that is in a channel.
    static void receive(const Desk &desk, const QList<QJsonObject> &sent)
    {
        for (const auto &event : sent)
            QTRY_VERIFY_WITH_TIMEOUT(
                desk.offset(streamOf(event)) >= static_cast<quint64>(event.value("seq"_L1).toInteger()), patience);
    }

    /// Waits until everything came, and compares it event by event; those of types that begin with x must be in quarantine.
    void compare(Desk &desk)
    {
        auto sent = history();
        QVERIFY(!sent.isEmpty());
        receive(desk, sent);
        auto content = desk.journal();
        content.events.removeIf([](const QJsonObject &event) { return !event.contains("seq"_L1); }); // presence
        QList<QJsonObject> bad;
        const auto isBad = [](const QJsonObject &event) {
            return event.value("type"_L1) == "layout_changed"_L1
                || event.value("payload"_L1).toObject().value("phase"_L1) == "DREAMING"_L1;
        };
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
    void tellsOfConflicts();
    void changesRulesAndMatches();
    void measures();
    void showsWhoIsThere();
    void beats();
    void restarts();
    void goesByPollsAndBack_data();
    void goesByPollsAndBack();
    void readsWhatItMissed();
    void readsHowThingsStand();
    void beginsAnew();
    void signsInAgain();
    void keepsWhatItDoesNotKnow();
};

void TestReconciliation::initTestCase()
{
    const auto server = QStringLiteral(BELLBOARD_SERVER "/server.mjs");
    BELLBOARD_NEED(Service::missing(u"node"_s,
                                    {u"--input-type=module"_s, u"-e"_s, u"await import('ws'); await import('jose')"_s},
                                    u"ws and jose of npm, or nodejs"_s, QStringLiteral(BELLBOARD_SERVER)));
    m_server = std::make_unique<Service>(Service::Plan{u"node"_s,
                                                       {server, u"0"_s},
                                                       {{u"TOKEN_SECRET"_s, QString::fromUtf8(secret)},
                                                        {u"EVENTS"_s, m_folder.filePath(u"events.jsonl"_s)},
                                                        {u"HEARTBEAT_MS"_s, u"2000"_s}},
                                                       {},
                                                       QRegularExpression(u"listening on (\\d+)"_s)});
    startServer();
}

void TestReconciliation::receives()
{
    run(10);
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    QCOMPARE(priya->status.user, u"Priya"_s);
    run(20);
    QCOMPARE(priya->status.duplicates, 0u);
    compare(*priya);
    const auto content = priya->journal();
    QCOMPARE(content.dataOf(u"IT-%1"_s.arg(m_items)).value("status"_L1).toString(), u"resolved"_s);
    QCOMPARE(content.dataOf(u"EX-%1"_s.arg(m_items)).value("status"_L1).toString(), u"open"_s);
}

void TestReconciliation::sends()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (const auto &key : {priya->order(u"assign"_s, u"EX-1"_s, {}, u"Priya"_s),
                            priya->order(u"note"_s, u"EX-1"_s, u"Asked \"the bank\".\n好"_s)})
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(key), std::optional(CommandPhase::Settled), patience);
    const auto refused = priya->order(u"assign"_s, u"EX-0"_s, {}, u"Priya"_s);
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(refused), std::optional(CommandPhase::Refused), patience);
    QCOMPARE(priya->commands.last().reason, u"There is no such item."_s);
    int comments = 0;
    for (const auto &event : history()) {
        const auto payload = event.value("payload"_L1).toObject();
        comments += payload.value("text"_L1).toString() == u"Asked \"the bank\".\n好" ? 1 : 0;
    }
    QCOMPARE(comments, 1);
    compare(*priya);
}

/// Two people take the same item: one of them is told that the other was faster.
void TestReconciliation::tellsOfConflicts()
{
    const auto priya = desk();
    const auto mo = desk(u"Mo"_s);
    priya->open();
    mo->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive() && mo->isLive(), patience);
    const auto first = priya->order(u"assign"_s, u"EX-2"_s, {}, u"Priya"_s);
    const auto second = mo->order(u"assign"_s, u"EX-2"_s, {}, u"Mo"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isOver(priya->phaseOf(first).value_or(CommandPhase::Pending))
                                 && isOver(mo->phaseOf(second).value_or(CommandPhase::Pending)),
                             patience);
    const bool isPriyas = priya->phaseOf(first) == CommandPhase::Settled;
    auto &loser = isPriyas ? *mo : *priya;
    QCOMPARE(loser.commands.last().phase, CommandPhase::Refused);
    QCOMPARE(loser.commands.last().reason, (isPriyas ? u"Priya"_s : u"Mo"_s) + u" has it since a moment ago."_s);
    compare(*mo);
    compare(*priya);
}

/// Two people change the same rule, and the same match: what was made of an older state is refused, and done once it is made of the newest.
void TestReconciliation::changesRulesAndMatches()
{
    add(u"rule_changed"_s,
        {{u"ruleId"_s, u"RL-1"_s},
         {u"name"_s, u"Card batches"_s},
         {u"expression"_s, u"sum(cards, day) = line"_s},
         {u"enabled"_s, true},
         {u"by"_s, u"Sam"_s}});
    run(1);
    const auto item = u"EX-%1"_s.arg(m_items);
    const auto priya = desk();
    const auto mo = desk(u"Mo"_s);
    priya->open();
    mo->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive() && mo->isLive(), patience);
    const std::pair<QString, QString> changes[] = {{u"edit"_s, u"RL-1"_s}, {u"resolve"_s, item}};
    for (const auto &[name, subject] : changes) {
        const auto first = priya->order(name, subject, u"sum(cards, day) - \"fees\" = line"_s, {}, u"1"_s);
        const auto second = mo->order(name, subject, u"sum(cards, week) = line"_s, {}, u"1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isOver(priya->phaseOf(first).value_or(CommandPhase::Pending))
                                     && isOver(mo->phaseOf(second).value_or(CommandPhase::Pending)),
                                 patience);
        const bool isPriyas = priya->phaseOf(first) == CommandPhase::Settled;
        auto &loser = isPriyas ? *mo : *priya;
        QCOMPARE(loser.commands.last().phase, CommandPhase::Refused);
        QCOMPARE(loser.commands.last().reason, (isPriyas ? u"Priya"_s : u"Mo"_s) + u" changed it meanwhile."_s);
        const auto again = loser.order(name, subject, u"sum(cards, month) = line"_s, {}, u"2"_s);
        QTRY_COMPARE_WITH_TIMEOUT(loser.phaseOf(again), std::optional(CommandPhase::Settled), patience);
    }
    compare(*mo);
    compare(*priya);
    const auto decoded = priya->journal().decoded;
    const auto rule = std::ranges::find_if(decoded.crbegin(), decoded.crend(), [](const QJsonObject &event) {
        return event.value("type"_L1) == "org.bellboard.rule"_L1;
    });
    QVERIFY(rule != decoded.crend());
    const auto data = rule->value("data"_L1).toObject();
    QCOMPARE(data.value("text"_L1).toString(), u"sum(cards, month) = line"_s);
    QCOMPARE(data.value("version"_L1).toString(), u"3"_s);
}

/// What the server measures of itself comes like any other event.
void TestReconciliation::measures()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (const double value : {120.5, 0.0, 98.25})
        add(u"metrics"_s, {{u"name"_s, u"records_per_second"_s}, {u"value"_s, value}, {u"unit"_s, u"a second"_s}});
    compare(*priya);
    QList<double> values;
    for (const auto &event : priya->journal().decoded) {
        if (event.value("type"_L1) == "org.bellboard.metric"_L1)
            values.append(event.value("data"_L1).toObject().value("value"_L1).toDouble());
    }
    QCOMPARE(values, (QList<double>{120.5, 0, 98.25}));
}

void TestReconciliation::showsWhoIsThere()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    receive(*priya, history());
    const auto before = priya->status.received;
    const auto mo = desk(u"Mo"_s);
    mo->open();
    QTRY_VERIFY_WITH_TIMEOUT(mo->isLive(), patience);
    mo->close();
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.received, before + 2, patience);
    run(1);
    compare(*priya);
    QStringList states;
    for (const auto &event : priya->journal().decoded) {
        if (event.value("type"_L1) == "org.bellboard.presence"_L1)
            states.append(event.value("subject"_L1).toString() + u' '
                          + event.value("data"_L1).toObject().value("status"_L1).toString());
    }
    QCOMPARE(states, QStringList({u"Mo online"_s, u"Mo offline"_s}));
}

/// The server asks whether we are there, and ends a connection whose client does not answer.
void TestReconciliation::beats()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const QDeadlineTimer end(3500);
    QTRY_VERIFY_WITH_TIMEOUT(end.hasExpired(), patience);
    QVERIFY(priya->isLive());
    QCOMPARE(priya->welcomes(), 1);
    run(1);
    compare(*priya);
}

void TestReconciliation::restarts()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    for (const bool killed : {false, true}) {
        run(3);
        killed ? m_server->kill() : m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
        const auto waiting = priya->order(u"note"_s, u"EX-3"_s, u"Written while nobody listened"_s);
        startServer();
        run(3);
        QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
        run(1);
    }
    compare(*priya);
}

void TestReconciliation::goesByPollsAndBack_data()
{
    QTest::addColumn<Gateway::Manner>("manner");
    QTest::addColumn<ChannelError>("reason");
    QTest::addColumn<Carrier>("instead");
    QTest::newRow("refused") << Gateway::Manner::Refuse << ChannelError::Forbidden << Carrier::Polling;
    QTest::newRow("no answer") << Gateway::Manner::Silence << ChannelError::Timeout << Carrier::Polling;
    QTest::newRow("swallowed") << Gateway::Manner::Swallow << ChannelError::Timeout << Carrier::Polling;
    QTest::newRow("refused, events") << Gateway::Manner::Refuse << ChannelError::Forbidden << Carrier::EventStream;
    QTest::newRow("swallowed, events") << Gateway::Manner::Swallow << ChannelError::Timeout << Carrier::EventStream;
}

/// Where the WebSocket is blocked, the same comes by polls, or by server-sent events, from the same positions, and by the WebSocket again
/// as soon as it is free.
void TestReconciliation::goesByPollsAndBack()
{
    QFETCH(Gateway::Manner, manner);
    QFETCH(ChannelError, reason);
    QFETCH(Carrier, instead);
    Gateway gateway(m_server->ready().toUShort());
    const auto priya =
        std::make_unique<Desk>(u"Priya"_s, u"ws://127.0.0.1:%1/live"_s.arg(gateway.serverPort()), u"ours.toml"_s);
    const QByteArray asked = instead == Carrier::EventStream
        ? "[http]\nevents = \"/api/v1/events/stream?positions={{streams}}\"\n"
        : "[http.poll]\nevery_seconds = 1\n";
    priya->write(u"ours.toml"_s, "extends = \"reconciliation\"\n" + asked);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->connection.openDeadline = 3s;
    const auto isLiveBy = [&priya](Carrier carrier) { return priya->isLive() && priya->status.carrier == carrier; };

    // It begins blocked, with more than a page to catch up with, and is closed and begun again in the middle.
    gateway.setManner(manner);
    run(150);
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(instead), patience);
    QCOMPARE(priya->status.fallbackReason.error, reason);
    run(5);
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(instead), patience);
    QCOMPARE(priya->status.duplicates, 0u);
    const auto waiting = priya->order(u"note"_s, u"EX-1"_s, u"Written where nothing can be said"_s);
    const auto tries = gateway.upgrades();
    QTRY_VERIFY_WITH_TIMEOUT(gateway.upgrades() >= tries + 2, patience);
    QCOMPARE(priya->phaseOf(waiting), std::optional(CommandPhase::Pending));

    // Free, blocked and free, always with something on its way.
    for (int round = 0; round < 2; ++round) {
        run(3);
        gateway.setManner(Gateway::Manner::Pass);
        run(3);
        QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(Carrier::WebSocket), patience);
        QCOMPARE(priya->status.fallbackReason.error, ChannelError::None);
        run(3);
        gateway.setManner(manner);
        run(3);
        QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(instead), patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(priya->phaseOf(waiting), std::optional(CommandPhase::Settled), patience);
    gateway.setManner(Gateway::Manner::Pass);
    QTRY_VERIFY_WITH_TIMEOUT(isLiveBy(Carrier::WebSocket), patience);
    compare(*priya);
}

/// A list has, behind each position, what the connection does not give again.
void TestReconciliation::readsWhatItMissed()
{
    run(70); // more than a page
    const auto priya = deskWith("[http.catchup]\n"
                                "path = \"/api/v1/events?channel={{stream}}&generation={{epoch}}&after={{offset}}"
                                "&cursor={{cursor}}\"\n"
                                "streams = [\"runs\", \"system\"]\nlist = \"/events\"\nnext = \"/nextCursor\"\n");
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    run(3);
    for (const bool killed : {false, true}) {
        killed ? m_server->kill() : m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!priya->isLive(), patience);
        startServer();
        run(70);
        QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
        run(3);
    }
    compare(*priya);
}

/// A list says how all things stand: it is read where nothing is known, and behind the gap that what came meanwhile is.
void TestReconciliation::readsHowThingsStand()
{
    const auto stand = u"/api/v1/events/snapshot"_s;
    auto sent = history(stand);
    const auto sendSome = [&] {
        QSet<QString> before;
        for (const auto &event : history())
            before.insert(event.value("id"_L1).toString());
        run(3);
        auto events = history();
        events.removeIf(
            [&before](const QJsonObject &event) { return before.contains(event.value("id"_L1).toString()); });
        return events;
    };
    const auto priya = deskWith({});
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto some = sendSome();
    sent += some;
    const auto isThere = [&priya](const QList<QJsonObject> &events) {
        return std::ranges::all_of(events, [&priya](const QJsonObject &event) {
            return priya->offset(streamOf(event)) >= static_cast<quint64>(event.value("seq"_L1).toInteger());
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(some), patience);
    priya->close();
    const auto missed = sendSome();
    for (const auto &event : history(stand)) {
        if (missed.contains(event))
            sent.append(event);
    }
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    const auto later = sendSome();
    sent += later;
    QTRY_VERIFY_WITH_TIMEOUT(isThere(later), patience);
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    auto content = priya->journal();
    content.events.removeIf([](const QJsonObject &event) { return !event.contains("seq"_L1); });
    const auto verdict = compareMessages(sent, content.events, streamOf);
    QVERIFY2(verdict.isClean(), qPrintable(verdict.text()));
    QVERIFY(!content.gaps.isEmpty());
}

/// The server lost its file: numbers begin anew. Nothing of the new ones is taken for known, and a gap tells of the end of the old ones.
void TestReconciliation::beginsAnew()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    auto sent = history();
    QTRY_VERIFY_WITH_TIMEOUT(priya->offset(u"runs"_s) > 0 && priya->offset(u"system"_s) > 0, patience);
    m_server->stop();
    QVERIFY(QFile::remove(m_folder.filePath(u"events.jsonl"_s)));
    startServer();
    run(5);
    sent += history();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive() && priya->offset(u"runs"_s) == 16 && priya->offset(u"system"_s) == 1,
                             patience);
    auto content = priya->journal();
    content.events.removeIf([](const QJsonObject &event) { return !event.contains("seq"_L1); });
    const auto verdict = compareMessages(sent, content.events, streamOf);
    QVERIFY2(verdict.isClean(), qPrintable(verdict.text()));
    QCOMPARE(content.gaps.size(), 2);
}

void TestReconciliation::signsInAgain()
{
    const auto priya = desk();
    priya->openBriefly(secret);
    QCOMPARE(priya->welcomes(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.state, ConnectionState::SignInRequired, patience);
    run(5);
    priya->keepToken(webToken(secret, u"Priya"_s));
    priya->engine().retryNow();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    compare(*priya);
}

void TestReconciliation::keepsWhatItDoesNotKnow()
{
    const auto priya = desk();
    priya->open();
    QTRY_VERIFY_WITH_TIMEOUT(priya->isLive(), patience);
    add(u"layout_changed"_s, {{u"columns"_s, 7}});
    run(1);
    add(u"job_progress"_s,
        {{u"jobId"_s, u"RUN-1"_s},
         {u"name"_s, u"Cards"_s},
         {u"phase"_s, u"DREAMING"_s},
         {u"processed"_s, 1},
         {u"matched"_s, 0},
         {u"unmatched"_s, QJsonObject{{u"count"_s, 0}, {u"value"_s, u"0"_s}, {u"currency"_s, u"EUR"_s}}}});
    run(1);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.unmatched, 1u, patience);
    QTRY_COMPARE_WITH_TIMEOUT(priya->status.quarantined, 2u, patience);
    compare(*priya);
    QCOMPARE(priya->status.repairs, 0u);
}

QTEST_GUILESS_MAIN(TestReconciliation)

#include "tst_reconciliation.moc"
