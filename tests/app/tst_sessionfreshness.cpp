// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "session.h"

#include "demo/demothread.h"
#include "desktop/systemtheme.h"
#include "feed/engine.h"
#include "stricttest.h"

#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The clock of this computer, put forward.
class ShiftedClock final : public Clock
{
public:
    Timestamp wallTime() const override { return SystemClock().wallTime() + m_shift; }
    Instant instant() const override { return SystemClock().instant() + m_shift; }
    void advance(std::chrono::milliseconds by) { m_shift += by; }

private:
    std::chrono::milliseconds m_shift{0};
};

/// A session over a real engine, with a clock of its own, that remembers what it said of its data.
struct Desk
{
    Desk(const QTemporaryDir &folder, const QUrl &url)
        : settings(folder.filePath(u"window.ini"_s), u"priya"_s)
        , engine(options(folder.filePath(u"data"_s), url))
        , session({engine, secrets, settings, *theme, clock})
    {
        for (Board *board : {static_cast<Board *>(session.payments()), static_cast<Board *>(session.inbox())})
            QObject::connect(board, &Board::freshnessChanged, board, [=, this] { said << board->freshnessToken(); });
        if (!engine.start())
            qFatal("the engine does not start");
    }
    ~Desk() { engine.stop(); }

    /// What the payments page, its first figure and the inbox page say after `passed` more.
    QStringList after(std::chrono::milliseconds passed)
    {
        clock.advance(passed);
        session.setWindowVisible(false);
        session.setWindowVisible(true); // whoever looks again sees no age of before
        const auto *figures = session.payments()->kpis();
        return {session.payments()->freshnessToken(),
                figures->data(figures->index(0), KpiModel::FreshnessRole).toString(),
                session.inbox()->freshnessToken()};
    }

    ShiftedClock clock;
    SecretStore secrets;
    Settings settings;
    std::unique_ptr<SystemTheme> theme = SystemTheme::create();
    Engine engine;
    Session session;
    QStringList said;

private:
    static Engine::Options options(const QString &folder, const QUrl &url)
    {
        FeedSettings feed;
        feed.name = u"Demo"_s;
        feed.url = url;
        feed.expected = {{u"payments"_s, 1h}, {u"alerts"_s, 0s}};
        Engine::Options options;
        options.dataFolder = folder;
        options.feeds = {feed};
        return options;
    }
};

DemoOptions quiet(quint16 port = 0)
{
    DemoOptions options;
    options.paused = true;
    options.port = port;
    return options;
}

QStringList all(const QString &token)
{
    return {token, token, token};
}

} // namespace

/// What the window says of the age of its data: a real backend that comes and goes, and a clock that a test puts forward.
class TestSessionFreshness : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    /// What the journal holds is not live before the connection says so, whatever its age.
    void fromTheJournal()
    {
        const QTemporaryDir folder;
        auto server = std::make_unique<DemoThread>(quiet());
        QVERIFY(server->isListening());
        const auto url = server->url();
        {
            Desk desk(folder, url);
            QTRY_COMPARE(desk.after(0s), all(u"live"_s));
            QVERIFY(desk.session.payments()->payments()->rowCount() > 0);
        }
        server.reset();

        Desk desk(folder, url);
        QTRY_VERIFY(desk.session.payments()->payments()->rowCount() > 0);
        QTRY_COMPARE(desk.after(0s), all(u"late"_s));
        QVERIFY(desk.session.connections()->freshnessToken() != u"live"_s);
        // One is promised hourly, the other is not to be believed for longer than a minute.
        QCOMPARE(desk.after(2min), QStringList({u"late"_s, u"late"_s, u"stale"_s}));
        QCOMPARE(desk.after(1h), all(u"stale"_s));
        QVERIFY(desk.session.payments()->payments()->isStale());
        QVERIFY2(!desk.said.contains(u"live"_s), qPrintable(desk.said.join(u' ')));
    }

    /// A live feed alone makes nothing fresh that was promised; where nothing is promised, it does.
    void backAgain()
    {
        const QTemporaryDir folder;
        auto server = std::make_unique<DemoThread>(quiet());
        QVERIFY(server->isListening());
        const auto url = server->url();
        Desk desk(folder, url);
        QTRY_COMPARE(desk.after(0s), all(u"live"_s));
        QCOMPARE(desk.after(59min), all(u"live"_s));
        QCOMPARE(desk.after(2min), QStringList({u"late"_s, u"late"_s, u"live"_s}));
        QCOMPARE(desk.after(2h), QStringList({u"stale"_s, u"stale"_s, u"live"_s}));
        server.reset();
        QTRY_COMPARE(desk.after(0s).last(), u"stale"_s); // the engine's own clock was not put forward
        server = std::make_unique<DemoThread>(quiet(static_cast<quint16>(url.port())));
        QVERIFY2(server->isListening(), qPrintable(server->errorString()));
        desk.session.retryNow();
        QTRY_COMPARE(desk.after(0s).last(), u"live"_s);
        QCOMPARE(desk.after(0s).first(), u"stale"_s);
    }
};

QTEST_MAIN(TestSessionFreshness)
#include "tst_sessionfreshness.moc"
