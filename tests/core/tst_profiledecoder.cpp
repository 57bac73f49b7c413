// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/eventwords.h"
#include "event/time.h"
#include "profile/page.h"
#include "profile/profiledecoder.h"
#include "profile/profilefile.h"
#include "profile/sampletrial.h"
#include "stricttest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Keeps what a message holds.
class Sink final : public DecodeSink
{
public:
    std::deque<Event> events;
    std::vector<std::string> rejected;
    std::vector<Event> placed; ///< of these, those whose place is known
    std::vector<Event> passed; ///< places of what is no event
    int ignored = 0;

    void decode(ProfileDecoder &decoder, const QByteArray &message, Timestamp received = Timestamp{})
    {
        const auto size = static_cast<std::size_t>(message.size());
        auto &bytes = m_messages.emplace_back(size + 64, ' ');
        std::copy(message.begin(), message.end(), bytes.begin());
        decoder.decode({bytes.data(), size}, received, *this);
    }
    Event &blankEvent() override { return m_event = Event{}; }
    void identityRead(const Event &event) override { m_identityRead = !event.id.empty() && !event.source.empty(); }
    void eventDecoded() override
    {
        if (!m_identityRead)
            qFatal("an event without its identity");
        events.push_back(m_event);
    }
    void controlDecoded(const ControlMessage &) override { }
    void messageRejected(std::string_view, const DecodeError &error, Event *event) override
    {
        rejected.push_back(error.reason);
        if (event)
            placed.push_back(*event);
    }
    void messageIgnored() override { ++ignored; }
    void placePassed(Event &event) override { passed.push_back(event); }
    std::deque<std::string> &unescapedTexts() override { return m_unescaped; }

private:
    std::deque<std::vector<char>> m_messages;
    std::deque<std::string> m_unescaped;
    Event m_event;
    bool m_identityRead = false;
};

std::shared_ptr<const Profile> profile(const QByteArray &text)
{
    const auto file = ProfileFile::parse(text, u"p"_s);
    for (const auto &problem : file.problems)
        qFatal("%s", qPrintable(problem.text()));
    return file.profile;
}

/// JSON with ' for quotation marks; moc of Qt 6.4 stumbles over raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray tasks = R"(
[kind]
pointer = "/type"
[message.task]
type = "task"
subject = "/id"
time = "/at"
stream = "/stream"
sequence = "/seq"
[message.task.data]
status = "/status"
priority = { pointer = "/level", words = { "3" = "high", true = "critical" }, default = "info" }
title = { pointer = "/names/1", default = "untitled" }
assignee = "/~1who~0"
money = { amount = "/sum", currency = { value = "GBP" } }
[message.hello]
type = "presence"
subject = "/who"
repeats = true
[message.hello.data]
status = { value = "online" }
[message.noise]
type = "ignore"
)";

} // namespace

