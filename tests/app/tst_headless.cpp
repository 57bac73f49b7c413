// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/exitcodes.h"
#include "demoprogram.h"
#include "stricttest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// The headless verbs against the real demo backend in a process of its own.
class TestHeadless : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void tailPrintsWhatIsJournalledOnceAndInOrder()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        const auto first = program.run(QStringList{u"tail"_s, u"--json"_s, u"--count"_s, u"200"_s} + program.folders());
        QVERIFY2(first.code == 0, first.err.constData());
        QCOMPARE(jsonLines(first.out).size(), 200);

        // The journal has at least these; from the start they come again, the same.
        const auto again = program.run(QStringList{u"tail"_s, u"--json"_s, u"--from-start"_s, u"--count"_s, u"400"_s}
                                       + program.folders());
        QVERIFY2(again.code == 0, again.err.constData());
        const auto objects = jsonLines(again.out);
        QCOMPARE(objects.size(), 400);
        QVERIFY(again.out.startsWith(first.out));
        QHash<QString, quint64> last;
        QSet<QString> identities;
        for (const auto &object : objects) {
            QCOMPARE(object.value(u"specversion"_s).toString(), u"1.0"_s);
            QCOMPARE(object.value(u"feed"_s).toString(), u"Demo"_s);
            QVERIFY(object.value(u"data"_s).isObject());
            QCOMPARE(object.value(u"sequence"_s).toString().size(), 16);
            const auto sequence = object.value(u"sequence"_s).toString().toULongLong();
            auto &previous = last[object.value(u"stream"_s).toString()];
            QCOMPARE(sequence, previous + 1);
            previous = sequence;
            identities << object.value(u"source"_s).toString() + u' ' + object.value(u"id"_s).toString();
        }
        QCOMPARE(identities.size(), 400);
        end(server);
    }

    void tailForPeopleEndsByTimeAndHasNoControlCharacters()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        const auto outcome = program.run(QStringList{u"tail"_s, u"--for"_s, u"2"_s} + program.folders());
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        QVERIFY(outcome.out.contains("  Demo  "));
        for (const char byte : outcome.out)
            QVERIFY(byte == '\n' || static_cast<unsigned char>(byte) >= 0x20);
        end(server);
    }

#ifdef Q_OS_UNIX
    void tailEndsQuietlyWhenNobodyReads()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        QProcess tail;
        QProcess head;
        tail.setStandardOutputProcess(&head);
        head.start(u"head"_s, {u"-n"_s, u"1"_s});
        program.start(tail, QStringList{u"tail"_s} + program.folders());
        QTRY_COMPARE_WITH_TIMEOUT(tail.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(tail.exitStatus(), QProcess::NormalExit);
        QCOMPARE(tail.exitCode(), 0);
        QVERIFY2(tail.readAllStandardError().isEmpty(), "it complained");
        QTRY_COMPARE(head.state(), QProcess::NotRunning);
        QCOMPARE(head.readAllStandardOutput().count('\n'), 1);
        end(server);
    }
#endif

    void statusSaysHowThingsStand()
    {
        const Program program;
        QProcess server;
        serve(server, program);
        const auto live = program.run(QStringList{u"status"_s, u"--json"_s} + program.folders());
        const auto object = QJsonDocument::fromJson(live.out).object();
        const auto state = object.value(u"state"_s).toString();
        const QHash<int, QString> words{{0, u"calm"_s}, {1, u"warning"_s}, {2, u"critical"_s}};
        QVERIFY2(words.contains(live.code), live.err.constData());
        QCOMPARE(state, words.value(live.code));
        QVERIFY(object.value(u"feeds"_s).toArray().first().toObject().value(u"live"_s).toBool());
        // The worst alert that wants an answer decides; those that only inform leave things calm.
        const auto alerts = object.value(u"alerts"_s).toArray();
        QCOMPARE(object.value(u"unacknowledged"_s).toInt() > 0, !alerts.isEmpty());
        const QHash<QString, int> codes{{u"critical"_s, 2}, {u"high"_s, 1}, {u"warning"_s, 1}, {u"info"_s, 0}};
        int worst = 0;
        for (const auto &alert : alerts) {
            const auto severity = alert.toObject().value(u"severity"_s).toString();
            QVERIFY2(codes.contains(severity), qPrintable(severity));
            worst = std::max(worst, codes.value(severity));
        }
        QCOMPARE(live.code, worst);
        end(server);

        const auto gone = program.run(QStringList{u"status"_s} + program.folders());
        QCOMPARE(gone.code, static_cast<int>(ExitCode::Disconnected));
        QVERIFY2(gone.out.contains("Demo: Disconnected"), gone.out.constData());
        QVERIFY(gone.out.contains("0 of 1 feeds"));
    }

    void aServerThatWantsATokenIsNotLive()
    {
        const Program program;
        QProcess server;
        program.start(server, {u"demo-server"_s, u"--token-from-stdin"_s});
        QVERIFY(server.waitForStarted());
        server.write("secret\n");
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 20'000);
        program.writeFeed(u"Demo"_s, QString::fromUtf8(server.readLine().trimmed()));
        const auto outcome = program.run(QStringList{u"status"_s} + program.folders());
        QCOMPARE(outcome.code, static_cast<int>(ExitCode::Disconnected));
        QVERIFY2(outcome.out.contains("Needs a token"), outcome.out.constData());
        QVERIFY(!outcome.out.contains("secret"));
        end(server);
    }
};

QTEST_GUILESS_MAIN(TestHeadless)
#include "tst_headless.moc"
