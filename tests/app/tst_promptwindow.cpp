// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "editstage.h"
#include "stricttest.h"

using namespace Bellboard;

namespace {

const auto field = u"promptField"_s;

/// A stage that shows the first open exception.
struct ExceptionStage : EditStage
{
    void open()
    {
        QVERIFY(start());
        QTRY_VERIFY_WITH_TIMEOUT(exceptions()->count() > 1, 20'000);
        key = exceptions()->keyAt(0);
        subject = key.section(u'/', 1);
        seen = exceptions()->detailOf(key).version;
        show(exceptions(), key);
    }
    void resolve() { ask(u"resolve"_s, field); }
    bool isOpen() const
    {
        const auto actions = exceptions()->detailOf(key).actions;
        return std::any_of(actions.cbegin(), actions.cend(),
                           [](const auto &action) { return action.id == u"resolve"; });
    }

    QString key;
    QString subject;
    QString seen; ///< the version that was shown first
};

} // namespace

/// The prompt for why an exception is settled, in the real window by mouse and keyboard, and what leaves for the backend.
class TestPromptWindow : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void resolving_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("Enter") << false;
        QTest::newRow("the button, twice") << true;
    }
    void resolving()
    {
        QFETCH(bool, byMouse);
        ExceptionStage stage;
        stage.open();
        QVERIFY(!stage.seen.isEmpty());
        stage.resolve();
        QCOMPARE(stage.textIn(field), QString());
        stage.write(" booked twice, <b>jask</b> ");
        if (byMouse) {
            QTest::mouseDClick(stage.window.data(), Qt::LeftButton, {}, stage.middleOf(u"dialogAccept"_s));
        } else {
            stage.press(Qt::Key_Return);
            stage.press(Qt::Key_Return);
        }
        QTRY_VERIFY(!stage.item(field));
        QTRY_VERIFY(!stage.isOpen());
        stage.settle();
        QCOMPARE(stage.sent,
                 QStringList{u"resolve %1 over %2: booked twice, <b>jask</b>"_s.arg(stage.subject, stage.seen)});
        QTRY_VERIFY(shows(stage.root(), u"booked twice, <b>jask</b>"_s));
    }

    void nothingLeavesUnlessItIsWanted_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("Escape") << false;
        QTest::newRow("Cancel") << true;
    }
    void nothingLeavesUnlessItIsWanted()
    {
        QFETCH(bool, byMouse);
        ExceptionStage stage;
        stage.open();
        stage.resolve();
        stage.write("no");
        byMouse ? stage.click(u"dialogReject"_s) : stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.item(field));
        stage.resolve();
        QCOMPARE(stage.textIn(field), QString());
        stage.settle();
        QCOMPARE(stage.sent, QStringList());
        QVERIFY(stage.isOpen());
    }

    void itSaysWhy()
    {
        ExceptionStage stage;
        stage.open();
        stage.resolve();
        stage.write("  ");
        stage.press(Qt::Key_Return);
        stage.press(Qt::Key_Enter, Qt::KeypadModifier);
        QVERIFY(!stage.item(u"dialogAccept"_s)->isEnabled());
        stage.click(u"dialogAccept"_s);
        stage.settle();
        QCOMPARE(stage.textIn(field), u"  "_s);
        QCOMPARE(stage.sent, QStringList());
        stage.write("x");
        stage.press(Qt::Key_Enter, Qt::KeypadModifier);
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"resolve %1 over %2: x"_s.arg(stage.subject, stage.seen)});
    }

    /// Somebody else takes it meanwhile: what is settled is what the user saw, and the backend can say no.
    void itChangesMeanwhile()
    {
        ExceptionStage stage;
        stage.open();
        stage.join();
        stage.resolve();
        stage.lee.send(u"command"_s,
                       {{u"command"_s, u"assign"_s},
                        {u"kind"_s, u"exception"_s},
                        {u"subject"_s, stage.subject},
                        {u"key"_s, u"lee"_s},
                        {u"arguments"_s, QJsonObject{{u"owner"_s, u"Lee"_s}}}});
        const auto version = [&] { return stage.exceptions()->detailOf(stage.key).version; };
        QTRY_VERIFY(version() != stage.seen);
        stage.write("booked twice");
        stage.click(u"dialogAccept"_s);
        QTRY_VERIFY(!stage.item(field));
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"resolve %1 over %2: booked twice"_s.arg(stage.subject, stage.seen)});
        QTRY_VERIFY(stage.lostEditSays(u"booked twice"_s));
        QVERIFY(!stage.item(u"action-resolve"_s));

        const auto newest = version();
        stage.sent.clear();
        stage.click(u"action-saveMine"_s);
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"resolve %1 over %2: booked twice"_s.arg(stage.subject, newest)});
        QTRY_VERIFY(!stage.item(u"lostEdit"_s));
        QTRY_VERIFY(stage.exceptions()->detailOf(stage.key).actions.isEmpty());
    }

    void somebodyElseIsAsked()
    {
        ExceptionStage stage;
        stage.open();
        stage.ask(u"assign"_s, field);
        QCOMPARE(stage.textIn(field), stage.session->settings()->userName());
        stage.write("Zoe"); // in the place of the name that is chosen
        QTest::mouseDClick(stage.window.data(), Qt::LeftButton, {}, stage.middleOf(u"dialogAccept"_s));
        stage.settle();
        QCOMPARE(stage.sent, QStringList{u"assign %1 over : "_s.arg(stage.subject)});
        QTRY_VERIFY(shows(stage.root(), u"Zoe"_s));
    }

    void aSnoozeIsChosenTwice()
    {
        ExceptionStage stage;
        stage.open();
        auto *inbox = stage.session->inbox();
        QTRY_VERIFY(inbox->unacknowledged() > 0);
        stage.session->openItem(u"inbox"_s, inbox->worstAlerts(1).first().key);
        stage.ask(u"snooze"_s, u"snooze-15min"_s);
        QTest::mouseDClick(stage.window.data(), Qt::LeftButton, {}, stage.middleOf(u"snooze-1h"_s));
        stage.settle();
        QCOMPARE(stage.sent.size(), 1);
        QTRY_COMPARE(inbox->snoozed(), 1);
    }

    /// Two in turn: neither words nor versions are carried from one to the other.
    void eachIsSettledAsItWasSeen()
    {
        ExceptionStage stage;
        stage.open();
        stage.resolve();
        stage.write("not this one");
        stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.item(field));
        const auto other = stage.exceptions()->keyAt(1);
        stage.session->perform(u"assign"_s, stage.key, u"Zoe"_s);
        const auto version = [&] { return stage.exceptions()->detailOf(stage.key).version; };
        QTRY_VERIFY(version() != stage.seen);
        stage.settle();
        stage.sent.clear();
        const QStringList expected{
            u"resolve %1 over %2: this"_s.arg(other.section(u'/', 1), stage.exceptions()->detailOf(other).version),
            u"resolve %1 over %2: that"_s.arg(stage.subject, version())};
        stage.show(stage.exceptions(), other);
        stage.resolve();
        stage.write("this");
        stage.press(Qt::Key_Return);
        stage.settle();
        stage.show(stage.exceptions(), stage.key);
        stage.resolve();
        stage.write("that");
        stage.press(Qt::Key_Return);
        stage.settle();
        QCOMPARE(stage.sent, expected);
    }
};

int main(int argc, char **argv)
{
    QTEST_SET_MAIN_SOURCE_PATH
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const QGuiApplication app(argc, argv);
    TestPromptWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_promptwindow.moc"
