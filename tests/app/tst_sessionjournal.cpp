// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "session.h"

#include "demo/demothread.h"
#include "desktop/systemtheme.h"
#include "faultydisk.h"
#include "feed/commitpace.h"
#include "feed/engine.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

DemoOptions quiet(quint16 port = 0)
{
    DemoOptions options;
    options.paused = true;
    options.port = port;
    return options;
}

/// A session over a real engine, and every banner that it showed.
struct Desk
{
    Desk(const QTemporaryDir &folder, const QUrl &url)
        : settings(folder.filePath(u"window.ini"_s), u"priya"_s)
        , engine(options(folder.filePath(u"data"_s), url))
        , session({engine, secrets, settings, *theme, clock})
    {
        QObject::connect(&session, &Session::bannerChanged, &session, [this] { banners << session.banner().text; });
        if (!engine.start())
            qFatal("the engine does not start");
    }
    ~Desk() { engine.stop(); }

    bool isLive() const { return session.connectionSeverity() == u"ok"_s; }

    SystemClock clock;
    SecretStore secrets;
    Settings settings;
    std::unique_ptr<SystemTheme> theme = SystemTheme::create();
    Engine engine;
    Session session;
    QStringList banners;

private:
    static Engine::Options options(const QString &folder, const QUrl &url)
    {
        FeedSettings feed;
        feed.name = u"Demo"_s;
        feed.url = url;
        Engine::Options options;
        options.dataFolder = folder;
        options.feeds = {feed};
        return options;
    }
};

} // namespace

/// What the window says of its journal: from the disk, through the engine and the session, to the banner and to Connections.
class TestSessionJournal : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::install(); }

    void aDiskThatFails()
    {
        auto &disk = FaultyDisk::install();
        DemoThread demo(quiet());
        const QTemporaryDir folder;
        Desk desk(folder, demo.url());
        QTRY_VERIFY(desk.isLive());
        QVERIFY(!desk.session.banner().visible);
        QCOMPARE(desk.session.journalNote(), JournalNote());

        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*"_s)); // the log says it once
        disk.fail(FaultyDisk::Fault::Full);
        demo.run([](DemoServer &server) { server.produceNow(1000); });
        QTRY_VERIFY(desk.session.banner().text.startsWith(u"The journal cannot be written: "_s));
        QCOMPARE(desk.session.banner().severity, u"critical"_s);
        QCOMPARE(desk.session.journalNote().severity, u"critical"_s);
        QCOMPARE(desk.session.journalNote().text, desk.session.banner().text);

        disk.heal();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isLive() && !desk.session.banner().visible, 20'000);
        QCOMPARE(desk.session.journalNote(), JournalNote());
    }

    /// The banner tells of it once no feed has anything worse to say; Connections does as long as the file is there.
    void damage()
    {
        const QTemporaryDir folder;
        auto demo = std::make_unique<DemoThread>(quiet());
        const auto url = demo->url();
        {
            Desk desk(folder, url);
            QTRY_VERIFY(desk.isLive());
        }
        QFile journal(folder.filePath(u"data/journal.sqlite"_s));
        QVERIFY(journal.open(QIODevice::ReadWrite));
        QVERIFY(journal.write(QByteArray(4096, 'x')) == 4096);
        journal.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the journal is damaged"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u".*set aside.*|.*kept.*"_s));
        JournalNote seen;
        {
            Desk desk(folder, url);
            QTRY_VERIFY(desk.isLive() && desk.session.banner().visible);
            seen = desk.session.journalNote();
            QCOMPARE(desk.session.banner().severity, u"warning"_s);
            QCOMPARE(desk.session.banner().text, seen.text);
            QCOMPARE(seen.severity, u"warning"_s);
            QCOMPARE(seen.setAside.size(), 1);
            QVERIFY2(QFile::exists(seen.setAside.first()), qPrintable(seen.setAside.first()));
            QVERIFY(seen.text.contains(QFileInfo(seen.setAside.first()).fileName()));

            demo.reset();
            QTRY_COMPARE(desk.session.banner().feed, u"Demo"_s); // it hides the notice
            QCOMPARE(desk.session.journalNote(), seen);
        }
        // The next run has nothing to tell but the file.
        Desk desk(folder, url);
        QTRY_COMPARE(desk.session.journalNote().setAside, seen.setAside);
        QCOMPARE(desk.session.journalNote().severity, u"ok"_s);
        QCOMPARE(desk.session.journalNote().text, QString());
    }

    void aDiskThatCrawls()
    {
        auto &disk = FaultyDisk::install();
        DemoThread demo(quiet());
        const QTemporaryDir folder;
        Desk desk(folder, demo.url());
        QTRY_VERIFY(desk.isLive());
        const auto slow = u"The disk is slow: events are taken in more slowly than they come."_s;
        disk.slowDown(0us, 6 * CommitPace::slow); // longer than it takes until it is told
        demo.run([](DemoServer &server) { server.produceNow(10'000); });
        QTRY_VERIFY_WITH_TIMEOUT(desk.session.banner().text.contains(slow), 30'000);
        QCOMPARE(desk.session.banner().severity, u"info"_s);
        QCOMPARE(desk.session.journalNote().severity, u"info"_s);
        disk.slowDown(0us, 0us);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.session.banner().visible, 30'000);
        QCOMPARE(desk.session.journalNote(), JournalNote());
    }

    /// More than can be shown, which takes more than a test can send.
    void moreThanCanBeShown()
    {
        DemoThread demo(quiet());
        const QTemporaryDir folder;
        Desk desk(folder, demo.url());
        QTRY_VERIFY(desk.isLive());
        JournalStatus status;
        status.waiting = 12'345;
        Q_EMIT desk.engine.journalStatusChanged(status);
        const auto waits = u"More comes than can be shown at once: 12,345 events wait, nothing is lost."_s;
        QVERIFY(desk.banners.contains(waits));
        QCOMPARE(desk.session.journalNote().text, waits);
        Q_EMIT desk.engine.journalStatusChanged({});
        QVERIFY(!desk.session.banner().visible);
    }
};

QTEST_MAIN(TestSessionJournal)
#include "tst_sessionjournal.moc"
