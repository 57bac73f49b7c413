// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/database.h"
#include "journal/journal.h"
#include "stricttest.h"
#include "windowstage.h"

#include <QProcess>

#include <iostream>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int timeout = 60'000;
const auto conversation = u"0/Payments desk"_s;

void say(const QByteArray &line)
{
    std::cout << line.constData() << std::endl;
}

/// The process that is killed: a window in which somebody writes, and goes on writing. It says when the disk has all that was written
/// first; with `send`, that was sent then.
int runWriter(const QString &folder, bool send)
{
    Stage stage(true, folder);
    if (!stage.start())
        return 2;
    stage.session->openItem(u"chat"_s, conversation);
    auto *composer = stage.window->findChild<QQuickItem *>(u"composer"_s);
    if (!composer)
        return 3;
    composer->forceActiveFocus();
    for (const auto letter : {Qt::Key_D, Qt::Key_E, Qt::Key_A, Qt::Key_R})
        QTest::keyClick(stage.window.data(), letter);
    const auto drafts = [&] {
        auto database = Database::openReader(Journal::fileIn(folder));
        return database ? database->number("SELECT count(*) FROM draft").value_or(-1) : -1;
    };
    if (!QTest::qWaitFor([&] { return drafts() == 1; }, timeout))
        return 4;
    if (send) {
        QTest::keyClick(stage.window.data(), Qt::Key_Return);
        if (!QTest::qWaitFor([&] { return drafts() == 0; }, timeout))
            return 5;
    }
    say("kept");
    return QCoreApplication::exec();
}

/// Opens the window again, and says what stands in the line.
int runReader(const QString &folder)
{
    Stage stage(true, folder);
    bool replayed = false;
    QObject::connect(stage.session.get(), &Session::replayFolded, [&replayed] { replayed = true; });
    if (!stage.start() || !QTest::qWaitFor([&] { return replayed; }, timeout))
        return 2;
    stage.session->openItem(u"chat"_s, conversation);
    auto *composer = stage.window->findChild<QQuickItem *>(u"composer"_s);
    if (!composer)
        return 3;
    say("found " + composer->property("text").toByteArray());
    return 0;
}

} // namespace

/// A window that is killed while somebody writes, and the next one.
class TestDraftWindow : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void killed_data()
    {
        QTest::addColumn<QString>("writer");
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("while writing") << u"--write"_s << "found dear"_ba;
        QTest::newRow("after sending") << u"--send"_s << "found"_ba;
    }
    void killed()
    {
        QFETCH(QString, writer);
        QFETCH(QByteArray, found);
        QTemporaryDir folder;
        const auto run = [&](QProcess &process, const QString &mode) {
            process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            process.start(QCoreApplication::applicationFilePath(), {mode, folder.filePath(u"data"_s)});
        };
        const auto lineOf = [](QProcess &process) {
            while (!process.canReadLine() && process.waitForReadyRead(timeout)) { }
            return process.readLine().trimmed();
        };
        QProcess first;
        run(first, writer);
        QCOMPARE(lineOf(first), "kept"_ba);
        first.kill();
        QVERIFY(first.waitForFinished(timeout));
        QProcess second;
        run(second, u"--read"_s);
        QCOMPARE(lineOf(second), found);
        QVERIFY(second.waitForFinished(timeout));
        QCOMPARE(second.exitCode(), 0);
    }
};

int main(int argc, char **argv)
{
    QTEST_SET_MAIN_SOURCE_PATH
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const QGuiApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write" || arguments.value(1) == u"--send")
        return runWriter(arguments.value(2), arguments.value(1) == u"--send");
    if (arguments.value(1) == u"--read")
        return runReader(arguments.value(2));
    TestDraftWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_draftwindow.moc"
