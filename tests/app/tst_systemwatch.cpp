// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "liveness/lockwatch.h"
#include "liveness/troublewatch.h"
#include "stricttest.h"
#include "systembus.h"

#include <QDBusConnection>
#include <QSignalSpy>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// GNOME's, as far as it is asked.
class ScreenSaver : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.ScreenSaver")

public:
    bool active = false;
    int asked = 0;

public Q_SLOTS:
    bool GetActive() // NOLINT(readability-identifier-naming): the interface's name
    {
        ++asked;
        return active;
    }
};

/// What logind and NetworkManager tell, by python-dbusmock on a system bus of our own.
class TestSystemWatch : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bus.start();
        m_bus.pretend(u"logind"_s, u"org.freedesktop.login1"_s);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus.address()); // before anything here asks for it
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address());
    }

    void logind()
    {
        const auto watch = SleepWatch::create();
        QSignalSpy began(watch.get(), &SleepWatch::sleepBegan);
        QSignalSpy woke(watch.get(), &SleepWatch::woke);
        SystemBus::prepareForSleep(true);
        QTRY_COMPARE(began.size(), 1);
        QCOMPARE(woke.size(), 0);
        SystemBus::prepareForSleep(false);
        QTRY_COMPARE(woke.size(), 1);
        QCOMPARE(began.size(), 1);
    }

    void screenSavers()
    {
        const auto watch = LockWatch::create();
        QSignalSpy locked(watch.get(), &LockWatch::lockedChanged);
        for (const auto &[interface, path] :
             {std::pair(u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s),
              std::pair(u"org.freedesktop.ScreenSaver"_s, u"/ScreenSaver"_s),
              std::pair(u"org.gnome.ScreenSaver"_s, u"/org/gnome/ScreenSaver"_s)}) {
            for (const bool active : {true, false}) {
                locked.clear();
                SystemBus::tell(path, interface, u"ActiveChanged"_s, {active});
                QTRY_COMPARE(locked.size(), 1);
                QCOMPARE(locked.first().first().toBool(), active);
            }
        }
    }

    /// One that runs already tells that the session is locked, by the real interface on the bus.
    void aSessionThatIsLockedAlready()
    {
        ScreenSaver saver;
        auto bus = QDBusConnection::connectToBus(QString::fromUtf8(m_bus.address()), u"screen-saver"_s);
        QVERIFY(bus.registerObject(u"/org/gnome/ScreenSaver"_s, &saver, QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(u"org.gnome.ScreenSaver"_s));
        for (const bool active : {false, true}) {
            saver.active = active;
            saver.asked = 0;
            const auto watch = LockWatch::create();
            QSignalSpy locked(watch.get(), &LockWatch::lockedChanged);
            QTRY_COMPARE(saver.asked, 1);
            if (active)
                QTRY_COMPARE(locked.size(), 1);
            QCOMPARE(locked.value(0).value(0).toBool(), active);
        }
        QDBusConnection::disconnectFromBus(u"screen-saver"_s);
    }

    /// NetworkManager's word that there is no network is taken only where no interface has an address.
    void networkManager()
    {
        const auto service = u"org.freedesktop.NetworkManager"_s;
        m_bus.pretend(u"networkmanager"_s, service);
        bool hasAddress = false;
        NetworkWatch watch([&] { return hasAddress; });
        QVERIFY(watch.isAvailable());
        QSignalSpy available(&watch, &NetworkWatch::availableChanged);
        QSignalSpy changed(&watch, &NetworkWatch::changed);
        enum {
            Disconnected = 20,
            Connected = 70
        }; // NMState
        const auto become = [&](int state) {
            SystemBus::call(service, u"/org/freedesktop/NetworkManager"_s, u"org.freedesktop.DBus.Mock"_s,
                            u"SetGlobalConnectionState"_s, {static_cast<uint>(state)});
        };
        become(Disconnected);
        QTRY_COMPARE(available.size(), 1);
        QVERIFY(!watch.isAvailable());
        become(Connected);
        QTRY_COMPARE(available.size(), 2);
        QVERIFY(watch.isAvailable());
        QVERIFY(changed.size() >= 1);
        changed.clear();
        hasAddress = true;
        become(Disconnected);
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(watch.isAvailable());
        QCOMPARE(available.size(), 2);

        // One that starts now, before something else than NetworkManager got this computer an address: nothing tells of it.
        hasAddress = false;
        NetworkWatch late([&] { return hasAddress; });
        QVERIFY(!late.isAvailable());
        QSignalSpy lateAvailable(&late, &NetworkWatch::availableChanged);
        QSignalSpy lateChanged(&late, &NetworkWatch::changed);
        hasAddress = true;
        QTRY_COMPARE(lateAvailable.size(), 1);
        QVERIFY(late.isAvailable());
        QCOMPARE(lateChanged.size(), 1);
    }

private:
    SystemBus m_bus;
};

QTEST_GUILESS_MAIN(TestSystemWatch)
#include "tst_systemwatch.moc"
