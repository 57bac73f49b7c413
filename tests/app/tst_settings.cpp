// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "settings.h"
#include "stricttest.h"

#include <QFile>
#include <QLockFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

class TestSettings : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void defaults()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"window.ini"_s);
        {
            const Settings settings(file, u"priya"_s);
            QCOMPARE(settings.theme(), u"system"_s);
            QCOMPARE(settings.userName(), u"priya"_s);
            QVERIFY(!settings.isRailCollapsed() && !settings.isMotionReduced());
            QVERIFY(settings.placement().isEmpty());
        }
        QVERIFY(!QFile::exists(file)); // nothing was changed
    }

    void whatWasChosenIsThereAgain()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"window.ini"_s);
        {
            Settings settings(file, u"priya"_s);
            QSignalSpy themeChanged(&settings, &Settings::themeChanged);
            settings.setTheme(u"dark"_s);
            settings.setTheme(u"dark"_s);
            settings.setRailCollapsed(true);
            settings.setReducedMotion(true);
            settings.setUserName(u"Zoë %1"_s);
            settings.setPlacement(u"1 2 3 4"_s);
            settings.setPlacement(u"5 6 7 8"_s);
            QCOMPARE(settings.theme(), u"dark"_s);
            QCOMPARE(settings.placement(), u"5 6 7 8"_s);
            QCOMPARE(themeChanged.size(), 1);
        }
        const Settings settings(file, u"priya"_s);
        QCOMPARE(settings.theme(), u"dark"_s);
        QCOMPARE(settings.userName(), u"Zoë %1"_s);
        QVERIFY(settings.isRailCollapsed() && settings.isMotionReduced());
        QCOMPARE(settings.placement(), u"5 6 7 8"_s);
#ifdef Q_OS_UNIX
        QVERIFY(
            (QFile::permissions(file)
             & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther))
            == 0);
#endif
    }

    void isWrittenWhileTheWindowLives()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"window.ini"_s);
        Settings settings(file);
        settings.setTheme(u"light"_s);
        QTRY_COMPARE_WITH_TIMEOUT(QSettings(file, QSettings::IniFormat).value(u"theme"_s).toString(), u"light"_s,
                                  20'000);
    }

    /// While the file is locked a write waits, as it would for a slow disk; whoever changes a setting does not.
    void nobodyWaitsForTheDisk()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"window.ini"_s);
        {
            Settings settings(file);
            QLockFile lock(file + u".lock"_s);
            QVERIFY(lock.lock());
            settings.setTheme(u"light"_s);
            settings.setRailCollapsed(true);
            QVERIFY(!QFile::exists(file));
            lock.unlock();
        }
        QCOMPARE(Settings(file).theme(), u"light"_s);
    }

    void otherPeoplesKeysStay()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"window.ini"_s);
        QSettings(file, QSettings::IniFormat).setValue(u"other"_s, 7);
        Settings(file).setTheme(u"dark"_s);
        QCOMPARE(QSettings(file, QSettings::IniFormat).value(u"other"_s).toInt(), 7);
        QCOMPARE(QSettings(file, QSettings::IniFormat).value(u"theme"_s).toString(), u"dark"_s);
    }

    void aFolderThatIsGoneIsSaid()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"file/window.ini"_s);
        QFile inTheWay(folder.filePath(u"file"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"window\\.ini cannot be written"_s));
        Settings(file).setTheme(u"dark"_s);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
