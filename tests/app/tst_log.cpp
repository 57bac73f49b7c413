// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demoprogram.h"
#include "instanceclient.h"
#include "instanceprotocol.h"
#include "stricttest.h"

#include <QJsonArray>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray secret = "tok-77a1-do-not-leak";

/// A window on a demo backend; both are the real program. A secret stands in the address of the feed.
class WindowAndServer
{
public:
    ~WindowAndServer()
    {
        for (auto *process : {&window, &server}) {
            process->terminate();
            process->waitForFinished();
        }
    }

    void start(const QString &rules = {})
    {
        qputenv("XDG_RUNTIME_DIR", program.path(u"runtime"_s).toUtf8()); // where the window is to be found
        program.environment.insert(u"QT_FORCE_STDERR_LOGGING"_s,
                                   u"1"_s); // where Qt logs to the system's journal otherwise
        program.environment.remove(u"QT_LOGGING_RULES"_s);
        program.start(server, {u"demo-server"_s});
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 20'000);
        const auto url = QString::fromUtf8(server.readLine().trimmed());
        program.writeFeed(u"Demo"_s, url + u"/?access_token="_s + QString::fromUtf8(secret));
        if (!rules.isEmpty())
            program.environment.insert(u"QT_LOGGING_RULES"_s, rules);
        program.start(window, program.folders());
        QTRY_VERIFY_WITH_TIMEOUT(isLive(), 30'000);
    }
    bool isLive() const
    {
        const auto answer = askInstance(program.path(u"data"_s), InstanceProtocol::request(InstanceProtocol::status));
        return answer && answer->value("feeds"_L1).toArray().first().toObject().value("live"_L1).toBool();
    }
    /// Ends the server, and the window once that has noticed; what the window logged.
    QByteArray logUntilLost()
    {
        end(server);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!isLive(), 20'000); }();
        end(window);
        return window.readAllStandardError();
    }

    Program program;
    QProcess server;
    QProcess window;
};

} // namespace

/// What the program says to its log unasked.
class TestLog : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void aWindowTellsWhyConnectionsChange()
    {
        WindowAndServer both;
        both.start();
        const auto log = both.logUntilLost();
        QVERIFY2(log.contains("Recovering -> Live because of CaughtUp"), log.constData());
        // A server that is ended says that it goes, or is simply gone.
        static const QRegularExpression lost(u"(Live|Draining) -> \\w+ because of \\w+ \\w+"_s);
        QVERIFY2(lost.match(QString::fromUtf8(log)).hasMatch(), log.constData());
        QVERIFY2(!log.contains(secret), log.constData());
    }

    void aWindowIsQuietWhenAsked()
    {
        WindowAndServer both;
        both.start(u"bellboard.*=false"_s);
        const auto log = both.logUntilLost();
        QVERIFY2(!log.contains("bellboard."), log.constData());
    }

    /// Scripts read their words.
    void otherVerbsAreQuiet()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        for (const auto &arguments :
             {QStringList{u"status"_s, u"--json"_s}, QStringList{u"tail"_s, u"--count"_s, u"5"_s}}) {
            const auto outcome = program.run(arguments + program.folders());
            QVERIFY(!outcome.out.isEmpty());
            QCOMPARE(outcome.err, QByteArray());
        }
        end(server);
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
