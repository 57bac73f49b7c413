// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "windowprogram.h"

#include "announcements.h"
#include "cli/engineerrors.h"
#include "cli/output.h"
#include "demohost.h"
#include "desktop/makenotifier.h"
#include "desktop/systemtheme.h"
#include "desktop/tray.h"
#include "desktop/windowkeeper.h"
#include "feed/engine.h"
#include "instanceprotocol.h"
#include "liveness/lockwatch.h"
#include "liveness/presencewatch.h"
#include "liveness/troublewatch.h"
#include "offlineqml.h"
#include "platform/stopsignals.h"
#include "session.h"
#include "setup.h"
#include "singleinstance.h"
#include "statusreport.h"
#include "tour.h"
#include "util/logging.h"
#include "util/paths.h"
#include "vitals.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QIcon>
#include <QMessageBox>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Where the window's settings are kept. A tour leaves no trace in the user's.
Result<QString, CliError> settingsFile(const CommandLine &line, const Setup &setup)
{
    if (line.tour)
        return setup.dataFolder + u"/window.ini"_s;
    if (!QDir(setup.configFolder).exists()) {
        if (const auto made = preparePrivateFolder(setup.configFolder); !made)
            return Unexpected(CliError{ExitCode::NotAllowed, made.error()});
    }
    return setup.configFolder + u"/window.ini"_s;
}

/// The text names files and programs, so it is never taken for rich text.
void showProblem(const QString &text)
{
    QMessageBox box(QMessageBox::Critical, u"Bellboard"_s, text, QMessageBox::Ok);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

/// A window was asked for, so the trouble is told in one.
ExitCode tell(const CommandLine &line, const CliError &error)
{
    const auto platform = QGuiApplication::platformName();
    if (!line.tour && platform != u"offscreen" && platform != u"minimal")
        showProblem(error.text);
    return complainAbout(error);
}

/// Loads Main.qml with the session; nullptr when it cannot be.
QQuickWindow *loadWindow(QQmlApplicationEngine &qml, OfflineQml &network, Session &session)
{
    QQuickStyle::setStyle(u"Basic"_s);
    qml.setNetworkAccessManagerFactory(&network);
    qml.addImportPath(u"qrc:/qt/qml"_s);
    qml.setInitialProperties({{u"session"_s, QVariant::fromValue(&session)}});
    qml.load(QUrl(u"qrc:/qt/qml/Bellboard/Main.qml"_s));
    return qobject_cast<QQuickWindow *>(qml.rootObjects().value(0));
}

/// What the life of a window needs; all of it outlives that.
struct Surroundings
{
    Engine &engine;
    Session &session;
    SingleInstance &instance;
    TroubleWatch &trouble;
    const Clock &clock;
};

/// The life of an ordinary window: its place, the tray, the toasts, later launches, and whether its user is there.
ExitCode live(const CommandLine &line, QQuickWindow &window, const Surroundings &surroundings)
{
    auto &engine = surroundings.engine;
    auto &session = surroundings.session;
    WindowKeeper keeper(window, *session.settings());
    PresenceWatch presence(surroundings.clock);
    const auto lock = LockWatch::create();
    window.installEventFilter(&presence);
    QObject::connect(&keeper, &WindowKeeper::visibleChanged, &presence, &PresenceWatch::setVisible);
    QObject::connect(lock.get(), &LockWatch::lockedChanged, &presence, &PresenceWatch::setLocked);
    QObject::connect(&surroundings.trouble, &TroubleWatch::hinted, &presence, &PresenceWatch::look);
    QObject::connect(&presence, &PresenceWatch::presenceChanged, &engine, &Engine::setPresence);
    Tray tray(TrayHost::create());
    const auto notifier = makeNotifier(tray);
    Announcements announcements({engine, session, tray, *notifier, surroundings.clock});
    keeper.setTrayProven([&tray] { return tray.isProven(); });
    QObject::connect(&keeper, &WindowKeeper::visibleChanged, &session, &Session::setWindowVisible);
    QObject::connect(&keeper, &WindowKeeper::quitRequested, qApp, [] { QCoreApplication::exit(0); });
    QObject::connect(&announcements, &Announcements::windowRequested, &keeper, &WindowKeeper::raise);
    QObject::connect(&announcements, &Announcements::quitRequested, qApp, [] { QCoreApplication::exit(0); });
    const auto openPage = [&session](const QString &page, const QString &key) {
        if (!page.isEmpty())
            session.openItem(page, key);
    };
    QObject::connect(&surroundings.instance, &SingleInstance::launched, &keeper, [&](const LaunchRequest &request) {
        openPage(request.page, request.key);
        keeper.raise(request.activationToken);
    });
    // The row may stand in the journal, so it can be selected when that was read back.
    QObject::connect(&session, &Session::replayFolded, &keeper, [&] { openPage(line.openPage, line.openKey); });
    keeper.restore(line.minimised);
    engine.setPresence(presence.presence());
    QCoreApplication::exec();
    return ExitCode::Done;
}

ExitCode takeTour(const CommandLine &line, Session &session, QQuickWindow &window)
{
    Tour tour(session, window, *line.tour, line.screenshots);
    auto code = ExitCode::Failed;
    QObject::connect(
        &tour, &Tour::finished, &tour,
        [&](ExitCode result) {
            code = result;
            QCoreApplication::exit(0);
        },
        Qt::QueuedConnection);
    tour.start(line.size);
    QCoreApplication::exec();
    return writeOut(tour.summary().toUtf8()) ? code : ExitCode::Output;
}

} // namespace

