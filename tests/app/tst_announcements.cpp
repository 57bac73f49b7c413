// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "announcements.h"

#include "desktop/systemtheme.h"
#include "desktop/tray.h"
#include "feed/engine.h"
#include "pretendhost.h"
#include "recordingnotifier.h"
#include "session.h"
#include "stillclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <deque>
#include <string>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Everything between an engine, which the test speaks for, and the screen.
struct Stage
{
    Stage()
    {
        announcements = std::make_unique<Announcements>(Announcements::Parts{engine, session, tray, screen, clock});
    }

    static Engine::Options options()
    {
        Engine::Options options;
        options.feeds = {FeedSettings(), FeedSettings()};
        return options;
    }

    void say(ConnectionState state, qint64 segment = 0, FeedIndex feed = 0)
    {
        FeedStatus status;
        status.feed = feed;
        status.state = state;
        status.segment = segment;
        Q_EMIT engine.statusChanged(status);
    }
    /// Hands over a batch with one alert.
    void hand(qint64 segment, const std::string &subject, Severity severity = Severity::High, FeedIndex feed = 0)
    {
        auto batch = std::make_shared<EventBatch>();
        batch->segment = segment;
        AlertData data;
        data.severity = severity;
        data.title = texts.emplace_back("Title of " + subject);
        Event event;
        event.feed = feed;
        event.subject = texts.emplace_back(subject);
        event.data = data;
        batch->events.push_back(event);
        Q_EMIT engine.batchReady(batch);
        ++handed;
    }
    bool isFolded() const { return session.foldedEvents() == handed; }
    bool shows(const QString &id) const { return screen.toasts.contains(id); }
    QString digest() const { return screen.toasts.value(Announcer::digestId()).body; }

    QTemporaryDir folder;
    StillClock clock;
    SecretStore secrets;
    Settings settings{folder.filePath(u"window.ini"_s), u"priya"_s};
    std::unique_ptr<SystemTheme> theme = SystemTheme::create();
    Engine engine{options()}; ///< not started
    Session session{Session::Parts{engine, secrets, settings, *theme, clock}};
    Tray tray{std::make_unique<PretendHost>()};
    RecordingNotifier screen;
    std::unique_ptr<Announcements> announcements;
    std::deque<std::string> texts;
    quint64 handed = 0;
};

} // namespace

/// Not a StrictTest: Qt itself warns when it makes a tray icon on a platform that has none, as in tests.
class TestAnnouncements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// However long what a feed recovered takes through the journal, it belongs to the digest; what follows does not.
    void whatWasRecoveredIsDigestedWhenAllOfItIsFolded()
    {
        Stage stage;
        Q_EMIT stage.engine.replayFinished();
        stage.say(ConnectionState::Recovering);
        stage.hand(1, "a");
        stage.say(ConnectionState::Live, 3);
        stage.hand(2, "b");
        QTRY_VERIFY(stage.isFolded());
        QCOMPARE(stage.screen.shows, 0);
        stage.hand(3, "c");
        stage.hand(4, "d");
        QTRY_VERIFY(stage.isFolded());
        QVERIFY2(stage.digest().contains(u"3 alerts want an answer"_s), qPrintable(stage.digest()));
        QVERIFY(stage.shows(u"0/d"_s));
        QCOMPARE(stage.screen.toasts.size(), 2);
    }

    void aConnectionThatIsLostMeanwhileIsAwaitedAnew()
    {
        Stage stage;
        Q_EMIT stage.engine.replayFinished();
        stage.say(ConnectionState::Live, 3);
        stage.say(ConnectionState::Waiting, 3);
        stage.say(ConnectionState::Live, 5);
        stage.hand(3, "a");
        stage.hand(4, "b");
        QTRY_VERIFY(stage.isFolded());
        QCOMPARE(stage.screen.shows, 0);
        stage.hand(5, "c");
        QTRY_VERIFY(stage.digest().contains(u"3 alerts want an answer"_s));
    }

    void aSilenceThatIsProbedIsNoAbsence()
    {
        Stage stage;
        Q_EMIT stage.engine.replayFinished();
        // What is silent before it caught up is not live for that.
        stage.say(ConnectionState::Recovering);
        stage.say(ConnectionState::Suspect);
        stage.hand(1, "a");
        QTRY_VERIFY(stage.isFolded());
        QCOMPARE(stage.screen.shows, 0);
        stage.say(ConnectionState::Live, 1);
        QTRY_VERIFY(stage.shows(Announcer::digestId()));
        for (const auto state : {ConnectionState::Suspect, ConnectionState::Draining})
            stage.say(state, 1);
        stage.hand(2, "b");
        QTRY_VERIFY(stage.shows(u"0/b"_s));
    }

    void nothingIsToldBeforeTheJournalIsReadBack()
    {
        Stage stage;
        stage.say(ConnectionState::Live);
        stage.hand(1, "a", Severity::Critical);
        stage.clock.advance(std::chrono::minutes(1));
        stage.hand(2, "b", Severity::Critical);
        QTRY_VERIFY(stage.isFolded());
        QCOMPARE(stage.screen.shows, 0);
        Q_EMIT stage.engine.replayFinished();
        QTRY_VERIFY(stage.shows(u"0/a"_s) && stage.shows(u"0/b"_s));
    }

    /// One stream that never says that it caught up does not silence its feed.
    void aFeedThatNeverCatchesUpIsToldOf()
    {
        Stage stage;
        Q_EMIT stage.engine.replayFinished();
        stage.say(ConnectionState::Recovering);
        stage.hand(1, "a", Severity::Critical);
        QTRY_VERIFY(stage.isFolded());
        QCOMPARE(stage.screen.shows, 0);
        stage.clock.advance(NotifyRules{}.longestHold);
        stage.hand(2, "b", Severity::High);
        QTRY_VERIFY(stage.shows(u"0/a"_s));
        QTRY_VERIFY(stage.digest().contains(u"Title of b"_s));
    }

    void aClickOpensItsItem()
    {
        Stage stage;
        QSignalSpy items(&stage.session, &Session::itemRequested);
        QSignalSpy windows(stage.announcements.get(), &Announcements::windowRequested);
        Q_EMIT stage.screen.activated(u"0/a"_s, u"token"_s);
        QCOMPARE(items.takeFirst(), (QVariantList{u"inbox"_s, u"0/a"_s}));
        QCOMPARE(windows.takeFirst(), (QVariantList{u"token"_s}));
        Q_EMIT stage.screen.activated(Announcer::digestId(), {});
        QCOMPARE(items.takeFirst(), (QVariantList{u"inbox"_s, QString()}));
    }
};

QTEST_MAIN(TestAnnouncements)
#include "tst_announcements.moc"
