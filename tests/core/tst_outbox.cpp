// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/outbox.h"

#include "faultydisk.h"
#include "journal/database.h"
#include "journal/journal.h"
#include "stricttest.h"

#include <QTemporaryDir>

#include <deque>
#include <random>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct TestClock final : Clock
{
    Timestamp wall{1'800'000'000'000ms};
    Instant now{1h};

    Timestamp wallTime() const override { return wall; }
    Instant instant() const override { return now; }
    void advance(std::chrono::milliseconds by)
    {
        wall += by;
        now += by;
    }
};

Command command(const QString &key, const QString &subject = u"AL-1"_s)
{
    Command command;
    command.key = key;
    command.name = u"acknowledge"_s;
    command.kind = u"alert"_s;
    command.subject = subject;
    command.owner = u"Zo\u00eb"_s;
    command.text = u"\"<b>\"\n\0x"_s;
    return command;
}

/// An outbox on a journal of its own, and what it sent and said.
struct Desk
{
    TestClock &clock;
    std::unique_ptr<Journal> journal;
    FeedId feed = 0;
    bool accepts = true; ///< whether the connection takes what is sent
    QStringList sent;
    QStringList said;
    std::unique_ptr<Outbox> outbox;
    Outbox::Sending becomes = Outbox::Sending::UnderWay; ///< of what is sent

    Desk(const QString &folder, TestClock &testClock) : clock(testClock)
    {
        auto opened = Journal::open(folder);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        journal = std::move(*opened);
        feed = journal->feed("f")->id;
        outbox = std::make_unique<Outbox>(feed, 3, journal->outbox(), clock, [this](const Command &command) {
            if (!accepts)
                return Outbox::Sending::Failed;
            sent.append(command.key);
            last = command;
            return becomes;
        });
        QObject::connect(outbox.get(), &Outbox::progressed, outbox.get(), [this](const CommandProgress &progress) {
            static const char *const names[] = {"pending", "leaving", "sent",     "settled",
                                                "refused", "expired", "cancelled"};
            said.append(progress.command.key + u' ' + QLatin1String(names[static_cast<int>(progress.phase)]));
            reason = progress.reason;
            answered = progress.answered;
            restored = progress.restored;
        });
        if (!outbox->restore())
            qFatal("not restored");
    }
    /// The time passes, and a new connection has the outbox look at it.
    void pass(std::chrono::milliseconds by)
    {
        clock.advance(by);
        outbox->setUsable(false);
        outbox->setUsable(true);
    }
    QStringList takeSent() { return std::exchange(sent, {}); }
    QStringList takeSaid() { return std::exchange(said, {}); }

    Command last;
    QString reason;
    bool answered = false;
    bool restored = false;
};

/// What the user wrote to a conversation.
Command message(const QString &key, const QString &conversation = u"desk"_s)
{
    auto written = command(key, conversation);
    written.name = u"message"_s;
    written.kind = u"conversation"_s;
    return written;
}

} // namespace

