// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/paths.h"

#include "stricttest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include "boundbymodes.h"

#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

#ifdef Q_OS_UNIX
unsigned modeOf(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : ~0u;
}
#endif

} // namespace

class TestPaths : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void makesAPrivateFolder()
    {
        QTemporaryDir home;
        const auto folder = home.filePath(u"a/b/bellboard"_s);
        QVERIFY(preparePrivateFolder(folder));
        QVERIFY(QFileInfo(folder).isDir());
#ifdef Q_OS_UNIX
        QCOMPARE(modeOf(folder), 0700u);
#endif
        QVERIFY(preparePrivateFolder(folder));
        QVERIFY(preparePrivateFolder(folder + u'/'));
        QVERIFY(checkReadableFolder(folder));
    }

    void isAFile()
    {
        QTemporaryDir home;
        QFile file(home.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const auto &result : {preparePrivateFolder(file.fileName()), checkReadableFolder(file.fileName())}) {
            QVERIFY(!result);
            QCOMPARE(result.error(), file.fileName() + u" is not a folder."_s);
        }
        const auto below = file.fileName() + u"/below"_s;
        const auto result = preparePrivateFolder(below);
        QVERIFY(!result);
        QCOMPARE(result.error(), u"The folder %1 cannot be made."_s.arg(below));
    }

    void isNotThere()
    {
        const auto result = checkReadableFolder(u"/nowhere/at/all"_s);
        QVERIFY(!result);
        QCOMPARE(result.error(), u"The folder /nowhere/at/all does not exist."_s);
    }

#ifdef Q_OS_UNIX
    void shutsAnOpenFolder()
    {
        QTemporaryDir home;
        QVERIFY(::chmod(QFile::encodeName(home.path()).constData(), 0777) == 0);
        QVERIFY(preparePrivateFolder(home.path()));
        QCOMPARE(modeOf(home.path()), 0700u);
    }

    void belongsToSomebodyElse()
    {
        if (::geteuid() == 0) {
            QTemporaryDir home;
            QVERIFY(::chown(QFile::encodeName(home.path()).constData(), 12345, 12345) == 0);
            const auto result = preparePrivateFolder(home.path());
            QVERIFY(!result);
            QVERIFY(result.error().startsWith(u"The folder %1 belongs to another user"_s.arg(home.path())));
            QVERIFY(::chown(QFile::encodeName(home.path()).constData(), 0, 0) == 0);
        } else {
            QVERIFY(!checkReadableFolder(u"/"_s));
        }
    }

    void mayNotBeUsed()
    {
        const auto seen = boundByModes([] {
            const auto words = [](const Result<void, QString> &result) {
                return result ? QByteArray("well\n") : result.error().section(u' ', 3).toUtf8() + '\n';
            };
            QTemporaryDir home;
            const auto path = QFile::encodeName(home.path());
            QByteArray told;
            ::chmod(path.constData(), 0500);
            told += words(preparePrivateFolder(home.path()));
            told += words(checkReadableFolder(home.path()));
            ::chmod(path.constData(), 0);
            told += words(checkReadableFolder(home.path()));
            ::chmod(path.constData(), 0700);
            return told;
        });
        QCOMPARE(seen, QByteArray("cannot be written to.\nwell\ncannot be read.\n"));
    }
#endif

    void defaults()
    {
        QVERIFY(defaultConfigFolder().endsWith(u"/bellboard"_s));
        QVERIFY(defaultDataFolder().endsWith(u"/bellboard"_s));
        QVERIFY(QDir::isAbsolutePath(defaultConfigFolder()));
#ifdef Q_OS_LINUX
        qputenv("XDG_CONFIG_HOME", "/tmp/bellboard-test-config");
        qputenv("XDG_DATA_HOME", "/tmp/bellboard-test-data");
        QCOMPARE(defaultConfigFolder(), u"/tmp/bellboard-test-config/bellboard"_s);
        QCOMPARE(defaultDataFolder(), u"/tmp/bellboard-test-data/bellboard"_s);
#endif
    }
};

QTEST_GUILESS_MAIN(TestPaths)
#include "tst_paths.moc"
