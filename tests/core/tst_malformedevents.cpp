// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "collectingsink.h"
#include "stricttest.h"

#include <QDir>
#include <QFile>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using Kind = DecodeError::Kind;

namespace {

const QByteArray frame = R"({"specversion":"1.0","id":"1","source":"s","type":"t"%})";
const QByteArray payment =
    R"({"status":"settled","money":{"amount":"1.00","currency":"GBP"},"payer":"p","method":"card"})";

QByteArray framed(const QByteArray &members)
{
    return QByteArray(frame).replace("%", members.isEmpty() ? members : "," + members);
}

QByteArray typed(const QByteArray &type, const QByteArray &data)
{
    return R"({"specversion":"1.0","id":"1","source":"s","subject":"x","type":"org.bellboard.)" + type + R"(","data":)"
        + data + "}";
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

/// What is not an event is rejected, whole, with its kind and its reason.
class TestMalformedEvents : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void reject_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *name, const QByteArray &message, Kind kind, const char *reason) {
            QTest::addRow("%s", name) << message << static_cast<int>(kind) << QByteArray(reason);
        };
        const char *json = "not valid JSON";
        row("empty", "", Kind::NotJson, json);
        row("white space", " \n", Kind::NotJson, json);
        row("word", "hello", Kind::NotJson, json);
        row("number", "5", Kind::NotAnEvent, "neither an object nor an array of objects");
        row("string", "\"x\"", Kind::NotAnEvent, "neither an object nor an array of objects");
        row("null", "null", Kind::NotAnEvent, "neither an object nor an array of objects");
        const auto member = [](const char *name, qsizetype size) {
            return framed(QByteArray("\"") + name + "\":\"" + QByteArray(size, 'n') + "\"");
        };
        row("long subject", member("subject", 1025), Kind::NotAnEvent,
            "id, source or subject is longer than 1024 bytes");
        row("long epoch", framed("\"stream\":\"s\",\"sequence\":\"1\",\"epoch\":\"" + QByteArray(257, 'e') + "\""),
            Kind::NotAnEvent, "type, stream or epoch is longer than 256 bytes");
        row("empty batch", "[]", Kind::NotAnEvent, "a batch without events");
        row("empty object", "{}", Kind::NotAnEvent, "specversion, id, source or type is missing");
        row("trailing word", framed({}) + " x", Kind::NotJson, json);
        row("two objects", framed({}) + framed({}), Kind::NotJson, json);
        row("trailing brace", framed({}) + "}", Kind::NotJson, json);
        row("trailing comma", framed("\"a\":1,"), Kind::NotJson, json);
        row("bad UTF-8", framed("\"a\":\"\xff\""), Kind::NotJson, "not valid UTF-8");
        row("overlong UTF-8", framed("\"a\":\"\xc0\x80\""), Kind::NotJson, "not valid UTF-8");
        row("surrogate in UTF-8", framed("\"a\":\"\xed\xa0\x80\""), Kind::NotJson, "not valid UTF-8");
        row("byte order mark", "\xef\xbb\xbf" + framed({}), Kind::NotJson, json);
        row("lone high surrogate", framed(R"("a":"\ud800")"), Kind::NotJson, json);
        row("lone low surrogate", framed(R"("a":"\udc00")"), Kind::NotJson, json);
        row("high surrogate twice", framed(R"("a":"\ud800\ud800")"), Kind::NotJson, json);
        row("surrogate in a key", framed(R"("\ud800":1)"), Kind::NotJson, json);
        row("surrogate in data before type", R"({"data":{"a":"\ud800"},)" + framed({}).mid(1), Kind::NotJson, json);
        row("bad escape", framed(R"("a":"\x")"), Kind::NotJson, json);
        row("control character", framed("\"a\":\"\x01\""), Kind::NotJson, json);
        row("nested too deep", framed("\"a\":" + QByteArray(100, '[') + QByteArray(100, ']')), Kind::NotJson,
            "nested too deep");
        row("data before type, nested too deep",
            R"({"data":{"a":)" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}," + framed({}).mid(1),
            Kind::NotJson, "nested too deep");

        const char *missing = "specversion, id, source or type is missing";
        row("no specversion", R"({"id":"1","source":"s","type":"t"})", Kind::NotAnEvent, missing);
        row("no id", R"({"specversion":"1.0","source":"s","type":"t"})", Kind::NotAnEvent, missing);
        row("no source", R"({"specversion":"1.0","id":"1","type":"t"})", Kind::NotAnEvent, missing);
        row("no type", R"({"specversion":"1.0","id":"1","source":"s"})", Kind::NotAnEvent, missing);
        row("no type, but data", R"({"specversion":"1.0","id":"1","source":"s","data":{}})", Kind::NotAnEvent, missing);
        row("null id", R"({"specversion":"1.0","id":null,"source":"s","type":"t"})", Kind::NotAnEvent, missing);
        row("null type", R"({"specversion":"1.0","id":"1","source":"s","type":null,"data":{}})", Kind::NotAnEvent,
            missing);
        row("specversion 0.3", R"({"specversion":"0.3","id":"1","source":"s","type":"t"})", Kind::NotAnEvent,
            "specversion is not 1.0");
        row("specversion number", R"({"specversion":1.0,"id":"1","source":"s","type":"t"})", Kind::NotAnEvent,
            "specversion is not a string");
        row("id number", R"({"specversion":"1.0","id":1,"source":"s","type":"t"})", Kind::NotAnEvent,
            "id is not a string");
        row("id empty", R"({"specversion":"1.0","id":"","source":"s","type":"t"})", Kind::NotAnEvent, "id is empty");
        row("source object", R"({"specversion":"1.0","id":"1","source":{},"type":"t"})", Kind::NotAnEvent,
            "source is not a string");
        row("type array", R"({"specversion":"1.0","id":"1","source":"s","type":[]})", Kind::NotAnEvent,
            "type is not a string");
        row("subject true", framed(R"("subject":true)"), Kind::NotAnEvent, "subject is not a string");
        row("time", framed(R"("time":"yesterday")"), Kind::NotAnEvent, "time is not a time by RFC 3339");
        row("time number", framed(R"("time":5)"), Kind::NotAnEvent, "time is not a string");
        row("content type", framed(R"("datacontenttype":"text/xml")"), Kind::NotAnEvent, "datacontenttype is not JSON");
        row("base64", framed(R"("data_base64":"AA==")"), Kind::NotAnEvent, "data_base64 is not supported");
        row("id twice", framed(R"("id":"2")"), Kind::NotAnEvent, "an attribute comes twice");
        row("id twice, escaped", framed(R"("i\u0064":"2")"), Kind::NotAnEvent, "an attribute comes twice");
        row("data twice", framed(R"("data":1,"data":2)"), Kind::NotAnEvent, "an attribute comes twice");

        const auto numbered = [](const QByteArray &sequence) {
            return framed(R"("stream":"a","epoch":"e","sequence":)" + sequence);
        };
        const char *sequence =
            "sequence is not a decimal number from 1 to 9007199254740991 in a string of at most 19 digits";
        for (const char *bad :
             {"\"0\"", "\"0000\"", "\"\"", "\"-1\"", "\"+1\"", "\" 1\"", "\"1 \"", "\"1.0\"", "\"1e3\"", "\"0x1\"",
              "\"9007199254740992\"", "\"18446744073709551617\"", "\"00000000000000000001\""})
            row(bad, numbered(bad), Kind::NotAnEvent, sequence);
        row("sequence number", numbered("1"), Kind::NotAnEvent, "sequence is not a string");
        const char *position = "stream, epoch and sequence do not come together";
        row("no sequence", framed(R"("stream":"a","epoch":"e")"), Kind::NotAnEvent, position);
        row("no epoch", framed(R"("stream":"a","sequence":"1")"), Kind::NotAnEvent, position);
        row("no stream", framed(R"("epoch":"a","sequence":"1")"), Kind::NotAnEvent, position);
        row("empty stream", framed(R"("stream":"","epoch":"e","sequence":"1")"), Kind::NotAnEvent, "stream is empty");
    }
    void reject()
    {
        QFETCH(QByteArray, message);
        QFETCH(int, kind);
        QFETCH(QByteArray, reason);
        CollectingSink sink;
        sink.decode(view(message));
        QCOMPARE(sink.rejected.size(), std::size_t{1});
        QCOMPARE(sink.count(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(sink.rejected.front().error.reason), reason);
        QCOMPARE(static_cast<int>(sink.rejected.front().error.kind), kind);
    }

    void rejectData_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("reason");
        const auto with = [](const char *from, const char *to) {
            return typed("payment", QByteArray(payment).replace(from, to));
        };
        const auto row = [](const char *name, const QByteArray &message, const char *reason) {
            QTest::addRow("%s", name) << message << QByteArray(reason);
        };
        const char *amount = "money is not an amount of at most 18 digits in a string with a three-letter currency";
        row("no data", R"({"specversion":"1.0","id":"1","source":"s","subject":"x","type":"org.bellboard.payment"})",
            "data is missing");
        row("no subject", typed("payment", payment).replace(R"("subject":"x",)", ""), "subject is missing");
        row("data null", typed("payment", "null"), "data is not an object");
        row("data string", typed("payment", "\"x\""), "data is not an object");
        row("data array before type",
            R"({"data":[],"specversion":"1.0","id":"1","source":"s","subject":"x","type":"org.bellboard.payment"})",
            "data is not an object");
        row("control data string before type",
            R"({"data":"x","specversion":"1.0","id":"1","source":"s","type":"org.bellboard.control.welcome"})",
            "data is not an object");
        row("control without data",
            R"({"specversion":"1.0","id":"1","source":"s","type":"org.bellboard.control.ping"})", "data is missing");
        row("data empty", typed("payment", "{}"), "data lacks a member that its type needs");
        row("no payer", with(R"("payer":"p",)", ""), "data lacks a member that its type needs");
        row("unknown word", with("settled", "Settled"), "status is not one of the known words");
        row("word null", with(R"("settled")", "null"), "status is not a string");
        row("payer null", with(R"("p")", "null"), "payer is not a string");
        row("payer number", with(R"("p")", "1"), "payer is not a string");
        row("amount number", with(R"("1.00")", "1.00"), "amount is not a string");
        row("amount empty", with("1.00", ""), amount);
        row("amount words", with("1.00", "one"), amount);
        row("amount exponent", with("1.00", "1e2"), amount);
        row("amount missing", with(R"("amount":"1.00",)", ""), amount);
        row("currency lower case", with("GBP", "gbp"), amount);
        row("currency missing", with(R"(,"currency":"GBP")", ""), amount);
        row("money twice", with(R"("payer")", R"("money":{"amount":"9.00","currency":"GBP"},"payer")"),
            "a member of data comes twice");
        row("amount twice", with(R"("currency")", R"("amount":"9.00","currency")"), "a member of money comes twice");
        row("reason twice", with(R"("payer")", R"("reason":"a","reason":"b","payer")"), "a member of data comes twice");
        row("money array", with(R"({"amount":"1.00","currency":"GBP"})", "[]"), "money is not an object");
        const char *number = "done is not a whole number from 0 to 9007199254740991";
        const QByteArray run = R"({"phase":"matching","name":"n","done":%,"total":1,"matched":1,"exceptions":1,)"
                               R"("unmatched":{"amount":"1","currency":"GBP"}})";
        for (const char *bad :
             {"-1", "1.0", "1e3", "9007199254740992", "99999999999999999999999", "\"1\"", "null", "true", "01"})
            row(bad, typed("run", QByteArray(run).replace("%", bad)), number);
        for (const char *bad : {"\"1\"", "null", "true", "1e999"})
            row((QByteArray("metric ") + bad).constData(),
                typed("metric", QByteArray(R"({"area":"charity","title":"T","value":%})").replace("%", bad)),
                "value is not a number");
        row("metric without a name", typed("metric", R"({"area":"charity","title":"","value":1})"), "title is empty");
        row("position too large",
            typed(
                "help",
                R"({"status":"waiting","name":"n","topic":"t","position":4294967296,"since":"2026-03-01T09:00:00Z"})"),
            "position is too large");
        row("since",
            typed("help", R"({"status":"waiting","name":"n","topic":"t","position":1,"since":"2026-02-30T09:00:00Z"})"),
            "since is not a time by RFC 3339");
        row("conversation empty", typed("message", R"({"kind":"user","conversation":"","author":"a","text":"t"})"),
            "conversation is empty");
        const QByteArray alert = R"({"severity":"high","state":"raised","area":"chat","title":"t",)"
                                 R"("raised":"2026-03-01T09:00:00Z","snoozed_until":%})";
        row("snoozed for ever", typed("alert", QByteArray(alert).replace("%", "\"for ever\"")),
            "snoozed_until is not a time by RFC 3339");
        row("snoozed null", typed("alert", QByteArray(alert).replace("%", "null")), "snoozed_until is not a string");
        row("note on a payment", typed("note", R"({"kind":"payment","about":"P","by":"a","text":"t"})"),
            "kind is not one of the known words");
        row("note about nothing", typed("note", R"({"kind":"task","about":"","by":"a","text":"t"})"), "about is empty");
        row("note without words", typed("note", R"({"kind":"task","about":"T","by":"a","text":""})"), "text is empty");
        row("note by nobody", typed("note", R"({"kind":"task","about":"T","text":"t"})"),
            "data lacks a member that its type needs");
        row("gap backwards", typed("control.gap", R"({"stream":"a","epoch":"e","from":5,"to":4})"),
            "gap does not run from an offset to a later one");
        row("gap from 0", typed("control.gap", R"({"stream":"a","epoch":"e","from":0,"to":4})"),
            "gap does not run from an offset to a later one");
        row("recovered number", typed("control.caughtup", R"({"stream":"a","epoch":"e","offset":1,"recovered":1})"),
            "recovered is not true or false");
        row("streams object",
            typed("control.welcome", R"({"heartbeat_ms":1,"server_time":"2026-03-01T09:00:00Z","streams":{}})"),
            "streams is not an array");
        row("stream in welcome",
            typed("control.welcome", R"({"heartbeat_ms":1,"server_time":"2026-03-01T09:00:00Z","streams":[{}]})"),
            "data lacks a member that its type needs");
    }
    void rejectData()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, reason);
        CollectingSink sink;
        sink.decode(view(message));
        QCOMPARE(sink.rejected.size(), std::size_t{1});
        QCOMPARE(sink.count(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(sink.rejected.front().error.reason), reason);
        QVERIFY(sink.rejected.front().error.kind == Kind::BadData);
        QCOMPARE(sink.rejected.front().raw, message.toStdString());
    }

    /// No beginning of a message is one; and none is read past its end.
    void truncated_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addRow("event") << typed("payment", payment);
        QTest::addRow("escapes") << framed(
            "\"subject\":\"\\ud83d\\ude00\\\\\",\"data\":{\"\\u0061\":[1.5e-3,true,false,null,\"\\\"\\u00e4\"]}");
        QTest::addRow("data before type")
            << R"({"data":{"status":"online","x":[{}]},)" + typed("presence", "1").mid(1).replace(R"(,"data":1)", "");
        QTest::addRow("control") << typed("control.caughtup",
                                          R"({"stream":"a","epoch":"e","offset":12,"recovered":true})");
    }
    void truncated()
    {
        QFETCH(QByteArray, message);
        CollectingSink sink;
        sink.decode(view(message));
        QVERIFY(sink.rejected.empty());
        for (qsizetype length = 0; length < message.size(); ++length) {
            CollectingSink cut;
            cut.decode(view(message.left(length)));
            QVERIFY2(cut.rejected.size() == 1 && cut.count() == 1, qPrintable(QString::number(length)));
            QVERIFY2(cut.rejected.front().error.kind == Kind::NotJson, cut.rejected.front().error.reason.c_str());
        }
    }

    /// The texts of tests/data/json, each as a member that nobody asked for; y_ is JSON by RFC 8259, n_ is not.
    void jsonTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        QFile file(QStringLiteral(BELLBOARD_TEST_DATA "/json/texts.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        while (!file.atEnd()) {
            auto line = file.readLine();
            if (line.endsWith('\n'))
                line.chop(1);
            if (line.startsWith('#') || line.isEmpty())
                continue;
            const auto colon = line.indexOf(": ");
            QVERIFY2(colon > 0, line.constData());
            // \xNN is a byte, as not all of these texts can stand in a text file.
            QByteArray text;
            for (qsizetype i = colon + 2; i < line.size(); ++i) {
                if (line.mid(i, 2) == "\\x") {
                    text += static_cast<char>(line.mid(i + 2, 2).toInt(nullptr, 16));
                    i += 3;
                } else {
                    text += line[i];
                }
            }
            QTest::addRow("%s", line.left(colon).constData()) << text << line.startsWith('y');
        }
    }
    void jsonTexts()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        for (const auto &message :
             {framed("\"x\":" + text), "{\"x\":" + text + "," + framed({}).mid(1), framed("\"data\":" + text),
              "{\"data\":" + text + "," + framed({}).mid(1), "{\"data\":{\"x\":" + text + "}," + framed({}).mid(1)}) {
            CollectingSink sink;
            sink.decode(view(message));
            QCOMPARE(sink.count(), std::size_t{1});
            QVERIFY2(valid == (sink.events.size() == 1), message.constData());
            if (!valid)
                QVERIFY(sink.rejected.front().error.kind == Kind::NotJson);
        }
    }
};

QTEST_GUILESS_MAIN(TestMalformedEvents)
#include "tst_malformedevents.moc"