class TestOutbox : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }
    void init()
    {
        beStrict();
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = {};
    }

    void sentAndSettled()
    {
        Desk desk(m_folder->path(), m_clock);
        desk.outbox->setUsable(true);
        desk.outbox->add(command(u"a"_s));
        QCOMPARE(desk.takeSent(), QStringList{u"a"_s});
        QCOMPARE(desk.takeSaid(), (QStringList{u"a pending"_s, u"a sent"_s}));
        desk.outbox->settle(u"b"_s, true, {});
        QVERIFY(desk.said.isEmpty());
        desk.outbox->settle(u"a"_s, true, {});
        desk.outbox->settle(u"a"_s, false, u"again"_s);
        QCOMPARE(desk.takeSaid(), QStringList{u"a settled"_s});
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{0});
        desk.outbox->add(command(u"c"_s));
        desk.outbox->settle(u"c"_s, false, u"<b>no</b>"_s);
        QCOMPARE(desk.takeSaid().last(), u"c refused"_s);
        QCOMPARE(desk.reason, u"<b>no</b>"_s);
    }

    /// Of a server that answers no commands one is done when it was sent; one that it does not have is refused, also from an earlier run.
    void withoutAnswers()
    {
        {
            Desk desk(m_folder->path(), m_clock);
            desk.becomes = Outbox::Sending::Settled;
            desk.outbox->add(command(u"x"_s));
            desk.outbox->add(command(u"y"_s, u"AL-2"_s));
            desk.takeSaid();
            desk.outbox->setUsable(true);
            QCOMPARE(desk.takeSent(), (QStringList{u"x"_s, u"y"_s}));
            QCOMPARE(desk.takeSaid(), (QStringList{u"x sent"_s, u"x settled"_s, u"y sent"_s, u"y settled"_s}));
            QCOMPARE(desk.outbox->size(), std::size_t{0});
            desk.outbox->setUsable(false);
            desk.outbox->add(command(u"z"_s));
        }
        Desk desk(m_folder->path(), m_clock);
        desk.becomes = Outbox::Sending::Unknown;
        desk.takeSaid();
        desk.outbox->setUsable(true);
        QCOMPARE(desk.takeSaid(), QStringList{u"z refused"_s});
        QCOMPARE(desk.reason, Outbox::unknownCommand());
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{0});
    }

    /// Sent is what the operating system has: what waits in this process is neither told as sent nor done.
    void leavesFirst()
    {
        Desk desk(m_folder->path(), m_clock);
        desk.becomes = Outbox::Sending::LeavingForGood;
        desk.outbox->setUsable(true);
        desk.outbox->add(command(u"x"_s));
        QCOMPARE(desk.takeSent(), QStringList{u"x"_s});
        QCOMPARE(desk.takeSaid(), (QStringList{u"x pending"_s, u"x leaving"_s}));
        QVERIFY(!desk.outbox->cancel(u"x"_s)); // it may be gone
        m_clock.advance(Outbox::longestTimeout);
        desk.outbox->add(command(u"y"_s, u"AL-2"_s));
        QCOMPARE(desk.takeSent(), QStringList{u"y"_s}); // x is on its way on this connection still
        desk.takeSaid();
        desk.outbox->noteLeft();
        QCOMPARE(desk.takeSaid(), (QStringList{u"x sent"_s, u"x settled"_s, u"y sent"_s, u"y settled"_s}));
        QVERIFY(!desk.answered);
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{0});

        // What never left goes by the next connection.
        desk.outbox->add(command(u"z"_s));
        QCOMPARE(desk.takeSent(), QStringList{u"z"_s});
        desk.outbox->setUsable(false);
        desk.outbox->noteLeft();
        QCOMPARE(desk.takeSaid(), (QStringList{u"z pending"_s, u"z leaving"_s}));
        desk.becomes = Outbox::Sending::Leaving;
        desk.outbox->setUsable(true);
        QCOMPARE(desk.takeSent(), QStringList{u"z"_s});
        QVERIFY(desk.takeSaid().isEmpty());
        desk.outbox->noteLeft();
        QCOMPARE(desk.takeSaid(), QStringList{u"z sent"_s}); // and an answer comes
        desk.outbox->settle(u"z"_s, true, {});
        QCOMPARE(desk.takeSaid(), QStringList{u"z settled"_s});
        QVERIFY(desk.answered);
    }

    /// What somebody wrote stays, with the reason, also after a restart, until it is sent again or given up.
    void failedMessagesStay()
    {
        {
            Desk desk(m_folder->path(), m_clock);
            desk.outbox->setUsable(true);
            desk.outbox->add(message(u"a"_s));
            desk.outbox->settle(u"a"_s, false, u"<b>closed</b>"_s);
            QCOMPARE(desk.takeSaid().last(), u"a refused"_s);
            QCOMPARE(desk.outbox->size(), std::size_t{0});
            desk.outbox->add(message(u"b"_s, u"duty"_s), u"No such command."_s);
            QCOMPARE(desk.takeSaid(), QStringList{u"b refused"_s});
            desk.outbox->add(message(u"c"_s, u"other"_s));
            desk.takeSent();
            desk.pass(Outbox::lifetime);
            QCOMPARE(desk.takeSaid().last(), u"c expired"_s);
            desk.pass(1h);
            QVERIFY(!desk.sent.contains(u"a"_s)); // nobody is asked again for what was refused
        }
        {
            Desk desk(m_folder->path(), m_clock);
            QCOMPARE(desk.takeSaid(), (QStringList{u"a refused"_s, u"b refused"_s, u"c expired"_s}));
            QVERIFY(desk.restored);
            desk.outbox->setUsable(true);
            QVERIFY(desk.sent.isEmpty());
            QVERIFY(desk.outbox->cancel(u"b"_s));
            QCOMPARE(desk.takeSaid(), QStringList{u"b cancelled"_s});
            auto again = message(u"a2"_s);
            again.replaces = u"a"_s;
            desk.outbox->add(again);
            QCOMPARE(desk.takeSent(), QStringList{u"a2"_s});
            // What nobody answered goes under its key, or it could be done twice.
            auto same = message(u"c"_s, u"other"_s);
            same.replaces = u"c"_s;
            desk.outbox->add(same);
            QCOMPARE(desk.takeSent(), QStringList{u"c"_s});
            QCOMPARE(desk.takeSaid(), (QStringList{u"a2 pending"_s, u"a2 sent"_s, u"c pending"_s, u"c sent"_s}));
            QVERIFY(!desk.restored);
            desk.outbox->settle(u"c"_s, true, {});
        }
        Desk desk(m_folder->path(), m_clock);
        QCOMPARE(desk.takeSaid(), QStringList{u"a2 sent"_s});
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{1});
    }

    /// The same of a change, with the version that it was made for.
    void aFailedChangeStays()
    {
        Command change;
        change.key = u"e"_s;
        change.name = u"edit"_s;
        change.kind = u"rule"_s;
        change.subject = u"RL-02"_s;
        change.text = u"a = b"_s;
        change.base = u"7"_s;
        {
            Desk desk(m_folder->path(), m_clock);
            desk.outbox->setUsable(true);
            desk.outbox->add(change);
            desk.outbox->settle(u"e"_s, false, u"Sam changed it."_s);
            QCOMPARE(desk.takeSaid().last(), u"e refused"_s);
        }
        Desk desk(m_folder->path(), m_clock);
        QCOMPARE(desk.takeSaid(), QStringList{u"e refused"_s});
        const auto entries = desk.journal->outbox().entries(desk.feed);
        QVERIFY(entries && entries->size() == 1);
        QCOMPARE(entries->front().command.base, u"7"_s);
    }

    void aFailedMessageIsKeptOnceTheDiskCan()
    {
        auto &disk = FaultyDisk::install();
        {
            Desk desk(m_folder->path(), m_clock);
            disk.fail(FaultyDisk::Fault::Full);
            desk.outbox->add(message(u"a"_s));
            QCOMPARE(desk.takeSaid(), QStringList{u"a refused"_s});
            QVERIFY(desk.reason.startsWith(u"It could not be kept on disk"_s));
            disk.heal();
            QTRY_COMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{1});
        }
        Desk desk(m_folder->path(), m_clock);
        QCOMPARE(desk.takeSaid(), QStringList{u"a refused"_s});
        // Tried again in vain it stays what it was.
        disk.fail(FaultyDisk::Fault::Full);
        auto again = message(u"a2"_s);
        again.replaces = u"a"_s;
        desk.outbox->add(again);
        QCOMPARE(desk.takeSaid(), QStringList{u"a refused"_s});
        disk.heal();
    }

    /// A draft is gone when, and only when, what it became is kept.
    void aSentDraftIsNoDraft()
    {
        auto &disk = FaultyDisk::install();
        Desk desk(m_folder->path(), m_clock);
        auto &drafts = desk.journal->drafts();
        QVERIFY(drafts.set(desk.feed, {u"desk"_s, u"Hello"_s}) && drafts.set(desk.feed, {u"duty"_s, u"Other"_s}));
        auto sent = message(u"a"_s);
        sent.takesDraft = true;
        disk.fail(FaultyDisk::Fault::Full);
        desk.outbox->add(sent);
        disk.heal();
        QCOMPARE(drafts.entries(desk.feed)->size(), std::size_t{2});
        sent.key = u"b"_s;
        desk.outbox->add(sent);
        const auto left = drafts.entries(desk.feed);
        QCOMPARE(left->size(), std::size_t{1});
        QCOMPARE(left->front().conversation, u"duty"_s);
    }

    /// What could not be kept is kept later, and takes no newer draft with it.
    void aNewerDraftIsNotSent()
    {
        auto &disk = FaultyDisk::install();
        Desk desk(m_folder->path(), m_clock);
        auto &drafts = desk.journal->drafts();
        QVERIFY(drafts.set(desk.feed, {u"desk"_s, u"Hello"_s}) && drafts.set(desk.feed, {u"duty"_s, u"Hello"_s}));
        disk.fail(FaultyDisk::Fault::Full);
        for (const auto &conversation : {u"desk"_s, u"duty"_s}) {
            auto sent = message(conversation);
            sent.subject = conversation;
            sent.takesDraft = true;
            desk.outbox->add(sent);
        }
        disk.heal();
        desk.outbox->leaveDraft(u"desk"_s);
        QVERIFY(drafts.set(desk.feed, {u"desk"_s, u"And then"_s}));
        QTRY_COMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{2});
        const auto left = drafts.entries(desk.feed);
        QCOMPARE(left->size(), std::size_t{1});
        QCOMPARE(left->front().conversation, u"desk"_s);
        QCOMPARE(left->front().text, u"And then"_s);
    }

    /// A snooze is given up when its time comes, and survives a restart with that time.
    void snoozeEndsWithItsTime_data()
    {
        QTest::addColumn<bool>("sent");
        QTest::newRow("never sent") << false;
        QTest::newRow("not answered") << true;
    }
    void snoozeEndsWithItsTime()
    {
        QFETCH(bool, sent);
        auto snooze = command(u"a"_s);
        snooze.name = u"snooze"_s;
        snooze.until = m_clock.wall + 15min;
        {
            Desk desk(m_folder->path(), m_clock);
            desk.outbox->add(snooze);
        }
        Desk desk(m_folder->path(), m_clock);
        desk.accepts = sent;
        desk.outbox->setUsable(true);
        if (sent)
            QCOMPARE(desk.last.until, snooze.until);
        desk.takeSaid();
        desk.pass(15min - 1ms);
        QVERIFY(desk.takeSaid().isEmpty());
        desk.pass(1ms);
        QCOMPARE(desk.takeSaid(), QStringList{u"a expired"_s});
        QCOMPARE(desk.reason.contains(u"may have been done"_s), sent);
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{0});
    }

    /// A command that an older program kept, without a checksum, is taken over.
    void keptByAnOlderProgram()
    {
        const auto entries = [this](QByteArray stored) {
            Desk desk(m_folder->path(), m_clock);
            auto database = Database::open(Journal::fileIn(m_folder->path()));
            if (!database)
                qFatal("not opened");
            auto insert = database->prepare(
                "INSERT OR REPLACE INTO outbox (feed, key, command, asked, expires) VALUES (1, 'a', ?, 5, 99)");
            const auto text = stored.replace('\'', '"').toStdString();
            if (!insert || !insert->bind(1, std::string_view(text)).run())
                qFatal("not written");
            return desk.journal->outbox().entries(desk.feed);
        };
        const auto kept = entries("{'kind':'alert','name':'acknowledge','owner':'','subject':'AL-7','text':''}");
        QVERIFY(kept);
        QCOMPARE(kept->size(), std::size_t{1});
        QCOMPARE(kept->front().command.subject, u"AL-7"_s);
        QCOMPARE(kept->front().command.key, u"a"_s);
        QCOMPARE(kept->front().command.until, Timestamp());
        const auto broken = entries("{'kind':'alert','name':'ackn");
        QVERIFY(!broken && isDamage(broken.error()));
    }

    /// What was asked for survives, as it was asked for, and is sent until it is answered.
    void survivesRestarts()
    {
        {
            Desk desk(m_folder->path(), m_clock);
            desk.outbox->add(command(u"a"_s));
            desk.outbox->add(command(u"b"_s, u"AL-2"_s));
            QCOMPARE(desk.takeSaid(), (QStringList{u"a pending"_s, u"b pending"_s}));
            QVERIFY(desk.sent.isEmpty());
        }
        {
            Desk desk(m_folder->path(), m_clock);
            QCOMPARE(desk.takeSaid(), (QStringList{u"a pending"_s, u"b pending"_s}));
            QVERIFY(desk.outbox->cancel(u"b"_s));
            desk.outbox->setUsable(true);
            QCOMPARE(desk.takeSent(), QStringList{u"a"_s});
            auto expected = command(u"a"_s);
            expected.feed = 3;
            QVERIFY(desk.last == expected);
            QCOMPARE(desk.takeSaid(), (QStringList{u"b cancelled"_s, u"a sent"_s}));
        }
        {
            Desk desk(m_folder->path(), m_clock);
            QCOMPARE(desk.takeSaid(), QStringList{u"a sent"_s});
            QVERIFY(!desk.outbox->cancel(u"a"_s)); // it may have been done
            desk.outbox->setUsable(true);
            QCOMPARE(desk.takeSent(), QStringList{u"a"_s});
            desk.outbox->settle(u"a"_s, true, {});
            QCOMPARE(desk.takeSaid(), QStringList{u"a settled"_s});
        }
        Desk desk(m_folder->path(), m_clock);
        QVERIFY(desk.said.isEmpty());
    }

    /// On one subject one after the other, on several side by side.
    void orderBySubject()
    {
        Desk desk(m_folder->path(), m_clock);
        desk.outbox->setUsable(true);
        for (const auto &key : {u"a1"_s, u"a2"_s, u"b1"_s, u"a3"_s, u"b2"_s})
            desk.outbox->add(command(key, key.left(1)));
        QCOMPARE(desk.takeSent(), (QStringList{u"a1"_s, u"b1"_s}));
        desk.outbox->settle(u"b1"_s, false, u"no"_s);
        QCOMPARE(desk.takeSent(), QStringList{u"b2"_s});
        QVERIFY(desk.outbox->cancel(u"a2"_s));
        QVERIFY(desk.sent.isEmpty());
        desk.outbox->settle(u"a1"_s, true, {});
        QCOMPARE(desk.takeSent(), QStringList{u"a3"_s});
    }

    void sentAgain()
    {
        Desk desk(m_folder->path(), m_clock);
        desk.outbox->add(command(u"a"_s));
        desk.outbox->setUsable(true);
        QCOMPARE(desk.takeSent(), QStringList{u"a"_s});
        desk.outbox->setUsable(true);
        QVERIFY(desk.sent.isEmpty());
        desk.outbox->setUsable(false); // the connection broke: nobody knows whether it arrived
        QCOMPARE(desk.takeSaid(), (QStringList{u"a pending"_s, u"a sent"_s}));
        desk.outbox->setUsable(true);
        QCOMPARE(desk.takeSent(), QStringList{u"a"_s});
        // While the connection stands it is sent again when its time is over, here noticed with the next command.
        m_clock.advance(Outbox::longestTimeout);
        desk.outbox->add(command(u"b"_s, u"AL-2"_s));
        QCOMPARE(desk.takeSent(), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(desk.takeSaid(), (QStringList{u"b pending"_s, u"b sent"_s}));
    }

    void notTaken()
    {
        Desk desk(m_folder->path(), m_clock);
        desk.accepts = false;
        desk.outbox->setUsable(true);
        desk.outbox->add(command(u"a"_s));
        QVERIFY(desk.sent.isEmpty());
        desk.accepts = true;
        QTRY_COMPARE(desk.sent, QStringList{u"a"_s}); // by its timer
    }

    void bounded()
    {
        Desk desk(m_folder->path(), m_clock);
        for (std::size_t i = 0; i < Outbox::capacity; ++i)
            desk.outbox->add(command(QString::number(i), QString::number(i)));
        QVERIFY(desk.takeSaid().filter(u"refused"_s).isEmpty());
        desk.outbox->add(command(u"more"_s));
        QCOMPARE(desk.takeSaid(), QStringList{u"more refused"_s});
        QVERIFY(desk.reason.contains(QString::number(Outbox::capacity)));
        desk.outbox->setUsable(true);
        QCOMPARE(desk.sent.size(), Outbox::mostUnderWay);
        desk.outbox->settle(u"0"_s, true, {});
        QCOMPARE(desk.sent.size(), Outbox::mostUnderWay + 1);
        auto tooLong = command(u"long"_s);
        tooLong.text = QString(Outbox::textLimit + 1, u'x');
        desk.outbox->add(tooLong);
        QCOMPARE(desk.said.last(), u"long refused"_s);
        desk.outbox->add(command(u"7"_s));
        QCOMPARE(desk.said.last(), u"7 refused"_s); // the key is taken
        desk.outbox->add(command(QString()));
        QCOMPARE(desk.said.last(), u" refused"_s);
    }

    void expires()
    {
        Desk desk(m_folder->path(), m_clock);
        desk.outbox->add(command(u"a"_s));
        desk.pass(Outbox::lifetime - 1s);
        QCOMPARE(desk.takeSaid(), (QStringList{u"a pending"_s, u"a sent"_s}));
        desk.outbox->setUsable(false);
        desk.outbox->add(command(u"b"_s));
        desk.pass(1s);
        QCOMPARE(desk.takeSaid(), (QStringList{u"b pending"_s, u"a expired"_s, u"b sent"_s}));
        desk.outbox->setUsable(false);
        desk.outbox->add(command(u"c"_s));
        m_clock.advance(2 * Outbox::lifetime);
        desk.takeSaid();
        desk.outbox->add(command(u"d"_s));
        QCOMPARE(desk.takeSaid(), (QStringList{u"d pending"_s, u"b expired"_s, u"c expired"_s}));
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{1});
    }

    /// Money never waits, and never goes twice.
    void money()
    {
        Desk desk(m_folder->path(), m_clock);
        auto refund = command(u"m"_s);
        refund.movesMoney = true;
        desk.outbox->add(refund);
        QCOMPARE(desk.takeSaid(), QStringList{u"m refused"_s});
        desk.outbox->setUsable(true);
        desk.outbox->add(refund);
        QCOMPARE(desk.takeSaid(), (QStringList{u"m pending"_s, u"m sent"_s}));
        QCOMPARE(desk.journal->outbox().entries(desk.feed)->size(), std::size_t{0});
        desk.outbox->setUsable(false);
        QCOMPARE(desk.takeSaid(), QStringList{u"m refused"_s});
        QVERIFY(desk.reason.contains(u"may have been done"_s));
        desk.outbox->setUsable(true);
        QCOMPARE(desk.takeSent(), QStringList{u"m"_s});
        desk.outbox->add(refund);
        m_clock.advance(Outbox::timeout);
        desk.outbox->add(command(u"a"_s, u"AL-2"_s));
        QCOMPARE(desk.takeSent(), (QStringList{u"m"_s, u"a"_s}));
        QCOMPARE(desk.takeSaid().filter(u"m "_s).last(), u"m refused"_s);
        desk.outbox->setUsable(true, true); // whether the server is there is just being asked
        refund.key = u"n"_s;
        desk.outbox->add(refund);
        QCOMPARE(desk.takeSaid().last(), u"n refused"_s);
    }

    /// What is said to be cancelled is never sent, and what is over is not sent again, though the disk fails when it is to be told.
    void aDiskThatFails()
    {
        auto &disk = FaultyDisk::install();
        {
            Desk desk(m_folder->path(), m_clock);
            desk.outbox->add(command(u"a"_s));
            desk.outbox->setUsable(true);
            desk.outbox->setUsable(false);
            desk.outbox->add(command(u"b"_s, u"AL-2"_s));
            QCOMPARE(desk.takeSaid(), (QStringList{u"a pending"_s, u"a sent"_s, u"b pending"_s}));
            disk.fail(FaultyDisk::Fault::Full);
            QVERIFY(desk.outbox->cancel(u"b"_s));
            QCOMPARE(desk.takeSaid(), QStringList());
            desk.takeSent();
            desk.outbox->setUsable(true);
            QCOMPARE(desk.takeSent(), QStringList{u"a"_s}); // not b
            QTest::ignoreMessage(QtWarningMsg, "a command that is over cannot be removed now");
            desk.outbox->settle(u"a"_s, true, {});
            QCOMPARE(desk.takeSaid(), QStringList{u"a settled"_s});
            disk.heal();
            QTRY_COMPARE(desk.said, QStringList{u"b cancelled"_s});
            QCOMPARE(desk.takeSent(), QStringList());
        }
        Desk again(m_folder->path(), m_clock);
        QCOMPARE(again.takeSaid(), QStringList());
    }

    /// Whatever happens, each command ends once at most, is sent before it is settled, and is on disk as long as it is not over.
    void randomLives()
    {
        std::mt19937 random(11);
        const auto below = [&](unsigned limit) { return random() % limit; };
        QHash<QString, QStringList> lives;
        QStringList known;
        auto desk = std::make_unique<Desk>(m_folder->path(), m_clock);
        const auto collect = [&] {
            for (const auto &words : desk->takeSaid())
                lives[words.section(u' ', 0, 0)].append(words.section(u' ', 1));
        };
        for (int step = 0; step < 1200; ++step) {
            switch (below(8)) {
            case 0:
            case 1:
                known.append(u"k%1"_s.arg(step));
                desk->outbox->add(command(known.last(), QString::number(below(5))));
                break;
            case 2:
                desk->outbox->setUsable(below(2) == 0);
                break;
            case 3:
            case 4:
                if (!known.isEmpty())
                    desk->outbox->settle(known[below(static_cast<unsigned>(known.size()))], below(2) == 0, {});
                break;
            case 5:
                if (!known.isEmpty())
                    desk->outbox->cancel(known[below(static_cast<unsigned>(known.size()))]);
                break;
            case 6:
                m_clock.advance(std::chrono::minutes(below(60)));
                desk->accepts = below(4) != 0;
                break;
            default:
                if (below(20) == 0) {
                    collect();
                    desk.reset();
                    desk = std::make_unique<Desk>(m_folder->path(), m_clock);
                }
            }
            collect();
        }
        const auto onDisk = desk->journal->outbox().entries(desk->feed);
        QSet<QString> left;
        for (const auto &entry : *onDisk)
            left.insert(entry.command.key);
        QVERIFY(known.size() > 200);
        for (const auto &key : known) {
            const auto &life = lives[key];
            const bool over = life.last() != u"pending" && life.last() != u"sent";
            QCOMPARE(left.contains(key), !over);
            QCOMPARE(life.count(u"settled"_s) + life.count(u"refused"_s) + life.count(u"expired"_s)
                         + life.count(u"cancelled"_s),
                     over ? 1 : 0);
            if (life.last() == u"settled")
                QVERIFY(life.contains(u"sent"_s));
            if (life.last() == u"cancelled")
                QVERIFY(!life.contains(u"sent"_s));
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    TestClock m_clock;
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
