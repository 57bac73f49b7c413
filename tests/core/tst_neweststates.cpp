// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/neweststates.h"

#include "eventmaker.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

TaskData task(TaskStatus status)
{
    TaskData data;
    data.status = status;
    return data;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

class TestNewestStates : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beStrict();
        states = {};
    }

    void theNewestIsKept()
    {
        states.note(1, 1, of("t", TaskStatus::Queued));
        QVERIFY(states.isIn(1) && states.takeFreed().empty());
        states.note(2, 1, of("t", TaskStatus::InReview));
        QVERIFY(!states.isIn(1) && states.isIn(2));
        QCOMPARE(states.takeFreed(), Numbers{1});
        QVERIFY(states.takeFreed().empty());
        // What waits no more is not kept, nor what is of another feed or only called the same.
        const auto done = of("t", TaskStatus::Approved);
        states.note(3, 1, done);
        QVERIFY(!states.isIn(2) && !states.isIn(3));
        states.note(4, 2, of("t", TaskStatus::Queued));
        states.note(5, 1, maker.make("t", MessageData{}));
        QVERIFY(states.isIn(4) && !states.isIn(5));
        QVERIFY(states.isIn(4, 2, done) && !states.isIn(4, 1, done) && !states.isIn(3, 2, done));
    }

    /// Where both have a place in the same stream, that tells what is newer, and not when it happened.
    void placesTell()
    {
        auto first = of("t", TaskStatus::Queued, 5s);
        auto second = of("t", TaskStatus::Approved, 4s);
        states.note(1, 1, second);
        states.note(2, 1, first);
        QVERIFY(states.isIn(1) && !states.isIn(2)); // as long as the older one stands behind it
        second.epoch = "of a new epoch";
        states.note(3, 1, second);
        QVERIFY(!states.isIn(1) && !states.isIn(3));
    }

    /// What is settled is kept until the last of the older states behind it went.
    void olderOnesBehind()
    {
        states.note(1, 1, of("t", TaskStatus::Approved, 9s));
        const auto late = lateOf("t", TaskStatus::Queued, 1s);
        states.note(2, 1, late);
        states.note(2, 1, late);
        states.note(3, 1, late);
        QVERIFY(states.isIn(1));
        states.forgetOlder(3);
        QVERIFY(states.isIn(1));
        states.forget(Numbers{2});
        QVERIFY(!states.isIn(1));
        QCOMPARE(states.takeFreed(), Numbers{1});
        // Those of before its newest state do not count.
        states.note(4, 1, late);
        states.note(5, 1, of("t", TaskStatus::InReview, 10s));
        states.takeFreed();
        states.forget(Numbers{4});
        QVERIFY(states.isIn(5) && states.takeFreed().empty());
    }

    void whereNothingComesLate()
    {
        states.note(1, 1, of("t", TaskStatus::Queued), false);
        states.note(2, 1, of("t", TaskStatus::Approved), false);
        QVERIFY(!states.isIn(1) && !states.isIn(2));
        QCOMPARE(states.takeFreed(), Numbers{1});
        QCOMPARE(states.count(), std::size_t{0});
    }

    /// Of what is gone nobody knows, and what comes late is the newest that there is.
    void whatIsGoneIsForgotten()
    {
        states.note(1, 1, of("t", TaskStatus::Approved, 9s));
        states.forget(Numbers{1});
        states.note(2, 1, lateOf("t", TaskStatus::Queued, 1s));
        QVERIFY(states.isIn(2) && !states.isIn(1));
        for (std::int64_t segment = 10; segment < 1'000; ++segment) {
            states.note(segment, 1, of("t" + std::to_string(segment), TaskStatus::Approved));
            states.forget(Numbers{segment});
        }
        QVERIFY(states.count() < 500);
        QVERIFY(states.isIn(2));
    }

private:
    Event of(const std::string &subject, TaskStatus status, std::chrono::milliseconds after = 0ms)
    {
        return maker.make(subject, task(status), after);
    }
    Event lateOf(const std::string &subject, TaskStatus status, std::chrono::milliseconds after)
    {
        auto event = of(subject, status, after);
        event.offset = 0;
        event.isLate = true;
        return event;
    }

    EventMaker maker;
    NewestStates states;
};

QTEST_GUILESS_MAIN(TestNewestStates)
#include "tst_neweststates.moc"
