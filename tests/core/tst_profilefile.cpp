// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profilefile.h"
#include "stricttest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;

namespace {

// A profile that is right; the rows below put something wrong in place of one of its lines.
const QByteArray sound = R"(title = "Ours"
[connection]
transport = "websocket"
token = "header"
[kind]
pointer = "/type"
[translate.level]
words = { bad = "critical" }
[message.task]
type = "task"
subject = "/id"
time = "/at"
[message.task.data]
status = "/status"
priority = { pointer = "/level", translate = "level" }
title = "/title"
money = { amount = "/sum", currency = "/currency" }
[message.ping]
type = "control.ping"
[send]
subscribe = '{"type":"subscribe"}'
[send.command]
note = '{"key":{{key}},"text":{{text}}}'
[http.snapshot]
path = "/api?c={{cursor}}"
list = "/items"
next = "/next"
[limits]
connect_attempts = { count = 5, seconds = 60 }
)";

QStringList problemsOf(const ProfileFile &file)
{
    QStringList texts;
    for (const auto &problem : file.problems)
        texts << problem.text();
    return texts;
}

} // namespace

Q_DECLARE_METATYPE(Bellboard::PollBy)

class TestProfileFile : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void soundOne()
    {
        const auto file = ProfileFile::parse(sound, u"p"_s);
        QCOMPARE(problemsOf(file), QStringList());
        QVERIFY(file.profile);
        QCOMPARE(file.profile->title, "Ours");
        QCOMPARE(file.profile->messages.size(), std::size_t{2});
        QVERIFY(!file.profile->greets());
        QCOMPARE(file.profile->connectAttempts.count, 5);
        QCOMPARE(file.profile->connectAttempts.interval, std::chrono::seconds(60));
        HoleValues values;
        values[Hole::Cursor] = "a b/\xc3\xa9";
        QCOMPARE(file.profile->snapshot->path.fill(values), "/api?c=a%20b%2F%C3%A9");
        // The same pointer has one slot, wherever it stands.
        QCOMPARE(file.profile->pointers.slotCount(), std::size_t{8});
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &from, const QByteArray &to,
                            const QStringList &problems) { QTest::addRow("%s", name) << from << to << problems; };
        row("not TOML", "[kind]", "[kind", {u"p:5:6: "_s});
        row("letters outside of quotes", "[kind]", "[k\xc3\xaend]",
            {u"p:5:3: only ASCII letters may stand outside of quotes and comments"_s});
        row("key twice", "token = \"header\"", "token = \"header\"\ntoken = \"none\"", {u"p:5:"_s});
        row("unknown key", "title = \"Ours\"", "titel = \"Ours\"",
            {u"p:1:1: unknown key \"titel\"; did you mean \"title\"?"_s});
        row("key of the connection",
            "transport =", "trnsport =", {u"p:3:1: unknown key \"trnsport\"; did you mean \"transport\"?"_s});
        row("transport", "\"websocket\"", "\"websockets\"",
            {u"p:3:13: there is no transport \"websockets\"; did you mean \"websocket\"?"_s});
        row("transports of WebSocket", "token = \"header\"", "transports = [\"polling\"]",
            {u"p:4:14: \"transports\" is a list such as [\"polling\", \"websocket\"], what comes first tried first, "
             u"and stands "
             "beside transport = \"socketio\""_s});
        row("wrong type", "token = \"header\"", "token = 5",
            {u"p:4:9: \"token\" is a text in quotes, such as \"header\""_s});
        row("token in a message that is not there", "\"header\"", "\"message\"",
            {u"p:4:9: token = \"message\" needs [send] authenticate, the message that carries it"_s});
        row("no kind", "[kind]\npointer = \"/type\"\n", "",
            {u"p:1:1: there is no [kind], which says how to tell messages apart, such as pointer = \"/type\""_s});
        row("two ways", "pointer = \"/type\"", "pointer = \"/type\"\nevent = true",
            {u"p:5:1: [kind] has one of \"pointer\", event = true and \"constant\""_s});
        row("no way", "pointer = \"/type\"", "event = false",
            {u"p:5:1: [kind] has one of \"pointer\", event = true and \"constant\""_s});
        row("kind that is the whole message", "pointer = \"/type\"", "pointer = \"\"",
            {u"p:6:11: the pointer \"\" leads to the whole message, which is no kind"_s});
        row("kind that is partly the whole message", "pointer = \"/type\"", "pointer = [\"/type\", \"\"]",
            {u"p:6:11: the pointer \"\" leads to the whole message, which is no kind"_s});
        row("too many steps in a key", "title = \"Ours\"", "\"\xc3\xa9\"" + QByteArray(".a").repeated(100'000) + " = 1",
            {u"p:1:130: a key has at most 64 steps, together with the brackets that it stands in"_s});
        row("too many steps in a header", "[limits]", "[a" + QByteArray(".a").repeated(100'000) + "]",
            {u"p:28:127: a key has at most 64 steps, together with the brackets that it stands in"_s});
        row("too many steps in many brackets", "title = \"Ours\"", "t = " + QByteArray("{ a.a.a = [").repeated(20),
            {u"p:1:180: a key has at most 64 steps"_s});
        row("pointer to a kind that is none", "pointer = \"/type\"", "pointer = { value = \"task\" }",
            {u"p:6:11: \"pointer\" is a pointer such as \"/type\", or a list of them"_s});
        row("id that is always the same", "subject = \"/id\"", "subject = \"/id\"\nid = { value = \"1\" }",
            {u"p:12:6: an \"id\" that is always the same would make one event of all messages"_s});
        row("amount that is none", "amount = \"/sum\"", "amount = { value = \"1,5\" }",
            {u"p:17:20: an amount is decimal digits in quotes, such as \"12.50\""_s});
        row("constant of no message", "pointer = \"/type\"", "constant = \"tusk\"",
            {u"p:6:12: there is no [message.tusk]"_s});
        row("otherwise of no message", "pointer = \"/type\"", "pointer = \"/type\"\notherwise = \"tusk\"",
            {u"p:7:13: there is no [message.tusk]"_s});
        row("pointer without a slash", "subject = \"/id\"", "subject = \"id\"",
            {u"p:11:11: \"id\" is no pointer: a JSON pointer begins with \"/\""_s});
        row("pointer with a bad escape", "subject = \"/id\"", "subject = \"/i~2d\"",
            {u"p:11:11: \"/i~2d\" is no pointer: in a JSON pointer \"~\" is followed by 0 (for ~) or 1 (for /)"_s});
        row("pointer that ends in an escape", "subject = \"/id\"", "subject = \"/i~\"",
            {u"p:11:11: \"/i~\" is no pointer: in a JSON pointer \"~\" is followed by 0 (for ~) or 1 (for /)"_s});
        row("pointer too deep", "subject = \"/id\"", "subject = \"" + QByteArray("/a").repeated(17) + "\"",
            {u"p:11:11: \""_s});
        row("unknown type", "type = \"task\"", "type = \"tasks\"",
            {u"p:10:8: there is no type \"tasks\"; did you mean \"task\"?"_s});
        row("no type", "type = \"task\"\n", "",
            {
                u"p:9:1: [message.task] has no \"type\", such as type = \"task\""_s,
            });
        row("no subject", "subject = \"/id\"\n", "",
            {u"p:9:1: [message.task] has no \"subject\", which says what it is about, such as subject = \"/id\""_s});
        row("unknown field", "title = \"/title\"", "title = \"/title\"\nasignee = \"/a\"",
            {u"p:17:1: \"task\" has no field \"asignee\"; did you mean \"assignee\"?"_s});
        row("field that is needed", "title = \"/title\"\n", "",
            {u"p:13:1: \"task\" needs \"title\": a pointer such as \"/data/title\", or { value = ... } where the backend has none"_s});
        row("field of a control message", "type = \"control.ping\"", "type = \"control.ping\"\ndata = { no = \"/a\" }",
            {u"p:20:10: \"control.ping\" has no field \"no\"; did you mean \"id\"?"_s});
        row("data of nothing", "type = \"control.ping\"", "type = \"ignore\"\ndata = { no = \"/a\" }",
            {u"p:20:10: \"ignore\" has no data"_s});
        row("attribute of a control message", "type = \"control.ping\"", "type = \"control.ping\"\nsubject = \"/a\"",
            {u"p:20:1: unknown key \"subject\"; did you mean "_s});
        row("stream without sequence", "time = \"/at\"", "time = \"/at\"\nstream = \"/s\"",
            {u"p:13:10: \"stream\" and \"sequence\" come together or not at all"_s});
        row("value of the wrong type", "status = \"/status\"", "status = 7",
            {u"p:14:10: \"status\" is a pointer such as \"/data/status\", or a table such as { value = \"...\" }"_s});
        row("value and pointer", "status = \"/status\"", "status = { pointer = \"/status\", value = \"queued\" }",
            {u"p:14:10: \"status\" has either a \"pointer\" into the message or a \"value\" of its own"_s});
        row("word that is none", "status = \"/status\"", "status = { value = \"que\" }",
            {u"p:14:20: there is no status \"que\"; there are: queued, in_review, approved, rejected"_s});
        row("word of a translation", "bad = \"critical\"", "bad = \"crit\"",
            {u"p:8:17: there is no priority \"crit\"; there are: info, warning, high, critical"_s});
        row("no translation", "translate = \"level\"", "translate = \"lvl\"",
            {u"p:15:46: there is no table [translate.lvl]; did you mean \"level\"?"_s});
        row("translation of no use", "translate = \"level\"", "default = \"info\"",
            {u"p:7:12: nothing uses the table [translate.level]"_s});
        row("default beside value", "\"/title\"", "{ value = \"x\", default = \"y\" }",
            {u"p:16:34: \"default\" is of no use beside \"value\", which is always the same"_s});
        row("format of a text", "\"/title\"", "{ pointer = \"/title\", format = \"seconds\" }",
            {u"p:16:40: only times have a \"format\", and \"title\" is none"_s});
        row("unknown format", "time = \"/at\"", "time = { pointer = \"/at\", format = \"ms\" }",
            {u"p:12:36: there is no format \"ms\"; did you mean \"utc\"?"_s});
        row("default that is no time", "time = \"/at\"", "time = { pointer = \"/at\", default = \"now\" }",
            {u"p:12:37: \"time\" is a time in the format that is given"_s});
        row("money that is text", "{ amount = \"/sum\", currency = \"/currency\" }", "\"/sum\"",
            {u"p:17:9: \"money\" is money, such as { amount = \"/amount\", currency = \"/currency\" }"_s});
        row("currency that is none", "currency = \"/currency\"", "currency = { value = \"pounds\" }",
            {u"p:17:39: a currency has three letters, such as \"GBP\""_s});
        row("several pointers of a word", "status = \"/status\"", "status = [\"/a\", \"/b\"]",
            {u"p:14:10: only texts are made of several pointers, and \"status\" is none"_s});
        row("hole that nothing fills", "{{text}}", "{{txt}}",
            {u"p:23:31: nothing fills the hole \"txt\" here; did you mean \"text\"?"_s});
        row("hole in what has none", "'{\"type\":\"subscribe\"}'", "'{\"type\":{{token}}}'",
            {u"p:21:22: nothing fills the hole \"token\" here; did you mean \"user\"?"_s});
        row("hole that is not closed", "{{text}}}'", "{{text}'",
            {u"p:23:31: the hole that opens here with \"{{\" is not closed with \"}}\""_s});
        row("JSON in a string", "{\"type\":\"subscribe\"}", "{\"type\":\"{{streams}}\"}",
            {u"p:21:23: the hole \"streams\" is JSON, and stands outside of quotes"_s});
        row("template that is no JSON", "'{\"type\":\"subscribe\"}'", "'{\"type\":}'",
            {u"p:21:13: this is not JSON when its holes are filled"_s});
        row("command without a key", "\"key\":{{key}},", "",
            {u"p:23:8: a result names the command by its key, and this template has no {{key}}"_s});
        row("unknown command", "note =", "notes =", {u"p:23:1: unknown key \"notes\"; did you mean \"note\"?"_s});
        row("acknowledgement without Socket.IO", "note = '{\"key\":{{key}},\"text\":{{text}}}'",
            "note = { template = '{\"text\":{{text}}}', settled_by = \"acknowledgement\" }",
            {u"p:23:55: acknowledgements are a part of Socket.IO, and transport is another"_s});
        row("no token to authenticate with", "[send]", "[send]\nauthenticate = '{\"type\":\"auth\"}'",
            {u"p:21:16: \"authenticate\" has no {{token}}, without which it says nothing"_s});
        row("nowhere to resume from", "[send]", "[send]\nresume = ['{\"type\":\"resume\"}', '{\"a\":{{stream}}}']",
            {u"p:21:10: \"resume\" has no {{offset}}, without which it says nothing"_s});
        row("typing nowhere", "[send]", "[send]\ntyping = '{}'",
            {u"p:21:10: \"typing\" has no {{conversation}}, without which it says nothing"_s});
        row("message without words", "note = ", "message = '{\"key\":{{key}}}'\nnote = ",
            {u"p:23:11: \"message\" has no {{text}}, without which it says nothing"_s});
        for (const auto *path : {"api", "//h/api", "/\\\\h/api", "/api#a", "/a b", "/a\\u0007b"}) {
            row(path, "[http.snapshot]", "[http]\nevents = \"" + QByteArray(path) + "\"\n[http.snapshot]",
                {u"p:25:10: \"events\" is a path on the feed's host that begins with one \"/\", without spaces, \"\\\" and \"#\""_s});
            row((QByteArray("page at ") + path).constData(), "\"/api?c={{cursor}}\"",
                "\"" + QByteArray(path) + "{{cursor}}\"",
                {u"p:25:8: an endpoint has a \"path\" on the feed's host that begins with one \"/\", such as path = \"/api/tasks\""_s});
        }
        row("path on another host", "\"/api?c={{cursor}}\"", "\"//evil.example/{{cursor}}\"",
            {u"p:25:8: an endpoint has a \"path\" on the feed's host that begins with one \"/\", such as path = \"/api/tasks\""_s});
        row("cursor that goes nowhere", "\"/api?c={{cursor}}\"", "\"/api\"",
            {u"p:27:8: the cursor that \"next\" names has no {{cursor}} in \"path\" to go to"_s});
        row("list without names", "pointer = \"/type\"", "event = true",
            {u"p:24:1: with event = true a message is an array that begins with its name, and lists have messages without names"_s});
        row("behind no position", "[http.snapshot]", "[http]\nevents = \"/e?{{streams}}\"\n[http.snapshot]",
            {u"p:25:10: what is asked for behind a position needs messages that have one, and none has a \"stream\" and a \"sequence\""_s});
        row("list of what repeats", "subject = \"/id\"", "subject = \"/id\"\nrepeats = true",
            {u"p:25:1: a list gives again what came by the connection, and of a kind with repeats = true that has neither \"id\" nor \"sequence\" nobody can tell that it is the same"_s});
        row("two that go on by a cursor", "[http.snapshot]",
            "[http.catchup]\npath = \"/c?{{cursor}}\"\n[http]\nevents = \"/e?{{cursor}}\"\n[http.snapshot]",
            {u"p:24:1: only one of \"catchup\", \"poll\" and \"events\" goes on by a cursor, as one is kept"_s});
        row("limit", "count = 5", "count = 0", {u"p:29:30: \"count\" is a whole number from 1 to 1000000"_s});
        row("half a limit", "count = 5, ", "",
            {u"p:29:20: a limit is such as connect_attempts = { count = 10, seconds = 60 }"_s});
        row("extends nothing", "title = \"Ours\"", "extends = \"chatt\"",
            {u"p:1:11: there is no profile \"chatt\" to extend; built in are: charity, chat, payments, reconciliation, tasks"_s});
        row("extends itself", "title = \"Ours\"", "extends = \"p\"",
            {u"p:1:11: there is no profile \"p\" to extend; built in are: "_s});
    }
    void problems()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QStringList, problems);
        QCOMPARE(sound.count(from), 1);
        const auto file = ProfileFile::parse(QByteArray(sound).replace(from, to), u"p"_s);
        QVERIFY(!file.profile);
        const auto found = problemsOf(file);
        QCOMPARE(found.size(), problems.size());
        for (qsizetype i = 0; i < problems.size(); ++i)
            QVERIFY2(found[i].startsWith(problems[i]), qPrintable(found[i] + u"\n instead of\n"_s + problems[i]));
    }

    void polls_data()
    {
        QTest::addColumn<QByteArray>("poll");
        QTest::addColumn<QStringList>("problems");
        QTest::addColumn<PollBy>("by");
        const auto good = [](const char *name, const QByteArray &poll, PollBy by) {
            QTest::addRow("%s", name) << poll << QStringList() << by;
        };
        const auto bad = [](const char *name, const QByteArray &poll, const QString &problem) {
            QTest::addRow("%s", name) << poll << QStringList{problem} << PollBy::Nothing;
        };
        good("a list", "path = \"/a\"", PollBy::Nothing);
        good("of a user", "path = \"/a?u={{user}}\"", PollBy::Nothing);
        good("by stream", "path = \"/a/{{stream}}?e={{epoch}}&o={{offset}}&p={{cursor}}\"\nstreams = [\"a\", \"b\"]",
             PollBy::Stream);
        good("by all positions", "path = \"/a?p={{streams}}&c={{cursor}}\"", PollBy::AllStreams);
        bad("all positions and one", "path = \"/a/{{stream}}?p={{streams}}&o={{offset}}\"",
            u"p:35:8: {{streams}} has all positions, and {{stream}}, {{epoch}} and {{offset}} are of one"_s);
        bad("a stream without a position", "path = \"/a/{{stream}}?c={{cursor}}\"\nstreams = [\"a\"]",
            u"p:35:8: what is asked for by its stream is asked for behind a position, and {{offset}} is missing"_s);
        bad("an epoch without a position", "path = \"/a?e={{epoch}}\"",
            u"p:35:8: what is asked for by its stream is asked for behind a position, and {{offset}} is missing"_s);
        bad("streams that nobody knows", "path = \"/a/{{stream}}?o={{offset}}\"",
            u"p:34:1: with {{stream}} in its path, [http.poll] says of which streams it asks for all: streams = "_s);
        bad("a position of any stream", "path = \"/a?o={{offset}}\"",
            u"p:35:8: {{offset}} counts within one stream, and messages may be of several: {{stream}} is missing, or"_s);
        bad("a cursor beside a WebSocket", "path = \"/a?c={{cursor}}\"",
            u"p:35:8: a cursor does not move while the WebSocket brings the events: where that is blocked, the path has"_s);
        bad("streams without a hole", "path = \"/a\"\nstreams = [\"a\"]",
            u"p:36:11: \"streams\" are asked for one by one, by {{stream}} in \"path\""_s);
        const auto list = u"p:36:11: \"streams\" is a list of up to 100 names, each once, such as [\"payments\", "_s;
        for (const auto *streams : {"\"a\"", "[1]", "[\"a\", \"a\"]", "[\"\"]"})
            QTest::addRow("streams = %s", streams)
                << "path = \"/a/{{stream}}?o={{offset}}\"\nstreams = " + QByteArray(streams)
                << QStringList{list,
                               u"p:34:1: with {{stream}} in its path, [http.poll] says of which streams it asks"_s}
                << PollBy::Nothing;
    }
    void polls()
    {
        QFETCH(QByteArray, poll);
        QFETCH(QStringList, problems);
        QFETCH(PollBy, by);
        const auto text =
            QByteArray(sound).replace("subject = \"/id\"\n", "subject = \"/id\"\nstream = \"/s\"\nsequence = \"/n\"\n")
            + "# 32\n# 33\n[http.poll]\n" + poll + '\n';
        const auto file = ProfileFile::parse(text, u"p"_s);
        auto found = problemsOf(file);
        found.sort();
        problems.sort();
        QCOMPARE(found.size(), problems.size());
        for (qsizetype i = 0; i < problems.size(); ++i)
            QVERIFY2(found[i].startsWith(problems[i]), qPrintable(found[i] + u"\n instead of\n"_s + problems[i]));
        QCOMPARE(file.profile != nullptr, problems.isEmpty());
        if (file.profile)
            QCOMPARE(file.profile->poll->by, by);
        // What a journal keeps decodes as it did, whatever is asked of polls by now.
        const auto kept = ProfileFile::parseKept(text);
        QVERIFY(kept.profile);
        QCOMPARE(kept.profile->messages.size(), std::size_t{2});
    }

    void eventStreams_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<PollBy>("by");
        QTest::newRow("plain") << QByteArray("/a") << QString() << PollBy::Nothing;
        QTest::newRow("by cursor") << QByteArray("/a?c={{cursor}}&u={{user}}") << QString() << PollBy::Cursor;
        QTest::newRow("by all positions") << QByteArray("/a?p={{streams}}") << QString() << PollBy::AllStreams;
        QTest::newRow("by one of several")
            << QByteArray("/a?o={{offset}}") << u"p:34:10: {{offset}} counts within one stream"_s << PollBy::Nothing;
        QTest::newRow("no position") << QByteArray("/a?e={{epoch}}") << u"p:34:10: what is asked for by its stream"_s
                                     << PollBy::Nothing;
        QTest::newRow("by stream") << QByteArray("/a/{{stream}}") << u"p:34:"_s << PollBy::Nothing;
        QTest::newRow("elsewhere") << QByteArray("//other/a") << u"p:34:10: \"events\" is a path"_s << PollBy::Nothing;
    }
    void eventStreams()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, problem);
        QFETCH(PollBy, by);
        const auto text =
            QByteArray(sound).replace("subject = \"/id\"\n", "subject = \"/id\"\nstream = \"/s\"\nsequence = \"/n\"\n")
            + "# 32\n[http]\nevents = \"" + path + "\"\n";
        const auto file = ProfileFile::parse(text, u"p"_s);
        const auto found = problemsOf(file);
        QCOMPARE(found.size(), problem.isEmpty() ? 0 : 1);
        QVERIFY2(problem.isEmpty() || found[0].startsWith(problem), qPrintable(found.value(0)));
        if (problem.isEmpty())
            QCOMPARE(file.profile->events->by, by);
    }

    void pollsOfOneStream()
    {
        const auto parse = [](const QByteArray &stream, const QByteArray &path, const QByteArray &transport) {
            auto text = QByteArray(sound).replace("subject = \"/id\"\n",
                                                  "subject = \"/id\"\nstream = " + stream + "\nsequence = \"/n\"\n");
            text.replace("transport = \"websocket\"", "transport = \"" + transport + "\"");
            return ProfileFile::parse(text + "[http.poll]\npath = \"" + path + "\"\n", u"p"_s).profile;
        };
        const auto one = parse("{ value = \"tasks\" }", "/a?o={{offset}}", "websocket");
        QVERIFY(one);
        QCOMPARE(one->poll->by, PollBy::OneStream);
        QCOMPARE(one->poll->streams, std::vector<std::string>{"tasks"});
        const auto cursor = parse("\"/s\"", "/a?c={{cursor}}", "polling");
        QVERIFY(cursor);
        QCOMPARE(cursor->poll->by, PollBy::Cursor);
    }

    /// What stands in texts and comments has no steps.
    void dotsOutsideOfKeys()
    {
        const auto dots = QByteArray(".").repeated(100);
        const QList<QByteArray> titles{"\"" + dots + "\\\"" + dots + "\" # " + dots, "'\\'#" + dots + "\"" + dots,
                                       "\"\"\"\n" + dots + "\"\n\\\"\"\"" + dots + "\n\"\"\"\"\"",
                                       "'''\n" + dots + "''\n" + dots + "'''''"};
        for (const auto &title : titles) {
            const auto text = QByteArray(sound).replace("\"Ours\"", title);
            QCOMPARE(problemsOf(ProfileFile::parse(text, u"p"_s)), QStringList());
        }
    }

    /// In the order of their lines, and so many as people read; however many there are, that is said soon.
    void manyProblems()
    {
        auto text = sound + "[translate.many]\nwords = { ";
        for (int i = 0; i < 5'000; ++i)
            text += "word_number_" + QByteArray::number(i) + " = \"critical\", ";
        text += "last = \"critical\" }\n[message.x]\ntype = \"ignore\"\n";
        for (int i = 0; i < 5'000; ++i)
            text += "key_number_" + QByteArray::number(i) + " = 1\n";
        text += QByteArray("k").repeated(100'000) + " = 1\n";
        const auto problems = ProfileFile::parse(text, u"p"_s).problems;
        QCOMPARE(problems.size(), 101);
        for (qsizetype i = 0; i + 1 < 100; ++i)
            QVERIFY(problems[i].line <= problems[i + 1].line);
        QCOMPARE(problems.last().text(), u"p: and 4901 more"_s);
        const auto one = problemsOf(ProfileFile::parse(sound + QByteArray("k").repeated(100'000) + " = 1\n", u"p"_s));
        QCOMPARE(one.size(), 1);
        QVERIFY2(one[0].size() < 200, qPrintable(one[0].left(300)));
    }

    void severalProblemsAtOnce()
    {
        auto text = sound;
        text.replace("subject = \"/id\"", "subject = \"id\"")
            .replace("count = 5", "count = -1")
            .replace("title", "titel");
        QCOMPARE(ProfileFile::parse(text, u"p"_s).problems.size(), 5);
    }

    void extendsAnother()
    {
        const auto file = ProfileFile::parse(
            "extends = \"chat\"\ntitle = \"Ours\"\n[message.user_message]\nsubject = \"/message/id\"\n"
            "[message.user_message.data]\ntext = \"/message/text\"\n[message.reaction]\ntype = \"ignore\"\n",
            u"ours.toml"_s);
        QCOMPARE(problemsOf(file), QStringList());
        QCOMPARE(file.profile->title, "Ours");
        const auto original = ProfileFile::read(u"chat"_s);
        QVERIFY(original.profile);
        QCOMPARE(file.profile->messages.size(), original.profile->messages.size() + 1);
        const auto &plan = file.profile->messages[static_cast<std::size_t>(file.profile->kinds.find("user_message"))];
        QCOMPARE(file.profile->pointers.pointer(plan.attributes[MessagePlan::Subject].slots.front()), "/message/id");
        QCOMPARE(file.profile->pointers.pointer(plan.fields[3].slots.front()), "/message/text");
        QCOMPARE(file.profile->pointers.pointer(plan.fields[1].slots.front()), "/room");
    }

    /// What is wrong is said of the file in which it stands.
    void extendsAFile()
    {
        const QTemporaryDir folder;
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QString::fromUtf8(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("base.toml", sound));
        QVERIFY(write("good.toml", "extends = \"base.toml\"\ntitle = \"Other\"\n"));
        QVERIFY(write("bad.toml", "extends = \"base.toml\"\n\n[message.task.data]\nstatus = \"status\"\n"));
        QVERIFY(write("a.toml", "extends = \"b.toml\"\n"));
        QVERIFY(write("b.toml", "extends = \"a.toml\"\n"));
        QCOMPARE(ProfileFile::read(folder.filePath(u"good.toml"_s)).profile->title, "Other");
        const auto bad = problemsOf(ProfileFile::read(folder.filePath(u"bad.toml"_s)));
        QCOMPARE(bad.size(), 1);
        QVERIFY2(bad[0].startsWith(folder.filePath(u"bad.toml:4:10: \"status\" is no pointer"_s)), qPrintable(bad[0]));
        const auto cycle = problemsOf(ProfileFile::read(folder.filePath(u"a.toml"_s)));
        QCOMPARE(cycle.size(), 1);
        QVERIFY2(cycle[0].contains(u"a profile cannot extend itself: "_s), qPrintable(cycle[0]));
        // Each counts from the file that says it, and is the same by whatever name.
        QVERIFY(QDir(folder.path()).mkpath(u"sub/deep"_s));
        QVERIFY(write("top.toml", "extends = \"sub/middle.toml\"\n"));
        QVERIFY(write("sub/middle.toml", "extends = \"deep/low.toml\"\n"));
        QVERIFY(write("sub/deep/low.toml", "extends = \"../../base.toml\"\n"));
        QCOMPARE(problemsOf(ProfileFile::read(folder.filePath(u"top.toml"_s))), QStringList());
        QVERIFY(write("sub/deep/low.toml", "extends = \"../../sub/../top.toml\"\n"));
        const auto around = problemsOf(ProfileFile::read(folder.filePath(u"top.toml"_s)));
        QCOMPARE(around.size(), 1);
        QVERIFY2(around[0].contains(u"low.toml:1:11: a profile cannot extend itself: "_s), qPrintable(around[0]));
        QVERIFY(write("c.toml", "extends = \"./sub\"\n"));
        QCOMPARE(problemsOf(ProfileFile::read(folder.filePath(u"c.toml"_s))),
                 QStringList(folder.filePath(u"c.toml"_s) + u":1:11: \"./sub\" is not a file"_s));
        QVERIFY(write("d.toml", "extends = \"gone.toml\"\n"));
        QCOMPARE(problemsOf(ProfileFile::read(folder.filePath(u"d.toml"_s))),
                 QStringList(folder.filePath(u"d.toml"_s)
                             + u":1:11: \"gone.toml\" cannot be read: No such file or directory"_s));
    }

    void builtIn()
    {
        QCOMPARE(builtInProfiles(),
                 QStringList({u"charity"_s, u"chat"_s, u"payments"_s, u"reconciliation"_s, u"tasks"_s}));
        for (const auto &name : builtInProfiles()) {
            const auto file = ProfileFile::read(name);
            QCOMPARE(problemsOf(file), QStringList());
            QVERIFY(file.profile && file.profile->greets());
        }
        QVERIFY(ProfileFile::parse(starterProfile(), u"new"_s).profile);
    }
    void missing()
    {
        const auto file = ProfileFile::read(u"nowhere"_s);
        QVERIFY(!file.exists && !file.profile);
        QCOMPARE(problemsOf(file),
                 QStringList(u"nowhere: there is no such profile; give a file, or one of those that are built in: "
                             u"charity, chat, payments, reconciliation, tasks"_s));
    }

    void socketIo_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const QByteArray &lines, const QStringList &problems) {
            QTest::newRow(lines.constData()) << lines << problems;
        };
        const auto list =
            u"\"transports\" is a list such as [\"polling\", \"websocket\"], what comes first tried first, and stands "
            "beside transport = \"socketio\""_s;
        const auto event = u"of Socket.IO a message is such as '[\"name\",{\"a\":1}]'"_s;
        row("transports = [\"polling\", \"websocket\"]", {});
        row("transports = [\"websocket\"]", {});
        row("transports = []", {u"p:5:14: "_s + list});
        row("transports = \"polling\"", {u"p:5:14: "_s + list});
        row("transports = [\"polling\", \"polling\"]", {u"p:5:14: "_s + list});
        row("transports = [\"polling\", \"pigeon\"]", {u"p:5:14: "_s + list});
        row("transports = [\"polling\", 7]", {u"p:5:14: "_s + list});
        row("[send]\nauthenticate = '{\"token\":{{token}}}'", {});
        row("[send]\nauthenticate = '[{{token}}]'", {u"p:6:16: of Socket.IO this is the auth payload, an object"_s});
        row("[send]\nauthenticate = ['{\"a\":{{token}}}', '{\"b\":{{token}}}']",
            {u"p:6:16: there is only one auth payload"_s});
        row("[send]\nsubscribe = ['[\"join\"]', ' [ \"join\" ,{\"u\":{{user}}}]']", {});
        row("[send]\nsubscribe = '{\"type\":\"join\"}'", {u"p:6:13: "_s + event});
        row("[send]\nsubscribe = '[{{user}}]'", {});
        row("[send]\nsubscribe = '[7]'", {u"p:6:13: "_s + event});
        row("[send.command]\nnote = { template = '{\"text\":{{text}}}', settled_by = \"acknowledgement\" }",
            {u"p:6:21: "_s + event});
        row("[send.command]\nnote = { template = '[\"note\",{{text}}]', settled_by = \"acknowledgement\" }", {});
    }

    /// What Socket.IO wants otherwise than WebSocket.
    void socketIo()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QStringList, problems);
        const auto file = ProfileFile::parse(
            "kind = { event = true }\nmessage.a = { type = \"ignore\" }\n[connection]\ntransport = \"socketio\"\n"
                + lines + '\n',
            u"p"_s);
        QCOMPARE(problemsOf(file), problems);
        QCOMPARE(file.profile != nullptr, problems.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProfileFile)
#include "tst_profilefile.moc"
