// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// The packets of Engine.IO v4 and Socket.IO v5.

#include "protocol/socketio/enginepacket.h"
#include "protocol/socketio/socketiopacket.h"
#include "stricttest.h"

#include <QTest>

using namespace Bellboard;

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class SocketIoPacketTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void readsPackets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("type");
        QTest::addColumn<int>("attachments");
        QTest::addColumn<QByteArray>("nameSpace");
        QTest::addColumn<int>("id");
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char *text, char type, int attachments, const char *nameSpace, int id,
                            const char *data) {
            QTest::newRow(text) << QByteArray(text) << type << attachments << QByteArray(nameSpace) << id
                                << QByteArray(data);
        };
        row("0", '0', 0, "/", -1, "");
        row("0{\"sid\":\"a\"}", '0', 0, "/", -1, "{\"sid\":\"a\"}");
        row("0/tasks,{\"sid\":\"a\"}", '0', 0, "/tasks", -1, "{\"sid\":\"a\"}");
        row("1", '1', 0, "/", -1, "");
        row("1/tasks,", '1', 0, "/tasks", -1, "");
        row("1/tasks", '1', 0, "/tasks", -1, "");
        row("2[\"a\",1]", '2', 0, "/", -1, "[\"a\",1]");
        row("2/a b,12[\"a\"]", '2', 0, "/a b", 12, "[\"a\"]");
        row("20[\"a\"]", '2', 0, "/", 0, "[\"a\"]");
        row("3/tasks,7[]", '3', 0, "/tasks", 7, "[]");
        row("4{\"message\":\"no\"}", '4', 0, "/", -1, "{\"message\":\"no\"}");
        row("4/tasks,\"no\"", '4', 0, "/tasks", -1, "\"no\"");
        row("51-[\"a\",{\"_placeholder\":true,\"num\":0}]", '5', 1, "/", -1,
            "[\"a\",{\"_placeholder\":true,\"num\":0}]");
        row("52-/tasks,4[\"a\"]", '5', 2, "/tasks", 4, "[\"a\"]");
        row("61000-/tasks,4[]", '6', 1000, "/tasks", 4, "[]");
    }

    void readsPackets()
    {
        QFETCH(QByteArray, text);
        const auto packet = readSocketIoPacket(view(text));
        QVERIFY2(packet, packet ? "" : packet.error().c_str());
        QTEST(static_cast<char>(packet->type), "type");
        QTEST(static_cast<int>(packet->attachments), "attachments");
        QTEST(bytes(packet->nameSpace), "nameSpace");
        QTEST(packet->id ? static_cast<int>(*packet->id) : -1, "id");
        QTEST(bytes(packet->data), "data");
        if (packet->attachments == 0 && text != "1/tasks") // which has two forms
            QCOMPARE(bytes(writeSocketIoPacket(*packet)), text);
    }

    void refusesPackets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const QByteArray &text, const char *why) {
            QTest::newRow(text.left(60).constData()) << text << QByteArray(why);
        };
        row("", "a Socket.IO packet of a type that does not exist");
        row("7[]", "a Socket.IO packet of a type that does not exist");
        row("x", "a Socket.IO packet of a type that does not exist");
        row("0[]", "a Socket.IO packet that connects, with data that is no object");
        row("1[]", "a Socket.IO packet that disconnects, with data");
        row("2", "a Socket.IO event without a name");
        row("2{}", "a Socket.IO event without a name");
        row("2/tasks", "a Socket.IO event without a name");
        row("2/tasks[\"a\"]", "a Socket.IO event without a name"); // all of it is the namespace
        row("2-1[\"a\"]", "a Socket.IO event without a name");
        row("2/" + QByteArray(1024, 'n') + ",[\"a\"]", "a Socket.IO packet for a namespace with too long a name");
        row("29007199254740992[\"a\"]", "a Socket.IO packet whose id is too large");
        row("2" + QByteArray(5000, '9') + "[\"a\"]", "a Socket.IO packet whose id is too large");
        row("3[]", "a Socket.IO acknowledgement that does not say of what");
        row("31", "a Socket.IO acknowledgement without its arguments");
        row("31{}", "a Socket.IO acknowledgement without its arguments");
        row("4", "a Socket.IO packet that refuses, without a reason");
        row("4[]", "a Socket.IO packet that refuses, without a reason");
        row("5[\"a\"]", "a binary Socket.IO packet that does not say how many attachments it has");
        row("5-[\"a\"]", "a binary Socket.IO packet that does not say how many attachments it has");
        row("51[\"a\"]", "a binary Socket.IO packet that does not say how many attachments it has");
        row("5-1-[\"a\"]", "a binary Socket.IO packet that does not say how many attachments it has");
        row("51001-[\"a\"]", "a Socket.IO packet with more than 1000 attachments");
        row("5" + QByteArray(100, '9') + "-[\"a\"]", "a Socket.IO packet with more than 1000 attachments");
    }

    void refusesPackets()
    {
        QFETCH(QByteArray, text);
        const auto packet = readSocketIoPacket(view(text));
        QVERIFY(!packet);
        QTEST(bytes(packet.error()), "why");
    }

    void fillsPlaceholders_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("filled"); // what is wrong, if it begins with no bracket
        const auto row = [](const QByteArray &json, const char *filled) {
            QTest::newRow(json.left(60).constData()) << json << QByteArray(filled);
        };
        const QByteArray large = "[\"a\",{\"_placeholder\":true,\"num\":1073741824}]";
        row("[\"a\"]", "[\"a\"]");
        row("[\"a\",{\"_placeholder\":true,\"num\":0}]", "[\"a\",\"YQ==\"]");
        row("[\"a\", {\"b\":[{ \"num\" : 1 , \"_placeholder\" : true } ],\"c\":2}]",
            "[\"a\", {\"b\":[\"YmM=\" ],\"c\":2}]");
        row("[\"a\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]", "[\"a\",\"YmM=\",\"YQ==\"]");
        row("[\"a\",{\"_placeholder\":true,\"num\":0,\"x\":{\"_placeholder\":true,\"num\":1}}]", "[\"a\",\"YQ==\"]");
        row("[\"a\",{\"_placeholder\":false,\"num\":0}]", "[\"a\",{\"_placeholder\":false,\"num\":0}]");
        row("[\"a\",{\"num\":7}]", "[\"a\",{\"num\":7}]");
        row("[\"a\",\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"]",
            "[\"a\",\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"]");
        const auto *missing = "a placeholder for an attachment that the Socket.IO packet does not have";
        const auto *unnumbered =
            "a Socket.IO packet with attachments, a placeholder does not say for which attachment it stands";
        const auto *broken = "a Socket.IO packet with attachments, not valid JSON";
        row(large, missing);
        row("[\"a\",{\"_placeholder\":true,\"num\":2}]", missing);
        row("[\"a\",{\"_placeholder\":true,\"num\":99999999999999999999999999}]", unnumbered);
        row("[\"a\",{\"_placeholder\":true,\"num\":-1}]", unnumbered);
        row("[\"a\",{\"_placeholder\":true,\"num\":0.5}]", unnumbered);
        row("[\"a\",{\"_placeholder\":true,\"num\":\"0\"}]", unnumbered);
        row("[\"a\",{\"_placeholder\":true}]", unnumbered);
        row("[\"a\",{\"_placeholder\":true,\"num\":0}", broken);
        row("[\"a\",{\"_placeholder\":true,\"num\":0}]]", broken);
        row("[\"a\",{\"_placeholder\":true,\"nu", broken);
        row("[" + QByteArray(100, '['), broken);
        row("[" + QByteArray("\"a\",{\"_placeholder\":true,\"num\":1}").repeated(200) + "]", broken);
        QByteArray many = "[\"a\"";
        for (int i = 0; i < 300; ++i)
            many += ",{\"_placeholder\":true,\"num\":1}";
        row(many + "]", "a Socket.IO packet that is too large with its attachments");
    }

    void fillsPlaceholders()
    {
        QFETCH(QByteArray, json);
        const std::vector<std::string> attachments{"a", "bc"};
        const auto filled = fillPlaceholders(view(json), attachments, 1000);
        QTEST(bytes(filled ? *filled : filled.error()), "filled");
    }

    void findsOffsets_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("offset");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const QByteArray &data, const QByteArray &offset, const char *rest) {
            QTest::newRow(data.left(60).constData()) << data << offset << QByteArray(rest);
        };
        row("[\"a\",{\"b\":1},\"PdqVqkn\"]", "PdqVqkn", "[\"a\",{\"b\":1}");
        row("[\"a\",\"1770109826123-0\"]", "1770109826123-0", "[\"a\"");
        row("[\"a\" , \"x\" ] ", "x", "[\"a\" ");
        row("[\"a\",\"b\",\"" + QByteArray(128, 'o') + "\"]", QByteArray(128, 'o'), "[\"a\",\"b\"");
        row("[\"a\",\"" + QByteArray(129, 'o') + "\"]", {}, "");
        row("[\"a\"]", {}, "");
        row("[\"a\",\"\"]", {}, "");
        row("[\"a\",\"two words\"]", {}, "");
        row("[\"a\",\"\\\"b\"]", {}, "");
        row("[\"a\",\"x,\\\"b\"]", {}, "");
        row("[\"a\",1]", {}, "");
        row("[\"a\",[\"b\"]]", {}, "");
        row("[\"a\",{\"b\":\"c\"}]", {}, "");
        row("]", {}, "");
        row("\"]", {}, "");
        row("\"a\"]", {}, "");
        row("", {}, "");
    }

    void findsOffsets()
    {
        QFETCH(QByteArray, data);
        const auto found = findTrailingOffset(view(data));
        QTEST(bytes(found.offset), "offset");
        QTEST(bytes(found.rest), "rest");
    }

    void makesAcknowledgements_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *data, const char *message) {
            QTest::newRow(data) << QByteArray(data) << QByteArray(message);
        };
        row("[]", "[\"acknowledgement\",{\"key\":\"k\",\"arguments\":[]}]");
        row("[{}]", "[\"acknowledgement\",{\"key\":\"k\"}]");
        row("[{\"ok\":true}]", "[\"acknowledgement\",{\"key\":\"k\",\"ok\":true}]");
        row("[ { \"a\\\"b\" : [ 1 , {} ] , \"c\" : 1.50 , \"d\":null } , 2 ]",
            "[\"acknowledgement\",{\"key\":\"k\",\"a\\\"b\":[ 1 , {} ],\"c\":1.50,\"d\":null}]");
        row("[{\"key\":\"theirs\",\"ok\":false}]", "[\"acknowledgement\",{\"key\":\"k\",\"ok\":false}]");
        row("[{\"\\u006bey\":{\"a\":1}}]", "[\"acknowledgement\",{\"key\":\"k\"}]");
        row("[null,{\"ok\":true}]", "[\"acknowledgement\",{\"key\":\"k\",\"arguments\":[null,{\"ok\":true}]}]");
        row("[\"yes\"]", "[\"acknowledgement\",{\"key\":\"k\",\"arguments\":[\"yes\"]}]");
        row("[{\"ok\":true}", "a Socket.IO acknowledgement, not valid JSON");
        row("[{\"ok\":tru}]", "a Socket.IO acknowledgement, not valid JSON");
        row("[1,]", "a Socket.IO acknowledgement, not valid JSON");
        row("[1]2", "a Socket.IO acknowledgement, not valid JSON");
    }

    void makesAcknowledgements()
    {
        QFETCH(QByteArray, data);
        const auto message = acknowledgementMessage("k", view(data));
        QTEST(bytes(message ? *message : message.error()), "message");
    }

    void readsHandshakes_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const QByteArray &json, const char *why) {
            QTest::newRow(json.left(70).constData()) << json << QByteArray(why);
        };
        const QByteArray rest =
            ",\"upgrades\":[\"websocket\",\"webtransport\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
            "\"maxPayload\":1000000}";
        const auto *noId = "the Engine.IO handshake has no session id that can be used";
        const auto *noPing = "the Engine.IO handshake does not say how often the server pings";
        row("{\"sid\":\"lv_VI97HAXpY6yYWAAAC\"" + rest, "");
        row("{\"new\":{\"a\":[]},\"sid\":\"s\"" + rest, "");
        row("{\"sid\":\"\"" + rest, "the Engine.IO handshake cannot be read: sid is empty");
        row("{\"sid\":\"a&b\"" + rest, noId);
        row("{\"sid\":\"" + QByteArray(513, 's') + "\"" + rest, noId);
        row("{\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}", noId);
        row("{\"sid\":\"s\",\"pingInterval\":25000}", noPing);
        row("{\"sid\":\"s\",\"pingInterval\":0,\"pingTimeout\":1}", noPing);
        row("{\"sid\":\"s\",\"pingInterval\":-1,\"pingTimeout\":1}",
            "the Engine.IO handshake cannot be read: pingInterval is not a whole number from 0 to 9007199254740991");
        row("{\"sid\":7" + rest, "the Engine.IO handshake cannot be read: sid is not a string");
        row("{\"sid\":\"s\",\"upgrades\":7}", "the Engine.IO handshake cannot be read: upgrades is not an array");
        row("{\"sid\":\"s\"" + rest.chopped(1), "the Engine.IO handshake cannot be read: not valid JSON");
        row("{\"sid\":\"s\"" + rest + "]", "the Engine.IO handshake cannot be read: not valid JSON");
        row("[]", "the Engine.IO handshake cannot be read: not an object");
        row("", "the Engine.IO handshake cannot be read: not valid JSON");
    }

    void readsHandshakes()
    {
        QFETCH(QByteArray, json);
        const auto handshake = readEngineHandshake(view(json));
        QTEST(handshake ? QByteArray() : bytes(handshake.error()), "why");
        if (!handshake)
            return;
        QVERIFY(handshake->upgradesToWebSocket);
        QCOMPARE(handshake->pingInterval, std::chrono::milliseconds(25'000));
        QCOMPARE(handshake->pingTimeout, std::chrono::milliseconds(20'000));
        QCOMPARE(handshake->maxPayload, std::size_t{1'000'000});
    }

    void carriesPayloads()
    {
        std::string payload;
        addToPayload(payload, "4hello");
        addToPayload(payload, "2");
        QCOMPARE(bytes(payload),
                 QByteArray("4hello\x1e"
                            "2"));
        std::string_view left = "\x1e"
                                "4hello\x1e\x1e"
                                "bAQID\x1e"
                                "4cu\x1e";
        std::vector<PayloadPart> parts;
        while (const auto part = takePart(left))
            parts.push_back(*part);
        QVERIFY(left.empty());
        QCOMPARE(parts.size(), std::size_t{3});
        QCOMPARE(bytes(parts[0].raw) + bytes(parts[2].raw), QByteArray("4hello4cu"));
        QVERIFY(parts[1].isBinary && !parts[0].isBinary && !parts[2].isBinary);
        QCOMPARE(bytes(*readBinaryPart(parts[1].raw)), QByteArray("\x01\x02\x03"));
        // One at a time, however many there are; nothing is left behind the last.
        left = "6\x1e"
               "6\x1e\x1e";
        QVERIFY(takePart(left));
        QCOMPARE(left.size(), std::size_t{3});
        QVERIFY(takePart(left));
        QVERIFY(left.empty() && !takePart(left));
        QCOMPARE(bytes(*readBinaryPart("b")), QByteArray());
        for (const auto *wrong : {"bAQI", "bAQ==x", "b====", "bA!ID", "bAQIDA"}) {
            const auto read = readBinaryPart(wrong);
            QVERIFY2(!read, wrong);
            QCOMPARE(bytes(read.error()), QByteArray("a binary packet that is not base64"));
        }
    }
};

QTEST_GUILESS_MAIN(SocketIoPacketTest)
#include "tst_socketiopacket.moc"