ExitCode runWindow(const CommandLine &line)
{
    logTransitions();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QGuiApplication::setWindowIcon(QIcon(u":/bellboard/icons/bellboard.svg"_s));
    const auto setup = Setup::prepare(line, false);
    if (!setup)
        return tell(line, setup.error());

    SingleInstance instance(setup->dataFolder);
    switch (instance.claim({line.openPage, line.openKey, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")})) {
    case SingleInstance::Claim::HandedOver:
        return ExitCode::Done;
    case SingleInstance::Claim::Refused:
        return tell(line, {ExitCode::Locked, instance.refusal()});
    case SingleInstance::Claim::Silent:
        return tell(line, silentInstance());
    case SingleInstance::Claim::First:
    case SingleInstance::Claim::Failed:
        break;
    }
    const auto file = settingsFile(line, *setup);
    if (!file)
        return tell(line, file.error());

    const SystemClock clock;
    Settings settings(*file, line.demo ? u"Priya"_s : QString());
    SecretStore secrets;
    Engine::Options options;
    options.dataFolder = setup->dataFolder;
    options.feeds = setup->feeds;
    options.limits = setup->limits;
    options.secrets = line.demo ? nullptr : &secrets;
    options.user = settings.userName();
    Engine engine(options);
    const auto theme = SystemTheme::create();
    Session session({engine, secrets, settings, *theme, clock});
    session.setSetupProblem(setup->problems.join(u' '));
    bool replayed = false;
    QObject::connect(&session, &Session::replayFolded, &session, [&replayed] { replayed = true; });
    instance.server().answer(InstanceProtocol::status, [&](const QJsonObject &) {
        auto report = StatusReport::of(session.connections()->statuses(), session.journal(), clock.wallTime());
        report.alerts = StatusReport::alertsOn(session.boards());
        report.settled = report.settled && replayed;
        return report.toObject();
    });
    // The engine starts first, so that it reads the journal while the window is being made.
    const QDeadlineTimer deadline(longestPassing);
    const auto waits = [&deadline] {
        QCoreApplication::processEvents(); // whoever asks meanwhile is told that nothing is settled
        return !deadline.hasExpired();
    };
    if (const auto started = startWhenFree(engine, waits); !started)
        return tell(line, toCliError(started.error()));

    OfflineQml network;
    QQmlApplicationEngine qml;
    auto *window = loadWindow(qml, network, session);
    if (!window)
        return tell(line, {ExitCode::Failed, u"The window could not be loaded."_s});
    const auto trouble = TroubleWatch::watchFor(engine, clock);
    QObject::connect(trouble.get(), &TroubleWatch::hinted, &session, [&session] { session.lookAtSnoozes(); });
    std::optional<Vitals> vitals;
    if (line.vitals)
        vitals.emplace(session, *window, line.pulse);
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::stopRequested, qApp, [] { QCoreApplication::exit(0); });
    const auto code = line.tour ? takeTour(line, session, *window)
                                : live(line, *window, {engine, session, instance, *trouble, clock});
    engine.stop();
    return code;
}

} // namespace Bellboard
