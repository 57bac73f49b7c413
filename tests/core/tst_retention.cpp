// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "event/time.h"
#include "journal/retention.h"

#include "journalfixture.h"
#include "profile/profilefile.h"
#include "stricttest.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <random>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp start{1'800'000'000'000ms};

/// A journal with one feed, to which a day's segment is added at a time.
struct Diary
{
    explicit Diary(const QTemporaryDir &folder, std::shared_ptr<const Profile> profile = nullptr)
    {
        auto opened = Journal::open(folder.path());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        journal = std::move(*opened);
        feed = std::make_unique<JournalFeed>(*journal, "f", std::move(profile));
    }

    /// Takes an event of `type` on `day`.
    void take(int day, const std::string &type, const std::string &subject, const std::string &data)
    {
        ++offset;
        const auto place = std::to_string(offset);
        feed->take(R"({"specversion":"1.0","id":"i)" + place + R"(","source":"/s","type":"org.bellboard.)" + type
                       + R"(","subject":")" + subject + R"(","stream":"st","epoch":"ep","sequence":")" + place
                       + R"(","data":)" + data + "}",
                   start + std::chrono::days(day));
    }
    /// Takes an event without a place in a stream on `day`, which happened on `happened`, and came late.
    void takeLate(int day, int happened, const std::string &type, const std::string &subject, const std::string &data)
    {
        feed->late = true;
        feed->take(R"({"specversion":"1.0","id":"late)" + std::to_string(++lateOnes)
                       + R"(","source":"/s","type":"org.bellboard.)" + type + R"(","subject":")" + subject
                       + R"(","time":")" + formatTime(start + std::chrono::days(happened)) + R"(","data":)" + data
                       + "}",
                   start + std::chrono::days(day));
        feed->late = false;
    }
    /// Commits what was taken as a segment; its number.
    std::int64_t commit()
    {
        const auto batch = feed->commit();
        if (!batch)
            qFatal("not journalled");
        return batch->segment;
    }
    static std::string alertData(const std::string &state)
    {
        return R"({"severity":"high","state":")" + state
            + R"(","area":"payments","title":"t","raised":"2026-11-21T09:41:00Z"})";
    }
    std::int64_t alert(int day, const std::string &subject, const std::string &state)
    {
        take(day, "alert", subject, alertData(state));
        return commit();
    }
    std::int64_t presence(int day, const std::string &padding = "x")
    {
        take(day, "presence", "ann", R"({"status":"away","p":")" + padding + "\"}");
        return commit();
    }

    /// Works until there is nothing to do.
    void trim(Retention &retention, int day, std::int64_t handedOver, std::int64_t told)
    {
        for (int i = 0; i < 10'000; ++i) {
            const auto more =
                retention.work(start + std::chrono::days(day), handedOver, [told](FeedId) { return told; });
            if (!more)
                qFatal("%s", qPrintable(more.error().text));
            if (!*more)
                return;
        }
        qFatal("it never ends");
    }
    std::vector<std::int64_t> segments()
    {
        std::vector<std::int64_t> numbers;
        for (std::int64_t number = 0;;) {
            const auto next = *journal->segmentAfter(number);
            if (!next)
                return numbers;
            number = next->number;
            numbers.push_back(number);
        }
    }

    std::unique_ptr<Journal> journal;
    std::unique_ptr<JournalFeed> feed;
    std::uint64_t offset = 0;
    int lateOnes = 0;
};

/// Of a feed where something may come late.
std::shared_ptr<const Profile> anyProfile()
{
    return ProfileFile::parse("[kind]\nconstant = \"a\"\n[message.a]\ntype = \"ignore\"\n", u"p"_s).profile;
}

const std::string queuedTask = R"({"status":"queued","priority":"high","title":"t"})";
const std::string approvedTask = R"({"status":"approved","priority":"high","title":"t"})";

using Numbers = std::vector<std::int64_t>;

} // namespace

