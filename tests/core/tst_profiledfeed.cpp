// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Feeds that are run by a profile, against a real server that speaks as the profile says.

#include "enginefixture.h"
#include "event/eventjson.h"
#include "event/time.h"
#include "profile/profile.h"
#include "profile/profiledecoder.h"
#include "profile/profiledialect.h"
#include "profile/profilefile.h"
#include "rawwebsocketserver.h"
#include "stricttest.h"
#include "testservers.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

QList<QByteArray> samplesOf(const QString &profile)
{
    QFile file(QStringLiteral(BELLBOARD_SAMPLES "/") + profile + u".ndjson"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    auto lines = file.readAll().split('\n');
    lines.removeIf([](const QByteArray &line) { return line.trimmed().isEmpty(); });
    return lines;
}

std::shared_ptr<const Profile> compiled(const QByteArray &text)
{
    const auto file = ProfileFile::parse(text, u"test"_s);
    for (const auto &problem : file.problems)
        qWarning("%s", qPrintable(problem.text()));
    return file.profile;
}

/// The event as JSON; without its id where that comes of when it was received.
QString textOf(const Event &event)
{
    auto object = QJsonDocument::fromJson(QByteArray::fromStdString(toCloudEventJson(event, "test"))).object();
    if (isPassing(event.data))
        object.remove("id"_L1);
    object.insert("raw"_L1, QString::fromUtf8(event.raw.data(), static_cast<qsizetype>(event.raw.size())));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// What messages should become, by the decoder alone.
class Expectation final : public DecodeSink
{
public:
    QStringList events;
    int rejected = 0;
    int unmatched = 0;

    void take(const std::shared_ptr<const Profile> &profile, const QList<QByteArray> &messages)
    {
        ProfileDecoder decoder(profile);
        for (auto message : messages) {
            const auto size = static_cast<std::size_t>(message.size());
            message.append(64, '\0');
            decoder.decode({message.constData(), size}, Timestamp{}, *this);
        }
    }

private:
    Event &blankEvent() override { return m_event = Event{}; }
    void eventDecoded() override { events.append(textOf(m_event)); }
    void controlDecoded(const ControlMessage &) override { }
    void messageRejected(std::string_view, const DecodeError &error, Event *) override
    {
        ++rejected;
        unmatched += error.kind == DecodeError::Kind::Unmatched ? 1 : 0;
    }
    std::deque<std::string> &unescapedTexts() override { return m_unescaped; }

    Event m_event;
    std::deque<std::string> m_unescaped;
};

/// An engine with one feed that is run by `profile`, and the events that it gave.
class ProfiledEngine : public TestEngine
{
public:
    ProfiledEngine(const QString &folder, const QUrl &url, std::shared_ptr<const Profile> profile)
        : TestEngine(folder, url, Engine::Replay::FromStart, StreamRepair::timeout, std::move(profile))
    {
        connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
            for (const auto &event : batch->events)
                (std::holds_alternative<GapData>(event.data) ? own : events).append(textOf(event));
        });
    }

    QStringList events;
    QStringList own; ///< gaps
};

/// A server that says what a test has it say.
class Backend : public WebSocketTestServer
{
public:
    explicit Backend(const QStringList &subprotocols = {QStringLiteral("cloudevents.json")})
        : WebSocketTestServer(subprotocols)
    {
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            if (client && connections > m_before)
                say(std::exchange(m_first, {}));
        });
        m_timer.start();
    }

    /// Sends these messages to whoever connects next.
    void sayToNext(QList<QByteArray> messages)
    {
        m_before = connections;
        m_first = std::move(messages);
    }
    void say(const QList<QByteArray> &messages)
    {
        for (const auto &message : messages)
            client->sendTextMessage(QString::fromUtf8(message));
    }

    QJsonObject newest(const QString &type) const
    {
        for (auto message = received.crbegin(); message != received.crend(); ++message) {
            if (message->value("type"_L1) == type)
                return *message;
        }
        return {};
    }

