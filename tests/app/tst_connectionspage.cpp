// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stricttest.h"
#include "windowstage.h"

#include <QSet>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How many visible items in the tree show a text that begins so.
int countOf(const QQuickItem *item, const QString &beginning)
{
    if (!item->isVisible())
        return 0;
    int count = item->property("text").toString().startsWith(beginning) ? 1 : 0;
    const auto children = item->childItems();
    for (const auto *child : children)
        count += countOf(child, beginning);
    return count;
}

/// Moves the focus on with the tab key until it is where something has this text; false when it never is.
bool tabTo(Stage &stage, const QString &text)
{
    for (int presses = 0; presses < 60; ++presses) {
        const auto *focused = stage.window->activeFocusItem();
        if (focused && focused->property("text").toString() == text)
            return true;
        QTest::keyClick(stage.window.data(), Qt::Key_Tab);
    }
    return false;
}

/// A stage whose Connections page is shown, with its feed live.
struct ConnectionsStage : Stage
{
    ConnectionsStage() : Stage(true) { }

    void open()
    {
        QVERIFY(start());
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 20'000);
        QMetaObject::invokeMethod(window, "showPage", Q_ARG(QString, u"connections"_s));
    }
    bool isLive() const { return session->connectionSeverity() == u"ok"_s; }
    void loseServer()
    {
        demo.run([](DemoServer &server) { server.stop(); });
        QTRY_COMPARE_WITH_TIMEOUT(session->banner().feed, u"Demo backend"_s, 20'000);
    }
    QStringList history() const
    {
        const auto *model = session->connections();
        return model->index(0).data(ConnectionModel::HistoryRole).toStringList();
    }
    QQuickItem *root() const { return window->contentItem(); }
};

} // namespace

