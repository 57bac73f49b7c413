// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/commandline.h"
#include "cli/help.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using Verb = CommandLine::Verb;

class TestCommandLine : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheVerb_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("verb");
        const auto row = [](const char *arguments, Verb verb) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments) << static_cast<int>(verb);
        };
        row("", Verb::Window);
        row("--demo", Verb::Window);
        row("tail", Verb::Tail);
        row("--config x tail --json", Verb::Tail);
        row("status --for 3", Verb::Status);
        row("demo-server --port=0 --rate 5", Verb::DemoServer);
        row("token set Feed", Verb::TokenSet);
        row("token remove Feed", Verb::TokenRemove);
        row("token set --proxy Feed", Verb::TokenSet);
        row("profile check ours.toml --sample m.ndjson", Verb::ProfileCheck);
        row("profile new", Verb::ProfileNew);
        row("profile new ours.toml", Verb::ProfileNew);
        row("profile --help", Verb::Help);
        row("tail --help", Verb::Help);
        row("help tail", Verb::Help);
        row("--version", Verb::Version);
        row("--demo --tour 20 --screenshots s --size 1440x900", Verb::Window);
    }
    void findsTheVerb()
    {
        QFETCH(QString, arguments);
        QFETCH(int, verb);
        const auto line = parseCommandLine(arguments.split(u' ', Qt::SkipEmptyParts));
        QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error()));
        QCOMPARE(static_cast<int>(line->verb), verb);
    }

    void refusesWhatMakesNoSense_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *arguments, const char *says) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(says);
        };
        row("--colour", "--colour");
        row("-platform offscreen", "-platform");
        row("tial", "tial");
        row("tail extra", "extra");
        row("tail --count", "--count wants");
        row("tail --count 0", "not \"0\"");
        row("tail --for soon", "not \"soon\"");
        row("status --count 3", "makes no sense with \"status\"");
        row("--json", "makes no sense without a verb");
        row("--demo=yes", "takes no value");
        row("demo-server --rate 100001", "100001");
        row("demo-server --port 65536", "65536");
        row("token", "token");
        row("token set", "name of a feed");
        row("token set Feed secret", "secret");
        row("profile", "check FILE");
        row("profile check", "wants a file");
        row("profile new a b", "\"b\"");
        row("profile new --sample m", "makes no sense with \"profile\"");
        row("--tour 5", "--screenshots");
        row("--size 1x1 --demo", "1x1");
    }
    void refusesWhatMakesNoSense()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, says);
        const auto line = parseCommandLine(arguments.split(u' ', Qt::SkipEmptyParts));
        QVERIFY(!line.has_value());
        QVERIFY2(line.error().contains(says), qPrintable(line.error()));
        QVERIFY(line.error().endsWith(u'.'));
    }

    void openNamesPageAndKey()
    {
        const auto line = parseCommandLine({u"--open"_s, u"inbox/0/EM-1"_s});
        QCOMPARE(line->openPage, u"inbox"_s);
        QCOMPARE(line->openKey, u"0/EM-1"_s);
    }

    void everyVerbHasHelpWithExamples()
    {
        for (const auto &topic : {u""_s, u"tail"_s, u"status"_s, u"demo-server"_s, u"token"_s})
            QVERIFY(helpText(topic).contains(u"Examples:"_s));
        QVERIFY(helpText(u"nonsense"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
