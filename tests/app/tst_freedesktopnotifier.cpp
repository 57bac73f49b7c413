// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/freedesktopnotifier.h"
#include "stricttest.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// A notification service on a real bus that remembers what it was asked.
class Service : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        int urgency = -1;
        int timeout = 0;
    };
    QStringList capabilities{u"actions"_s, u"body"_s, u"body-markup"_s};
    QList<Shown> asked;
    QList<uint> closedByClient;
    uint lastId = 0;
    bool failing = false; ///< answers Notify with an error
    bool silent = false; ///< does not answer it

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &hints, int timeout)
    {
        if (failing)
            sendErrorReply(QDBusError::LimitsExceeded, u"too many"_s);
        if (silent)
            setDelayedReply(true);
        if (failing || silent)
            return 0;
        asked.append({replaces, title, body, actions, hints.value(u"urgency"_s).toInt(), timeout});
        lastId = replaces != 0 ? replaces : lastId + 1;
        return lastId;
    }
    void CloseNotification(uint id)
    {
        closedByClient << id;
        Q_EMIT NotificationClosed(id, 3);
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

class TestFreedesktopNotifier : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QFAIL("dbus-daemon is not installed");
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s});
        QVERIFY(m_daemon.waitForStarted());
        QTRY_VERIFY(m_daemon.canReadLine());
        m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
        auto server = QDBusConnection::connectToBus(m_address, u"service"_s);
        QVERIFY(server.isConnected());
        QVERIFY(server.registerObject(u"/org/freedesktop/Notifications"_s, &m_service,
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(server.registerService(m_name));
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"client"_s);
        QDBusConnection::disconnectFromBus(u"service"_s);
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    void showsReplacesAndWithdraws()
    {
        FreedesktopNotifier notifier(QDBusConnection::connectToBus(m_address, u"client"_s));
        notifier.show({u"0/a"_s, Severity::Critical, u"Title"_s, u"<b>not bold</b> & so on"_s, true});
        QTRY_COMPARE(m_service.asked.size(), 1);
        const auto first = m_service.asked.first();
        QCOMPARE(first.replaces, 0U);
        QCOMPARE(first.title, u"Title"_s);
        QCOMPARE(first.body, u"&lt;b&gt;not bold&lt;/b&gt; &amp; so on"_s);
        QCOMPARE(first.urgency, 2);
        QCOMPARE(first.timeout, 0);
        QVERIFY(first.actions.contains(u"default"_s));
        QVERIFY(first.actions.contains(u"acknowledge"_s));
        QVERIFY(first.actions.contains(u"snooze"_s));

        // Both before the first answer came: the last one is what is shown, in place of the first.
        notifier.show({u"0/a"_s, Severity::High, u"Second"_s, {}, false});
        notifier.show({u"0/a"_s, Severity::High, u"Third"_s, {}, false});
        QTRY_COMPARE(m_service.asked.last().title, u"Third"_s);
        QTRY_COMPARE(m_service.asked.last().replaces, 1U);
        QVERIFY(!m_service.asked.last().actions.contains(u"acknowledge"_s));
        QVERIFY(!m_service.asked.last().actions.contains(u"snooze"_s));

        QSignalSpy activated(&notifier, &Notifier::activated);
        QSignalSpy acknowledged(&notifier, &Notifier::acknowledged);
        QTRY_VERIFY(invoke(1, u"acknowledge"_s, acknowledged));
        QCOMPARE(acknowledged.first().first().toString(), u"0/a"_s);
        QSignalSpy snoozed(&notifier, &Notifier::snoozed);
        QTRY_VERIFY(invoke(1, u"snooze"_s, snoozed));
        QCOMPARE(snoozed.first().first().toString(), u"0/a"_s);
        Q_EMIT m_service.ActionInvoked(99, u"default"_s); // another program's
        Q_EMIT m_service.ActionInvoked(1, u"default"_s);
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toString(), u"0/a"_s);

        notifier.withdraw(u"0/a"_s);
        QTRY_COMPARE(m_service.closedByClient, QList<uint>{1});
        notifier.withdraw(u"0/a"_s);
        notifier.withdraw(u"never shown"_s);
        notifier.show({u"0/b"_s, Severity::High, u"B"_s, {}, false});
        QTRY_COMPARE(m_service.asked.last().title, u"B"_s);
        QCOMPARE(m_service.asked.last().replaces, 0U);
        QCOMPARE(m_service.closedByClient.size(), 1);
    }

    void aToastThatIsWithdrawnBeforeItsAnswerIsClosed()
    {
        FreedesktopNotifier notifier(QDBusConnection::connectToBus(m_address, u"client"_s));
        const auto before = m_service.asked.size();
        const auto closedBefore = m_service.closedByClient.size();
        notifier.show({u"early"_s, Severity::High, u"Early"_s, {}, false});
        notifier.withdraw(u"early"_s); // not even asked for yet
        notifier.show({u"0/c"_s, Severity::High, u"C"_s, {}, false});
        QTRY_COMPARE(m_service.asked.size(), before + 1);
        notifier.withdraw(u"0/c"_s);
        QTRY_COMPARE(m_service.closedByClient.size(), closedBefore + 1);
        QCOMPARE(m_service.asked.last().title, u"C"_s);
    }

    void closedByTheUser()
    {
        FreedesktopNotifier notifier(QDBusConnection::connectToBus(m_address, u"client"_s));
        QSignalSpy closed(&notifier, &Notifier::closed);
        const auto before = m_service.asked.size();
        notifier.show({u"0/d"_s, Severity::High, u"D"_s, {}, false});
        QTRY_COMPARE(m_service.asked.size(), before + 1);
        // The number is known to the client when its answer came, a moment after the service was asked.
        QTRY_VERIFY([&] {
            if (closed.isEmpty())
                Q_EMIT m_service.NotificationClosed(m_service.lastId, 2);
            return !closed.isEmpty();
        }());
        QCOMPARE(closed.first().first().toString(), u"0/d"_s);
    }

    void withoutAServiceToastsAreRefusedUntilItComes()
    {
        QDBusConnection server(u"service"_s);
        QVERIFY(server.unregisterService(m_name));
        FreedesktopNotifier notifier(QDBusConnection::connectToBus(m_address, u"client"_s));
        QSignalSpy shown(&notifier, &Notifier::shown);
        QSignalSpy refused(&notifier, &Notifier::refused);
        QSignalSpy returned(&notifier, &Notifier::returned);
        const Toast toast{u"0/e"_s, Severity::High, u"E"_s, {}, false};
        notifier.show(toast); // before it is known
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().value<Toast>().title, u"E"_s);
        notifier.show(toast);
        QTRY_COMPARE(refused.size(), 2);
        QVERIFY(returned.isEmpty());
        QVERIFY(server.registerService(m_name));
        QTRY_COMPARE(returned.size(), 1);
        notifier.show(toast);
        QTRY_COMPARE(shown.size(), 1);
        QCOMPARE(shown.first().first().toString(), toast.id);
        QCOMPARE(refused.size(), 2);
    }

    void whatTheServiceDoesNotTakeIsRefused_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::newRow("an error") << false;
        QTest::newRow("no answer") << true;
    }
    void whatTheServiceDoesNotTakeIsRefused()
    {
        QFETCH(bool, silent);
        FreedesktopNotifier notifier(QDBusConnection::connectToBus(m_address, u"client"_s),
                                     std::chrono::milliseconds(500));
        QSignalSpy shown(&notifier, &Notifier::shown);
        QSignalSpy refused(&notifier, &Notifier::refused);
        QSignalSpy returned(&notifier, &Notifier::returned);
        (silent ? m_service.silent : m_service.failing) = true;
        notifier.show({u"0/f"_s, Severity::High, u"F"_s, {}, false});
        notifier.show({u"0/g"_s, Severity::High, u"G"_s, {}, false});
        QTRY_COMPARE(refused.size(), 2);
        m_service.silent = m_service.failing = false;
        // The next one does not wait for a service that may be gone, but looks whether it is there.
        notifier.show({u"0/f"_s, Severity::High, u"F"_s, {}, false});
        QCOMPARE(refused.size(), 3);
        QTRY_COMPARE(returned.size(), 1);
        QVERIFY(shown.isEmpty());
        notifier.show({u"0/f"_s, Severity::High, u"F"_s, {}, false});
        QTRY_COMPARE(shown.size(), 1);
    }

    /// A service that was started anew counts its toasts from one again.
    void numbersEndWithTheService()
    {
        FreedesktopNotifier notifier(QDBusConnection::connectToBus(m_address, u"client"_s));
        QSignalSpy shown(&notifier, &Notifier::shown);
        QSignalSpy closed(&notifier, &Notifier::closed);
        QSignalSpy activated(&notifier, &Notifier::activated);
        notifier.show({u"0/h"_s, Severity::High, u"H"_s, {}, false});
        QTRY_COMPARE(shown.size(), 1);
        const auto number = m_service.lastId;
        QDBusConnection server(u"service"_s);
        QVERIFY(server.unregisterService(m_name));
        QVERIFY(server.registerService(m_name));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.first().first().toString(), u"0/h"_s);
        Q_EMIT m_service.ActionInvoked(number, u"default"_s);
        notifier.show({u"0/i"_s, Severity::High, u"I"_s, {}, false});
        QTRY_COMPARE(shown.size(), 2); // and so the action came, too
        QVERIFY(activated.isEmpty());
    }

private:
    /// Invokes until the client knows the number.
    bool invoke(uint id, const QString &action, const QSignalSpy &spy)
    {
        if (spy.isEmpty())
            Q_EMIT m_service.ActionInvoked(id, action);
        return !spy.isEmpty();
    }

    Service m_service;
    QProcess m_daemon;
    QString m_address;
    const QString m_name = u"org.freedesktop.Notifications"_s;
};

QTEST_GUILESS_MAIN(TestFreedesktopNotifier)
#include "tst_freedesktopnotifier.moc"
