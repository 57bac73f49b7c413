// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "sessionstage.h"
#include "stricttest.h"

#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const auto rule = u"0/RL-01"_s;
const auto mine = u"Reference and day are the same."_s;
const auto theirs = u"Reference and amount are about the same."_s;

QStringList actionsOf(const BoardDetail &detail)
{
    QStringList ids;
    for (const auto &action : detail.actions)
        ids.append(action.id);
    return ids;
}

/// A stage on which the rules are there, and Lee.
struct Rules : Stage
{
    explicit Rules(const QString &folder = {}) : Stage(folder)
    {
        join();
        [this] { QTRY_VERIFY(isLive() && detail().valid); }();
    }
    BoardDetail detail() const { return session.reconciliation()->rules()->detailOf(rule); }
    void leeChanges(const QString &text, const QString &base)
    {
        lee.send(u"command"_s,
                 {{u"command"_s, u"edit"_s},
                  {u"kind"_s, u"rule"_s},
                  {u"subject"_s, u"RL-01"_s},
                  {u"key"_s, u"lee-"_s + base},
                  {u"arguments"_s, QJsonObject{{u"text"_s, text}, {u"base"_s, base}}}});
        QTRY_COMPARE(detail().text, text);
    }
};

} // namespace

/// Several people change one thing at once.
class TestSessionEdits : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void aChange()
    {
        Rules stage;
        const auto before = stage.detail();
        QVERIFY(!before.version.isEmpty());
        QCOMPARE(actionsOf(before), QStringList{u"edit"_s});
        stage.session.perform(u"edit"_s, rule, mine, before.version);
        QTRY_COMPARE(stage.detail().text, mine);
        QVERIFY(stage.detail().version != before.version);
        QCOMPARE(stage.detail().changedBy, u"you"_s);
        QTRY_COMPARE(stage.session.outbox()->rowCount(), 1);
        QTRY_COMPARE(stage.detail().timeline.size(), 0); // it is not on its way any more
        QCOMPARE(stage.detail().editText, QString());
    }

    void aConflict_data()
    {
        QTest::addColumn<bool>("saves");
        QTest::newRow("mine is saved") << true;
        QTest::newRow("theirs stands") << false;
    }
    /// Nothing undoes what its author never saw, and nothing that was written is lost, not even by the end of the program.
    void aConflict()
    {
        QFETCH(bool, saves);
        const QTemporaryDir folder;
        {
            Rules stage(folder.path());
            const auto seen = stage.detail().version;
            stage.leeChanges(theirs, seen);
            QSignalSpy refused(&stage.session, &Session::commandRefused);
            stage.session.perform(u"edit"_s, rule, mine, seen);
            QTRY_COMPARE(refused.size(), 1);
            QCOMPARE(refused.first().first().toString(), u"Not changed:"_s);
            const auto detail = stage.detail();
            QCOMPARE(detail.text, theirs);
            QCOMPARE(detail.editText, mine);
            QCOMPARE(detail.editReason,
                     u"Lee changed the rule meanwhile.\nLee changed it since; what it says now stands below."_s);
            QCOMPARE(actionsOf(detail), (QStringList{u"saveMine"_s, u"discardMine"_s}));
        }
        Rules stage(folder.path()); // on another backend, which knows nothing of Lee's change
        QTRY_COMPARE(stage.detail().editText, mine);
        QTRY_COMPARE(stage.detail().version, u"1"_s);
        stage.leeChanges(theirs, stage.detail().version);
        stage.session.perform(saves ? u"saveMine"_s : u"discardMine"_s, rule);
        stage.session.perform(saves ? u"saveMine"_s : u"discardMine"_s, rule); // once more, before anything came of it
        QTRY_COMPARE(stage.detail().editText, QString());
        QTRY_COMPARE(stage.detail().text, saves ? mine : theirs);
        QCOMPARE(actionsOf(stage.detail()), QStringList{u"edit"_s});
    }

    /// The backend's own words, where nobody changed anything.
    void aRefusal()
    {
        Rules stage;
        stage.session.perform(u"edit"_s, rule, QString(5000, u'x'), stage.detail().version);
        QTRY_COMPARE(stage.detail().editReason, u"The text is longer than 4,000 bytes."_s);
        QCOMPARE(actionsOf(stage.detail()), (QStringList{u"saveMine"_s, u"discardMine"_s}));
    }

    void anException()
    {
        Rules stage;
        auto *exceptions = stage.session.reconciliation()->exceptions();
        const auto key = exceptions->keyAt(0);
        const auto before = exceptions->detailOf(key);
        QVERIFY(actionsOf(before).contains(u"resolve"_s));
        stage.session.perform(u"resolve"_s, key, u"Booked twice"_s, u"another"_s);
        QTRY_COMPARE(exceptions->detailOf(key).editText, u"Booked twice"_s);
        stage.session.perform(u"saveMine"_s, key);
        QTRY_COMPARE(exceptions->detailOf(key).text, u"Booked twice"_s);
        QTRY_VERIFY(actionsOf(exceptions->detailOf(key)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionEdits)
#include "tst_sessionedits.moc"
