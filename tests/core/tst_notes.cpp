// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/boards.h"

#include "eventmaker.h"
#include "modelcells.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

TaskData task(TaskStatus status = TaskStatus::Queued)
{
    TaskData data;
    data.status = status;
    data.title = "Refund over limit";
    return data;
}

NoteData note(std::string_view text, std::string_view by = "Priya", std::string_view key = {})
{
    return {NoteSubject::Task, "T1", by, text, key};
}

CommandProgress progress(CommandPhase phase)
{
    CommandProgress result;
    result.command.key = u"k1"_s;
    result.command.name = u"note"_s;
    result.command.kind = u"task"_s;
    result.command.subject = u"T1"_s;
    result.command.text = u"On it"_s;
    result.asked = testTime + 5min;
    result.phase = phase;
    return result;
}

} // namespace

/// Notes stand in the timeline of what they are about, as plain text, those on their way too.
class TestNotes : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void standInTheTimeline()
    {
        Scene scene;
        QVERIFY(scene.detail().takesNotes);
        scene.fold("N1", note("<b>No</b> answer\nyet", "Sam"), 2min);
        scene.fold("T1", task(TaskStatus::InReview), 4min);
        scene.fold("N2", note("Called again"), 3min);
        const auto detail = scene.detail();
        QCOMPARE(timelineTexts(detail),
                 QStringList({u"09:40:00 Queued"_s, u"09:42:00 Note by you"_s, u"09:43:00 Note by Priya"_s,
                              u"09:44:00 In review"_s}));
        QCOMPARE(detail.timeline[1].note, u"<b>No</b> answer\nyet"_s);
        QVERIFY(!detail.timeline[1].pending);
        QVERIFY(detail.timeline[0].note.isEmpty());
    }

    void selectedDetailFollows()
    {
        Scene scene;
        scene.tasks->setSelectedKey(u"0/T1"_s);
        QSignalSpy changed(scene.tasks, &RowModel::detailChanged);
        scene.fold("N1", note("Called"), 1min);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(scene.tasks->detail().timeline.last().note, u"Called"_s);
        scene.boards.flush();
        QCOMPARE(changed.size(), 1);
    }

    void comeBeforeTheThing()
    {
        Boards boards;
        EventMaker maker;
        boards.fold(batchOf({maker.make("N1", note("Early")), maker.make("T1", task())}));
        boards.flush();
        QCOMPARE(boards.review()->tasks()->count(), 1);
        QVERIFY(timelineTexts(boards.review()->tasks()->detailOf(u"0/T1"_s)).contains(u"09:40:00 Note by Priya"_s));
    }

    void sameNoteAgainReplacesItsText()
    {
        Scene scene;
        scene.fold("N1", note("Caled"), 1min);
        scene.fold("N1", note("Called"), 9min);
        QCOMPARE(scene.notes(), QStringList({u"Called"_s}));
        QCOMPARE(scene.detail().timeline.last().time, u"09:41:00"_s);
    }

    /// What is known of a note stays, where an older text of it comes late; by its place, where it has one in the same stream.
    void olderTextsComeLate()
    {
        Scene scene;
        EventMaker maker;
        const auto first = maker.make("N1", note("Caled"), 9min);
        const auto second = maker.make("N1", note("Called"), 1min);
        Event late = maker.make("N1", note("Cal"), 0min);
        late.stream = 9;
        Event newer = maker.make("N1", note("Called twice"), 2min);
        newer.stream = 9;
        late.isLate = newer.isLate = true;
        scene.boards.fold(batchOf({second, first, late}));
        QCOMPARE(scene.notes(), QStringList({u"Called"_s}));
        scene.boards.fold(batchOf({newer}));
        QCOMPARE(scene.notes(), QStringList({u"Called twice"_s}));
    }

    void otherFeedsAndThingsKeepTheirOwn()
    {
        Scene scene;
        EventMaker other(1);
        auto about = note("Elsewhere");
        about.about = "T2";
        scene.fold("N1", about, 1min);
        scene.boards.fold(batchOf({other.make("N1", note("Other feed"))}));
        QVERIFY(scene.notes().isEmpty());
    }

    void everyKind()
    {
        Boards boards;
        EventMaker maker;
        AlertData alert;
        alert.title = "Gateway is slow";
        HelpData help;
        help.name = "Ada";
        ExceptionData exception;
        exception.run = "R1";
        boards.fold(batchOf({maker.make("T1", alert), maker.make("T1", help), maker.make("T1", exception)}));
        for (const auto kind : {NoteSubject::Alert, NoteSubject::Help, NoteSubject::Exception}) {
            auto data = note("Seen");
            data.kind = kind;
            boards.fold(batchOf({maker.make("N1", data)}));
        }
        for (const RowModel *table :
             {boards.inbox()->alerts(), boards.charity()->help(), boards.reconciliation()->exceptions()}) {
            const auto detail = table->detailOf(u"0/T1"_s);
            QVERIFY(detail.takesNotes);
            QCOMPARE(detail.timeline.last().note, u"Seen"_s);
        }
    }

    void theNewestAreKept()
    {
        Scene scene;
        for (std::size_t i = 0; i <= Notes::limit; ++i)
            scene.fold("N" + std::to_string(i), note(std::to_string(i)), std::chrono::minutes(i));
        const auto notes = scene.notes();
        QCOMPARE(notes.size(), static_cast<qsizetype>(Notes::limit));
        QCOMPARE(notes.first(), u"1"_s);
        QCOMPARE(notes.last(), QString::number(Notes::limit));
        scene.fold("old", note("old"), 0min);
        QCOMPARE(scene.notes(), notes);
    }

    void ownNoteShowsAtOnce()
    {
        Scene scene;
        scene.boards.noteCommand(progress(CommandPhase::Pending));
        auto last = scene.detail().timeline.last();
        QCOMPARE(last.note, u"On it"_s);
        QCOMPARE(last.text, u"Note by you · on its way"_s);
        QCOMPARE(last.time, u"09:45:00"_s);
        QVERIFY(last.pending);
        scene.boards.noteCommand(progress(CommandPhase::Sent));
        scene.boards.noteCommand(progress(CommandPhase::Settled));
        last = scene.detail().timeline.last();
        QCOMPARE(last.text, u"Note by you"_s);
        QVERIFY(!last.pending);
    }

    void ownNoteShowsOnce_data()
    {
        QTest::addColumn<bool>("eventFirst");
        QTest::newRow("event, result") << true;
        QTest::newRow("result, event") << false;
    }
    void ownNoteShowsOnce()
    {
        QFETCH(bool, eventFirst);
        Scene scene;
        scene.boards.noteCommand(progress(CommandPhase::Sent));
        if (!eventFirst)
            scene.boards.noteCommand(progress(CommandPhase::Settled));
        QCOMPARE(scene.notes(), QStringList({u"On it"_s}));
        scene.fold("N1", note("On it", "Sam", "k1"), 5min);
        QCOMPARE(scene.notes(), QStringList({u"On it"_s}));
        if (eventFirst)
            scene.boards.noteCommand(progress(CommandPhase::Settled));
        QCOMPARE(scene.notes(), QStringList({u"On it"_s}));
        scene.boards.tick(testTime + 10min);
        QCOMPARE(scene.notes(), QStringList({u"On it"_s}));
    }

    /// A colleague may have written the same words.
    void sameWordsOfAnother()
    {
        Scene scene;
        scene.boards.noteCommand(progress(CommandPhase::Sent));
        scene.fold("N1", note("On it", "Priya", "k2"), 4min);
        QCOMPARE(scene.notes(), QStringList({u"On it"_s, u"On it"_s}));
    }

    void rollsBack_data()
    {
        QTest::addColumn<CommandPhase>("end");
        QTest::newRow("refused") << CommandPhase::Refused;
        QTest::newRow("expired") << CommandPhase::Expired;
        QTest::newRow("cancelled") << CommandPhase::Cancelled;
    }
    void rollsBack()
    {
        QFETCH(CommandPhase, end);
        Scene scene;
        scene.tasks->setSelectedKey(u"0/T1"_s);
        scene.boards.noteCommand(progress(CommandPhase::Pending));
        QSignalSpy changed(scene.tasks, &RowModel::detailChanged);
        scene.boards.noteCommand(progress(end));
        QCOMPARE(changed.size(), 1);
        QVERIFY(scene.notes().isEmpty());
    }

private:
    /// A review queue with one task.
    struct Scene
    {
        Boards boards;
        RowModel *tasks = boards.review()->tasks();
        EventMaker maker;

        Scene()
        {
            boards.setUserNames({u"Sam"_s});
            boards.tick(testTime);
            fold("T1", task(), 0ms);
        }
        void fold(std::string_view subject, EventData data, std::chrono::milliseconds after)
        {
            boards.fold(batchOf({maker.make(subject, std::move(data), after)}));
            boards.flush();
        }
        BoardDetail detail() const { return tasks->detailOf(u"0/T1"_s); }
        QStringList notes() const
        {
            QStringList notes;
            for (const auto &entry : detail().timeline) {
                if (!entry.note.isEmpty())
                    notes << entry.note;
            }
            return notes;
        }
    };
};

QTEST_GUILESS_MAIN(TestNotes)
#include "tst_notes.moc"
