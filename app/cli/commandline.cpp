// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/commandline.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

using Verb = CommandLine::Verb;
/// Takes a value; false when it makes no sense.
using Apply = bool (*)(CommandLine &line, const QString &value);

bool readFeed(CommandLine &line, const QString &value)
{
    line.feed = value;
    return !value.isEmpty();
}

bool readSize(CommandLine &line, const QString &value)
{
    const auto parts = value.split(u'x');
    if (parts.size() != 2)
        return false;
    line.size = QSize(parts[0].toInt(), parts[1].toInt());
    return line.size.width() >= 320 && line.size.height() >= 240 && line.size.width() <= 8192
        && line.size.height() <= 8192;
}

std::optional<std::chrono::seconds> readSeconds(const QString &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    return isNumber && seconds > 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

bool readCount(CommandLine &line, const QString &value)
{
    bool isNumber = false;
    line.count = value.toULongLong(&isNumber);
    return isNumber && *line.count > 0;
}

bool readPort(CommandLine &line, const QString &value)
{
    bool isNumber = false;
    line.port = value.toUShort(&isNumber);
    return isNumber;
}

bool readSeed(CommandLine &line, const QString &value)
{
    bool isNumber = false;
    line.seed = value.toULongLong(&isNumber);
    return isNumber;
}

bool readRate(CommandLine &line, const QString &value)
{
    bool isNumber = false;
    line.rate = value.toInt(&isNumber);
    return isNumber && line.rate >= 1 && line.rate <= 100'000;
}

bool readOpen(CommandLine &line, const QString &value)
{
    line.openPage = value.section(u'/', 0, 0);
    line.openKey = value.section(u'/', 1);
    return !line.openPage.isEmpty();
}

struct Option
{
    QStringView name;
    QStringView expected; ///< what its value is; empty when it takes none
    Apply apply;
    std::initializer_list<Verb> verbs; ///< where it makes sense; empty for everywhere
};

const std::array options{
    Option{u"--config",
           u"a folder",
           [](CommandLine &l, const QString &v) {
               l.configFolder = v;
               return !v.isEmpty();
           },
           {}},
    Option{u"--data",
           u"a folder",
           [](CommandLine &l, const QString &v) {
               l.dataFolder = v;
               return !v.isEmpty();
           },
           {}},
    Option{u"--demo",
           {},
           [](CommandLine &l, const QString &) { return l.demo = true; },
           {Verb::Window, Verb::Tail, Verb::Status}},
    Option{u"--seed", u"a whole number", readSeed, {Verb::Window, Verb::Tail, Verb::Status, Verb::DemoServer}},
    Option{u"--rate",
           u"events a second, from 1 to 100000",
           readRate,
           {Verb::Window, Verb::Tail, Verb::Status, Verb::DemoServer}},
    Option{u"--feed", u"a feed's name", readFeed, {Verb::Tail}},
    Option{u"--json", {}, [](CommandLine &l, const QString &) { return l.json = true; }, {Verb::Tail, Verb::Status}},
    Option{u"--from-start", {}, [](CommandLine &l, const QString &) { return l.fromStart = true; }, {Verb::Tail}},
    Option{u"--count", u"a number from 1", readCount, {Verb::Tail}},
    Option{u"--for",
           u"a number of seconds",
           [](CommandLine &l, const QString &v) { return (l.duration = readSeconds(v)).has_value(); },
           {Verb::Tail, Verb::Status}},
    Option{u"--port", u"a number from 0 to 65535", readPort, {Verb::DemoServer}},
    Option{u"--history",
           u"a file",
           [](CommandLine &l, const QString &v) {
               l.historyFile = v;
               return !v.isEmpty();
           },
           {Verb::DemoServer}},
    Option{u"--sample",
           u"a file",
           [](CommandLine &l, const QString &v) {
               l.sampleFile = v;
               return !v.isEmpty();
           },
           {Verb::ProfileCheck}},
    Option{u"--token-from-stdin",
           {},
           [](CommandLine &l, const QString &) { return l.tokenFromInput = true; },
           {Verb::DemoServer}},
    Option{u"--proxy",
           {},
           [](CommandLine &l, const QString &) { return l.proxyPassword = true; },
           {Verb::TokenSet, Verb::TokenRemove}},
    Option{u"--tour",
           u"a number of seconds",
           [](CommandLine &l, const QString &v) { return (l.tour = readSeconds(v)).has_value(); },
           {Verb::Window}},
    Option{u"--screenshots",
           u"a folder",
           [](CommandLine &l, const QString &v) {
               l.screenshots = v;
               return !v.isEmpty();
           },
           {Verb::Window}},
    Option{u"--vitals", {}, [](CommandLine &l, const QString &) { return l.vitals = true; }, {Verb::Window}},
    Option{u"--pulse", {}, [](CommandLine &l, const QString &) { return l.pulse = true; }, {Verb::Window}},
    Option{u"--size", u"WIDTHxHEIGHT", readSize, {Verb::Window}},
    Option{u"--minimized", {}, [](CommandLine &l, const QString &) { return l.minimised = true; }, {Verb::Window}},
    Option{u"--open", u"PAGE or PAGE/KEY", readOpen, {Verb::Window}},
};

struct VerbName
{
    QStringView name;
    Verb verb;
};
constexpr std::array verbNames{VerbName{u"tail", Verb::Tail}, VerbName{u"status", Verb::Status},
                               VerbName{u"demo-server", Verb::DemoServer}};

/// What follows the word "token".
Result<void, QString> readTokenWords(CommandLine &line, QStringList &words)
{
    const auto action = words.isEmpty() ? QString() : words.takeFirst();
    if (action == u"set")
        line.verb = Verb::TokenSet;
    else if (action == u"remove")
        line.verb = Verb::TokenRemove;
    else
        return Unexpected(u"\"token\" wants \"set FEED\" or \"remove FEED\"."_s);
    if (words.isEmpty() || words.first().isEmpty())
        return Unexpected(u"\"token %1\" wants the name of a feed."_s.arg(action));
    line.feed = words.takeFirst();
    return {};
}

/// What follows the word "profile".
Result<void, QString> readProfileWords(CommandLine &line, QStringList &words)
{
    const auto action = words.isEmpty() ? QString() : words.takeFirst();
    if (action == u"new")
        line.verb = Verb::ProfileNew;
    else if (action == u"check")
        line.verb = Verb::ProfileCheck;
    else
        return Unexpected(u"\"profile\" wants \"check FILE\" or \"new [FILE]\"."_s);
    if (!words.isEmpty())
        line.profileFile = words.takeFirst();
    if (line.verb == Verb::ProfileCheck && line.profileFile.isEmpty())
        return Unexpected(u"\"profile check\" wants a file, or the name of a built-in profile."_s);
    return {};
}

/// Takes the words that are not options: the verb and what it is about.
Result<void, QString> readWords(CommandLine &line, QStringList words)
{
    if (words.isEmpty())
        return {};
    const auto first = words.takeFirst();
    if (first == u"token" || first == u"profile") {
        line.helpTopic = first;
        const auto read = first == u"token" ? readTokenWords(line, words) : readProfileWords(line, words);
        if (!read)
            return read;
    } else if (first == u"help") {
        line.verb = Verb::Help;
        line.helpTopic = words.isEmpty() ? QString() : words.takeFirst();
    } else {
        const auto known =
            std::find_if(verbNames.cbegin(), verbNames.cend(), [&](const auto &v) { return v.name == first; });
        if (known == verbNames.cend())
            return Unexpected(u"Unknown verb \"%1\"; \"bellboard --help\" lists them all."_s.arg(first));
        line.verb = known->verb;
        line.helpTopic = first;
    }
    // It may be a secret in the wrong place.
    if (!words.isEmpty() && first == u"token")
        return Unexpected(
            u"\"token\" takes the name of a feed and nothing else; what is secret is read from standard input."_s);
    if (!words.isEmpty())
        return Unexpected(u"Unexpected argument \"%1\"."_s.arg(words.first()));
    return {};
}

bool allowed(const Option &option, Verb verb)
{
    return option.verbs.size() == 0 || std::find(option.verbs.begin(), option.verbs.end(), verb) != option.verbs.end();
}

Result<void, QString> checkTogether(const CommandLine &line, const QList<const Option *> &given)
{
    for (const auto *option : given) {
        if (!allowed(*option, line.verb)) {
            const auto where = line.verb == Verb::Window ? u"without a verb"_s : u"with \"%1\""_s.arg(line.helpTopic);
            return Unexpected(u"The option %1 makes no sense %2."_s.arg(option->name, where));
        }
    }
    if (line.tour && line.screenshots.isEmpty())
        return Unexpected(u"The option --tour needs --screenshots with the folder for its pictures."_s);
    return {};
}

} // namespace

