// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "announcements.h"

#include "desktop/systemtheme.h"
#include "desktop/tray.h"
#include "feed/engine.h"
#include "notify/announcer.h"
#include "pretendhost.h"
#include "session.h"
#include "testservers.h"

#include <QApplication>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Alerts in an absence; with those that go again, and the critical ones, as AlertServer has them.
constexpr int many = 200;
constexpr int gone = many / 5;
constexpr int critical = many / 10;

/// Remembers what was put on the screen.
class Screen final : public Notifier
{
public:
    void show(const Toast &toast) override
    {
        ++shows[toast.id];
        severities.insert(toast.id, toast.severity);
        toasts.insert(toast.id, toast);
        Q_EMIT shown(toast.id);
    }
    void withdraw(const QString &id) override { toasts.remove(id); }

    /// The ids of single alerts that were shown.
    QStringList singles() const
    {
        auto ids = shows.keys();
        ids.removeAll(Announcer::summaryId());
        ids.removeAll(Announcer::digestId());
        return ids;
    }
    int digests() const { return shows.value(Announcer::digestId()); }

    QHash<QString, int> shows;
    QHash<QString, Severity> severities; ///< of all that was shown
    QHash<QString, Toast> toasts;
};

/// Everything from the socket to the toasts, but the screen itself.
struct Desk
{
    Desk(const QTemporaryDir &folder, const QUrl &url)
        : settings(folder.filePath(u"window.ini"_s), u"priya"_s)
        , engine(options(folder.filePath(u"data"_s), url))
        , session({engine, secrets, settings, *theme, clock})
    {
        if (!engine.start())
            qFatal("the engine does not start");
        announcements = std::make_unique<Announcements>(Announcements::Parts{engine, session, tray, screen, clock});
    }
    ~Desk() { engine.stop(); }

    static Engine::Options options(const QString &folder, const QUrl &url)
    {
        FeedSettings feed;
        feed.name = u"Demo"_s;
        feed.url = url;
        Engine::Options options;
        options.dataFolder = folder;
        options.feeds = {feed};
        options.user = u"priya"_s;
        return options;
    }

    /// What is said singly from now on happens now.
    bool isSettled() const { return announcements->isCurrent(0); }
    int unacknowledged() const { return session.badges().inbox.count; }

    SystemClock clock;
    SecretStore secrets;
    Settings settings;
    std::unique_ptr<SystemTheme> theme = SystemTheme::create();
    Engine engine;
    Session session;
    Screen screen;
    Tray tray{std::make_unique<PretendHost>()};
    std::unique_ptr<Announcements> announcements;
};

/// A real server with a stream of alerts: gives whoever subscribes what is behind its position.
class AlertServer
{
public:
    AlertServer()
    {
        m_server.answer = [this](QWebSocket *socket, const QString &kind, const QJsonObject &message) {
            if (kind == u"hello") {
                const QJsonObject stream{
                    {u"stream"_s, u"alerts"_s}, {u"epoch"_s, u"ep"_s}, {u"first"_s, 1}, {u"last"_s, m_alerts.size()}};
                socket->sendTextMessage(WebSocketTestServer::control(u"welcome"_s,
                                                                     {{u"heartbeat_ms"_s, 60'000},
                                                                      {u"server_time"_s, u"2026-03-01T09:00:00Z"_s},
                                                                      {u"streams"_s, QJsonArray{stream}}}));
            } else if (kind == u"subscribe") {
                const auto streams = message.value(u"data"_s).toObject().value(u"streams"_s).toArray();
                const auto offset = streams.isEmpty() ? 0 : streams.first().toObject().value(u"offset"_s).toInteger();
                for (const auto &alert : m_alerts.mid(offset))
                    socket->sendTextMessage(alert);
                socket->sendTextMessage(WebSocketTestServer::control(u"caughtup"_s,
                                                                     {{u"stream"_s, u"alerts"_s},
                                                                      {u"epoch"_s, u"ep"_s},
                                                                      {u"offset"_s, m_alerts.size()},
                                                                      {u"recovered"_s, true}}));
            }
        };
    }

    QUrl url() const { return m_server.url(); }
    int connections() const { return m_server.connections; }
    /// Raises so many alerts: one in ten is critical, the others are high, and one in five goes again at once.
    void raise(int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto number = ++m_raised;
            add(number, number % 10 == 0 ? u"critical"_s : u"high"_s, u"raised"_s);
            if (number % 5 == 1)
                add(number, u"high"_s, u"resolved"_s);
        }
    }
    /// Cuts the connection without a word.
    void cut() { m_server.client->abort(); }

private:
    void add(int number, const QString &severity, const QString &state)
    {
        const auto position = m_alerts.size() + 1;
        const QJsonObject data{{u"severity"_s, severity},
                               {u"state"_s, state},
                               {u"area"_s, u"payments"_s},
                               {u"title"_s, u"Alert %1"_s.arg(number)},
                               {u"raised"_s, u"2026-03-01T09:00:00Z"_s}};
        const QJsonObject event{{u"specversion"_s, u"1.0"_s},
                                {u"id"_s, u"a%1"_s.arg(position)},
                                {u"source"_s, u"/alerts"_s},
                                {u"type"_s, u"org.bellboard.alert"_s},
                                {u"subject"_s, u"AL-%1"_s.arg(number)},
                                {u"stream"_s, u"alerts"_s},
                                {u"epoch"_s, u"ep"_s},
                                {u"sequence"_s, u"%1"_s.arg(position, 16, 10, QChar(u'0'))},
                                {u"data"_s, data}};
        m_alerts.append(QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact)));
        if (m_server.client && m_server.client->state() == QAbstractSocket::ConnectedState)
            m_server.client->sendTextMessage(m_alerts.last());
    }

    WebSocketTestServer m_server;
    QStringList m_alerts;
    int m_raised = 0;
};

} // namespace

