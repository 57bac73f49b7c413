// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/windowkeeper.h"
#include "eventmaker.h"
#include "rawclient.h"
#include "stricttest.h"
#include "windowstage.h"

#include <QAccessible>
#include <QQuickItem>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The table of this model's rows, when it can be seen.
QQuickItem *viewOf(const RowModel *model, QQuickItem *item)
{
    if (!item->isVisible())
        return nullptr;
    if (item->objectName() == u"boardView" && item->property("board").value<RowModel *>() == model)
        return item;
    const auto children = item->childItems();
    for (auto *child : children) {
        if (auto *found = viewOf(model, child))
            return found;
    }
    return nullptr;
}

/// The cell at this place of a table; nullptr when there is none to be seen.
QQuickItem *cellIn(QQuickItem *item, int row, int column)
{
    const auto children = item->childItems();
    for (auto *child : children) {
        if (!child->isVisible())
            continue;
        if (child->property("tableWidth").isValid() && child->property("row").toInt() == row
            && child->property("column").toInt() == column)
            return child;
        if (auto *found = cellIn(child, row, column))
            return found;
    }
    return nullptr;
}

/// What a table shows of a row of its model.
struct RowTexts
{
    static RowTexts of(QQuickItem &view, const RowModel &model, int row);

    int shown = 0; ///< texts that stand in their cells
    QStringList missing; ///< texts whose cells say something else
};

RowTexts RowTexts::of(QQuickItem &view, const RowModel &model, int row)
{
    RowTexts texts;
    for (int column = 0; column < model.columnCount(); ++column) {
        const auto text = model.index(row, column).data().toString();
        const auto *cell = cellIn(&view, row, column);
        if (!cell || cell->width() <= 0 || text.isEmpty())
            continue; // narrow windows leave columns out
        if (shows(cell, text))
            ++texts.shown;
        else
            texts.missing << text;
    }
    return texts;
}

} // namespace