Result<CommandLine, QString> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    QStringList words;
    QList<const Option *> given;
    bool help = false;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        const auto &argument = arguments[at];
        if (!argument.startsWith(u'-') || argument == u"-") {
            words << argument;
            continue;
        }
        if (argument == u"--help" || argument == u"-h") {
            help = true;
            continue;
        }
        if (argument == u"--version" || argument == u"-v") {
            line.verb = Verb::Version;
            return line;
        }
        const auto name = argument.section(u'=', 0, 0);
        const auto option =
            std::find_if(options.cbegin(), options.cend(), [&](const auto &o) { return o.name == name; });
        if (option == options.cend())
            return Unexpected(u"Unknown option \"%1\"; \"bellboard --help\" lists them all."_s.arg(name));
        QString value;
        if (option->expected.isEmpty() && argument != name)
            return Unexpected(u"The option %1 takes no value."_s.arg(name));
        if (!option->expected.isEmpty()) {
            if (argument != name)
                value = argument.sliced(name.size() + 1);
            else if (at + 1 < arguments.size())
                value = arguments[++at];
            else
                return Unexpected(u"The option %1 wants %2."_s.arg(name, option->expected));
        }
        if (!option->apply(line, value))
            return Unexpected(u"The option %1 wants %2, not \"%3\"."_s.arg(name, option->expected, value));
        given << &*option;
    }
    if (help) {
        line.verb = Verb::Help;
        line.helpTopic = words.value(0);
        return line;
    }
    if (const auto read = readWords(line, words); !read)
        return Unexpected(read.error());
    if (const auto together = checkTogether(line, given); !together)
        return Unexpected(together.error());
    return line;
}

} // namespace Bellboard