/// What nobody needs goes when it is old or too much; the rest stays.
class TestRetention : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void byAge()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        for (int day = 0; day < 100; ++day)
            diary.presence(day);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 99, 100, 100);
        const auto left = diary.segments();
        QCOMPARE(left.size(), std::size_t{91}); // from day 9 on, 90 days ago
        QCOMPARE(left.front(), std::int64_t{10});
        QCOMPARE(retention.removed(), 9u);
        QCOMPARE(*diary.journal->usage()->oldest == start + std::chrono::days(9), true);
        // A clock that is far ahead changes nothing until something comes by it.
        diary.trim(retention, 10'000, 100, 100);
        QCOMPARE(diary.segments().size(), std::size_t{91});
    }

    void whatIsNotHandedOverStays()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        for (int i = 0; i < 10; ++i)
            diary.presence(0);
        diary.presence(200);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 200, 4, 11);
        QCOMPARE(diary.segments(), (Numbers{5, 6, 7, 8, 9, 10, 11}));
        diary.trim(retention, 200, 11, 11);
        QCOMPARE(diary.segments(), Numbers{11});
    }

    void alertsStay()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        diary.presence(0);
        diary.alert(0, "open", "raised");
        const auto open = diary.alert(1, "open", "raised"); // its newest state
        diary.alert(1, "answered", "raised");
        const auto again = diary.alert(2, "again", "acknowledged");
        const auto reopened = diary.alert(3, "again", "raised");
        diary.presence(4);
        const auto answer = diary.alert(200, "answered", "acknowledged");
        Retention retention(*diary.journal, {});
        diary.trim(retention, 200, answer, answer);
        QCOMPARE(diary.segments(), (Numbers{open, reopened, answer}));
        QVERIFY(again < reopened);

        // Once it is acknowledged it may go, and another one that comes is known as well.
        const auto later = diary.alert(201, "open", "acknowledged");
        diary.trim(retention, 201, later, later);
        QCOMPARE(diary.segments(), (Numbers{reopened, answer, later}));
    }

    /// Whatever waits for a person stays as long as it does.
    void whatWaitsStays_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("waiting");
        QTest::addColumn<QByteArray>("settled");
        QTest::addRow("task") << QByteArray("task")
                              << QByteArray(R"({"status":"queued","priority":"high","title":"t"})")
                              << QByteArray(R"({"status":"approved","priority":"high","title":"t"})");
        QTest::addRow("task in review") << QByteArray("task")
                                        << QByteArray(R"({"status":"in_review","priority":"high","title":"t"})")
                                        << QByteArray(R"({"status":"rejected","priority":"high","title":"t"})");
        const QByteArray money = R"("money":{"amount":"1.00","currency":"EUR"},)";
        QTest::addRow("exception") << QByteArray("exception")
                                   << "{" + money + R"("status":"open","run":"r","reason":"x"})"
                                   << "{" + money + R"("status":"resolved","run":"r","reason":"x"})";
        const QByteArray help = R"("name":"n","topic":"t","position":0,"since":"2026-11-21T09:41:00Z"})";
        QTest::addRow("help") << QByteArray("help") << R"({"status":"waiting",)" + help
                              << R"({"status":"closed",)" + help;
        QTest::addRow("rule") << QByteArray("rule") << QByteArray(R"({"status":"paused","name":"n","text":"t"})")
                              << QByteArray(R"({"status":"retired","name":"n","text":"t"})");
        const QByteArray shift =
            R"("title":"t","needed":2,"filled":1,"starts":"2026-11-21T09:41:00Z","ends":"2026-11-21T10:41:00Z"})";
        QTest::addRow("shift") << QByteArray("shift") << R"({"status":"open",)" + shift
                               << R"({"status":"filled",)" + shift;
    }
    void whatWaitsStays()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, waiting);
        QFETCH(QByteArray, settled);
        QTemporaryDir folder;
        Diary diary(folder);
        const auto take = [&](int day, const QByteArray &data) {
            diary.take(day, type.toStdString(), "w", data.toStdString());
            return diary.commit();
        };
        take(0, settled);
        diary.take(0, "presence", "w", R"({"status":"away"})"); // of the same name, but not the same thing
        const auto first = take(0, waiting);
        QCOMPARE(diary.feed->rejected, 0);
        const auto newest = diary.presence(200);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 200, newest, newest);
        QCOMPARE(diary.segments(), (Numbers{first, newest}));
        const auto end = take(200, settled);
        diary.trim(retention, 200, end, end);
        QCOMPARE(diary.segments(), (Numbers{newest, end}));
    }

    /// An old state that came late is not the one that stays.
    void whatIsLateIsNotTheNewest()
    {
        QTemporaryDir folder;
        Diary diary(folder, anyProfile());
        diary.take(5, "task", "t", queuedTask);
        const auto newest = diary.commit();
        diary.takeLate(6, 4, "task", "t", queuedTask);
        const auto late = diary.commit();
        diary.takeLate(6, 6, "task", "other", queuedTask); // the first that is heard of it
        const auto other = diary.commit();
        const auto last = diary.presence(200);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 200, last, last);
        QVERIFY(late > 0);
        QCOMPARE(diary.segments(), (Numbers{newest, other, last}));
        diary.take(201, "task", "t", approvedTask);
        const auto end = diary.commit();
        diary.trim(retention, 201, end, end);
        QCOMPARE(diary.segments(), (Numbers{other, last, end}));
    }

    /// What is settled would be shown as open if nothing but an older state were left of it.
    void settledStaysBeforeLate()
    {
        QTemporaryDir folder;
        Diary diary(folder, anyProfile());
        diary.take(5, "task", "t", approvedTask);
        const auto settled = diary.commit();
        diary.takeLate(50, 4, "task", "t", queuedTask);
        const auto late = diary.commit();
        diary.takeLate(50, 4, "task", "t", queuedTask);
        diary.takeLate(50, 50, "alert", "open", Diary::alertData("raised"));
        const auto mixed = diary.commit();
        const auto last = diary.presence(100);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 100, last, last);
        QCOMPARE(diary.segments(), (Numbers{settled, late, mixed, last}));
        const auto end = diary.presence(200);
        diary.trim(retention, 200, end, end);
        QCOMPARE(diary.segments(), (Numbers{mixed, end}));
        // Another run, which knows nothing of what is gone, leaves it so.
        Retention again(*diary.journal, {});
        diary.trim(again, 200, end, end);
        QCOMPARE(diary.segments(), (Numbers{mixed, end}));
    }

    /// Quarantined messages go with the events of their time.
    void quarantineGoes()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        std::vector<Journal::Quarantined> messages;
        for (int i = 0; i < 300; ++i)
            messages.push_back({diary.feed->row.id, start + std::chrono::days(i), "r", "x", 0});
        QVERIFY(diary.journal->commit({}, messages));
        diary.presence(299);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 299, 1, 1);
        const auto left = diary.journal->quarantine(diary.feed->row.id, 1000);
        QCOMPARE(left->size(), std::size_t{91});
        QVERIFY(left->front().received == start + std::chrono::days(209));
        QCOMPARE(diary.journal->feed("f")->quarantined, 300u);
    }

    /// What is much less than it was takes less of the disk.
    void theFileShrinks()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        std::mt19937 random(6);
        std::string padding(700'000, 'x');
        for (int i = 0; i < 80; ++i) {
            std::ranges::generate(padding, [&] { return static_cast<char>('a' + random() % 26); });
            diary.presence(i < 40 ? 0 : 100, padding);
        }
        const auto waiting = diary.alert(100, "open", "raised");
        const auto size = [&] {
            if (!diary.journal->foldLog())
                qFatal("not folded in");
            return QFileInfo(Journal::fileIn(folder.path())).size();
        };
        const auto before = size();
        QVERIFY(before > 30'000'000);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 100, waiting, waiting);
        QCOMPARE(diary.segments().size(), std::size_t{41});
        const auto after = size();
        QVERIFY2(after < before * 2 / 3, qPrintable(QString::number(after)));
        QVERIFY(diary.journal->verify(false));
        diary.feed.reset();
        QVERIFY(diary.journal->reopen());
        QCOMPARE(diary.segments().back(), waiting);
    }

    /// Beside an alert that stays nothing else does, or it would show what has long changed.
    void onlyTheAlertStays()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        diary.take(0, "presence", "ann", R"({"status":"away"})");
        diary.take(0, "alert", "answered", Diary::alertData("raised"));
        diary.take(0, "alert", "open", Diary::alertData("raised"));
        diary.take(0, "alert", "open", Diary::alertData("raised"));
        diary.take(0, "presence", "ann", R"({"status":"away"})");
        const auto mixed = diary.commit();
        diary.alert(1, "answered", "acknowledged");
        const auto newest = diary.presence(200);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 200, newest, newest);
        QCOMPARE(diary.segments(), (Numbers{mixed, newest}));
        EventBatchPtr batch;
        const auto read = [&] {
            SegmentReader reader;
            QVERIFY(*diary.journal->visitSegmentAfter(
                0, [&](const StoredSegment &segment) { batch = reader.read(segment, 3, true); }));
            QCOMPARE(batch->segment, mixed);
            QVERIFY(batch->received == start);
        };
        read();
        QVERIFY(batch->events.size() <= 2);
        for (const auto &event : batch->events) {
            QCOMPARE(std::string(event.subject), std::string("open"));
            QVERIFY(event.stream > 0 && event.feed == 3);
        }
        const auto removed = retention.removed();
        diary.trim(retention, 200, newest, newest);
        QCOMPARE(retention.removed(), removed);
        read();
        QCOMPARE(batch->events.back().offset, 4u);

        // Another run comes to the same.
        Retention again(*diary.journal, {});
        diary.trim(again, 200, newest, newest);
        QCOMPARE(diary.segments(), (Numbers{mixed, newest}));
        const auto answer = diary.alert(200, "open", "acknowledged");
        diary.trim(again, 200, answer, answer);
        QCOMPARE(diary.segments(), (Numbers{newest, answer}));
    }

    void whatNobodyWasToldOfStays()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        const auto told = diary.alert(0, "a", "resolved");
        const auto untold = diary.alert(0, "b", "resolved");
        diary.presence(0);
        const auto newest = diary.presence(200);
        Retention retention(*diary.journal, {});
        diary.trim(retention, 200, newest, told);
        QCOMPARE(diary.segments(), (Numbers{untold, newest}));
        diary.trim(retention, 200, newest, untold);
        QCOMPARE(diary.segments(), Numbers{newest});
    }

    /// The file takes what comes in place of what went, and is not larger for it.
    void bySize()
    {
        QTemporaryDir folder;
        Diary diary(folder);
        std::mt19937 random(5);
        const auto fill = [&](int segments) {
            std::string padding(200'000, 'x');
            for (int i = 0; i < segments; ++i) {
                for (auto &character : padding)
                    character = static_cast<char>('0' + random() % 75);
                std::ranges::replace(padding, '\\', '/');
                diary.presence(0, padding);
            }
        };
        const auto open = diary.alert(0, "open", "raised");
        fill(60);
        constexpr std::int64_t limit = 4'000'000;
        QVERIFY(diary.journal->usage()->bytes > 2 * limit);
        Retention retention(*diary.journal, {.bytes = limit});
        diary.trim(retention, 1, diary.journal->lastSegment(), diary.journal->lastSegment());
        QVERIFY(diary.journal->usage()->bytes <= limit);
        QVERIFY(diary.journal->usage()->bytes > limit / 2);
        QCOMPARE(diary.segments().front(), open);
        QVERIFY(diary.journal->foldLog());
        const auto size = QFileInfo(Journal::fileIn(folder.path())).size();
        for (int round = 0; round < 4; ++round) {
            fill(15);
            diary.trim(retention, 1, diary.journal->lastSegment(), diary.journal->lastSegment());
            QVERIFY(diary.journal->foldLog());
        }
        QVERIFY(QFileInfo(Journal::fileIn(folder.path())).size() <= size);
    }

    /// What was removed is known all the same: positions stay, and the newest identities with their segments.
    void booksStayRight()
    {
        QTemporaryDir folder;
        {
            Diary diary(folder);
            for (int i = 0; i < 5; ++i)
                diary.presence(0);
            diary.presence(200);
            Retention retention(*diary.journal, {});
            diary.trim(retention, 200, 6, 6);
            QCOMPARE(diary.segments(), Numbers{6});
        }
        Diary diary(folder);
        QCOMPARE(diary.feed->row.received, 6u);
        QCOMPARE(diary.feed->ledger.find("st")->offset, 6u);
        diary.feed->take(JournalFeed::presence(3));
        diary.feed->take(JournalFeed::presence(6));
        QCOMPARE(diary.feed->duplicates, 2);
        diary.offset = 6;
        QCOMPARE(diary.presence(200), std::int64_t{7});

        // Numbers go on even when nothing is left.
        const Numbers all = diary.segments();
        QVERIFY(diary.journal->removeSegments(all));
        diary.feed.reset();
        QVERIFY(diary.journal->reopen());
        QCOMPARE(diary.journal->lastSegment(), std::int64_t{7});
        QVERIFY(!diary.journal->usage()->oldest);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
