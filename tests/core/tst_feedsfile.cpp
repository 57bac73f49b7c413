// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "feed/feedsfile.h"
#include "profile/profile.h"

#include "stricttest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Bellboard;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestFeedsFile : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void valid()
    {
        const auto file = FeedsFile::parse(
            "# ours\n"
            "[[feed]]\nname = \"Payments\"\nurl = \"wss://pay.example:8443/events?x=1\"\n\n"
            "[[feed]]\nurl = \"ws://127.0.0.1:9000\"\nprofile = \"bellboard\"\nengine = \"qt\"\nname = "
            "\"Zo\xc3\xab's desk\"\n",
            u"feeds.toml"_s);
        QVERIFY(file.problems.isEmpty());
        QVERIFY(file.exists);
        QCOMPARE(file.feeds.size(), 2);
        QCOMPARE(file.feeds[0].name, u"Payments"_s);
        QCOMPARE(file.feeds[0].url, QUrl(u"wss://pay.example:8443/events?x=1"_s));
        QCOMPARE(file.feeds[0].profile, u"bellboard"_s);
        QCOMPARE(file.feeds[0].engine, ChannelEngine::Wire);
        QCOMPARE(file.feeds[1].engine, ChannelEngine::Qt);
        QCOMPARE(file.feeds[1].name, u"Zo\u00eb's desk"_s);
        QCOMPARE(file.limits.age, std::chrono::days(90));
        QCOMPARE(file.limits.bytes, std::int64_t{2} << 30);
    }

    void journal()
    {
        const auto file = FeedsFile::parse("[journal]\nkeep_days = 30\nsize_limit_mib = 512\n", u"feeds.toml"_s);
        QVERIFY(file.problems.isEmpty());
        QCOMPARE(file.limits.age, std::chrono::days(30));
        QCOMPARE(file.limits.bytes, std::int64_t{512} << 20);
    }

    void authorities()
    {
        const auto file = FeedsFile::parse("[[feed]]\nname = \"a\"\nurl = \"wss://a\"\n"
                                           "[[feed]]\nname = \"b\"\nurl = \"wss://b\"\n  ca = \"../ca/ours.pem\"\n"
                                           "[[feed]]\nname = \"c\"\nurl = \"wss://c\"\nca = \"/else/where.pem\"\n",
                                           u"/etc/bellboard/feeds.toml"_s);
        QCOMPARE(file.problems.size(), 0);
        QCOMPARE(file.feeds.size(), 3);
        QCOMPARE(file.feeds[0].authorities.path, QString());
        QCOMPARE(file.feeds[1].authorities.path, QDir(u"/etc/ca/ours.pem"_s).absolutePath());
        QCOMPARE(file.feeds[1].authorities.place, u"feeds.toml:7:8"_s);
        QCOMPARE(file.feeds[2].authorities.path, QDir(u"/else/where.pem"_s).absolutePath());
        QCOMPARE(file.feeds[2].authorities.place, u"feeds.toml:11:6"_s);
    }

    void proxies()
    {
        const auto file =
            FeedsFile::parse("[[feed]]\nname = \"a\"\nurl = \"wss://a\"\n"
                             "[[feed]]\nname = \"b\"\nurl = \"wss://b\"\nproxy = \"system\"\n"
                             "[[feed]]\nname = \"c\"\nurl = \"wss://c\"\nproxy = \"none\"\n"
                             "[[feed]]\nname = \"d\"\nurl = \"wss://d\"\n"
                             "proxy = \"http://anna%40x@proxy.example:3128\"\n"
                             "[[feed]]\nname = \"e\"\nurl = \"wss://e\"\nproxy = \"http://[::1]:8080/\"\n",
                             u"f"_s);
        QCOMPARE(file.problems.size(), 0);
        QCOMPARE(file.feeds.size(), 5);
        QCOMPARE(file.feeds[0].proxy.kind, ProxyChoice::Kind::System);
        QCOMPARE(file.feeds[1].proxy.kind, ProxyChoice::Kind::System);
        QCOMPARE(file.feeds[2].proxy.kind, ProxyChoice::Kind::None);
        const auto &explicitly = file.feeds[3].proxy;
        QCOMPARE(explicitly.kind, ProxyChoice::Kind::Http);
        QCOMPARE(explicitly.host, u"proxy.example"_s);
        QCOMPARE(explicitly.port, 3128);
        QCOMPARE(explicitly.user, u"anna@x"_s);
        QCOMPARE(explicitly.secretName(), u"proxy http://anna@x@proxy.example:3128"_s);
        QCOMPARE(file.feeds[4].proxy.host, u"::1"_s);
    }

    void empty()
    {
        const auto file = FeedsFile::parse({}, u"feeds.toml"_s);
        QVERIFY(file.feeds.isEmpty() && file.problems.isEmpty() && file.exists);
    }

    /// Each problem stands between two feeds that are right, and these run all the same.
    void problems_data()
    {
        QTest::addColumn<QByteArray>("feed"); // from line 5 on
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &feed, const QStringList &problems) {
            QTest::addRow("%s", name) << feed << problems;
        };
        row("unknown key", "[[feed]]\nname = \"b\"\nulr = \"ws://b\"\nurl = \"ws://b\"\n",
            {u"7:1: unknown key \"ulr\"; did you mean \"url\"?"_s});
        row("unknown key far off", "[[feed]]\nname = \"b\"\n  profil = \"x\"\nurl = \"ws://b\"\n",
            {u"7:3: unknown key \"profil\"; did you mean \"profile\"?"_s});
        row("no name", "[[feed]]\nurl = \"ws://b\"\n",
            {u"5:1: this feed has no \"name\"; expected such as name = \"Payments\""_s});
        row("no url", "[[feed]]\nname = \"b\"\n",
            {u"5:1: this feed has no \"url\"; expected such as url = \"wss://backend.example/events\""_s});
        row("nothing", "[[feed]]\n",
            {u"5:1: this feed has no \"name\"; expected such as name = \"Payments\""_s,
             u"5:1: this feed has no \"url\"; expected such as url = \"wss://backend.example/events\""_s});
        row("empty name", "[[feed]]\nname = \" \"\nurl = \"ws://b\"\n",
            {u"6:8: \"name\" is empty; expected such as name = \"Payments\""_s});
        row("name number", "[[feed]]\nname = 5\nurl = \"ws://b\"\n",
            {u"6:8: \"name\" is a text in quotes, such as \"Payments\""_s});
        row("name taken", "[[feed]]\nname = \"a\"\nurl = \"ws://b\"\n",
            {u"6:8: there is a feed of the name \"a\" already; each feed has a name of its own"_s});
        const auto url =
            u"7:7: \"url\" is not an address that begins with wss:// or ws://, such as \"wss://backend.example/events\""_s;
        for (const char *bad : {"http://b", "b", "ws:", "ws://", "", "ws://b c", "wss//b", "ws://b:99999"})
            row(bad, "[[feed]]\nname = \"b\"\nurl = \"" + QByteArray(bad) + "\"\n", {url});
        row("url true", "[[feed]]\nname = \"b\"\nurl = true\n",
            {u"7:7: \"url\" is a text in quotes, such as \"wss://backend.example/events\""_s});
        row("password", "[[feed]]\nname = \"b\"\nurl = \"wss://me:secret@b\"\n",
            {u"7:7: \"url\" holds a user name or password; keep secrets in the keychain: bellboard token set FEED"_s});
        row("profile", "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nprofile = \"belboard\"\n",
            {u"8:11: there is no profile \"belboard\"; did you mean \"bellboard\"? One of your own is a file, such as "
             u"\"ours.toml\""_s});
        row("days", "[journal]\nkeep_days = 0\n", {u"6:13: \"keep_days\" is a whole number from 1 to 36500"_s});
        row("days in words", "[journal]\nkeep_days = \"30\"\n",
            {u"6:13: \"keep_days\" is a whole number from 1 to 36500"_s});
        row("size", "[journal]\nsize_limit_mib = 63\n",
            {u"6:18: \"size_limit_mib\" is a whole number from 64 to 1048576"_s});
        row("unknown limit", "[journal]\nkeep_day = 3\n",
            {u"6:1: unknown key \"keep_day\"; did you mean \"keep_days\"?"_s});
        row("HTTP for a WebSocket", "[[feed]]\nname = \"b\"\nurl = \"https://b\"\nprofile = \"reconciliation\"\n",
            {url});
        row("engine", "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nengine = \"wired\"\n",
            {u"8:10: there is no engine \"wired\"; did you mean \"wire\"?"_s});
        row("engine number", "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nengine = 1\n",
            {u"8:10: \"engine\" is a text in quotes, such as \"wire\""_s});
        const auto proxy =
            u"8:9: \"proxy\" is \"system\", \"none\" or an address with a port, such as \"http://proxy.example:3128\""_s;
        for (const char *bad : {"", "direct", "proxy.example:3128", "https://p:1", "socks5://p:1", "http://p",
                                "http://p:1/x", "http://a:@p"})
            row(QByteArray("proxy ").append(bad).constData(),
                "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nproxy = \"" + QByteArray(bad) + "\"\n", {proxy});
        row("proxy password", "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nproxy = \"http://me:secret@p:1\"\n",
            {u"8:9: \"proxy\" holds a password; keep it in the keychain: bellboard token set --proxy FEED"_s});
        row("ca number", "[[feed]]\nname = \"b\"\nurl = \"wss://b\"\nca = 1\n",
            {u"8:6: \"ca\" is a text in quotes, such as \"our-authority.pem\""_s});
        row("ca empty", "[[feed]]\nname = \"b\"\nurl = \"wss://b\"\nca = \"\"\n",
            {u"8:6: \"ca\" is empty; expected such as ca = \"our-authority.pem\""_s});
        row("ca without TLS", "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nca = \"ca.pem\"\n",
            {u"8:6: \"ca\" is of no use without encryption, which an address that begins with wss:// has"_s});
        row("profile array", "[[feed]]\nname = \"b\"\nurl = \"ws://b\"\nprofile = []\n",
            {u"8:11: \"profile\" is a text in quotes, such as \"bellboard\""_s});
    }
    void problems()
    {
        QFETCH(QByteArray, feed);
        QFETCH(QStringList, problems);
        const auto file = FeedsFile::parse("[[feed]]\nname = \"a\"\nurl = \"ws://a\"\n\n" + feed
                                               + "\n[[feed]]\nname = \"c\"\nurl = \"ws://c\"\n",
                                           u"/x/feeds.toml"_s);
        QStringList texts;
        for (const auto &problem : file.problems)
            texts.append(problem.text());
        for (auto &problem : problems)
            problem.prepend(u"/x/feeds.toml:"_s);
        QCOMPARE(texts, problems);
        QCOMPARE(file.feeds.size(), 2);
        QCOMPARE(file.feeds[0].name + file.feeds[1].name, u"ac"_s);
    }

    void profiles()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        const auto path = folder.filePath(u"feeds.toml"_s);
        QVERIFY(write(u"ours.toml"_s, "extends = \"chat\"\ntitle = \"Ours\"\n"));
        QVERIFY(write(u"wrong.toml"_s, "[kind]\n"));
        QVERIFY(write(u"feeds.toml"_s,
                      "[[feed]]\nname = \"a\"\nurl = \"ws://a\"\nprofile = \"chat\"\n"
                      "[[feed]]\nname = \"b\"\nurl = \"ws://a\"\nprofile = \"ours.toml\"\n"
                      "[[feed]]\nname = \"c\"\nurl = \"ws://a\"\nprofile = \"wrong.toml\"\n"
                      "[[feed]]\nname = \"d\"\nurl = \"ws://a\"\nprofile = \"gone.toml\"\n"
                      "[[feed]]\nname = \"e\"\nurl = \"ws://a\"\n"));
        const auto file = FeedsFile::read(path);
        QCOMPARE(file.feeds.size(), 3);
        QCOMPARE(file.feeds[0].profile, u"chat"_s);
        QVERIFY(file.feeds[0].mapping && file.feeds[0].mapping->title == "Team chat (FastAPI)");
        QVERIFY(file.feeds[1].mapping && file.feeds[1].mapping->title == "Ours");
        QVERIFY(!file.feeds[2].mapping);
        QStringList texts;
        for (const auto &problem : file.problems)
            texts.append(problem.text());
        QVERIFY(texts.contains(path + u":12:11: the profile \"wrong.toml\" cannot be used"_s));
        QVERIFY(texts.contains(folder.filePath(u"wrong.toml"_s)
                               + u":1:1: [kind] has one of \"pointer\", event = true and \"constant\""_s));
        QVERIFY(texts.contains(path + u":16:11: the profile \"gone.toml\" cannot be used"_s));
    }

    void wrongShapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QTest::addRow("other table") << QByteArray("[[feeds]]\nname = \"a\"\n")
                                     << u"f:1:3: unknown key \"feeds\"; did you mean \"feed\"?"_s;
        QTest::addRow("one table") << QByteArray("[feed]\nname = \"a\"\nurl = \"ws://a\"\n")
                                   << u"f:1:1: \"feed\" is written as tables, each under a line [[feed]]"_s;
        QTest::addRow("a text") << QByteArray("feed = \"a\"\n")
                                << u"f:1:8: \"feed\" is written as tables, each under a line [[feed]]"_s;
        const auto stray = u": only ASCII letters may stand outside of quotes and comments"_s;
        QTest::addRow("letter in a key") << QByteArray("# \xc3\xbc\n[[feed]]\nna\xc3\xbc = \"a\"\n")
                                         << u"f:3:3"_s + stray;
        QTest::addRow("letter behind a text")
            << QByteArray("[[feed]]\nname = \"\xc3\xa4\\\"\xc3\xa4\" \xc3\xbc\n") << u"f:2:15"_s + stray;
        QTest::addRow("letter behind a long text")
            << QByteArray("[[feed]]\nname = '''\xc3\xa4\n'\xc3\xa4'''''\xc3\xbc\n") << u"f:3:8"_s + stray;
        QTest::addRow("letter in quotes that begin no text")
            << QByteArray("[[feed]]\nname = 4\"\xc3\xbc\"\n")
            << u"f:2:9: Error while parsing decimal integer: expected digit, saw '\"'"_s;
        QTest::addRow("letter in no text")
            << QByteArray("\xef\xbb\xbf[[feed]]\nname = \xc3\xbc\n") << u"f:2:8"_s + stray;
        QTest::addRow("mixed") << QByteArray("feed = [{name = \"a\", url = \"ws://a\"}, 5]\n")
                               << u"f:1:8: \"feed\" is written as tables, each under a line [[feed]]"_s;
    }
    void wrongShapes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        const auto file = FeedsFile::parse(text, u"f"_s);
        QCOMPARE(file.problems.size(), 1);
        QCOMPARE(file.problems.first().text(), problem);
        QVERIFY(file.feeds.isEmpty());
    }

    void lettersStayAsTheyAreInStrings()
    {
        const auto file = FeedsFile::parse("# \xc3\xbc\n[[feed]]\nname = \"Z\xc3\xbcrich?\"\nurl = \"ws://a\"\n"
                                           "\"\xc3\xa4\" = 1\n\"\xc3\xb6\" = 2\n",
                                           u"f"_s);
        QCOMPARE(file.feeds.size(), 0); // for its two unknown keys, which are not one
        QCOMPARE(file.problems.size(), 2);
        QVERIFY2(file.problems[0].text().startsWith(u"f:5:1: unknown key \"\u00e4\""_s),
                 qPrintable(file.problems[0].text()));
        QVERIFY2(file.problems[1].text().startsWith(u"f:6:1: unknown key \"\u00f6\""_s),
                 qPrintable(file.problems[1].text()));
        const auto named = FeedsFile::parse("[[feed]]\nname = \"Z\xc3\xbcrich?\"\nurl = \"ws://a\"\n", u"f"_s);
        QCOMPARE(named.feeds.value(0).name, u"Z\u00fcrich?"_s);
    }

    void expected()
    {
        const auto file = FeedsFile::parse("[[feed]]\nname = \"a\"\nurl = \"ws://a\"\n"
                                           "expect = { payments = 30, alerts = 0, \"my own\" = 86400 }\n",
                                           u"f"_s);
        QCOMPARE(file.problems.size(), 0);
        const QMap<QString, std::chrono::seconds> expected{
            {u"payments"_s, 30s}, {u"alerts"_s, 0s}, {u"my own"_s, 86400s}};
        QCOMPARE(file.feeds.first().expected, expected);
    }

    void wrongExpectations_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addRow("number") << QByteArray("30");
        QTest::addRow("text") << QByteArray("{ payments = \"30\" }");
        QTest::addRow("fraction") << QByteArray("{ payments = 0.5 }");
        QTest::addRow("negative") << QByteArray("{ payments = -1 }");
        QTest::addRow("more than a day") << QByteArray("{ payments = 86401 }");
    }
    void wrongExpectations()
    {
        QFETCH(QByteArray, value);
        const auto file =
            FeedsFile::parse("[[feed]]\nname = \"a\"\nurl = \"ws://a\"\nexpect = " + value + '\n', u"f"_s);
        QCOMPARE(file.problems.size(), 1);
        QCOMPARE(file.problems.first().line, 4);
        QVERIFY(file.problems.first().message.contains(u"seconds"_s));
        QVERIFY(file.feeds.isEmpty());
    }

    void notToml_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addRow("unclosed text") << QByteArray("[[feed]]\nname = \"a\n") << 2;
        QTest::addRow("no value") << QByteArray("[[feed]]\nname =\n") << 2;
        QTest::addRow("key twice") << QByteArray("[[feed]]\nname = \"a\"\nname = \"b\"\n") << 3;
        QTest::addRow("bad UTF-8") << QByteArray("# ok\nname = \"\xff\"\n") << 2;
    }
    void notToml()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const auto file = FeedsFile::parse(text, u"f"_s);
        QCOMPARE(file.problems.size(), 1);
        QCOMPARE(file.problems.first().line, line);
        QVERIFY(file.problems.first().column > 0);
        QVERIFY(!file.problems.first().message.isEmpty());
    }

    void files()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"feeds.toml"_s);
        auto read = FeedsFile::read(path);
        QVERIFY(!read.exists && read.problems.isEmpty() && read.feeds.isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[[feed]]\nname = \"a\"\nurl = \"ws://a\"\n");
        file.close();
        read = FeedsFile::read(path);
        QVERIFY(read.exists && read.problems.isEmpty());
        QCOMPARE(read.feeds.size(), 1);
        // A folder of that name cannot be read.
        read = FeedsFile::read(folder.path());
        QVERIFY(read.exists);
        QCOMPARE(read.problems.size(), 1);
        QCOMPARE(read.problems.first().line, 0);
        QVERIFY(read.problems.first().text().startsWith(folder.path() + u": cannot be read: "_s));
    }

    void problemsAreToldLetterByLetter()
    {
        const FileProblem problem{u"/a%2/%4/feeds.toml"_s, 3, 5, u"\"%1\""_s};
        QCOMPARE(problem.text(), u"/a%2/%4/feeds.toml:3:5: \"%1\""_s);
    }
};

QTEST_GUILESS_MAIN(TestFeedsFile)
#include "tst_feedsfile.moc"
