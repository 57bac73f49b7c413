// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The client's side of Socket.IO, without a transport.

#include "protocol/socketio/socketioclient.h"
#include "stricttest.h"

#include <QTest>

#include <array>
#include <memory>
#include <utility>

using namespace Bellboard;

namespace {

const std::string handshake =
    "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000}";

/// A client of /tasks, and all that it said, line by line.
class Transcript final : public SocketIoClient::Listener
{
public:
    explicit Transcript(SocketIoClient::Options options = {})
    {
        options.nameSpace = "/tasks";
        client = std::make_unique<SocketIoClient>(std::move(options), *this);
    }

    /// What it says since the last call.
    QByteArrayList take() { return std::exchange(m_lines, {}); }
    /// Lets it into the namespace; what it says on the way is forgotten.
    void open(const std::string &consent = "40/tasks,{\"sid\":\"x\"}")
    {
        client->receive(handshake);
        client->receive(consent);
        take();
    }

    std::unique_ptr<SocketIoClient> client;
    bool sends = true;

private:
    bool packetMade(std::string_view packet) override
    {
        if (sends)
            add("> ", packet);
        return sends;
    }
    void engineOpened(const EngineHandshake &given) override { add("session ", given.sid); }
    void connected() override { add("connected", {}); }
    void pinged() override { add("pinged", {}); }
    void messageRead(std::string_view message) override { add("< ", message); }
    void packetRefused(std::string_view raw, const std::string &why) override
    {
        add("refused ", std::string(raw) + ": " + why);
    }
    void ended(const SocketIoEnd &end) override
    {
        constexpr std::array kinds{"illegal", "closed", "disconnected", "refused"};
        add("ended ",
            kinds.at(static_cast<std::size_t>(end.kind)) + (' ' + std::to_string(end.status)) + ' ' + end.reason);
    }
    void add(std::string_view what, std::string_view text)
    {
        m_lines.append(QByteArray::fromStdString(std::string(what).append(text)));
    }

    QByteArrayList m_lines;
};

} // namespace

class SocketIoClientTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void opens()
    {
        Transcript talk;
        talk.client->receive(handshake);
        QCOMPARE(talk.take(), QByteArrayList({"session s", "> 40/tasks,"}));
        talk.client->receive("2");
        talk.client->receive("2probe");
        QCOMPARE(talk.take(), QByteArrayList({"> 3", "pinged", "> 3probe", "pinged"}));
        QVERIFY(!talk.client->isConnected());
        talk.client->receive("40/tasks,{\"sid\":\"x\",\"new\":[1]}");
        QCOMPARE(talk.take(), QByteArrayList{"connected"});
        QVERIFY(talk.client->isConnected() && !talk.client->isRecovered());
        talk.client->receive("6");
        QCOMPARE(talk.take(), QByteArrayList());
    }

    void authenticates_data()
    {
        QTest::addColumn<QByteArray>("auth");
        QTest::addColumn<bool>("recovers");
        QTest::addColumn<QByteArray>("payload");
        const QByteArray session = "{\"pid\":\"p\\\"\",\"offset\":\"o\"";
        QTest::newRow("nothing") << QByteArray() << false << QByteArray();
        QTest::newRow("token") << QByteArray("{\"token\":\"t\"}") << false << QByteArray("{\"token\":\"t\"}");
        QTest::newRow("recovery") << QByteArray() << true << session + '}';
        QTest::newRow("both") << QByteArray("{\"token\":\"t\"}") << true << session + ",\"token\":\"t\"}";
        QTest::newRow("recovery and nothing") << QByteArray("{ }") << true << session + '}';
    }

    void authenticates()
    {
        QFETCH(QByteArray, auth);
        QFETCH(bool, recovers);
        QFETCH(QByteArray, payload);
        SocketIoClient::Options options;
        options.auth = auth.toStdString();
        options.session = {"p\"", recovers ? "o" : ""};
        Transcript talk(options);
        talk.client->receive(handshake);
        QCOMPARE(talk.take(), QByteArrayList({"session s", "> 40/tasks," + payload}));
    }

    void ends_data()
    {
        QTest::addColumn<QByteArrayList>("packets");
        QTest::addColumn<QByteArray>("end");
        const auto row = [](const char *name, const QByteArrayList &packets, const QByteArray &end) {
            QTest::newRow(name) << packets << "ended " + end;
        };
        const auto open = QByteArray::fromStdString(handshake);
        const QByteArray consent = "40/tasks,{\"sid\":\"x\"}";
        const QByteArray first = "illegal 0 the server did not begin with the handshake of Engine.IO 4";
        row("no handshake", {"2"}, first);
        row("a handshake of Engine.IO 3", {"97:0{\"sid\":\"s\"}2:40"}, first);
        row("nothing", {""}, first);
        row("handshake cut in half", {open.left(30)},
            "illegal 0 the Engine.IO handshake cannot be read: not valid JSON");
        row("closed", {open, "1"}, "closed 0 the server closed the Engine.IO session");
        row("disconnected", {open, consent, "41/tasks,"},
            "disconnected 0 the server disconnected us from the namespace");
        row("older Socket.IO", {open, "40/tasks,"},
            "illegal 0 the server speaks an older Socket.IO; expected is version 3 or 4");
        row("consent cut in half", {open, "40/tasks,{\"sid\":"},
            "illegal 0 the server's consent cannot be read: not valid JSON");
        row("unknown namespace", {open, "44/tasks,{\"message\":\"Invalid namespace\"}"},
            "refused 404 the server has no namespace /tasks");
        row("status", {open, "44/tasks,{\"message\":\"no\",\"data\":{\"a\":[1],\"status\":401}}"}, "refused 401 no");
        row("code as text", {open, "44/tasks,{\"data\":{\"code\":\"403\"},\"message\":\"no\"}"}, "refused 403 no");
        row("a longer code of its own", {open, "44/tasks,{\"message\":\"no\",\"data\":{\"code\":4031}}"},
            "refused 0 no");
        row("the same as text", {open, "44/tasks,{\"message\":\"no\",\"data\":{\"code\":\"401.7\"}}"}, "refused 0 no");
        row("a code of its own", {open, "44/tasks,{\"message\":\"no\",\"data\":{\"code\":17}}"}, "refused 0 no");
        row("a word", {open, "44/tasks,{\"message\":\"no\",\"data\":\"why\"}"}, "refused 0 no");
        row("text only", {open, "44/tasks,\"no\""}, "refused 0 no");
        row("no words", {open, "44/tasks,{}"}, "refused 0 the server does not say why");
        row("refusal cut in half", {open, "44/tasks,{\"message\":\"n"},
            "illegal 0 the server's refusal cannot be read: not valid JSON");
    }

    void ends()
    {
        QFETCH(QByteArrayList, packets);
        QFETCH(QByteArray, end);
        Transcript talk;
        for (const auto &packet : packets) {
            talk.take();
            talk.client->receive(packet.toStdString());
        }
        QCOMPARE(talk.take(), QByteArrayList{end});
        talk.client->receive("42/tasks,[\"a\"]");
        talk.client->receiveBinary("x");
        talk.client->confirm();
        QCOMPARE(talk.take(), QByteArrayList()); // nothing follows
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArrayList>("packets"); // binary ones begin with "!"
        QTest::addColumn<QByteArrayList>("said");
        const auto row = [](const char *name, const QByteArrayList &packets, const QByteArrayList &said) {
            QTest::newRow(name) << packets << said;
        };
        const QByteArray binary = "452-/tasks,[\"a\",{\"_placeholder\":true,\"num\":0}]";
        const QByteArray cut = binary.mid(1) + ": a Socket.IO packet of whose attachments only 1 came";
        row("type of Engine.IO", {"7"}, {"refused 7: an Engine.IO packet of a type that does not exist"});
        row("nothing", {""}, {"refused : an Engine.IO packet without a type"});
        row("a second handshake", {QByteArray::fromStdString(handshake)},
            {"refused " + QByteArray::fromStdString(handshake) + ": an Engine.IO packet that does not belong here"});
        row("a second consent", {"40/tasks,{\"sid\":\"y\"}"},
            {"refused 0/tasks,{\"sid\":\"y\"}: a Socket.IO consent that nobody asked for"});
        row("a late refusal", {"44/tasks,{\"message\":\"no\"}"},
            {"refused 4/tasks,{\"message\":\"no\"}: a Socket.IO refusal of a namespace that we are in"});
        row("another namespace", {"42/other,[\"a\"]", "42[\"a\"]"},
            {"refused 2/other,[\"a\"]: a Socket.IO packet for a namespace that we are not in",
             "refused 2[\"a\"]: a Socket.IO packet for a namespace that we are not in"});
        row("attachments of another namespace", {"451-/other,[\"a\"]", "!x", "42/tasks,[\"b\"]"},
            {"refused 51-/other,[\"a\"]: a Socket.IO packet for a namespace that we are not in", "< [\"b\"]"});
        row("attachments that do not come", {binary, "!x", "42/tasks,[\"b\"]"}, {"refused " + cut, "< [\"b\"]"});
        row("the next one first", {binary, "!x", binary, "!y", "!z"}, {"refused " + cut, "< [\"a\",\"eQ==\"]"});
        row("a ping between", {binary, "!x", "2", "!y"}, {"> 3", "pinged", "< [\"a\",\"eA==\"]"});
        row("an attachment too much", {"!x"}, {"refused x: an attachment that belongs to no Socket.IO packet"});
        row("too large", {binary, "!" + QByteArray(2000, 'x'), "!y", "42/tasks,[\"b\"]"},
            {"refused " + binary.mid(1) + ": a Socket.IO packet that is too large with its attachments", "< [\"b\"]"});
        row("acknowledgement of nothing", {"43/tasks,0[]"},
            {"refused 3/tasks,0[]: a Socket.IO acknowledgement of nothing that was sent"});
        row("an event cut in half", {"42/tasks,[\"a\",{\"b"}, {"< [\"a\",{\"b"}); // judged where it is decoded
    }

    void refuses()
    {
        QFETCH(QByteArrayList, packets);
        QFETCH(QByteArrayList, said);
        SocketIoClient::Options options;
        options.messageLimit = 1000;
        Transcript talk(options);
        talk.open();
        for (const auto &packet : packets) {
            if (packet.startsWith('!'))
                talk.client->receiveBinary(packet.mid(1).toStdString());
            else
                talk.client->receive(packet.toStdString());
        }
        QCOMPARE(talk.take(), said);
        QVERIFY(talk.client->isConnected());
    }

    void acknowledges()
    {
        Transcript talk;
        talk.open();
        talk.client->send("[\"a\",1]");
        talk.client->send("[\"b\"]", "k0");
        talk.client->send("[\"c\"]", "k1");
        QCOMPARE(talk.take(), QByteArrayList({"> 42/tasks,[\"a\",1]", "> 42/tasks,0[\"b\"]", "> 42/tasks,1[\"c\"]"}));
        talk.client->receive("43/tasks,1[{\"ok\":true}]");
        talk.client->receive("461-/tasks,0[{\"_placeholder\":true,\"num\":0}]");
        talk.client->receiveBinary("x");
        QCOMPARE(talk.take(),
                 QByteArrayList({"< [\"acknowledgement\",{\"key\":\"k1\",\"ok\":true}]",
                                 "< [\"acknowledgement\",{\"key\":\"k0\",\"arguments\":[\"eA==\"]}]"}));
        talk.client->receive("43/tasks,1[]");
        QCOMPARE(talk.take().size(), 1); // each once

        talk.client->receive("42/tasks,17[\"q\"]");
        talk.client->receive("42/tasks,18[\"q\"]");
        talk.client->receive("42/tasks,[\"r\"]");
        QCOMPARE(talk.take(), QByteArrayList({"< [\"q\"]", "< [\"q\"]", "< [\"r\"]"}));
        talk.client->confirm();
        QCOMPARE(talk.take(), QByteArrayList({"> 43/tasks,17[]", "> 43/tasks,18[]"}));
        talk.client->confirm();
        QCOMPARE(talk.take(), QByteArrayList());
    }

    void acknowledgesLater()
    {
        Transcript talk;
        talk.open();
        talk.client->receive("42/tasks,17[\"q\"]");
        talk.take();
        talk.sends = false;
        talk.client->confirm();
        talk.sends = true;
        talk.client->confirm();
        QCOMPARE(talk.take(), QByteArrayList{"> 43/tasks,17[]"});
    }

    void forgetsNoEventThatWantsAnAnswer()
    {
        Transcript talk;
        talk.open();
        const auto event = [](std::size_t id) { return "42/tasks," + std::to_string(id) + "[\"q\"]"; };
        for (std::size_t id = 0; id < SocketIoClient::mostOwed; ++id)
            talk.client->receive(event(id));
        QCOMPARE(talk.take().size(), SocketIoClient::mostOwed);
        talk.client->confirm();
        QCOMPARE(talk.take().size(), SocketIoClient::mostOwed);
        for (std::size_t id = 0; id <= SocketIoClient::mostOwed; ++id)
            talk.client->receive(event(id));
        QCOMPARE(talk.take().last(),
                 QByteArray("ended closed 0 more events want to be acknowledged than can be kept track of"));
    }

    void forgetsWhatIsNeverAcknowledged()
    {
        Transcript talk;
        talk.open();
        for (std::size_t i = 0; i <= SocketIoClient::mostAwaited; ++i)
            talk.client->send("[\"a\"]", "k" + std::to_string(i));
        talk.take();
        talk.client->receive("43/tasks,0[]");
        talk.client->receive("43/tasks,1[]");
        QCOMPARE(talk.take(),
                 QByteArrayList({"refused 3/tasks,0[]: a Socket.IO acknowledgement of nothing that was sent",
                                 "< [\"acknowledgement\",{\"key\":\"k1\",\"arguments\":[]}]"}));
    }

    void recovers()
    {
        SocketIoClient::Options options;
        options.session = {"p1", "o1"};
        Transcript talk(options);
        talk.open("40/tasks,{\"sid\":\"x\",\"pid\":\"p1\"}");
        QVERIFY(talk.client->isRecovered());
        talk.client->receive("42/tasks,[\"a\",{\"b\":1},\"o2\"]");
        talk.client->receive("42/tasks,[\"a\"]");
        talk.client->receive("42/tasks,5[\"a\",\"word\"]");
        talk.client->receive("451-/tasks,[\"a\",{\"_placeholder\":true,\"num\":0},\"o3\"]");
        QCOMPARE(talk.take(), QByteArrayList({"< [\"a\",{\"b\":1}]", "< [\"a\"]", "< [\"a\",\"word\"]"}));
        talk.client->confirm();
        QCOMPARE(talk.client->session(), (SocketIoSession{"p1", "o2"})); // the attachment has not come
        talk.client->receiveBinary("x");
        QCOMPARE(talk.client->session(), (SocketIoSession{"p1", "o2"})); // nor was it kept
        talk.client->confirm();
        QCOMPARE(talk.client->session(), (SocketIoSession{"p1", "o3"}));
    }

    void keepsThePlaceOfWhatComesBeforeTheConsent()
    {
        SocketIoClient::Options options;
        options.session = {"p1", "o1"};
        Transcript talk(options);
        talk.client->receive(handshake);
        talk.client->receive("42/tasks,[\"a\",\"o2\"]");
        talk.client->receive("40/tasks,{\"sid\":\"x\",\"pid\":\"p1\"}");
        QCOMPARE(talk.client->session(), (SocketIoSession{"p1", "o1"}));
        talk.client->confirm();
        QCOMPARE(talk.client->session(), (SocketIoSession{"p1", "o2"}));
    }

    void movesWhenAllIsOver()
    {
        Transcript talk;
        talk.open("40/tasks,{\"sid\":\"x\",\"pid\":\"p1\"}");
        talk.client->receive("42/tasks,7[\"a\"]");
        talk.client->receive("42/tasks,[\"a\",\"o1\"]");
        talk.client->receive("1");
        talk.take();
        talk.client->confirm();
        QCOMPARE(talk.take(), QByteArrayList()); // nobody is there to be told
        QCOMPARE(talk.client->session(), (SocketIoSession{"p1", "o1"}));
    }

    void beginsAnewWhereNothingIsRecovered()
    {
        SocketIoClient::Options options;
        options.session = {"p1", "o1"};
        Transcript other(options);
        other.open("40/tasks,{\"sid\":\"x\",\"pid\":\"p2\"}");
        QVERIFY(!other.client->isRecovered());
        other.client->confirm();
        QCOMPARE(other.client->session(), (SocketIoSession{"p2", ""}));

        Transcript none(options);
        none.open();
        none.client->receive("42/tasks,[\"a\",\"word\"]");
        QCOMPARE(none.take(), QByteArrayList{"< [\"a\",\"word\"]"}); // no server that recovers nothing numbers anything
        none.client->confirm();
        QCOMPARE(none.client->session(), SocketIoSession());
    }
};

QTEST_GUILESS_MAIN(SocketIoClientTest)
#include "tst_socketioclient.moc"