private:
    QList<QByteArray> m_first;
    int m_before = 0; ///< connections
    QTimer m_timer;
};

constexpr auto plainProfile = R"(
[kind]
pointer = "/t"
[message.task]
type = "task"
subject = "/id"
stream = { value = "st" }
sequence = "/n"
data = { status = { value = "queued" }, priority = { value = "info" }, title = "/id" }
)";

/// Has a server of it give again what is missing.
constexpr auto askedAgain = "[send]\nsubscribe = '{\"type\":\"subscribe\",\"positions\":{{streams}}}'\n";

QByteArray withoutNumbers()
{
    return QByteArray(plainProfile).replace("sequence = \"/n\"", "").replace("stream = { value = \"st\" }", "");
}

QByteArray task(int number)
{
    return QByteArray(R"({"t":"task","id":"T","n":)") + QByteArray::number(number) + "}";
}

Command commandNamed(const QString &name)
{
    Command command;
    command.key = u"7b6a5948-3726-4150-8f9e-ad8c7b6a5948"_s;
    command.name = name;
    command.kind = u"conversation"_s;
    command.subject = u"Payments \"desk\""_s;
    command.text = u"Hello"_s;
    return command;
}

} // namespace

class TestProfiledFeed : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void samples_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : builtInProfiles())
            QTest::addRow("%s", qPrintable(name)) << name;
    }
    /// What is journalled is what was sent, event by event, also when it is read back by a program that has no such profile any more.
    void samples()
    {
        QFETCH(QString, name);
        const auto builtIn = ProfileFile::read(name).profile;
        QVERIFY(builtIn);
        // This server speaks WebSocket; what messages become is the same.
        auto carried = std::make_shared<Profile>(*builtIn);
        carried->transport = Transport::WebSocket;
        const std::shared_ptr<const Profile> profile = carried;
        Expectation expected;
        expected.take(profile, samplesOf(name));
        QVERIFY(expected.events.size() >= 3 && expected.unmatched >= 1);
        QTemporaryDir folder;
        Backend server;
        {
            ProfiledEngine engine(folder.path(), server.url(), profile);
            QVERIFY(engine.engine.start());
            server.sayToNext(samplesOf(name));
            QTRY_COMPARE(engine.events.size(), expected.events.size());
            QCOMPARE(engine.events, expected.events);
            QTRY_COMPARE(engine.status->quarantined, static_cast<quint64>(expected.rejected));
            QCOMPARE(engine.status->unmatched, static_cast<quint64>(expected.unmatched));
            QTRY_COMPARE(engine.quarantined.size(), expected.rejected);
            QCOMPARE(engine.own, QStringList());
            QVERIFY(engine.isLive() || engine.status->state == ConnectionState::Draining);
            QVERIFY(engine.status->user == u"Priya");
        }
        for (const auto &now : {profile, std::shared_ptr<const Profile>(), compiled(plainProfile)}) {
            ProfiledEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:1"_s), now);
            QVERIFY(engine.engine.start());
            QTRY_COMPARE(engine.replaysFinished, 1);
            QCOMPARE(engine.events, expected.events);
            QCOMPARE(engine.replayed, static_cast<quint64>(expected.events.size()));
        }
    }

    /// The same again is known, by a hash where a message has no id.
    void knownAfterRestart()
    {
        const auto profile = ProfileFile::read(u"charity"_s).profile;
        auto lines = samplesOf(u"charity"_s);
        lines.removeIf([](const QByteArray &line) {
            return line.contains("presence") || line.contains("metrics") || line.contains("shutdown");
        });
        Expectation expected;
        expected.take(profile, lines);
        QTemporaryDir folder;
        Backend server;
        for (int run = 0; run < 2; ++run) {
            ProfiledEngine engine(folder.path(), server.url(), profile);
            QVERIFY(engine.engine.start());
            server.sayToNext(lines);
            QTRY_COMPARE(engine.status ? engine.status->unmatched : 0, static_cast<quint64>(expected.unmatched));
            QTRY_COMPARE(engine.events, expected.events);
            QTRY_COMPARE(engine.status->duplicates, static_cast<quint64>(run * expected.events.size()) + (run ? 1 : 0));
        }
    }

    void unusableAgain_data()
    {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("replays") << "[connection]\nreplays = true\n" + withoutNumbers() << true;
        QTest::newRow("replays nothing") << withoutNumbers() << false;
    }
    /// Who says all again with each connection says what cannot be used again, too; it is kept once, also by the next start.
    void unusableAgain()
    {
        QFETCH(QByteArray, profile);
        QFETCH(bool, isKnown);
        const QList<QByteArray> messages{R"({"t":"unknown"})", "no JSON", R"({"t":"task","id":"T"})"};
        QTemporaryDir folder;
        Backend server;
        quint64 kept = 2;
        for (int run = 0; run < 2; ++run) {
            ProfiledEngine engine(folder.path(), server.url(), compiled(profile));
            QVERIFY(engine.engine.start());
            server.sayToNext(messages);
            QTRY_COMPARE(server.connections, 2 * run + 1);
            QTRY_COMPARE(engine.events.size(), 1);
            QTRY_COMPARE(engine.status ? engine.status->quarantined : 0, kept);
            QTRY_COMPARE(engine.status->duplicates, static_cast<quint64>(isKnown ? 3 * run : run));
            QTRY_VERIFY(engine.isLive());
            server.sayToNext(messages);
            server.client->abort();
            QTRY_COMPARE(server.connections, 2 * run + 2);
            kept += isKnown ? 0 : 2;
            QTRY_COMPARE(engine.status->duplicates, static_cast<quint64>(isKnown ? 3 * run + 3 : run + 1));
            QTRY_COMPARE(engine.status->quarantined, kept);
            kept += isKnown ? 0 : 2;
        }
    }

    /// On the way to it: the token, who we are, where we are.
    void asksAsTheProfileSays()
    {
        const auto profile = ProfileFile::read(u"chat"_s).profile;
        QTemporaryDir folder;
        Backend server;
        server.answer = [](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
            if (kind == u"user_message")
                socket->sendTextMessage(
                    u"{\"type\":\"ack\",\"client_id\":\"%1\"}"_s.arg(message.value("client_id"_L1).toString()));
        };
        {
            ProfiledEngine engine(folder.path(), server.url(), profile);
            QVERIFY(engine.engine.start());
            server.sayToNext(samplesOf(u"chat"_s).mid(0, 5) + QList<QByteArray>{R"({"type":"ping","id":"p-\u00221"})"});
            QTRY_COMPARE(engine.offset(u"chat"_s), 4u);
            QTRY_COMPARE(server.newest(u"pong"_s).value("id"_L1).toString(), u"p-\"1"_s);
            QVERIFY(server.newest(u"subscribe"_s).value("positions"_L1).toArray().isEmpty());

            const auto command = commandNamed(u"message"_s);
            engine.engine.sendCommand(command);
            QTRY_VERIFY(engine.phaseOf(command.key) == CommandPhase::Settled);
            const auto sent = server.newest(u"user_message"_s);
            QCOMPARE(sent.value("room"_L1).toString(), command.subject);
            QCOMPARE(sent.value("content"_L1).toString(), command.text);
            engine.engine.setPresence(UserPresence::Away);
            QTRY_COMPARE(server.newest(u"presence"_s).value("status"_L1).toString(), u"away"_s);
            engine.engine.sendTyping(0, u"desk"_s);
            QTRY_COMPARE(server.newest(u"typing"_s).value("room"_L1).toString(), u"desk"_s);

            auto unknown = commandNamed(u"snooze"_s);
            unknown.key = u"0fd3c1a6-53f8-4a55-8b63-d0a3c1f6f1de"_s;
            engine.engine.sendCommand(unknown);
            QTRY_VERIFY(engine.phaseOf(unknown.key) == CommandPhase::Refused);
            QCOMPARE(engine.commands.last().reason, u"The server of this feed has no such command."_s);
        }
        server.received.clear();
        ProfiledEngine engine(folder.path(), server.url(), profile);
        QVERIFY(engine.engine.start());
        server.sayToNext({R"({"type":"connected"})"});
        QTRY_VERIFY(engine.isLive());
        QTRY_COMPARE(server.newest(u"subscribe"_s).value("positions"_L1).toArray().size(), 1);
        const auto position = server.newest(u"subscribe"_s).value("positions"_L1).toArray().first().toObject();
        QCOMPARE(position.value("stream"_L1).toString() + position.value("epoch"_L1).toString(), u"chate1"_s);
        QCOMPARE(position.value("offset"_L1).toInteger(), 4);
    }

    void absenceIsTold_data()
    {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("isTold");
        const QByteArray numbered = QByteArray(plainProfile) + askedAgain;
        const auto unnumbered = withoutNumbers();
        QTest::newRow("neither numbers nor replays") << unnumbered << QByteArray(R"({"t":"task","id":"T"})") << true;
        QTest::newRow("replays") << "[connection]\nreplays = true\n" + unnumbered
                                 << QByteArray(R"({"t":"task","id":"T"})") << false;
        QTest::newRow("numbers") << numbered << task(1) << false;
        QTest::newRow("numbers, but this one has none") << numbered << QByteArray(R"({"t":"task","id":"T"})") << true;
        // Its next event would show what is missing; but when will that come?
        QTest::newRow("numbers, but gives nothing again") << QByteArray(plainProfile) << task(1) << true;
    }
    /// What came while nobody listened, and will not come again, is missing: that is said at each return, with the times.
    void absenceIsTold()
    {
        QFETCH(QByteArray, profile);
        QFETCH(QByteArray, message);
        QFETCH(bool, isTold);
        QTemporaryDir folder;
        Backend server;
        const auto began = SystemClock().wallTime();
        {
            ProfiledEngine engine(folder.path(), server.url(), compiled(profile));
            QVERIFY(engine.engine.start());
            server.sayToNext({message});
            QTRY_COMPARE(engine.events.size(), 1);
            QCOMPARE(engine.own, QStringList()); // what came before the first time is not missed
            server.client->abort();
            QTRY_COMPARE(server.connections, 2);
            QTRY_VERIFY(engine.isLive());
            server.say({message, R"({"t":"unknown"})"});
            QTRY_COMPARE(engine.status->quarantined, 1u);
            QCOMPARE(engine.own.size(), isTold ? 1 : 0);
        }
        ProfiledEngine engine(folder.path(), server.url(), compiled(profile));
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(server.connections, 3);
        QTRY_VERIFY(engine.isLive());
        server.say({R"({"t":"unknown","again":true})"});
        QTRY_COMPARE(engine.status->quarantined, 2u);
        QCOMPARE(engine.own.size(), isTold ? 2 : 0);
        const auto now = SystemClock().wallTime();
        for (const auto &text : std::as_const(engine.own)) {
            const auto data = QJsonDocument::fromJson(text.toUtf8()).object().value("data"_L1).toObject();
            const auto since = parseTime(data.value("since"_L1).toString().toStdString());
            const auto until = parseTime(data.value("until"_L1).toString().toStdString());
            QVERIFY2(since && until && began <= *since && *since <= *until && *until <= now, qPrintable(text));
            QVERIFY(!data.contains("from"_L1));
        }
    }

    void moves_data()
    {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("numbers") << QByteArray(plainProfile) + askedAgain << false;
        QTest::newRow("neither numbers nor replays") << withoutNumbers() << true;
    }
    /// What was on its way by the connection that the server asked to be left is missing where nobody can ask for it; and what that said
    /// of who is here is over.
    void moves()
    {
        QFETCH(QByteArray, profile);
        QFETCH(bool, isTold);
        QTemporaryDir folder;
        Backend server;
        ProfiledEngine engine(
            folder.path(), server.url(),
            compiled(profile + "[message.drain]\ntype = \"control.drain\"\ndata = { within = \"/ms\" }\n"));
        QVERIFY(engine.engine.start());
        server.sayToNext({task(1)});
        QTRY_COMPARE(engine.events.size(), 1);
        QTRY_VERIFY(engine.isLive());
        const auto before = SystemClock().wallTime();
        QVERIFY(engine.status->begun < before);
        server.say({R"({"t":"drain","ms":0})"});
        QTRY_COMPARE(server.connections, 2);
        QTRY_COMPARE(server.disconnections, 1);
        QTRY_VERIFY(engine.isLive());
        server.say({R"({"t":"unknown"})"});
        QTRY_COMPARE(engine.status->quarantined, 1u);
        QCOMPARE(engine.own.size(), isTold ? 1 : 0);
        QVERIFY(engine.status->begun >= before);
    }

    /// An error about a command ends it; any other is told of.
    void serverErrors()
    {
        const auto profile = ProfileFile::read(u"chat"_s).profile;
        QTemporaryDir folder;
        Backend server;
        server.answer = [](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
            if (kind == u"user_message")
                socket->sendTextMessage(u"{\"type\":\"error\",\"client_id\":\"%1\",\"detail\":\"Closed.\"}"_s.arg(
                    message.value("client_id"_L1).toString()));
        };
        ProfiledEngine engine(folder.path(), server.url(), profile);
        QVERIFY(engine.engine.start());
        server.sayToNext({R"({"type":"connected"})", R"({"type":"error","code":"slow_down"})"});
        QTRY_COMPARE(engine.status ? engine.status->complaint : QString(), u"slow_down"_s);
        const auto command = commandNamed(u"message"_s);
        engine.engine.sendCommand(command);
        QTRY_VERIFY(engine.phaseOf(command.key) == CommandPhase::Refused);
        QCOMPARE(engine.commands.last().reason, u"Closed."_s);
        QCOMPARE(engine.status->complaint, u"slow_down"_s);
        // The next connection has nothing to do with it.
        server.sayToNext({R"({"type":"connected"})"});
        server.client->abort();
        QTRY_COMPARE(server.connections, 2);
        QTRY_VERIFY(engine.isLive());
        QTRY_COMPARE(engine.status->complaint, QString());
    }

    /// A token that is over soon leaves the connection as it stands.
    void tokenExpiring()
    {
        const auto profile = ProfileFile::read(u"chat"_s).profile;
        QTemporaryDir folder;
        Backend server;
        ProfiledEngine engine(folder.path(), server.url(), profile);
        QVERIFY(engine.engine.start());
        server.sayToNext({R"({"type":"connected"})"});
        QTRY_VERIFY(engine.isLive());
        QVERIFY(server.newest(u"auth"_s).isEmpty()); // it goes into the header
        server.say({R"({"type":"token_expiring","expires_at":1770111900})"});
        server.say({R"({"type":"authenticated"})", samplesOf(u"chat"_s).at(1)});
        QTRY_COMPARE(engine.offset(u"chat"_s), 1u);
        QVERIFY(server.newest(u"auth"_s).isEmpty()); // there is none to send
        QVERIFY(engine.isLive());
        QCOMPARE(server.connections, 1);
    }

    /// A server that says hello to nobody, takes the token as a message, and cannot give anything again.
    void asTheyCome()
    {
        const auto text = QByteArray(plainProfile)
            + "[connection]\ntoken = \"message\"\n[message.ok]\ntype = \"control.authenticated\"\n"
              "[send]\nauthenticate = '{\"type\":\"auth\",\"token\":{{token}}}'\n"
              "[send.command]\nnote = { template = '{\"type\":\"note\",\"text\":{{text}}}', settled_by = \"sending\" "
              "}\n";
        const auto profile = compiled(text);
        QVERIFY(profile);
        QTemporaryDir folder;
        Backend server(QStringList{});
        const QStringList numbers{u"41"_s, u"42"_s, u"47"_s};
        {
            ProfiledEngine engine(folder.path(), server.url(), profile);
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(!server.newest(u"auth"_s).isEmpty());
            QVERIFY(!engine.status || engine.status->state != ConnectionState::Live);
            server.say({R"({"t":"ok"})", task(41), task(42), task(42), task(47)});
            QTRY_COMPARE(engine.events.size(), 3);
            QTRY_COMPARE(engine.gaps.size(), 1);
            QCOMPARE(engine.gaps.first().from, 43u);
            QCOMPARE(engine.gaps.first().to, 46u);
            QVERIFY(!engine.own.first().contains(u"\"sequence\":\""_s)); // its place was passed
            QTRY_COMPARE(engine.status->duplicates, 1u);
            QTRY_VERIFY(engine.isLive());
            const auto command = commandNamed(u"note"_s);
            engine.engine.sendCommand(command);
            QTRY_VERIFY(engine.phaseOf(command.key) == CommandPhase::Settled);
            QTRY_COMPARE(server.newest(u"note"_s).value("text"_L1).toString(), u"Hello"_s);
        }
        ProfiledEngine engine(folder.path(), server.url(), profile);
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.events.size(), 3);
        QTRY_COMPARE(engine.gaps.size(), 1);
        QCOMPARE(engine.gaps.first().to, 46u);
        QVERIFY(!engine.own.first().contains(u"\"sequence\":\""_s)); // its place was passed
        QTRY_COMPARE(server.connections, 2);
        server.say({R"({"t":"ok"})", task(47), task(48)});
        QTRY_COMPARE(engine.events.size(), 4);
        QVERIFY(engine.events.last().contains(u"0000000000000048"));
        QCOMPARE(engine.placedGaps(), 1);
    }

    /// What is settled by sending is done when it has left this program, which it does not as long as the server does not read.
    void sendingIsWhatLeft()
    {
        const auto profile = compiled(QByteArray(plainProfile)
                                      + "[send.command]\nnote = { template = '{\"type\":\"note\",\"text\":{{text}}}', "
                                        "settled_by = \"sending\" }\n");
        QVERIFY(profile);
        QTemporaryDir folder;
        RawWebSocketServer server;
        RawWebSocketPeer *peer = nullptr;
        int read = 0;
        connect(&server, &RawWebSocketServer::peerConnected, &server, [&](RawWebSocketPeer *it) {
            peer = it;
            connect(it, &RawWebSocketPeer::requested, it, [it] {
                it->accept();
                it->stopReading();
            });
            connect(it, &RawWebSocketPeer::frameReceived, it,
                    [&read](const RawFrame &frame) { read += frame.opcode == RawOpcode::text ? 1 : 0; });
        });
        Connection::Settings patient;
        patient.heartbeat = std::chrono::minutes(10); // this server never says anything
        TestEngine engine(folder.path(), server.url(), Engine::Replay::FromStart, StreamRepair::timeout, profile,
                          patient);
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        constexpr int many = 150; // more than a system takes in
        for (int i = 0; i < many; ++i) {
            auto command = commandNamed(u"note"_s);
            command.key = QString::number(i);
            command.subject = command.key;
            command.text = QString(99'000, u'x');
            engine.engine.sendCommand(command);
        }
        const auto count = [&](CommandPhase phase) {
            int found = 0;
            for (int i = 0; i < many; ++i)
                found += engine.phaseOf(QString::number(i)) == phase ? 1 : 0;
            return found;
        };
        const auto last = [&] { return engine.phaseOf(QString::number(many - 1)); };
        QTRY_VERIFY_WITH_TIMEOUT(last() && count(CommandPhase::Leaving) > 0, 20'000);
        QCOMPARE(*last(), CommandPhase::Pending);
        QVERIFY(count(CommandPhase::Settled) < many);
        peer->goOnReading();
        QTRY_COMPARE_WITH_TIMEOUT(count(CommandPhase::Settled), many, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(read, many, 60'000); // each once
    }

    /// A server that numbers anew without saying so, as it was started again, loses nothing, and the break is to be seen.
    void numberedAnew()
    {
        const auto profile =
            compiled(QByteArray(plainProfile) + "[send]\nsubscribe = '{\"type\":\"sub\",\"at\":{{streams}}}'\n");
        QVERIFY(profile);
        QTemporaryDir folder;
        Backend server(QStringList{});
        ProfiledEngine engine(folder.path(), server.url(), profile);
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        const auto named = [](int number) { return task(number).replace("\"T\"", "\"U\""); };
        server.say({task(1), task(2), task(3), task(2), named(1), named(2), named(3), named(4)});
        QTRY_COMPARE(engine.events.size(), 7);
        QTRY_COMPARE(engine.gaps.size(), 1);
        QCOMPARE(engine.gaps.first().from, 4u);
        QCOMPARE(engine.gaps.first().to, 0u);
        QTRY_COMPARE(engine.status->duplicates, 1u);
        QTRY_COMPARE(engine.status->streams.value(0).offset, 4u);
    }

    /// Where a server says that it gave everything, but not up to where, our position stays, and what it does not give again is a gap.
    void caughtUpWithoutPlace()
    {
        const auto profile = compiled(QByteArray(plainProfile)
                                      + "[message.done]\ntype = \"control.caughtup\"\n"
                                        "data = { stream = { value = \"st\" }, recovered = { value = false } }\n"
                                        "[send]\nsubscribe = '{\"type\":\"sub\",\"at\":{{streams}}}'\n");
        QVERIFY(profile);
        QTemporaryDir folder;
        Backend server(QStringList{});
        server.answer = [](QWebSocket *socket, const QString &kind, const QJsonObject &) {
            if (kind == u"sub")
                socket->sendTextMessage(u"{\"t\":\"done\"}"_s);
        };
        ProfiledEngine engine(folder.path(), server.url(), profile);
        QVERIFY(engine.engine.start());
        QTRY_VERIFY(engine.isLive());
        server.say({task(41), R"({"t":"done"})", task(42), R"({"t":"done"})", task(42)});
        QTRY_COMPARE(engine.status->duplicates, 1u);
        QCOMPARE(engine.status->streams.value(0).offset, 42u);
        QCOMPARE(engine.gaps.size(), 0);
        server.say({task(45)});
        QTRY_COMPARE(engine.gaps.size(), 1);
        QCOMPARE(engine.gaps.first().from, 43u);
        QCOMPARE(engine.gaps.first().to, 44u);
        server.say({task(45)});
        QTRY_COMPARE(engine.status->streams.value(0).offset, 45u);
        QCOMPARE(engine.events.size(), 3);
        QCOMPARE(engine.gaps.size(), 1);
    }

    /// The same again, in the same millisecond, is another event, and stays the one that it was.
    void repeatsInOneMillisecond()
    {
        const auto profile =
            compiled("[kind]\nconstant = \"here\"\n[message.here]\ntype = \"presence\"\nsubject = \"/who\"\n"
                     "repeats = true\ndata = { status = { value = \"online\" } }\n");
        QVERIFY(profile);
        QTemporaryDir folder;
        Backend server(QStringList{});
        QStringList ids;
        for (int run = 0; run < 2; ++run) {
            ProfiledEngine engine(folder.path(), server.url(), profile);
            QVERIFY(engine.engine.start());
            if (run == 0) {
                QTRY_VERIFY(engine.isLive());
                server.say(QList<QByteArray>(100, R"({"who":"Sam"})")
                           + QList<QByteArray>{R"([{"who":"Sam"},{"who":"Sam"}])"});
            }
            QTRY_COMPARE(engine.ids.size(), 102);
            QCOMPARE(engine.faults, QStringList());
            if (run == 0)
                ids = engine.ids;
            QCOMPARE(engine.ids, ids);
        }
    }

    /// Numbers that messages use up which become no event are not missing.
    void placesOfAllMessages()
    {
        auto text = QByteArray(plainProfile).replace("stream = { value = \"st\" }\nsequence = \"/n\"\n", "")
            + "[position]\nstream = { value = \"st\" }\nsequence = \"/n\"\n[message.noise]\ntype = \"ignore\"\n";
        for (const bool asksAgain : {false, true}) {
            const auto profile =
                compiled(text + (asksAgain ? "[send]\nsubscribe = '{\"type\":\"sub\",\"at\":{{streams}}}'\n" : ""));
            QVERIFY(profile);
            QTemporaryDir folder;
            Backend server(QStringList{});
            ProfiledEngine engine(folder.path(), server.url(), profile);
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(engine.isLive());
            server.say({task(5), R"({"t":"noise","n":6})", R"({"t":"new","n":7})", R"({"t":"task","n":8})",
                        R"({"n":9})", task(10)});
            QTRY_COMPARE(engine.events.size(), 2);
            QTRY_COMPARE(engine.status->quarantined, 3u);
            QCOMPARE(engine.status->streams.value(0).offset, 10u);
            QCOMPARE(engine.gaps.size(), 0);
        }
    }

    void placesOfTheToken()
    {
        const QUrl url(u"wss://h/x?a=1"_s);
        const auto request = [&url](const QByteArray &connection) {
            return ProfileDialect(compiled(QByteArray(plainProfile) + "[connection]\n" + connection), {})
                .request(url, "a&b=\xc3\xa9");
        };
        QCOMPARE(request("token = \"header\"").bearer, QByteArray("a&b=\xc3\xa9"));
        QCOMPARE(request("token = \"header\"").url, url);
        for (const QByteArray &place :
             {QByteArray("token = \"none\""), QByteArray("token = \"message\"\n[send]\nauthenticate = '{{token}}'")}) {
            QVERIFY(request(place).bearer.isEmpty());
            QCOMPARE(request(place).url, url);
        }
        const auto io =
            request("transport = \"socketio\"\ntoken = \"message\"\n[send]\nauthenticate = '{\"t\":{{token}}}'");
        QVERIFY(io.bearer.isEmpty());
        QCOMPARE(io.url, url);
        QCOMPARE(io.auth, QByteArray("{\"t\":\"a&b=\xc3\xa9\"}"));
        const auto query = request("token = \"query\"\ntoken_name = \"access token\"");
        QVERIFY(query.bearer.isEmpty());
        QCOMPARE(query.url.toEncoded(), QByteArray("wss://h/x?a=1&access%20token=a%26b%3D%C3%A9"));
    }

    /// What the journal keeps of a profile says the same as the profile.
    void keptText()
    {
        for (const auto &name : builtInProfiles()) {
            const auto profile = ProfileFile::read(name).profile;
            const auto kept = compiled(QByteArray::fromStdString(profile->text));
            QVERIFY(kept);
            QCOMPARE(kept->text, profile->text);
            QCOMPARE(kept->id, profile->id);
            QCOMPARE(kept->messages.size(), profile->messages.size());
        }
        const auto odd = compiled("title = \"a\\n\\\"\\\\'\\u0001 \xc3\xa9\"\n" + QByteArray(plainProfile)
                                  + "[message.\"\xc3\xa9 \\\" .x\"]\ntype = \"ignore\"\n");
        QVERIFY(odd);
        const auto kept = compiled(QByteArray::fromStdString(odd->text));
        QVERIFY(kept && kept->title == odd->title && kept->kinds.find("\xc3\xa9 \" .x") >= 0);
    }
};

QTEST_GUILESS_MAIN(TestProfiledFeed)
#include "tst_profiledfeed.moc"
