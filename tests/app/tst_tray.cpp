// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "desktop/tray.h"
#include "desktop/trayicon.h"
#include "desktop/traynotifier.h"
#include "pretendhost.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList tokens{u"critical"_s, u"high"_s, u"warning"_s, u"info"_s, u"ok"_s, u"stale"_s};

/// The shape alone: where something is drawn.
QImage outline(const QString &token)
{
    return trayImage(token, 0, 64).convertToFormat(QImage::Format_Alpha8);
}

} // namespace

/// Not a StrictTest: Qt itself warns when it makes a tray icon on a platform that has none, as in tests.
class TestTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesDifferInShapeNotOnlyInColour()
    {
        // Info and ok share the disc; ok has a check in it.
        for (const auto &a : {u"critical"_s, u"high"_s, u"warning"_s, u"info"_s, u"stale"_s}) {
            for (const auto &b : {u"critical"_s, u"high"_s, u"warning"_s, u"info"_s, u"stale"_s})
                QCOMPARE(outline(a) == outline(b), a == b);
        }
        QVERIFY(trayImage(u"info"_s, 0, 22) != trayImage(u"ok"_s, 0, 22));
    }

    void theCountIsDrawn()
    {
        for (const auto &token : tokens) {
            for (const int size : {16, 22, 48}) {
                QVERIFY(trayImage(token, 1, size) != trayImage(token, 0, size));
                QVERIFY(trayImage(token, 1, size) != trayImage(token, 4, size));
                QVERIFY(trayImage(token, 9, size) != trayImage(token, 10, size));
                QCOMPARE(trayImage(token, 10, size), trayImage(token, 4000, size));
            }
        }
    }

    void coloursAreTheTokens()
    {
        QFile file(QStringLiteral(BELLBOARD_RESOURCES "/tokens.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto fills =
            QJsonDocument::fromJson(file.readAll()).object().value(u"dark"_s).toObject().value(u"sev"_s).toObject();
        for (const auto &token : tokens) {
            const QColor wanted(fills.value(token).toString());
            const auto image = trayImage(token, 0, 64).convertToFormat(QImage::Format_ARGB32);
            bool found = false;
            for (int y = 0; y < 64 && !found; ++y) {
                for (int x = 0; x < 64 && !found; ++x)
                    found = image.pixelColor(x, y) == wanted;
            }
            QVERIFY2(found, qPrintable(token));
        }
    }

    void menuNamesTheWorstAndThePauseItsEnd()
    {
        Tray tray(std::make_unique<PretendHost>());
        TrayState state;
        state.severity = u"critical"_s;
        state.unacknowledged = 1;
        state.worst = {{u"0/x"_s, u"Fish & chips"_s, Severity::Critical}};
        tray.show(state);
        QSignalSpy items(&tray, &Tray::itemRequested);
        QCOMPARE(tray.menu()->actions().first()->text(), u"Fish && chips"_s);
        tray.menu()->actions().first()->trigger();
        QCOMPARE(items.takeFirst().first().toString(), u"0/x"_s);

        state.pausedText = u"Notifications paused until 10:00"_s;
        tray.show(state);
        QStringList texts;
        for (const auto *action : tray.menu()->actions())
            texts << action->text();
        QVERIFY(texts.contains(state.pausedText));
        QVERIFY(texts.contains(u"Resume notifications"_s));
        QVERIFY(texts.contains(u"Quit"_s));
    }

    void aHostThatComesLaterGetsANewIcon()
    {
        auto host = std::make_unique<PretendHost>();
        auto *raw = host.get();
        Tray tray(std::move(host));
        QVERIFY(!tray.isProven());
        QSignalSpy replaced(&tray, &Tray::iconReplaced);
        raw->proven = true;
        Q_EMIT raw->changed();
        QCOMPARE(replaced.size(), 1);
        QVERIFY(tray.isProven());
    }

    /// A balloon that nobody would see is refused, and may be shown once there is somebody.
    void balloonsNeedATrayThatShowsThem()
    {
        auto host = std::make_unique<PretendHost>();
        auto *raw = host.get();
        Tray tray(std::move(host));
        TrayNotifier notifier(tray);
        QSignalSpy shown(&notifier, &Notifier::shown);
        QSignalSpy refused(&notifier, &Notifier::refused);
        QSignalSpy returned(&notifier, &Notifier::returned);
        const Toast toast{u"0/a"_s, Severity::High, u"Title"_s, {}, true};
        notifier.show(toast);
        QCOMPARE(refused.size(), 1);
        raw->proven = true;
        Q_EMIT raw->changed();
        QVERIFY(returned.isEmpty());
        raw->balloons = true;
        Q_EMIT raw->changed();
        QCOMPARE(returned.size(), 1);
        notifier.show(toast);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(shown.takeFirst().first().toString(), toast.id);
        // The next takes its place.
        QSignalSpy closed(&notifier, &Notifier::closed);
        notifier.show({u"0/b"_s, Severity::High, u"Title"_s, {}, true});
        QCOMPARE(closed.takeFirst().first().toString(), toast.id);
    }

    void tomorrowMorningIsTomorrow()
    {
        const auto now = SystemClock().wallTime();
        const auto morning = tomorrowMorning(now);
        QVERIFY(morning > now);
        const auto local = QDateTime::fromMSecsSinceEpoch(morning.time_since_epoch().count());
        QCOMPARE(local.time(), QTime(8, 0));
        QCOMPARE(local.date(), QDate::currentDate().addDays(1));
    }
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
