// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/socketname.h"
#include "stricttest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// Where launches meet when the login made no folder for it: in one that everybody can write to.
class TestSocketName : public StrictTest
{
    Q_OBJECT

private:
    static unsigned modeOf(const QString &path)
    {
        struct stat info = {};
        return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : ~0U;
    }
    static void expectRefusal()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is not a folder that only this user can enter"_s));
        QVERIFY(instanceSocketName(u"abc"_s).isEmpty());
    }
    QString folder() const { return m_temporary->filePath(u"bellboard-%1"_s.arg(::geteuid())); }

    std::unique_ptr<QTemporaryDir> m_temporary;

private Q_SLOTS:
    void init()
    {
        beStrict();
        // On some systems the usual folder is too long for a socket's name, which is not what is tested here.
        m_temporary = std::make_unique<QTemporaryDir>();
        qputenv("TMPDIR", QFile::encodeName(m_temporary->path()));
        qunsetenv("XDG_RUNTIME_DIR");
    }
    void cleanup() { qunsetenv("TMPDIR"); }

    void isInAFolderOfThisUser()
    {
        QCOMPARE(instanceSocketName(u"abc"_s), folder() + u"/abc.sock"_s);
        QCOMPARE(modeOf(folder()), 0700U);
        QCOMPARE(instanceSocketName(u"abc"_s), folder() + u"/abc.sock"_s);
    }

    void anOpenFolderIsShut()
    {
        QVERIFY(QDir().mkdir(folder()));
        QVERIFY(::chmod(QFile::encodeName(folder()).constData(), 0777) == 0);
        QVERIFY(!instanceSocketName(u"abc"_s).isEmpty());
        QCOMPARE(modeOf(folder()), 0700U);
    }

    void aLinkIsNotFollowed()
    {
        const auto victim = m_temporary->filePath(u"shared"_s);
        QVERIFY(QDir().mkdir(victim));
        QVERIFY(::chmod(QFile::encodeName(victim).constData(), 0755) == 0);
        QVERIFY(QFile::link(victim, folder()));
        expectRefusal();
        QCOMPARE(modeOf(victim), 0755U);
    }

    void aFileIsNoFolder()
    {
        QFile file(folder());
        QVERIFY(file.open(QIODevice::WriteOnly));
        expectRefusal();
    }

    void aFolderOfSomebodyElseIsRefused()
    {
        if (::geteuid() == 0) {
            QVERIFY(QDir().mkdir(folder()));
            QVERIFY(::chown(QFile::encodeName(folder()).constData(), 12345, 12345) == 0);
            expectRefusal();
        } else {
            // Somebody else's folder cannot be made without being somebody else; one of the superuser's must serve.
            qputenv("XDG_RUNTIME_DIR", "/");
            QVERIFY(!QFile::exists(u"/bellboard"_s));
            expectRefusal();
        }
    }
};

QTEST_GUILESS_MAIN(TestSocketName)
#include "tst_socketname.moc"
