// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Messages of which a profile makes several events.

#include "enginefixture.h"
#include "journal/segment.h"
#include "profile/profiledecoder.h"
#include "profile/profilefile.h"
#include "profile/sampletrial.h"
#include "stricttest.h"
#include "testservers.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray profileText = R"(
[kind]
pointer = "/t"

[[message.desk]]
type = "metric"
subject = { value = "open" }
stream = { value = "st" }
sequence = "/n"
data = { area = { value = "charity" }, title = { value = "Open requests" }, value = "/open" }

[[message.desk]]
type = "metric"
subject = { value = "wait" }
data = { area = { value = "charity" }, title = { value = "Longest wait" }, value = "/wait", unit = { value = "min" } }

[[message.desk]]
type = "task"
source = "/review"
id = ["/ref", "/n"]
subject = "/ref"
data = { status = { value = "queued" }, priority = { value = "info" }, title = "/ref" }

[send]
subscribe = '{"type":"subscribe","positions":{{streams}}}'
)";

ProfileFile parsed(const QByteArray &text)
{
    return ProfileFile::parse(text, u"p"_s);
}

QByteArray desk(int number, const char *wait = "5")
{
    return R"({"t":"desk","ref":"T","n":)" + QByteArray::number(number) + R"(,"open":)" + QByteArray::number(number)
        + R"(,"wait":)" + wait + "}";
}

/// What a line of a sample becomes, each thing in one line.
QStringList outcomes(const QByteArray &line)
{
    QStringList texts;
    trySamples(parsed(profileText).profile, line.toStdString(), Timestamp{}, [&](const SampleOutcome &outcome) {
        auto text = QString::fromStdString(outcome.text()).simplified();
        const auto id = text.indexOf(u" id "_s);
        const auto source = text.indexOf(u" source "_s);
        texts << (id < 0 || text.contains(u"/review"_s) ? text : text.remove(id, source - id)); // a hash
        return true;
    });
    return texts;
}

/// Takes messages in without a journal, all parts but one; each gets its own number for a place, and those with an even one are late.
class Taker final : public DecodeSink
{
public:
    explicit Taker(std::shared_ptr<const Profile> profile) : segment(profile), m_decoder(std::move(profile)) { }

    SegmentBuilder segment;
    int leftOut = -1;

    void take(const QByteArray &message)
    {
        const auto size = static_cast<std::size_t>(message.size());
        if (segment.isEmpty())
            segment.makeRoom(SegmentBuilder::textCapacity);
        std::copy(message.begin(), message.end(), segment.writePosition());
        m_decoder.decode({segment.writePosition(), size}, Timestamp{}, *this);
        segment.finishMessage(size);
    }
    Event &blankEvent() override { return segment.blankEvent(); }
    void eventDecoded() override
    {
        auto &event = segment.decodedEvent();
        if (event.part == leftOut)
            return;
        event.stream = 7;
        event.offset = event.part;
        event.isLate = event.part % 2 == 0;
        segment.add({}, Timestamp{});
    }
    void controlDecoded(const ControlMessage &) override { }
    void messageRejected(std::string_view, const DecodeError &, Event *) override { }
    std::deque<std::string> &unescapedTexts() override { return segment.unescapedTexts(); }

private:
    ProfileDecoder m_decoder;
};

/// An engine, and what its events are about and say, with the place of each in its stream.
class PartsEngine : public TestEngine
{
public:
    PartsEngine(const QString &folder, const QUrl &url)
        : TestEngine(folder, url, Engine::Replay::FromStart, StreamRepair::timeout, parsed(profileText).profile)
    {
        connect(&engine, &Engine::batchReady, this, [this](const EventBatchPtr &batch) {
            for (const auto &event : batch->events) {
                if (std::holds_alternative<RepairData>(event.data))
                    continue; // our own word of it
                const auto *metric = std::get_if<MetricData>(&event.data);
                told << u"%1 %2 %3"_s.arg(QString::fromUtf8(event.subject.data(), qsizetype(event.subject.size())),
                                          QString::number(event.offset), QString::number(metric ? metric->value : -1));
            }
        });
    }

    QStringList told;
};

} // namespace