/// The real Main.qml with the real session, engine and demo backend.
class TestWindow : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void showsKnownRowsOnEveryBoard()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        const auto check = [&](const QString &page, RowModel *model, const QString &key) {
            QMetaObject::invokeMethod(stage.window, "showPage", Q_ARG(QString, page));
            QTRY_VERIFY_WITH_TIMEOUT(model->rowOf(key) >= 0, 10'000);
            QTRY_VERIFY_WITH_TIMEOUT(viewOf(model, stage.window->contentItem()), 10'000);
            auto *view = viewOf(model, stage.window->contentItem());
            QMetaObject::invokeMethod(view, "reveal", Q_ARG(int, model->rowOf(key)));
            QTRY_VERIFY_WITH_TIMEOUT(RowTexts::of(*view, *model, model->rowOf(key)).shown >= 2, 10'000);
            QTRY_COMPARE_WITH_TIMEOUT(RowTexts::of(*view, *model, model->rowOf(key)).missing, QStringList(), 10'000);
        };
        check(u"inbox"_s, stage.session->inbox()->alerts(), u"0/AL-0184"_s);
        check(u"payments"_s, stage.session->payments()->payments(), u"0/PAY-0000001"_s);
        check(u"reconciliation"_s, stage.session->reconciliation()->runs(), u"0/RUN-482"_s);
        check(u"charity"_s, stage.session->charity()->help(), u"0/HR-1141"_s);
        check(u"review"_s, stage.session->review()->tasks(), u"0/TSK-3407"_s);
        check(u"chat"_s, stage.session->chat()->conversations(), u"0/Payments desk"_s);
        QMetaObject::invokeMethod(stage.window, "showPage", Q_ARG(QString, u"connections"_s));
        QTRY_VERIFY(shows(stage.window->contentItem(), u"Demo backend"_s));
    }

    void anItemThatIsAskedForIsSelected()
    {
        Stage stage;
        QVERIFY(stage.start());
        auto *payments = stage.session->payments()->payments();
        QTRY_VERIFY_WITH_TIMEOUT(payments->count() > 3, 20'000);
        const auto key = payments->keyAt(3);
        stage.session->openItem(u"payments"_s, key);
        QCOMPARE(stage.window->property("page").toString(), u"payments"_s);
        QTRY_COMPARE(payments->selectedKey(), key);
        QTRY_VERIFY(payments->detail().valid);
    }

    /// On the page whose board may lack something, and nowhere else; pressed, it leads to the row that tells of it.
    void theHeaderTellsOfAGap()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        QMetaObject::invokeMethod(stage.window, "showPage", Q_ARG(QString, u"payments"_s));
        auto *mark = itemNamed(stage.window->contentItem(), u"gapMark"_s);
        QVERIFY(!mark);
        EventMaker maker;
        const auto now = stage.clock.wallTime();
        GapData data{"payments", "e1", 10, 19, "no longer kept"};
        data.since = now - std::chrono::minutes(5);
        data.until = now - std::chrono::minutes(2);
        auto batch = batchOf({maker.make("gap-1", data)});
        batch.received = now;
        batch.events.front().time = now;
        stage.session->boards().fold(batch);
        stage.session->boards().flush();
        const auto *payments = stage.session->payments();
        QVERIFY(payments->gapText().startsWith(u"Between "_s));
        mark = itemNamed(stage.window->contentItem(), u"gapMark"_s);
        QVERIFY(mark);
        QCOMPARE(mark->property("text").toString(), payments->gapText());
        QCOMPARE(mark->property("tip").toString(), payments->gapTip());
        QVERIFY(mark->width() > 0);

        QMetaObject::invokeMethod(stage.window, "showPage", Q_ARG(QString, u"charity"_s));
        QVERIFY(!itemNamed(stage.window->contentItem(), u"gapMark"_s));
        QMetaObject::invokeMethod(stage.window, "showPage", Q_ARG(QString, u"payments"_s));
        mark->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QCOMPARE(stage.window->property("page").toString(), u"inbox"_s);
        QTRY_COMPARE(stage.session->inbox()->alerts()->selectedKey(), payments->gapKey());
    }

    void acknowledgingGoesToTheBackendAndComesBack()
    {
        Stage stage;
        QVERIFY(stage.start());
        auto *inbox = stage.session->inbox();
        QSignalSpy refused(stage.session.get(), &Session::commandRefused);
        QTRY_VERIFY_WITH_TIMEOUT(inbox->unacknowledged() > 0, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        const auto key = inbox->worstAlerts(1).first().key;
        stage.session->acknowledge(key);
        const auto isRaised = [&] {
            const auto raised = inbox->worstAlerts(inbox->unacknowledged());
            return std::any_of(raised.cbegin(), raised.cend(), [&](const auto &alert) { return alert.key == key; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(!isRaised(), 10'000);
        QCOMPARE(refused.size(), 0);
    }

    void snoozingAndNotingWithTheKeyboard()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        auto *inbox = stage.session->inbox();
        auto *alerts = inbox->alerts();
        QSignalSpy refused(stage.session.get(), &Session::commandRefused);
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(inbox->unacknowledged() > 0, 20'000);
        const auto key = inbox->worstAlerts(1).first().key;
        stage.session->openItem(u"inbox"_s, key);
        QTRY_COMPARE(alerts->selectedKey(), key);
        const auto waiting = inbox->unacknowledged();
        const auto press = [&](Qt::Key which) { QTest::keyClick(stage.window.data(), which); };

        QObject *dialog = stage.window->findChild<QObject *>(u"snoozeDialog"_s);
        QVERIFY(dialog);
        press(Qt::Key_S);
        QTRY_VERIFY(dialog->property("opened").toBool());
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(inbox->snoozed(), 1, 10'000);
        QTRY_COMPARE(inbox->unacknowledged(), waiting - 1);
        QTRY_VERIFY(alerts->detail().badge.contains(u"snoozed until"_s));

        auto *field = stage.window->findChild<QQuickItem *>(u"noteField"_s);
        QVERIFY(field && field->isVisible());
        field->forceActiveFocus();
        for (const auto letter : {Qt::Key_O, Qt::Key_K, Qt::Key_A, Qt::Key_S})
            press(letter);
        press(Qt::Key_Return);
        const auto notes = [&] {
            QStringList texts;
            for (const auto &entry : alerts->detail().timeline) {
                if (!entry.note.isEmpty() && !entry.pending)
                    texts << entry.text + u": "_s + entry.note;
            }
            return texts;
        };
        QTRY_COMPARE_WITH_TIMEOUT(notes(), QStringList{u"Note by you: okas"_s}, 10'000);
        QCOMPARE(inbox->snoozed(), 1);

        stage.session->perform(u"unsnooze"_s, key);
        QTRY_COMPARE_WITH_TIMEOUT(inbox->unacknowledged(), waiting, 10'000);
        QCOMPARE(refused.size(), 0);
    }

    void typingIsSeenBothWays()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(stage.session->chat()->conversations()->total() > 0, 20'000);
        stage.session->openItem(u"chat"_s, u"0/Payments desk"_s);
        QTRY_COMPARE(stage.session->chat()->currentConversation(), u"0/Payments desk"_s);
        auto *line = stage.window->findChild<QQuickItem *>(u"typing"_s);
        auto *composer = stage.window->findChild<QQuickItem *>(u"composer"_s);
        QVERIFY(line && line->isVisible() && composer);
        RawClient lee;
        lee.open(stage.demo.url());
        QTRY_VERIFY(lee.isOpen());
        lee.send(u"hello"_s, {{u"client"_s, u"raw/1"_s}, {u"user"_s, u"<b>Lee</b>"_s}});
        QTRY_COMPARE(lee.controls(u"welcome"_s).size(), 1);

        const auto places = [&] {
            return QList{line->mapToScene({}), QPointF(line->width(), line->height()), composer->mapToScene({})};
        };
        const auto before = places();
        QVERIFY(line->height() > 0);
        QVERIFY(QAccessible::queryAccessibleInterface(line) == nullptr
                || QAccessible::queryAccessibleInterface(line)->text(QAccessible::Name).isEmpty());
        lee.send(u"typing"_s, {{u"conversation"_s, u"Payments desk"_s}});
        const auto words = u"<b>Lee</b> is typing…"_s;
        QTRY_COMPARE(line->property("text").toString(), words);
        QCOMPARE(line->property("textFormat").toInt(), static_cast<int>(Qt::PlainText));
        const auto *accessible = QAccessible::queryAccessibleInterface(line);
        QVERIFY(accessible);
        QCOMPARE(accessible->text(QAccessible::Name), words);
        QCOMPARE(places(), before); // nothing jumps

        composer->forceActiveFocus();
        for (const auto letter : {Qt::Key_Space, Qt::Key_K, Qt::Key_A})
            QTest::keyClick(stage.window.data(), letter);
        QTRY_COMPARE(lee.controls(u"typing"_s).size(), 1);
        QCOMPARE(lee.controls(u"typing"_s).first().value("by"_L1).toString(), u"Priya"_s);
    }

    /// Refused, it stays with the server's words; the keyboard reaches what can be done about it.
    void aMessageThatFailedIsToBeSeen()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(stage.session->chat()->conversations()->total() > 0, 20'000);
        stage.session->openItem(u"chat"_s, u"0/<b>Nowhere</b>"_s);
        auto *composer = stage.window->findChild<QQuickItem *>(u"composer"_s);
        QVERIFY(composer);
        composer->forceActiveFocus();
        for (const auto letter : {Qt::Key_O, Qt::Key_K})
            QTest::keyClick(stage.window.data(), letter);
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        const auto shown = [&](const QString &text) { return shows(stage.window->contentItem(), text); };
        QTRY_VERIFY_WITH_TIMEOUT(shown(u"There is no conversation \"<b>Nowhere</b>\"."_s), 10'000);
        QVERIFY(shown(u"ok"_s));
        auto *retry = itemNamed(stage.window->contentItem(), u"retryMessage"_s);
        auto *discard = itemNamed(stage.window->contentItem(), u"discardMessage"_s);
        QVERIFY(retry && discard);
        const auto *accessible = QAccessible::queryAccessibleInterface(discard);
        QVERIFY(accessible && accessible->text(QAccessible::Name).contains(u"ok"_s));
        for (int tabs = 0; tabs < 40 && !discard->hasActiveFocus(); ++tabs)
            QTest::keyClick(stage.window.data(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(discard->hasActiveFocus());
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QTRY_COMPARE(stage.session->chat()->messages()->rowCount(), 0);
        QVERIFY(composer->hasActiveFocus()); // and not where nothing is any more
    }

    /// Each conversation has a draft of its own, which is there again when one comes back to it.
    void draftsBelongToTheirConversations()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        QTRY_VERIFY_WITH_TIMEOUT(stage.session->chat()->conversations()->total() > 2, 20'000);
        const auto open = [&](const QString &key) {
            stage.session->openItem(u"chat"_s, key);
            QCOMPARE(stage.session->chat()->currentConversation(), key);
        };
        const auto written = [&] {
            const auto *composer = itemNamed(stage.window->contentItem(), u"composer"_s);
            return composer ? composer->property("text").toString() : QString();
        };
        open(u"0/Payments desk"_s);
        itemNamed(stage.window->contentItem(), u"composer"_s)->forceActiveFocus();
        for (const auto letter : {Qt::Key_O, Qt::Key_K})
            QTest::keyClick(stage.window.data(), letter);
        QCOMPARE(written(), u"ok"_s);
        open(u"0/Month end"_s);
        QCOMPARE(written(), QString());
        QMetaObject::invokeMethod(stage.window, "showPage", Q_ARG(QString, u"inbox"_s));
        open(u"0/Payments desk"_s);
        QCOMPARE(written(), u"ok"_s);
        itemNamed(stage.window->contentItem(), u"composer"_s)->forceActiveFocus();
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QCOMPARE(written(), QString());
        open(u"0/Month end"_s);
        open(u"0/Payments desk"_s);
        QCOMPARE(written(), QString());
    }

    void aConversationAndItsHelpRequestLeadToEachOther()
    {
        Stage stage(true);
        QVERIFY(stage.start());
        auto *help = stage.session->charity()->help();
        QTRY_VERIFY_WITH_TIMEOUT(help->detailOf(u"0/HR-1141"_s).valid, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        stage.session->openItem(u"chat"_s, u"0/HR-1141"_s);
        QTRY_VERIFY(itemNamed(stage.window->contentItem(), u"helpLink"_s));
        auto *link = itemNamed(stage.window->contentItem(), u"helpLink"_s);
        QCOMPARE(link->property("text").toString(), stage.session->chat()->helpText());
        link->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QCOMPARE(stage.window->property("page").toString(), u"charity"_s);
        QTRY_COMPARE(help->selectedKey(), u"0/HR-1141"_s);
        QCOMPARE(help->detail().conversationKey, u"0/HR-1141"_s);
        QVERIFY(shows(stage.window->contentItem(), u"Open conversation"_s));
        stage.session->chat()->setCurrentConversation({});
        auto *button = itemNamed(stage.window->contentItem(), u"action-conversation"_s);
        QVERIFY(button);
        button->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QCOMPARE(stage.window->property("page").toString(), u"chat"_s);
        QTRY_COMPARE(stage.session->chat()->currentConversation(), u"0/HR-1141"_s);
    }

    void aBackendThatGoesAwayIsSaidEverywhereAlike()
    {
        Stage stage;
        QVERIFY(stage.start());
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connectionSeverity(), u"ok"_s, 20'000);
        QVERIFY(!stage.session->banner().visible);
        stage.demo.run([](DemoServer &server) { server.stop(); });
        QTRY_VERIFY_WITH_TIMEOUT(stage.session->banner().visible, 20'000);
        QVERIFY(stage.session->connectionSeverity() != u"ok"_s);
        QVERIFY(stage.session->connectionSummary().contains(u"0 of 1"_s));
        QCOMPARE(stage.session->banner().feed, u"Demo backend"_s);
    }

    void closingHidesOnlyBehindAProvenTray()
    {
        Stage stage;
        QVERIFY(stage.start());
        WindowKeeper keeper(*stage.window, stage.settings);
        bool proven = false;
        if (QGuiApplication::platformName() == u"offscreen") {
            for (int raised = 0; raised < 2; ++raised)
                QTest::ignoreMessage(QtWarningMsg, "This plugin does not support raise()");
        }
        keeper.setTrayProven([&proven] { return proven; });
        stage.window->close();
        QCOMPARE(stage.window->visibility(), QWindow::Minimized);
        keeper.raise();
        QTRY_VERIFY(stage.window->visibility() != QWindow::Minimized);
        proven = true;
        stage.window->close();
        QCOMPARE(stage.window->visibility(), QWindow::Hidden);
        keeper.raise();
        QVERIFY(stage.window->isVisible());
    }
};

int main(int argc, char **argv)
{
    QTEST_SET_MAIN_SOURCE_PATH
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const QGuiApplication app(argc, argv);
    TestWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window.moc"
