// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demobackend.h"
#include "demo/demoserver.h"
#include "rawclient.h"
#include "stricttest.h"

#include <QSet>
#include <QTest>
#include <QUuid>

using namespace Bellboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

DemoOptions quiet()
{
    DemoOptions options;
    options.paused = true;
    options.presenceGrace = 20ms;
    return options;
}

/// Says hello as `user`; with a subscription to everything where that is wanted.
void join(RawClient &client, const DemoServer &server, const QString &user, bool subscribes = false)
{
    client.open(server.url());
    QTRY_VERIFY(client.isOpen());
    client.send(u"hello"_s, {{u"client"_s, u"raw/1"_s}, {u"user"_s, user}});
    QTRY_COMPARE(client.controls(u"welcome"_s).size(), 1);
    if (subscribes) {
        client.subscribeAll();
        QTRY_COMPARE(client.controls(u"caughtup"_s).size(), 6);
    }
}

/// What the client was told of somebody's presence, in its order.
QStringList presenceOf(const RawClient &client, const QString &person)
{
    QStringList states;
    for (const QJsonObject &event : client.events(u"chat"_s)) {
        if (event.value("type"_L1) == u"org.bellboard.presence"_s && event.value("subject"_L1) == person)
            states.append(event.value("data"_L1)["status"_L1].toString());
    }
    return states;
}

/// Lets the server answer, so that all it had to say before has come.
void settle(RawClient &client)
{
    const auto before = client.controls(u"pong"_s).size();
    client.send(u"ping"_s, {});
    QTRY_COMPARE(client.controls(u"pong"_s).size(), before + 1);
}

} // namespace