class TestMessageParts : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Each table says what becomes of the message; all have its place, and are told apart by their sources.
    void eachTableCounts()
    {
        QCOMPARE(
            outcomes(desk(7)),
            QStringList({u"line 1: desk -> metric source /metric subject open time 1970-01-01T00:00:00.000Z stream "
                         "st epoch 1 sequence 7 data.area charity data.title Open requests data.value 7"_s,
                         u"line 1: desk -> metric source /metric/2 subject wait time 1970-01-01T00:00:00.000Z "
                         "stream st epoch 1 sequence 7 data.area charity data.title Longest wait data.value 5 "
                         "data.unit min"_s,
                         u"line 1: desk -> task id T:7 source /review subject T time 1970-01-01T00:00:00.000Z "
                         "stream st epoch 1 sequence 7 data.status queued data.priority info data.title T"_s}));
    }

    /// One that is wrong takes none of the others with it.
    void oneIsWrong()
    {
        const auto all = outcomes(desk(7, "null"));
        QCOMPARE(all.size(), 3);
        QVERIFY(all[0].contains(u"subject open"_s) && all[2].contains(u"subject T"_s));
        QCOMPARE(all[1], u"line 1: desk -> nothing: value (at \"/wait\") is missing"_s);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("problem");
        QTest::newRow("place of its own")
            << QByteArray("source = \"/review\"\n") << QByteArray("sequence = \"/n\"\n")
            << u"p:19:12: \"sequence\" stands in the first [[message.desk]], for all of them"_s;
        QTest::newRow("same source") << QByteArray("\"/review\"") << QByteArray("\"/metric\"")
                                     << u"p:19:10: each of [[message.desk]] has another \"source\", or they could not "
                                        "be told apart"_s;
        QTest::newRow("same thing") << QByteArray("\"wait\" }") << QByteArray("\"open\" }")
                                    << u"p:14:11: another of [[message.desk]] is about the same"_s;
        QTest::newRow("about the connection")
            << QByteArray("[send]") << QByteArray("[[message.desk]]\ntype = \"control.pong\"\n[send]")
            << u"p:25:8: what stands beside others under [[message.desk]] is an event"_s;
        QTest::newRow("first about the connection")
            << QByteArray("[kind]\npointer = \"/t\"\n")
            << QByteArray("[kind]\npointer = \"/t\"\n[[message.desk]]\ntype = \"ignore\"\n")
            << u"p:5:8: what stands beside others under [[message.desk]] is an event"_s;
        QTest::newRow("too many") << QByteArray("[send]") << QByteArray("[[message.desk]]\n").repeated(14) + "[send]"
                                  << u"p:5:11: a message becomes at most 16 events"_s;
        QTest::newRow("no tables") << QByteArray("[send]") << QByteArray("[message]\nother = [1]\n[send]")
                                   << u"p:25:1: a message is a table, under a line [message.other]"_s;
        QTest::newRow("none at all") << QByteArray("[send]") << QByteArray("[message]\nother = []\n[send]")
                                     << u"p:25:1: a message is a table, under a line [message.other]"_s;
    }
    void problems()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, problem);
        auto text = profileText;
        QVERIFY(text.contains(from));
        const auto file = parsed(text.replace(text.indexOf(from), from.size(), to));
        QVERIFY(!file.profile);
        QVERIFY2(file.problems.first().text().startsWith(problem), qPrintable(file.problems.first().text()));
    }

    /// A list of one table is the same as the table.
    void oneTable()
    {
        const auto file = parsed("[kind]\nconstant = \"a\"\n[[message.a]]\ntype = \"control.pong\"\n");
        QVERIFY(file.profile && file.profile->messages.size() == 1);
        QVERIFY(!file.profile->messages.front().goesOn);
    }

    /// All are journalled, each known when it comes again, and read back as they were.
    void areJournalled()
    {
        QTemporaryDir folder;
        WebSocketTestServer server;
        const auto expected = [](int number) {
            return QStringList({u"open %1 %1"_s.arg(number), u"wait %1 5"_s.arg(number), u"T %1 -1"_s.arg(number)});
        };
        {
            PartsEngine engine(folder.path(), server.url());
            QVERIFY(engine.engine.start());
            QTRY_VERIFY(engine.isLive());
            const auto say = [&](const QByteArray &message) {
                server.client->sendTextMessage(QString::fromUtf8(message));
            };
            say(desk(1));
            QTRY_COMPARE(engine.told, expected(1));
            say(desk(1));
            QTRY_COMPARE(engine.status->duplicates, 3u);
            // Behind a hole they wait, all of them, until it is filled.
            server.received.clear();
            say(desk(3));
            QTRY_VERIFY(!server.received.isEmpty());
            QCOMPARE(engine.told, expected(1));
            say(desk(2));
            say(desk(3));
            QTRY_COMPARE(engine.told, expected(1) + expected(2) + expected(3));
            // Another message in a place that was passed says what is newer, with all its parts.
            say(R"({"t":"desk","ref":"U","n":3,"open":8,"wait":9})");
            QTRY_COMPARE(engine.told.mid(9), QStringList({u"open 0 8"_s, u"wait 0 9"_s, u"U 0 -1"_s}));
            engine.told.resize(9);
            // The first is wrong, which uses up the number all the same.
            say(R"({"t":"desk","ref":"T","n":4,"open":"many","wait":5})");
            QTRY_COMPARE(engine.told.mid(9), QStringList({u"wait 4 5"_s, u"T 4 -1"_s}));
            QTRY_COMPARE(engine.status->quarantined, 1u);
            QCOMPARE(engine.offset(u"st"_s), 4u);
            // So is one behind it, and both, which is told of once, also when it comes again.
            for (int i = 0; i < 2; ++i) {
                say(R"({"t":"desk","ref":"T","n":5,"open":5,"wait":"long"})");
                say(R"({"t":"desk","n":6,"open":"many","wait":"long"})");
                say(desk(7));
            }
            QTRY_COMPARE(engine.told.mid(11), QStringList({u"open 5 5"_s, u"T 5 -1"_s}) + expected(7));
            QTRY_COMPARE(engine.status->quarantined, 3u);
            // A place that was passed does not say that what is wrong there is known.
            for (int i = 0; i < 2; ++i)
                say(R"({"t":"desk","ref":"V","n":2,"open":"many","wait":1})");
            say(desk(8));
            QTRY_COMPARE(engine.told.mid(16), QStringList({u"wait 0 1"_s, u"V 0 -1"_s}) + expected(8));
            QTRY_COMPARE(engine.status->quarantined, 4u);
        }
        PartsEngine engine(folder.path(), QUrl(u"ws://127.0.0.1:1"_s));
        QVERIFY(engine.engine.start());
        QTRY_COMPARE(engine.replaysFinished, 1);
        QCOMPARE(engine.told,
                 expected(1) + expected(2) + expected(3)
                     + QStringList({u"open 0 8"_s, u"wait 0 9"_s, u"U 0 -1"_s, u"wait 4 5"_s, u"T 4 -1"_s,
                                    u"open 5 5"_s, u"T 5 -1"_s})
                     + expected(7) + QStringList({u"wait 0 1"_s, u"V 0 -1"_s}) + expected(8));
    }

    /// A segment gives each back as it was taken in, whatever is missing of its message.
    void areReadBack()
    {
        const auto profile = parsed(profileText).profile;
        Taker taker(profile);
        taker.take(desk(1));
        taker.leftOut = 0;
        taker.take(desk(2));
        taker.leftOut = 1;
        taker.take(desk(3));
        const auto &records = taker.segment.records();
        StoredSegment stored;
        stored.records = {reinterpret_cast<const char *>(records.data()), records.size() * sizeof(SegmentRecord)};
        stored.size = static_cast<std::int64_t>(taker.segment.text().size());
        stored.packedText = taker.segment.packedText();
        stored.profile = 1;
        stored.profileText = profile->text;
        SegmentReader reader;
        const auto batch = reader.read(stored, 3, true);
        QCOMPARE(reader.undecodable(), 0u);
        QStringList read;
        for (const auto &event : batch->events) {
            QCOMPARE(event.feed, FeedIndex{3});
            QCOMPARE(event.stream, StreamId{7});
            read << u"%1 %2 %3"_s.arg(QString::fromUtf8(event.subject.data(), qsizetype(event.subject.size())),
                                      QString::number(event.offset), event.isLate ? u"late"_s : QString());
        }
        QCOMPARE(read,
                 QStringList({u"open 0 late"_s, u"wait 1 "_s, u"T 2 late"_s, u"wait 1 "_s, u"T 2 late"_s,
                              u"open 0 late"_s, u"T 2 late"_s}));
    }
};

QTEST_GUILESS_MAIN(TestMessageParts)
#include "tst_messageparts.moc"
