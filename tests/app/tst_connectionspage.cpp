// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stricttest.h"
#include "windowstage.h"

#include <QSet>

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
        QTRY_VERIFY(stage.history().value(0).endsWith(u"Catching up → Live: Everything that was missed has come."_s));
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
        QTest::keyClick(stage.window.data(), Qt::Key_End);
        const auto scrolled = view->property("contentY").toReal();
        QVERIFY(scrolled > 0);
        QTest::keyClick(stage.window.data(), Qt::Key_PageUp);
        QVERIFY(view->property("contentY").toReal() < scrolled);

        const auto middle = toggle->mapToScene({toggle->width() / 2, toggle->height() / 2}).toPoint();
        QTest::mouseClick(stage.window.data(), Qt::LeftButton, {}, middle);
        QTRY_COMPARE(lines(), 6);
        QCOMPARE(view->property("contentY").toReal(), 0);
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
