// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "collectingsink.h"
#include "event/time.h"
#include "protocol/nativeprotocol.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

std::string eventText(std::string_view kind, std::string_view data)
{
    return R"({"specversion":"1.0","id":"7","source":"/s","type":"org.bellboard.)" + std::string(kind)
        + R"(","subject":"X-1","time":"2026-03-01T09:40:25.5Z","stream":"st","epoch":"ep","sequence":"0000000000000042","data":)"
        + std::string(data) + "}";
}

std::string controlText(std::string_view kind, std::string_view data)
{
    return R"({"specversion":"1.0","id":"7","source":"/s","type":"org.bellboard.control.)" + std::string(kind)
        + R"(","data":)" + std::string(data) + "}";
}

Timestamp at(std::string_view text)
{
    return *parseTime(text);
}

Money money(std::string_view amount, std::string_view currency)
{
    return *Money::parse(amount, currency);
}

/// The one event of `message`, with data of type T.
template<typename T>
struct Decoded
{
    explicit Decoded(const std::string &message)
    {
        sink.decode(message);
        if (sink.count() == 1 && !sink.events.empty())
            data = std::get_if<T>(&sink.events.front().data);
        else if (!sink.rejected.empty())
            qCritical("%s", sink.rejected.front().error.reason.c_str());
    }
    CollectingSink sink;
    const T *data = nullptr;
};

/// The one control message of `message`.
template<typename T>
struct DecodedControl
{
    explicit DecodedControl(const std::string &message)
    {
        sink.decode(message);
        if (sink.count() == 1 && !sink.controls.empty())
            data = std::get_if<T>(&sink.controls.front());
    }
    CollectingSink sink;
    const T *data = nullptr;
};

} // namespace

