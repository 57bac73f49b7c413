// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/exitcodes.h"
#include "profile/profilefile.h"
#include "program.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

/// `bellboard profile`, as the developer of a backend runs it.
class TestProfileVerb : public StrictTest
{
    Q_OBJECT

private:
    static void ends(const Program::Outcome &outcome, ExitCode code)
    {
        QVERIFY2(outcome.code == static_cast<int>(code), outcome.err.constData());
    }

private Q_SLOTS:
    void newOneIsSound()
    {
        const Program program;
        const auto path = program.path(u"ours.toml"_s);
        const auto printed = program.run({u"profile"_s, u"new"_s});
        ends(printed, ExitCode::Done);
        QCOMPARE(printed.out, starterProfile());
        ends(program.run({u"profile"_s, u"new"_s, path}), ExitCode::Done);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), printed.out);
        const auto checked = program.run({u"profile"_s, u"check"_s, path});
        ends(checked, ExitCode::Done);
        QVERIFY2(checked.out.endsWith("ours.toml is a profile with 3 messages.\n"), checked.out.constData());
    }
    void newOneReplacesNothing()
    {
        const Program program;
        const auto path = program.write(u"ours.toml"_s, "mine");
        const auto outcome = program.run({u"profile"_s, u"new"_s, path});
        ends(outcome, ExitCode::Output);
        QVERIFY(outcome.err.contains("exists already"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "mine");
        ends(program.run({u"profile"_s, u"new"_s, program.path(u"no/such/folder.toml"_s)}), ExitCode::Output);
    }
    void problemsHaveTheirPlace()
    {
        const Program program;
        const auto path = program.write(u"bad.toml"_s, "[kind]\npointer = \"type\"\n[message.a]\ntyp = \"task\"\n");
        const auto outcome = program.run({u"profile"_s, u"check"_s, path});
        ends(outcome, ExitCode::BadSettings);
        QVERIFY(outcome.out.isEmpty());
        const auto lines = outcome.err.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith(path.toUtf8() + ":2:11: \"type\" is no pointer"), lines[0].constData());
        QVERIFY2(lines[1].startsWith(path.toUtf8() + ":3:1: [message.a] has no \"type\""), lines[1].constData());
    }
    void sample()
    {
        const Program program;
        const auto good =
            program.write(u"good.ndjson"_s, "{\"type\":\"typing\",\"room\":\"Desk\",\"user\":{\"name\":\"Mo\"}}\n\n");
        const auto all = program.run({u"profile"_s, u"check"_s, u"chat"_s, u"--sample"_s, good});
        ends(all, ExitCode::Done);
        QCOMPARE(all.out,
                 "line 1: typing -> control.typing\n  conversation       Desk\n  by                 Mo\n"
                 "  active             true\n"
                 "1 of 1 became something.\n");
        const auto odd = program.write(u"odd.ndjson"_s, "{\"type\":\"ping\"}\n{\"type\":\"x\x7f\"}\n");
        const auto some = program.run({u"profile"_s, u"check"_s, u"chat"_s, u"--sample"_s, odd});
        ends(some, ExitCode::Unmatched);
        QCOMPARE(some.out,
                 "line 1: ping -> control.ping\n"
                 "line 2: x\\u007f -> nothing: the profile knows no message of its kind\n"
                 "1 of 2 became something.\n");
    }
    void missingFiles()
    {
        const Program program;
        const auto none = program.path(u"none"_s);
        ends(program.run({u"profile"_s, u"check"_s, none}), ExitCode::Missing);
        ends(program.run({u"profile"_s, u"check"_s, u"chat"_s, u"--sample"_s, none}), ExitCode::Missing);
    }
    void wrongUse()
    {
        const Program program;
        ends(program.run({u"profile"_s}), ExitCode::Usage);
        ends(program.run({u"profile"_s, u"check"_s}), ExitCode::Usage);
        ends(program.run({u"profile"_s, u"new"_s, u"--sample"_s, u"x"_s}), ExitCode::Usage);
    }
};

QTEST_GUILESS_MAIN(TestProfileVerb)
#include "tst_profileverb.moc"