/// The Connections page of the real window, on a real session, engine and demo backend.
class TestConnectionsPage : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void aCardTellsWhyItsStateChanged()
    {
        ConnectionsStage stage;
        stage.open();
        QTRY_VERIFY(
            stage.history().value(0).endsWith(u"Catching up → Live: The server has given what it still had."_s));
        QTRY_VERIFY(shows(stage.root(), stage.history().value(0)));
        stage.loseServer();
        QTRY_VERIFY(stage.history().value(0).contains(u"Disconnected: "_s));
        QTRY_VERIFY(shows(stage.root(), stage.history().value(0)));
    }

    void allThatHappenedIsShownOnDemand()
    {
        ConnectionsStage stage;
        stage.open();
        stage.loseServer();
        stage.window->resize(1300, 600); // too low for all of the card
        constexpr int many = 18;
        while (stage.history().size() < many) {
            const auto before = stage.history().size();
            stage.session->retryNow();
            QTRY_VERIFY(stage.history().size() > before);
        }
        auto *view = itemNamed(stage.root(), u"historyView"_s);
        QVERIFY(view);
        const auto lines = [&] {
            int count = 0;
            const auto texts = stage.history();
            for (const auto &text : QSet<QString>(texts.cbegin(), texts.cend()))
                count += countOf(view, text);
            return count;
        };
        QTRY_COMPARE(lines(), 6);
        const auto height = view->height();

        const auto toggle = itemNamed(stage.root(), u"historyToggle"_s);
        QVERIFY(toggle);
        QVERIFY(tabTo(stage, toggle->property("text").toString()));
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QTRY_COMPARE(lines(), static_cast<int>(stage.history().size()));
        QCOMPARE(toggle->property("text").toString(), u"Show fewer"_s);
        QTRY_VERIFY(view->height() > height);
        QVERIFY(view->property("contentHeight").toReal() > view->height());

        // It scrolls by keyboard, too.
        QTest::keyClick(stage.window.data(), Qt::Key_Tab);
        QCOMPARE(stage.window->activeFocusItem(), view);
        const auto *list = itemNamed(stage.root(), u"feedList"_s);
        QVERIFY(view->mapToItem(list, {0, view->height()}).y() <= list->height());
        QTest::keyClick(stage.window.data(), Qt::Key_End);
        const auto scrolled = view->property("contentY").toReal();
        QVERIFY(scrolled > 0);
        QTest::keyClick(stage.window.data(), Qt::Key_PageUp);
        QVERIFY(view->property("contentY").toReal() < scrolled);

        QTest::keyClick(stage.window.data(), Qt::Key_Backtab);
        QVERIFY(toggle->hasActiveFocus());
        const auto middle = toggle->mapToScene({toggle->width() / 2, toggle->height() / 2}).toPoint();
        QTest::mouseClick(stage.window.data(), Qt::LeftButton, {}, middle);
        QTRY_COMPARE(lines(), 6);
        QCOMPARE(view->property("contentY").toReal(), 0);
    }

    void commandsThatWaitAndThatFailed()
    {
        ConnectionsStage stage;
        stage.open();
        QVERIFY(shows(stage.root(), u"Nothing was asked yet"_s));
        Command unknown;
        unknown.key = u"5f0e0d34-7d2b-4a55-9b0e-111111111111"_s;
        unknown.name = u"acknowledge"_s;
        unknown.kind = u"alert"_s;
        unknown.subject = u"AL-none"_s;
        QSignalSpy refused(stage.session.get(), &Session::commandRefused);
        stage.engine->sendCommand(unknown);
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 10'000);
        const auto reason = refused.first().at(1).toString();
        QVERIFY2(reason.contains(u"AL-none"_s), qPrintable(reason)); // the server's own words
        QTRY_VERIFY(shows(stage.root(), u"Acknowledge AL-none"_s));
        QVERIFY(shows(stage.root(), reason));
        QCOMPARE(countOf(stage.root(), u"Refused · Demo backend"_s), 1);

        stage.loseServer();
        auto *inbox = stage.session->inbox();
        QVERIFY(inbox->unacknowledged() > 0);
        const auto key = inbox->worstAlerts(1).first().key;
        stage.session->acknowledge(key);
        const auto words = u"Acknowledge "_s + key.section(u'/', 1);
        QTRY_VERIFY(shows(stage.root(), words));
        QCOMPARE(countOf(stage.root(), u"Waits to be sent · Demo backend"_s), 1);

        QVERIFY(tabTo(stage, u"Cancel"_s));
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        QTRY_COMPARE(stage.session->outbox()->waiting(), 0);
        QTRY_COMPARE(countOf(stage.root(), u"Waits to be sent"_s), 0);
    }

    /// What is to be known of the journal stands above the feeds, and is seen when it comes while somebody looks.
    void theJournalIsToldOfAboveTheFeeds()
    {
        ConnectionsStage stage;
        stage.open();
        QVERIFY(!itemNamed(stage.root(), u"journalCard"_s));
        JournalStatus status;
        status.notice = u"The journal was damaged: <b>%1</b>."_s;
        for (int i = 1; i <= 5; ++i)
            status.setAside << u"journal-damaged-%1.sqlite"_s.arg(i);
        Q_EMIT stage.engine->journalStatusChanged(status);
        stage.loseServer(); // whose banner hides the notice
        QVERIFY(!shows(itemNamed(stage.root(), u"feedBanner"_s), status.notice));
        auto *card = itemNamed(stage.root(), u"journalCard"_s);
        QVERIFY(card);
        QVERIFY(shows(card, status.notice));
        QVERIFY(shows(card, stage.folder.filePath(u"data/journal-damaged-5.sqlite"_s)));
        QVERIFY(!shows(card, stage.folder.filePath(u"data/journal-damaged-2.sqlite"_s)));
        QVERIFY(shows(card, u"and 2 older ones beside them"_s));
        const auto *list = itemNamed(stage.root(), u"feedList"_s);
        QVERIFY(list);
        QTRY_COMPARE(card->mapToItem(list, QPointF()).y(), 0);
        Q_EMIT stage.engine->journalStatusChanged({});
        QTRY_VERIFY(!itemNamed(stage.root(), u"journalCard"_s));
    }
};

int main(int argc, char **argv)
{
    QTEST_SET_MAIN_SOURCE_PATH
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const QGuiApplication app(argc, argv);
    TestConnectionsPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_connectionspage.moc"