/// What valid messages say, field by field.
class TestCloudEventsDecoder : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void envelope()
    {
        const auto message = "  " + eventText("presence", R"({"status":"away"})") + "\r\n";
        const Decoded<PresenceData> decoded(message);
        QVERIFY(decoded.data);
        QVERIFY(decoded.data->status == PresenceStatus::Away);
        const auto &event = decoded.sink.events.front();
        QVERIFY(event.id == "7" && event.source == "/s" && event.type == "org.bellboard.presence"
                && event.subject == "X-1");
        QVERIFY(event.streamName == "st" && event.epoch == "ep");
        QCOMPARE(event.offset, std::uint64_t{42});
        QVERIFY(event.time == at("2026-03-01T09:40:25.500Z"));
        QVERIFY(event.raw == std::string_view(message).substr(2, message.size() - 4));
        QCOMPARE(event.stream, StreamId{0});
    }

    void payment()
    {
        const Decoded<PaymentData> full(
            eventText("payment", R"({"status":"failed","money":{"amount":"-12.50","currency":"GBP"},"payer":"Ann",
            "method":"card","reference":"R1","reason":"no funds","later":[1,{"x":null}]})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == PaymentStatus::Failed);
        QVERIFY(full.data->amount == money("-12.50", "GBP"));
        QVERIFY(full.data->payer == "Ann" && full.data->method == "card" && full.data->reference == "R1"
                && full.data->reason == "no funds");
        const Decoded<PaymentData> least(eventText(
            "payment",
            R"({"status":"created","money":{"currency":"JPY","amount":"1","x":0},"payer":"","method":"wallet"})"));
        QVERIFY(least.data);
        QVERIFY(least.data->payer.empty() && least.data->reference.empty() && least.data->reason.empty());
    }

    void run()
    {
        const Decoded<RunData> full(
            eventText("run", R"({"phase":"matching","name":"Bank","done":9007199254740991,"total":4,"matched":0,
            "exceptions":3,"unmatched":{"amount":"0.01","currency":"EUR"},"error":"e"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->phase == RunPhase::Matching);
        QVERIFY(full.data->name == "Bank" && full.data->error == "e");
        QCOMPARE(full.data->done, std::uint64_t{9007199254740991});
        QVERIFY(full.data->total == 4 && full.data->matched == 0 && full.data->exceptions == 3);
        QVERIFY(full.data->unmatched == money("0.01", "EUR"));
    }

    void exception()
    {
        const Decoded<ExceptionData> full(eventText(
            "exception",
            R"({"status":"resolved","run":"RUN-1","money":{"amount":"5","currency":"USD"},"reason":"twice","owner":"bo"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == ExceptionStatus::Resolved);
        QVERIFY(full.data->run == "RUN-1" && full.data->reason == "twice" && full.data->owner == "bo");
        QVERIFY(full.data->amount == money("5", "USD"));
    }

    void help()
    {
        const Decoded<HelpData> full(
            eventText("help", R"({"status":"assigned","name":"Cy","topic":"food","position":4294967295,
            "since":"2026-03-01T09:00:00Z","assignee":"bo"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == HelpStatus::Assigned);
        QVERIFY(full.data->name == "Cy" && full.data->topic == "food" && full.data->assignee == "bo");
        QCOMPARE(full.data->position, std::uint32_t{4294967295});
        QVERIFY(full.data->since == at("2026-03-01T09:00:00Z"));
    }

    void donation()
    {
        const Decoded<DonationData> full(
            eventText("donation",
                      R"({"status":"received","money":{"amount":"20","currency":"GBP"},"donor":"D","campaign":"C"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == DonationStatus::Received);
        QVERIFY(full.data->amount == money("20", "GBP") && full.data->donor == "D" && full.data->campaign == "C");
    }

    void shift()
    {
        const Decoded<ShiftData> full(eventText("shift", R"({"status":"filled","title":"T","needed":3,"filled":2,
            "starts":"2026-03-01T09:00:00Z","ends":"2026-03-01T12:00:00+01:00"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == ShiftStatus::Filled);
        QVERIFY(full.data->title == "T" && full.data->needed == 3 && full.data->filled == 2);
        QVERIFY(full.data->starts == at("2026-03-01T09:00:00Z") && full.data->ends == at("2026-03-01T11:00:00Z"));
    }

    void rule()
    {
        const Decoded<RuleData> full(
            eventText("rule", R"({"status":"paused","name":"N","text":"a = b","by":"Sam","version":"7"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == RuleStatus::Paused && full.data->name == "N" && full.data->text == "a = b");
        QVERIFY(full.data->by == "Sam" && full.data->version == "7");
        const Decoded<RuleData> least(eventText("rule", R"({"status":"active","name":"N","text":""})"));
        QVERIFY(least.data && least.data->status == RuleStatus::Active && least.data->version.empty());
    }

    void metric()
    {
        const Decoded<MetricData> full(
            eventText("metric", R"({"area":"charity","title":"T","value":-92.25,"unit":"%"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->area == MetricArea::Charity && full.data->title == "T" && full.data->unit == "%");
        QCOMPARE(full.data->value, -92.25);
        const Decoded<MetricData> least(eventText("metric", R"({"area":"reconciliation","title":"T","value":3})"));
        QVERIFY(least.data);
        QCOMPARE(least.data->value, 3.0);
    }

    void task()
    {
        const Decoded<TaskData> full(
            eventText("task", R"({"status":"in_review","priority":"high","title":"T","assignee":"bo",
            "money":{"amount":"9","currency":"GBP"},"due":"2026-03-01T09:00:00Z"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->status == TaskStatus::InReview && full.data->priority == Severity::High);
        QVERIFY(full.data->title == "T" && full.data->assignee == "bo" && full.data->amount == money("9", "GBP"));
        QVERIFY(full.data->due == at("2026-03-01T09:00:00Z"));
        const Decoded<TaskData> least(eventText("task", R"({"status":"queued","priority":"info","title":"T"})"));
        QVERIFY(least.data && least.data->amount.currencyCode().empty() && least.data->due == Timestamp{});
    }

    void chat()
    {
        const Decoded<MessageData> full(eventText(
            "message",
            R"({"kind":"notification","conversation":"c","author":"a","text":"x\n\u00e4\ud83d\ude00\u0000"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->kind == MessageKind::Notification);
        QVERIFY(full.data->conversation == "c" && full.data->author == "a");
        QVERIFY(full.data->text == std::string_view("x\n\xc3\xa4\xf0\x9f\x98\x80\0", 9));
    }

    void alert()
    {
        const Decoded<AlertData> full(
            eventText("alert", R"({"severity":"critical","state":"acknowledged","area":"charity","title":"T",
            "raised":"2026-03-01T09:00:00Z","text":"t","about":"X","owner":"o","by":"b"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->severity == Severity::Critical && full.data->state == AlertState::Acknowledged
                && full.data->area == Area::Charity);
        QVERIFY(full.data->title == "T" && full.data->text == "t" && full.data->about == "X" && full.data->owner == "o"
                && full.data->by == "b");
        QVERIFY(full.data->raised == at("2026-03-01T09:00:00Z"));
        QVERIFY(full.data->snoozedUntil == Timestamp());
        const Decoded<AlertData> snoozed(
            eventText("alert", R"({"severity":"high","state":"raised","area":"charity","title":"T",
            "raised":"2026-03-01T09:00:00Z","snoozed_until":"2026-03-01T11:30:00+01:00"})"));
        QVERIFY(snoozed.data);
        QVERIFY(snoozed.data->snoozedUntil == at("2026-03-01T10:30:00Z"));
    }

    void note()
    {
        const Decoded<NoteData> full(eventText(
            "note", R"({"kind":"help","about":"HR-1","by":"Zo\u00eb","text":"<b>x</b>\n","key":"k","more":[1]})"));
        QVERIFY(full.data);
        QVERIFY(full.data->kind == NoteSubject::Help);
        QVERIFY(full.data->about == "HR-1" && full.data->by == "Zo\xc3\xab" && full.data->text == "<b>x</b>\n"
                && full.data->key == "k");
        const Decoded<NoteData> least(eventText("note", R"({"kind":"task","about":"T","by":"","text":"x"})"));
        QVERIFY(least.data);
        QVERIFY(least.data->kind == NoteSubject::Task && least.data->key.empty());
    }

    void gap()
    {
        const Decoded<GapData> full(
            controlText("gap", R"({"stream":"st","epoch":"ep","from":3,"to":9,"reason":"trimmed"})"));
        QVERIFY(full.data);
        QVERIFY(full.data->stream == "st" && full.data->epoch == "ep" && full.data->from == 3 && full.data->to == 9);
        QVERIFY(full.data->reason == "trimmed");
        const auto &event = full.sink.events.front();
        QVERIFY(event.streamName == "st" && event.epoch == "ep" && event.offset == 9 && event.subject == "st");

        // Without an end it is about an epoch that is over, and has no place in the stream.
        const Decoded<GapData> open(controlText("gap", R"({"stream":"st","epoch":"ep","from":3})"));
        QVERIFY(open.data && open.data->from == 3 && open.data->to == 0);
        QVERIFY(open.data->since == Timestamp() && open.data->until == Timestamp());
        const auto &loose = open.sink.events.front();
        QVERIFY(loose.streamName.empty() && loose.epoch.empty() && loose.offset == 0 && loose.subject == "st");
    }

    void timesOfAGap()
    {
        const Timestamp morning = *parseTime("2026-03-01T09:00:00Z");
        GapData gap{"st", "ep", 3, 9, "why"};
        gap.since = morning;
        gap.until = morning + std::chrono::seconds(90);
        const auto text = NativeProtocol::gap(gap).toStdString();
        const Decoded<GapData> read(text);
        QVERIFY(read.data && read.data->since == gap.since && read.data->until == gap.until);
        QVERIFY(read.data->from == 3 && read.data->to == 9 && read.data->reason == "why");
        // Only the end may be known; times that run backwards are not believed, and the gap is told of all the same.
        const Decoded<GapData> half(
            controlText("gap", R"({"stream":"s","epoch":"e","from":1,"to":2,"until":"2026-03-01T09:00:00Z"})"));
        QVERIFY(half.data && half.data->since == Timestamp() && half.data->until == morning);
        const Decoded<GapData> odd(controlText(
            "gap",
            R"({"stream":"s","epoch":"e","from":1,"since":"2026-03-01T09:00:01Z","until":"2026-03-01T09:00:00Z"})"));
        QVERIFY(odd.data && odd.data->since == Timestamp() && odd.data->until == morning);
    }

    void gapByTime()
    {
        const Timestamp morning = *parseTime("2026-03-01T09:00:00Z");
        GapData gap{"feed", {}, 0, 0, "why"};
        gap.since = morning;
        gap.until = morning + std::chrono::seconds(90);
        const Decoded<GapData> read(NativeProtocol::gap(gap).toStdString());
        QVERIFY(read.data && read.data->since == gap.since && read.data->until == gap.until);
        QVERIFY(read.data->from == 0 && read.data->to == 0 && read.data->epoch.empty());
        QVERIFY(read.sink.events.front().offset == 0 && read.sink.events.front().subject == "feed");
        for (const char *wrong :
             {R"({"stream":"s"})", R"({"stream":"s","since":"2026-03-01T09:00:00Z"})",
              R"({"stream":"s","epoch":"e","until":"2026-03-01T09:00:00Z"})",
              R"({"stream":"s","from":1,"until":"2026-03-01T09:00:00Z"})",
              R"({"stream":"s","from":0,"until":"2026-03-01T09:00:00Z"})",
              R"({"stream":"s","to":3,"until":"2026-03-01T09:00:00Z"})", R"({"until":"2026-03-01T09:00:00Z"})"}) {
            const Decoded<GapData> refused(controlText("gap", wrong));
            QVERIFY2(!refused.data, wrong);
        }
    }

    void unknownEvents()
    {
        for (const char *data : {"{}", "[1,2]", "null", "5", "\"x\"", "true"}) {
            CollectingSink sink;
            sink.decode(eventText("later", data));
            QCOMPARE(sink.events.size(), std::size_t{1});
            QVERIFY(std::holds_alternative<std::monostate>(sink.events.front().data));
        }
        CollectingSink sink;
        sink.decode(R"({"specversion":"1.0","id":"1","source":"s","type":"com.example.x"})");
        QCOMPARE(sink.events.size(), std::size_t{1});
        QVERIFY(sink.events.front().time == Timestamp{} && sink.events.front().offset == 0);
    }

    void welcome()
    {
        const DecodedControl<Welcome> full(controlText("welcome", R"({"server":"s/1","user":"u","heartbeat_ms":20000,
            "server_time":"2026-03-01T09:00:00Z","streams":[{"stream":"a","epoch":"e","first":1,"last":9,"interval_ms":250,"x":1},
            {"stream":"b","epoch":"f","first":0,"last":0}],"x":{}})"));
        QVERIFY(full.data);
        QVERIFY(full.data->server == "s/1" && full.data->user == "u" && full.data->heartbeat == 20s);
        QVERIFY(full.data->serverTime == at("2026-03-01T09:00:00Z"));
        QCOMPARE(full.data->streams.size(), std::size_t{2});
        const auto &stream = full.data->streams.front();
        QVERIFY(stream.name == "a" && stream.epoch == "e" && stream.first == 1 && stream.last == 9
                && stream.interval == 250ms);
        QVERIFY(full.data->streams.back().interval == 0ms);
        const DecodedControl<Welcome> least(
            controlText("welcome", R"({"heartbeat_ms":9007199254740991,"server_time":"2026-03-01T09:00:00Z"})"));
        QVERIFY(least.data && least.data->heartbeat == 24h && least.data->streams.empty());
    }

    void otherControls()
    {
        const DecodedControl<CaughtUp> caughtUp(
            controlText("caughtup", R"({"stream":"a","epoch":"e","offset":0,"recovered":false})"));
        QVERIFY(caughtUp.data && caughtUp.data->stream == "a" && caughtUp.data->epoch == "e");
        QVERIFY(caughtUp.data->offset == 0 && !caughtUp.data->recovered);
        const DecodedControl<Ping> ping(controlText("ping", "{}"));
        QVERIFY(ping.data && ping.data->id == "7");
        const DecodedControl<Pong> pong(controlText("pong", R"({"ping":"p1"})"));
        QVERIFY(pong.data && pong.data->ping == "p1");
        const DecodedControl<CommandResult> result(
            controlText("result", R"({"key":"k","ok":false,"code":"not_found","reason":"r"})"));
        QVERIFY(result.data && result.data->key == "k" && !result.data->ok && result.data->code == "not_found"
                && result.data->reason == "r");
        const DecodedControl<Drain> drain(controlText("drain", R"({"within_ms":5000,"reason":"deploy"})"));
        QVERIFY(drain.data && drain.data->within == 5s && drain.data->reason == "deploy");
        const DecodedControl<TypingNotice> typing(controlText("typing", R"({"conversation":"d","by":"Sam","x":1})"));
        QVERIFY(typing.data && typing.data->conversation == "d" && typing.data->by == "Sam");
        for (const char *kind : {"hello", "subscribe", "presence", "command", "later"}) {
            const DecodedControl<UnknownControl> unknown(controlText(kind, R"({"x":[{}]})"));
            QVERIFY2(unknown.data, kind);
        }
    }

    /// The order of members is free; data may stand before the type that says what it is.
    void dataBeforeType()
    {
        CollectingSink sink;
        sink.decode(
            R"({"data":{"status":"online","n\u0061me":"\u0041"},"subject":"ann","specversion":"1.0","id":"1","source":"s",)"
            R"("type":"org.bellboard.presence"})");
        sink.decode(
            R"({"data":{"ping":"p"},"specversion":"1.0","id":"1","source":"s","type":"org.bellboard.control.pong"})");
        sink.decode(R"({"data":[{"a":1}],"specversion":"1.0","id":"1","source":"s","type":"com.example"})");
        QCOMPARE(sink.events.size(), std::size_t{2});
        QCOMPARE(sink.controls.size(), std::size_t{1});
        QVERIFY(std::get<PresenceData>(sink.events.front().data).status == PresenceStatus::Online);
        QVERIFY(std::get<Pong>(sink.controls.front()).ping == "p");
    }

    void escapes()
    {
        CollectingSink sink;
        // Not all of it in raw strings, which moc of Qt 6.4 loses its way in.
        sink.decode(
            "{\"specversi\\u006fn\":\"1\\u002e0\",\"i\\u0064\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"source\":\"/\\u20ac\","
            R"("type":"org.bellboard.presence",)"
            R"("subject":"\ud83d\ude00","data":{"st\u0061tus":"\u006fnline"}})");
        QCOMPARE(sink.events.size(), std::size_t{1});
        const auto &event = sink.events.front();
        QVERIFY(event.id == "\"\\/\b\f\n\r\t");
        QVERIFY(event.source == "/\xe2\x82\xac");
        QVERIFY(event.subject == "\xf0\x9f\x98\x80");
    }

    /// An attribute that is null counts as one that is not there (CloudEvents JSON format, 2.2).
    void nullAttributes()
    {
        CollectingSink sink;
        sink.decode(
            R"({"specversion":"1.0","id":"1","source":"s","type":"t","time":null,"subject":null,"datacontenttype":null,)"
            R"("stream":null,"epoch":null,"sequence":null,"data_base64":null,"data":null,"later":null})");
        QCOMPARE(sink.events.size(), std::size_t{1});
        QVERIFY(sink.events.front().subject.empty());
    }

    void contentTypes()
    {
        for (const char *type : {"application/json", "application/json; charset=utf-8",
                                 "application/JSON ;charset=utf-8", "text/json", "application/vnd.x+json"}) {
            CollectingSink sink;
            sink.decode(R"({"specversion":"1.0","id":"1","source":"s","type":"t","datacontenttype":)"
                        + ('"' + std::string(type)) + "\"}");
            QVERIFY2(sink.events.size() == 1, type);
        }
    }

    void batches()
    {
        const auto good = eventText("presence", R"({"status":"away"})");
        const auto bad = eventText("presence", R"({"status":"asleep"})");
        CollectingSink sink;
        sink.decode("[" + good + " , " + bad + "," + controlText("ping", "{}") + ",5,[{\"x\":1}],\"s\",null," + good
                    + "]\n");
        QCOMPARE(sink.events.size(), std::size_t{2});
        QCOMPARE(sink.controls.size(), std::size_t{1});
        QCOMPARE(sink.rejected.size(), std::size_t{5});
        QVERIFY(sink.events.front().raw == good && sink.events.back().raw == good);
        QCOMPARE(sink.rejected.front().raw, bad);
        QVERIFY(sink.rejected.front().error.kind == DecodeError::Kind::BadData);
        const std::vector<std::string> others{"5", "[{\"x\":1}]", "\"s\"", "null"};
        for (std::size_t i = 0; i < others.size(); ++i) {
            QCOMPARE(sink.rejected[i + 1].raw, others[i]);
            QVERIFY(sink.rejected[i + 1].error.kind == DecodeError::Kind::NotAnEvent);
        }
    }

    /// What came before the break was decoded; the rest is one rejection.
    void batchThatBreaksOff()
    {
        const auto good = eventText("presence", R"({"status":"away"})");
        for (const char *end : {"", ",", ",{", ",{\"id\":\"1\"", "}", ", nonsense]", "]]", "] x"}) {
            CollectingSink sink;
            sink.decode("[" + good + "," + good + end);
            QVERIFY2(!sink.rejected.empty(), end);
            QVERIFY2(sink.events.size() == 2 || sink.events.empty(), end);
            for (const auto &rejected : sink.rejected)
                QVERIFY2(rejected.error.kind == DecodeError::Kind::NotJson, end);
        }
    }

    /// More wrong parts than are told one by one, and then nothing is left of an array that is not closed.
    void batchThatBreaksOffBehindManyWrongParts()
    {
        for (const int wrong : {DecodeSink::rejectionLimit, DecodeSink::rejectionLimit + 2}) {
            std::string batch = "[";
            for (int i = 0; i < wrong; ++i)
                batch += "{\"specversion\":\"1.0\"},";
            batch += "{\"specversion\"::{}}]";
            CollectingSink sink;
            sink.decode(batch);
            QCOMPARE(sink.rejected.size(), std::size_t{DecodeSink::rejectionLimit + 1});
            QVERIFY(sink.rejected.back().raw.size() <= batch.size());
        }
    }

    /// After any message, however broken, the next one is decoded as ever.
    void decoderSurvives()
    {
        CollectingSink sink;
        const auto good = eventText("presence", R"({"status":"away"})");
        for (const char *junk : {"", "{", "[", "[[[[[[", "{\"a\":", "\"", "\xff", "[{\"id\":\"\\ud800\"},{}]"}) {
            sink.decode(junk);
            const auto before = sink.events.size();
            sink.decode(good);
            QVERIFY2(sink.events.size() == before + 1, junk);
        }
    }
};

QTEST_GUILESS_MAIN(TestCloudEventsDecoder)
#include "tst_cloudeventsdecoder.moc"
