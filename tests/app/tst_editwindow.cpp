// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "editstage.h"
#include "eventmaker.h"
#include "stricttest.h"

using namespace Bellboard;

namespace {

const auto rule = u"0/RL-01"_s;
const auto area = u"editArea"_s;

/// More than the area shows, of several lines, and nothing that may be taken for markup.
QString longText()
{
    QString text = u"Reference & amount are <b>the same</b>:\n\n"_s;
    for (int line = 1; line <= 40; ++line)
        text += u"\t%1. what stands in this line is a part of it, too\n"_s.arg(line);
    return text + u"the end"_s;
}

/// A stage that shows the first rule.
struct RuleStage : EditStage
{
    void open()
    {
        QVERIFY(start());
        show(rules(), rule);
        join();
    }
    void edit() { ask(u"edit"_s, area); }
    QString versionOfRule() const { return rules()->detailOf(rule).version; }
    QString textOfRule() const { return rules()->detailOf(rule).text; }
};

} // namespace

/// The dialog in which a rule is changed, in the real window by mouse and keyboard, and what leaves for the backend.
class TestEditWindow : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void allThatARuleSaysCanBeChanged()
    {
        RuleStage stage;
        stage.open();
        stage.leeChanges(rule, longText());
        const auto seen = stage.versionOfRule();
        stage.edit();
        QCOMPARE(stage.textIn(area), longText());
        stage.press(Qt::Key_End, Qt::ControlModifier);
        const auto *field = stage.window->activeFocusItem();
        const auto cursor = field->mapRectToItem(stage.item(area), field->property("cursorRectangle").toRectF());
        QVERIFY2(stage.item(area)->boundingRect().contains(cursor), "one must see where one writes");
        stage.press(Qt::Key_Return);
        stage.write("jask of it");
        const auto written = longText() + u"\njask of it"_s;
        QCOMPARE(stage.textIn(area), written);
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!stage.item(area));
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"edit RL-01 over "_s + seen + u": "_s + written});
        QTRY_COMPARE(stage.textOfRule(), written);
        QVERIFY(stage.versionOfRule() != seen);
        QVERIFY(shows(stage.root(), written));
    }

    void whatStoodThereMayBeReplaced()
    {
        RuleStage stage;
        stage.open();
        stage.edit();
        stage.press(Qt::Key_A, Qt::ControlModifier);
        stage.write("all new");
        stage.press(Qt::Key_Tab);
        QVERIFY(stage.item(u"dialogAccept"_s)->hasActiveFocus());
        stage.press(Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(stage.item(area)->hasActiveFocus());
        stage.press(Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(!stage.item(area)->hasActiveFocus());
        QCOMPARE(stage.textIn(area), u"all new"_s);
        stage.item(u"dialogAccept"_s)->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Return);
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"edit RL-01 over 1: all new"_s});
    }

    /// What others did since is not undone: the version that goes along is the one that was read, and not the newest.
    void theVersionIsTheOneThatWasRead()
    {
        RuleStage stage;
        stage.open();
        const auto before = stage.textOfRule();
        stage.edit();
        stage.leeChanges(rule, u"Lee's words"_s);
        QCOMPARE(stage.textIn(area), before);
        stage.write("mine: ");
        stage.click(u"dialogAccept"_s);
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"edit RL-01 over 1: mine: "_s + before});
        QCOMPARE(stage.textOfRule(), u"Lee's words"_s);
    }

    void nothingLeavesUnlessItIsSaved_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("Escape") << false;
        QTest::newRow("Cancel") << true;
    }
    /// What was written is there again, unless the rule says something else by then, and for this rule alone.
    void nothingLeavesUnlessItIsSaved()
    {
        QFETCH(bool, byMouse);
        RuleStage stage;
        stage.open();
        const auto before = stage.textOfRule();
        const auto leave = [&] {
            byMouse ? stage.click(u"dialogReject"_s) : stage.press(Qt::Key_Escape);
            QTRY_VERIFY(!stage.item(area));
        };
        stage.edit();
        stage.write("mine: ");
        leave();
        stage.edit();
        QCOMPARE(stage.textIn(area), u"mine: "_s + before);
        leave();
        stage.leeChanges(rule, u"Lee's words"_s);
        stage.edit();
        QCOMPARE(stage.textIn(area), u"Lee's words"_s);
        stage.write("mine: ");
        leave();
        const auto other = u"0/RL-02"_s;
        stage.show(stage.rules(), other);
        stage.edit();
        QCOMPARE(stage.textIn(area), stage.rules()->detailOf(other).text);
        leave();
        stage.settle();
        QCOMPARE(stage.sent, QStringList());

        stage.show(stage.rules(), rule);
        const auto seen = stage.versionOfRule();
        stage.edit();
        stage.write("ours: ");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"edit RL-01 over "_s + seen + u": ours: Lee's words"_s});
    }

    /// Also where the rule stayed as it was, because the backend would not have it.
    void theNextChangeBeginsAnew()
    {
        RuleStage stage;
        stage.open();
        stage.leeChanges(rule, QString(3'999, u'x'));
        stage.edit();
        stage.write("mine");
        stage.press(Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
        QTRY_VERIFY(!stage.item(area));
        QTRY_VERIFY(shows(stage.root(), u"The text is longer than 4,000 bytes."_s));
        stage.click(u"action-discardMine"_s);
        stage.edit();
        QCOMPARE(stage.textIn(area), stage.textOfRule());
    }

    /// Not every backend has versions, by which it could be told that the rule says something else.
    void whatWasWrittenGoesWithWhatWasRead()
    {
        RuleStage stage;
        stage.open();
        EventMaker maker;
        const auto key = u"0/RL-91"_s;
        const auto say = [&](std::string_view text) {
            stage.session->boards().fold(
                batchOf({maker.make("RL-91", RuleData{RuleStatus::Active, "One", text, {}, {}})}));
            stage.session->boards().flush();
            QCOMPARE(stage.rules()->detailOf(key).text, QString::fromUtf8(text));
        };
        say("first");
        stage.show(stage.rules(), key);
        stage.edit();
        stage.write("mine ");
        stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.item(area));
        say("second");
        stage.edit();
        QCOMPARE(stage.textIn(area), u"second"_s);
    }

    void anEmptyTextIsNotSaved()
    {
        RuleStage stage;
        stage.open();
        stage.edit();
        stage.press(Qt::Key_A, Qt::ControlModifier);
        stage.press(Qt::Key_Delete);
        stage.press(Qt::Key_Return);
        stage.press(Qt::Key_Space);
        QCOMPARE(stage.textIn(area), u"\n "_s);
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        stage.press(Qt::Key_Enter, Qt::ControlModifier);
        QVERIFY(!stage.item(u"dialogAccept"_s)->isEnabled());
        stage.click(u"dialogAccept"_s);
        stage.settle();
        QCOMPARE(stage.textIn(area), u"\n "_s);
        QCOMPARE(stage.sent, QStringList());
        stage.write("x");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"edit RL-01 over 1: \n x"_s});
    }

    void saveIsPressedTwice()
    {
        RuleStage stage;
        stage.open();
        stage.edit();
        stage.write("once ");
        const auto place = stage.middleOf(u"dialogAccept"_s);
        QTest::mouseClick(stage.window.data(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(stage.window.data(), Qt::LeftButton, {}, place);
        stage.settle();
        QCOMPARE(stage.sent.size(), 1);
    }

    void aConflict_data()
    {
        QTest::addColumn<bool>("saves");
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("mine is saved, by mouse") << true << true;
        QTest::newRow("mine is saved, by keyboard") << true << false;
        QTest::newRow("theirs stands, by mouse") << false << true;
        QTest::newRow("theirs stands, by keyboard") << false << false;
    }
    /// Whoever lost against another sees why, what was written, and what stands there now, and says what shall become of it.
    void aConflict()
    {
        QFETCH(bool, saves);
        QFETCH(bool, byMouse);
        RuleStage stage;
        stage.open();
        const auto theirs = u"<b>Lee's</b>\nwords"_s;
        const auto mine = u"mine: "_s + stage.textOfRule();
        stage.edit();
        stage.leeChanges(rule, theirs);
        stage.write("mine: ");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!stage.item(area));
        stage.settle();
        QTRY_VERIFY(stage.item(u"lostEdit"_s));
        QVERIFY(stage.lostEditSays(
            u"Lee changed the rule meanwhile.\nLee changed it since; what it says now stands below."_s));
        QVERIFY(stage.lostEditSays(mine));
        QVERIFY(!stage.lostEditSays(theirs));
        QVERIFY(shows(stage.root(), theirs));
        QVERIFY(!stage.item(u"action-edit"_s));

        const auto newest = u"Lee's\nlast words"_s;
        stage.leeChanges(rule, newest); // and that is what stands below by now
        QVERIFY(shows(stage.root(), newest));
        const auto seen = stage.versionOfRule();
        stage.sent.clear();
        const auto action = saves ? u"action-saveMine"_s : u"action-discardMine"_s;
        if (byMouse) {
            QTest::mouseDClick(stage.window.data(), Qt::LeftButton, {}, stage.middleOf(action));
        } else {
            stage.item(action)->forceActiveFocus(Qt::TabFocusReason);
            stage.press(Qt::Key_Return);
        }
        stage.settle();
        QCOMPARE(stage.sent, saves ? QStringList{u"edit RL-01 over "_s + seen + u": "_s + mine} : QStringList());
        QTRY_COMPARE(stage.textOfRule(), saves ? mine : newest);
        QTRY_VERIFY(!stage.item(u"lostEdit"_s));
        QTRY_VERIFY(stage.item(u"action-edit"_s));
        QVERIFY(!stage.item(u"action-saveMine"_s));
        QVERIFY(!stage.item(u"action-discardMine"_s));
    }
};

int main(int argc, char **argv)
{
    QTEST_SET_MAIN_SOURCE_PATH
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const QGuiApplication app(argc, argv);
    TestEditWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_editwindow.moc"