class TestProfileDecoder : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void figures_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<double>("read"); ///< NaN where it is refused
        const double none = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("whole") << QByteArray("12") << 12.0;
        QTest::newRow("fraction") << QByteArray("-92.25") << -92.25;
        QTest::newRow("exponent") << QByteArray("1e3") << 1000.0;
        QTest::newRow("text") << QByteArray("\"98.4\"") << 98.4;
        QTest::newRow("too large") << QByteArray("1e999") << none;
        QTest::newRow("endless") << QByteArray("\"inf\"") << none;
        QTest::newRow("words") << QByteArray("\"98.4 %\"") << none;
        QTest::newRow("empty") << QByteArray("\"\"") << none;
        QTest::newRow("a list") << QByteArray("[1]") << none;
        QTest::newRow("many digits") << '"' + QByteArray(1000, '1') + '"' << none;
    }
    /// A figure is any number, also one in quotes.
    void figures()
    {
        QFETCH(QByteArray, value);
        QFETCH(double, read);
        ProfileDecoder decoder(profile("[kind]\npointer = \"/type\"\n[message.metrics]\ntype = \"metric\"\nsubject = "
                                       "\"/name\"\n[message.metrics.data]\narea = { value = \"charity\" }\ntitle = "
                                       "\"/name\"\nvalue = \"/value\"\n"));
        Sink sink;
        sink.decode(decoder, json("{'type':'metrics','name':'beds','value':") + value + '}');
        if (std::isnan(read)) {
            QCOMPARE(sink.rejected.size(), std::size_t{1});
            QVERIFY(sink.rejected.front().starts_with("value (at \"/value\") is"));
            return;
        }
        QCOMPARE(sink.rejected, std::vector<std::string>());
        QCOMPARE(sink.events.size(), std::size_t{1});
        const auto *metric = std::get_if<MetricData>(&sink.events.front().data);
        QVERIFY(metric && metric->area == MetricArea::Charity && metric->title == "beds" && metric->unit.empty());
        QCOMPARE(metric->value, read);
    }

    /// What is no event has a place, too.
    void placesOfAllMessages()
    {
        ProfileDecoder decoder(
            profile("[position]\nstream = \"/stream\"\nepoch = \"/epoch\"\nsequence = \"/seq\"\n"
                    + QByteArray(tasks).replace("stream = \"/stream\"\nsequence = \"/seq\"\n", "")
                    + "[message.pong]\ntype = \"control.pong\"\n"
                      "[message.over]\ntype = \"control.pong\"\nstream = \"/of\"\nsequence = \"/n\"\n"));
        Sink sink;
        const auto decode = [&](const QByteArray &type) {
            sink.decode(decoder, json("{'type':'" + type + "','stream':'s','epoch':'e','seq':7,'of':'t','n':3}"));
        };
        for (const auto *type : {"task", "hello", "noise", "unknown", "pong", "over"})
            decode(type);
        const auto names = [](const std::vector<Event> &events) {
            QStringList texts;
            for (const auto &event : events)
                texts << u"%1 %2 %3"_s
                             .arg(QString::fromStdString(std::string(event.streamName)),
                                  QString::fromStdString(std::string(event.epoch)))
                             .arg(event.offset);
            return texts;
        };
        QCOMPARE(names(sink.placed), QStringList({u"s e 7"_s, u"s e 7"_s, u"s e 7"_s})); // task, hello, unknown
        QCOMPARE(names(sink.passed), QStringList({u"s e 7"_s, u"t 1 3"_s})); // noise, over
        sink.decode(decoder, json("{'seq':8,'stream':'s'}"));
        QCOMPARE(sink.placed.size(), std::size_t{4});
        sink.decode(decoder, json("{'type':'unknown','seq':'x','stream':'s'}"));
        sink.decode(decoder, json("{'type':'unknown','seq':9,'stream':'s'} ?"));
        QCOMPARE(sink.placed.size(), std::size_t{4});
    }

    void kindBehindTheRest()
    {
        ProfileDecoder decoder(profile(tasks));
        Sink sink;
        sink.decode(decoder,
                    json("{'names':['a','b\\n',{'x':[]}],'/"
                         "who~':'Sam','sum':-0.50,'level':3,'status':'queued','more':{'deep':[1,2]},'id':17,'at':'2026-"
                         "02-03T09:40:00Z','stream':'s','seq':5,'type':'task'}"));
        QCOMPARE(sink.rejected, std::vector<std::string>());
        QCOMPARE(sink.events.size(), std::size_t{1});
        const auto &event = sink.events.front();
        QCOMPARE(event.subject, "17");
        QCOMPARE(event.type, "org.bellboard.task");
        QCOMPARE(event.source, "/task");
        QCOMPARE(event.id.size(), std::size_t{32});
        QCOMPARE(event.epoch, "1");
        QCOMPARE(event.offset, std::uint64_t{5});
        QVERIFY(event.raw.starts_with("{\"names\"") && event.raw.ends_with("\"task\"}"));
        const auto &data = std::get<TaskData>(event.data);
        QCOMPARE(data.title, "b\n");
        QCOMPARE(data.assignee, "Sam");
        QCOMPARE(data.priority, Severity::High);
        QCOMPARE(data.amount, *Money::parse("-0.50", "GBP"));
        QCOMPARE(decoder.kind(), "task");
    }

    void absentValues()
    {
        ProfileDecoder decoder(profile(tasks));
        Sink sink;
        const auto received = *parseTime("2026-02-03T10:00:00Z");
        sink.decode(decoder, json("{'type':'task','id':'x','status':'approved','level':null,'names':['one']}"),
                    received);
        // Nothing of the message before is left.
        sink.decode(decoder, json("{'type':'task','id':'y','status':'queued','level':true}"), received);
        QCOMPARE(sink.events.size(), std::size_t{2});
        QCOMPARE(sink.events[0].time, received);
        QCOMPARE(sink.events[0].offset, std::uint64_t{0});
        QCOMPARE(std::get<TaskData>(sink.events[0].data).priority, Severity::Info);
        QCOMPARE(std::get<TaskData>(sink.events[0].data).title, "untitled");
        QCOMPARE(std::get<TaskData>(sink.events[0].data).assignee, "");
        QCOMPARE(std::get<TaskData>(sink.events[1].data).priority, Severity::Critical);
    }

    /// A word that is not translated is one of ours, or what the profile says of any other.
    void words()
    {
        ProfileDecoder decoder(
            profile("[kind]\nconstant = \"a\"\n[message.a]\ntype = \"alert\"\nsubject = \"/id\"\n"
                    "[message.a.data]\nstate = { value = \"raised\" }\narea = { value = \"chat\" }\n"
                    "title = { pointer = \"/t\", words = { x = \"X\" }, otherwise = \"other\" }\n"
                    "severity = { pointer = \"/s\", words = { bad = \"high\" }, otherwise = \"info\" }\n"));
        Sink sink;
        const auto read = [&](const char *message) {
            sink.decode(decoder, json(message));
            const auto &data = std::get<AlertData>(sink.events.back().data);
            return std::string(wireWord(data.severity)) + ' ' + std::string(data.title);
        };
        QCOMPARE(read("{'id':1,'s':'bad','t':'x'}"), "high X");
        QCOMPARE(read("{'id':1,'s':'critical','t':'X'}"), "critical other");
        QCOMPARE(read("{'id':1,'s':'odd','t':'y'}"), "info other");
        QCOMPARE(sink.events.size(), std::size_t{3});
    }

    /// The same bytes are the same event, unless the profile says that they repeat.
    void identity()
    {
        ProfileDecoder decoder(profile(tasks));
        Sink sink;
        const auto first = *parseTime("2026-02-03T10:00:00Z");
        const auto second = first + std::chrono::seconds(1);
        for (const auto &message :
             {json("{'type':'task','id':'x','status':'queued'}"), json("{'type':'hello','who':'Sam'}")}) {
            sink.decode(decoder, message, first);
            sink.decode(decoder, message, second);
            sink.decode(decoder, message, second);
        }
        QCOMPARE(sink.events.size(), std::size_t{6});
        QCOMPARE(sink.events[0].id, sink.events[1].id);
        QVERIFY(sink.events[3].id != sink.events[4].id);
        QCOMPARE(sink.events[4].id, sink.events[5].id);
    }

    void reject_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *name, const QByteArray &message, const QByteArray &reason) {
            QTest::addRow("%s", name) << message << reason;
        };
        row("empty", "", "not valid JSON");
        row("cut", json("{'type':'task','id':'x','status':'queued'"), "not valid JSON");
        row("cut in a string", json("{'type':'task','id':'x"), "not valid JSON");
        row("more behind it", json("{'type':'noise'} {}"), "not valid JSON");
        row("bad number in what nobody reads", json("{'type':'noise','x':01}"), "not valid JSON");
        row("not UTF-8", "{\"type\":\"noise\",\"x\":\"\xff\"}", "not valid UTF-8");
        row("a word", "\"task\"", "neither an object nor an array of objects");
        row("no kind", json("{'id':'x'}"), json("its kind (at '/type') is missing"));
        row("null kind", json("{'type':null}"), json("its kind (at '/type') is missing"));
        row("kind of another type", json("{'type':{'a':1}}"), json("the kind (at '/type') is an object or an array"));
        row("unknown kind", json("{'type':'tusk'}"), "the profile knows no message of its kind");
        row("kind twice", json("{'type':'noise','type':'task'}"), "a member that the profile reads comes twice");
        row("no subject", json("{'type':'task','status':'queued'}"), json("subject (at '/id') is missing"));
        row("empty subject", json("{'type':'task','id':'','status':'queued'}"), json("subject (at '/id') is missing"));
        row("long subject", json("{'type':'task','status':'queued','id':'") + QByteArray(1025, 'x') + "\"}",
            "id or subject is longer than 1024 bytes");
        row("empty part of a list", "[{}]", "its kind (at \"/type\") is missing");
        row("no status", json("{'type':'task','id':'x'}"), json("status (at '/status') is missing"));
        row("unknown word", json("{'type':'task','id':'x','status':'parked'}"),
            json("status (at '/status') is not one of the words that the profile knows"));
        row("object for a text", json("{'type':'task','id':'x','status':'queued','names':['',{}]}"),
            json("title (at '/names/1') is an object or an array"));
        row("bad time", json("{'type':'task','id':'x','status':'queued','at':'10:00'}"),
            json("time (at '/at') is not a time by RFC 3339"));
        row("bad sequence", json("{'type':'task','id':'x','status':'queued','stream':'s','seq':-1}"),
            json("sequence (at '/seq') is not a whole number from 0 to 9007199254740991"));
        row("amount with an exponent", json("{'type':'task','id':'x','status':'queued','sum':1e3}"),
            json("money (at '/sum') is not an amount of at most 18 digits with a three-letter currency"));
        row("deep", json("{'type':'noise','x':") + QByteArray(100, '[') + QByteArray(100, ']') + "}",
            "nested too deep");
    }
    void reject()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, reason);
        ProfileDecoder decoder(profile(tasks));
        Sink sink;
        sink.decode(decoder, message);
        QCOMPARE(sink.events.size(), std::size_t{0});
        QCOMPARE(sink.ignored, 0);
        QCOMPARE(sink.rejected, std::vector{reason.toStdString()});
        // The next one is read as ever.
        sink.decode(decoder, json("{'type':'noise'}"));
        QCOMPARE(sink.ignored, 1);
    }

    /// What cannot be read, but whose place can, is passed by in its stream.
    void rejectedInItsPlace()
    {
        ProfileDecoder decoder(profile(tasks));
        Sink sink;
        sink.decode(decoder, json("{'type':'task','id':'x','status':'parked','stream':'s','seq':7}"));
        QCOMPARE(sink.placed.size(), std::size_t{1});
        QCOMPARE(sink.placed[0].offset, std::uint64_t{7});
    }

    void batch()
    {
        ProfileDecoder decoder(profile(tasks));
        Sink sink;
        sink.decode(decoder, json("[{'type':'task','id':'x','status':'queued'},{'type':'tusk'},5,{'type':'noise'}]"));
        QCOMPARE(sink.events.size(), std::size_t{1});
        QCOMPARE(QByteArray(sink.events[0].raw.data(), static_cast<qsizetype>(sink.events[0].raw.size())),
                 json("{'type':'task','id':'x','status':'queued'}"));
        QCOMPARE(sink.rejected.size(), std::size_t{2});
        QCOMPARE(sink.ignored, 1);
    }

    /// Each part of a kind may be missing but the first, and those behind it count only with it.
    void kindOfSeveralParts()
    {
        const auto compiled =
            profile("[kind]\npointer = [\"/a\", \"/b\"]\notherwise = \"x\"\n[message.\"one.two\"]\n"
                    "type = \"ignore\"\n[message.one]\ntype = \"ignore\"\n[message.x]\ntype = \"ignore\"\n");
        ProfileDecoder decoder(compiled);
        Sink sink;
        const auto kindOf = [&](const char *message) {
            sink.decode(decoder, json(message));
            return std::string(decoder.kind());
        };
        QCOMPARE(kindOf("{'b':'two','a':'one'}"), "one.two");
        QCOMPARE(kindOf("{'a':'one','b':null}"), "one");
        QCOMPARE(kindOf("{'b':'two'}"), "x");
        QCOMPARE(kindOf("{}"), "x");
        QCOMPARE(sink.ignored, 4);
        QCOMPARE(kindOf("{'a':'one','b':'three'}"), "one.three");
        QCOMPARE(kindOf("{'a':"), "");
        QCOMPARE(sink.rejected.size(), std::size_t{2});
    }

    void times_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("time"); // empty: refused
        const auto row = [](const char *format, const char *value, const char *time) {
            QTest::addRow("%s %s", format, value) << QByteArray(format) << QByteArray(value) << QByteArray(time);
        };
        row("rfc3339", "\"2026-02-03T10:40:25+01:00\"", "2026-02-03T09:40:25.000Z");
        row("rfc3339", "\"2026-02-03T10:40:25\"", "");
        row("utc", "\"2026-02-03T10:40:25.123456\"", "2026-02-03T10:40:25.123Z");
        row("utc", "\"2026-02-03 10:40:25\"", "2026-02-03T10:40:25.000Z");
        row("utc", "\"2026-02-03T10:40:25+01:00\"", "2026-02-03T09:40:25.000Z");
        row("seconds", "1770111625", "2026-02-03T09:40:25.000Z");
        row("seconds", "1770111625.5", "2026-02-03T09:40:25.500Z");
        row("seconds", "\"1770111625\"", "2026-02-03T09:40:25.000Z");
        row("seconds", "-1", "1969-12-31T23:59:59.000Z");
        row("seconds", "1e9", "");
        row("seconds", "9007199254740991", "");
        row("milliseconds", "1770111625123", "2026-02-03T09:40:25.123Z");
        row("milliseconds", "1770111625123.9", "2026-02-03T09:40:25.123Z");
        row("milliseconds", "true", "");
    }
    void times()
    {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, time);
        ProfileDecoder decoder(
            profile("[kind]\nconstant = \"p\"\n[message.p]\ntype = \"presence\"\nsubject = \"/who\"\n"
                    "time = { pointer = \"/t\", format = \""
                    + format + "\" }\ndata = { status = { value = \"away\" } }\n"));
        Sink sink;
        sink.decode(decoder, json("{'who':'Sam','t':" + value.replace('"', '\'') + "}"));
        QCOMPARE(sink.events.size(), std::size_t{time.isEmpty() ? 0U : 1U});
        if (!time.isEmpty())
            QCOMPARE(formatTime(sink.events[0].time), time.toStdString());
    }

    void page()
    {
        const auto compiled = profile(tasks
                                      + "[http.snapshot]\npath = \"/x?c={{cursor}}\"\nlist = \"/data/items\"\n"
                                        "next = \"/next\"\n");
        const auto read = [&](const QByteArray &text) {
            auto body = text.toStdString();
            const auto size = body.size();
            body.resize(size + 64);
            const auto found = readPage({body.data(), size}, *compiled->snapshot);
            return found ? std::string(found->list) + '|' + found->next : found.error().reason;
        };
        QCOMPARE(read(json("{'next':'c2','data':{'items':[{'a':1}, 2 ]}}")), "[{\"a\":1}, 2 ]|c2");
        QCOMPARE(read(json("{'data':{'items':[]},'next':17}")), "[]|17");
        QCOMPARE(read(json("{'data':{'items':[]},'next':null}")), "[]|");
        QCOMPARE(read(json("{'data':{'items':[]}}")), "[]|");
        QCOMPARE(read(json("{'data':{}}")), "the page has no list where the profile says");
        QCOMPARE(read(json("{'data':{'items':{}}}")), "the page has no list where the profile says");
        QCOMPARE(read(json("{'data':{'items':[1,")), "not valid JSON");
        QCOMPARE(read(""), "not valid JSON");
    }
};

QTEST_GUILESS_MAIN(TestProfileDecoder)
#include "tst_profiledecoder.moc"