/// Who types and who is there, at the demo backend.
class TestDemoChat : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void typingIsRelayed()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient kim;
        RawClient kimToo;
        RawClient lee;
        RawClient silent;
        join(kim, server, u"kim"_s);
        join(kimToo, server, u"kim"_s);
        join(lee, server, u"lee"_s);
        silent.open(server.url());
        QTRY_VERIFY(silent.isOpen());
        const auto produced = server.eventsProduced();
        kim.send(u"typing"_s, {{u"conversation"_s, u"Shelter team"_s}, {u"by"_s, u"Sam"_s}}); // it is not believed
        kim.send(u"typing"_s, {{u"conversation"_s, u"No such team"_s}});
        kim.send(u"typing"_s, {});
        settle(kim);
        QTRY_COMPARE(lee.controls(u"typing"_s),
                     QList<QJsonObject>({{{u"conversation"_s, u"Shelter team"_s}, {u"by"_s, u"kim"_s}}}));
        settle(kimToo);
        QVERIFY(kim.controls(u"typing"_s).isEmpty());
        QVERIFY(kimToo.controls(u"typing"_s).isEmpty());
        QVERIFY(silent.controls(u"typing"_s).isEmpty());
        QCOMPARE(server.eventsProduced(), produced); // it is no event
        // It is not kept for whoever comes later.
        RawClient late;
        join(late, server, u"late"_s, true);
        settle(late);
        QVERIFY(late.controls(u"typing"_s).isEmpty());
    }

    /// People of the story are seen typing before their message comes, and whoever answers the user is.
    void thePeopleOfTheStoryType()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient client;
        join(client, server, u"kim"_s, true);
        server.produceNow(4000);
        QTRY_VERIFY(!client.controls(u"typing"_s).isEmpty());
        settle(client);
        const QJsonObject typing = client.controls(u"typing"_s).constLast();
        const QList<QJsonObject> chat = client.events(u"chat"_s);
        QVERIFY(std::any_of(chat.cbegin(), chat.cend(), [&](const QJsonObject &event) {
            const QJsonValue data = event["data"_L1];
            return data["author"_L1] == typing["by"_L1] && data["conversation"_L1] == typing["conversation"_L1];
        }));

        // Behind events that still wait to be sent, nobody is told who types.
        const auto hasAll = [&](const DemoServer::Position &position) {
            const auto events = client.events(position.stream);
            const auto last = events.isEmpty() ? QString() : events.constLast().value("sequence"_L1).toString();
            return last.toULongLong() == position.last;
        };
        QTRY_VERIFY(std::ranges::all_of(server.positions(), hasAll));
        for (int i = 0; i < 10; ++i) // most of what is said is answered
            client.send(u"command"_s,
                        {{u"command"_s, u"message"_s},
                         {u"kind"_s, u"conversation"_s},
                         {u"subject"_s, u"Shelter team"_s},
                         {u"key"_s, QUuid::createUuid().toString()},
                         {u"arguments"_s, QJsonObject{{u"text"_s, u"Hello"_s}}}});
        const auto before = client.controls(u"typing"_s).size();
        QTRY_COMPARE(client.controls(u"result"_s).size(), 10);
        settle(client);
        QVERIFY(client.controls(u"typing"_s).size() > before);
    }

    void presenceIsShownToOthers()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient watcher;
        join(watcher, server, u"watcher"_s, true);
        RawClient desk;
        RawClient phone;
        join(desk, server, u"kim"_s);
        join(phone, server, u"kim"_s);
        desk.send(u"presence"_s, {{u"state"_s, u"gone fishing"_s}}); // not known
        desk.send(u"presence"_s, {{u"state"_s, u"active"_s}});
        QTRY_COMPARE(presenceOf(watcher, u"kim"_s), QStringList{u"online"_s});
        // One active client is enough, and what is so already is not said again.
        phone.send(u"presence"_s, {{u"state"_s, u"away"_s}});
        desk.send(u"presence"_s, {{u"state"_s, u"active"_s}});
        settle(phone);
        settle(desk);
        desk.send(u"presence"_s, {{u"state"_s, u"away"_s}});
        QTRY_COMPARE(presenceOf(watcher, u"kim"_s), QStringList({u"online"_s, u"away"_s}));
        phone.send(u"presence"_s, {{u"state"_s, u"active"_s}});
        QTRY_COMPARE(presenceOf(watcher, u"kim"_s).size(), 3);
        phone.socket().abort();
        QTRY_COMPARE(presenceOf(watcher, u"kim"_s), QStringList({u"online"_s, u"away"_s, u"online"_s, u"away"_s}));
        desk.socket().abort();
        QTRY_COMPARE(presenceOf(watcher, u"kim"_s).size(), 5);
        QCOMPARE(presenceOf(watcher, u"kim"_s).constLast(), u"offline"_s);
        // Of a client that says nothing of its user, nothing is said.
        watcher.socket().abort();
        QTRY_COMPARE(server.clientCount(), 0);
        RawClient next;
        join(next, server, u"next"_s, true);
        settle(next);
        QVERIFY(presenceOf(next, u"watcher"_s).isEmpty());
    }

    /// Whoever comes back in time was never away.
    void aReconnectIsNotSeen()
    {
        DemoOptions options = quiet();
        options.presenceGrace = 1h;
        DemoServer server(options);
        QVERIFY(server.start());
        RawClient watcher;
        join(watcher, server, u"watcher"_s, true);
        for (int i = 0; i < 3; ++i) {
            RawClient kim;
            join(kim, server, u"kim"_s);
            kim.send(u"presence"_s, {{u"state"_s, u"away"_s}});
            settle(kim);
        }
        QTRY_COMPARE(server.clientCount(), 1);
        settle(watcher);
        QCOMPARE(presenceOf(watcher, u"kim"_s), QStringList{u"away"_s});
    }

    /// The story does not speak for a colleague who is here in person.
    void theStoryLeavesPeopleAlone()
    {
        DemoServer server(quiet());
        QVERIFY(server.start());
        RawClient priya;
        join(priya, server, u"priya"_s, true);
        priya.send(u"presence"_s, {{u"state"_s, u"away"_s}});
        QTRY_COMPARE(presenceOf(priya, u"Priya"_s).constLast(), u"away"_s);
        const auto said = presenceOf(priya, u"Priya"_s).size();
        const auto others = presenceOf(priya, u"Sam"_s).size();
        server.produceNow(8000);
        QTRY_VERIFY(presenceOf(priya, u"Sam"_s).size() > others);
        settle(priya);
        QCOMPARE(presenceOf(priya, u"Priya"_s).size(), said);
    }
};

QTEST_GUILESS_MAIN(TestDemoChat)
#include "tst_demochat.moc"