/// An absence ends in one digest instead of a flood: a real server, engine and decisions, with a screen that remembers.
/// No StrictTest: where there is no tray, Qt's own tray icon warns.
class TestDigest : public QObject
{
    Q_OBJECT

private:
    /// One digest of `many` alerts, and three critical ones singly.
    static void checkOneDigest(const Desk &desk)
    {
        QCOMPARE(desk.screen.digests(), 1);
        QCOMPARE(desk.screen.shows.value(Announcer::summaryId()), 0);
        const auto singles = desk.screen.singles();
        QCOMPARE(singles.size(), Announcer::singlesAfterAbsence);
        for (const auto &id : singles)
            QCOMPARE(desk.screen.toasts.value(id).severity, Severity::Critical);
        const auto digest = desk.screen.toasts.value(Announcer::digestId());
        QCOMPARE(digest.title, u"While you were away"_s);
        const auto waiting = u"%1 alerts more want an answer:\n"_s.arg(many - gone - singles.size());
        QVERIFY2(digest.body.startsWith(waiting), qPrintable(digest.body));
        QVERIFY2(digest.body.endsWith(u"\n%1 alerts came and went."_s.arg(gone)), qPrintable(digest.body));
    }

private Q_SLOTS:
    void catchingUpAtTheStart()
    {
        const QTemporaryDir folder;
        AlertServer server;
        server.raise(many);
        const Desk desk(folder, server.url());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 30'000);
        checkOneDigest(desk);
    }

    void anOutage()
    {
        const QTemporaryDir folder;
        AlertServer server;
        const Desk desk(folder, server.url());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 30'000);
        QVERIFY(desk.screen.shows.isEmpty());
        server.cut();
        server.raise(many);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isSettled(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled() && server.connections() == 2, 30'000);
        checkOneDigest(desk);
    }

    /// What was told is not told again, however much of it is read back.
    void aRestart()
    {
        const QTemporaryDir folder;
        AlertServer server;
        server.raise(many);
        {
            const Desk desk(folder, server.url());
            QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 30'000);
            QCOMPARE(desk.screen.digests(), 1);
        }
        const Desk desk(folder, server.url());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 30'000);
        QCOMPARE(desk.unacknowledged(), many - gone);
        QVERIFY2(desk.screen.shows.isEmpty(), qPrintable(desk.screen.shows.keys().join(u' ')));
        server.raise(1);
        QTRY_COMPARE_WITH_TIMEOUT(desk.screen.singles(), QStringList{u"0/AL-%1"_s.arg(many + 1)}, 30'000);
    }

    /// The journal holds alerts that nobody was told of, as after `bellboard tail`; the next start tells, read back from there.
    void aReplayOfWhatNobodyWasToldOf()
    {
        const QTemporaryDir folder;
        AlertServer server;
        server.raise(many);
        {
            Engine headless(Desk::options(folder.filePath(u"data"_s), server.url()));
            QList<FeedStatus> statuses;
            connect(&headless, &Engine::batchReady, &headless, &Engine::consumed);
            connect(&headless, &Engine::statusChanged, this,
                    [&](const FeedStatus &status) { statuses.append(status); });
            QVERIFY(headless.start());
            QTRY_VERIFY_WITH_TIMEOUT(!statuses.isEmpty() && statuses.last().state == ConnectionState::Live, 30'000);
        }
        const Desk desk(folder, server.url());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 30'000);
        checkOneDigest(desk);
    }

    /// What comes while nobody is away is told one by one, until it is a storm; critical ones always are.
    void aStormIsNoAbsence()
    {
        const QTemporaryDir folder;
        AlertServer server;
        const Desk desk(folder, server.url());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isSettled(), 30'000);
        server.raise(many);
        QTRY_COMPARE_WITH_TIMEOUT(desk.unacknowledged(), many - gone, 30'000);
        QCOMPARE(desk.screen.digests(), 0);
        QVERIFY(desk.screen.shows.value(Announcer::summaryId()) > 0);
        int singleHigh = 0;
        for (const auto &id : desk.screen.singles())
            singleHigh += desk.screen.severities.value(id) == Severity::Critical ? 0 : 1;
        QVERIFY2(singleHigh > 0 && singleHigh <= NotifyRules().stormCount, qPrintable(QString::number(singleHigh)));
        QCOMPARE(desk.screen.singles().size() - singleHigh, critical);
    }
};

int main(int argc, char **argv)
{
    QTEST_SET_MAIN_SOURCE_PATH
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const QApplication app(argc, argv); // the tray has a menu
    TestDigest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_digest.moc"
