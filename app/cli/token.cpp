// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "auth/secretstore.h"
#include "cli/engineerrors.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "connectionwords.h"
#include "feed/feedsfile.h"
#include "platform/secretinput.h"
#include "setup.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr qint64 longestToken = 64 * 1024;

/// One more than a token and its line break need, to see that there is too much.
constexpr qint64 longestRead = longestToken + 3;

/// All of `input`, or its first `longestRead` bytes: one read of a pipe gives no more than what is there by then.
QByteArray readAll(QFile &input)
{
    QByteArray bytes;
    while (bytes.size() < longestRead) {
        const auto more = input.read(longestRead - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    return bytes;
}

/// A token from standard input without one line break at its end.
Result<QByteArray, CliError> readToken(const QString &feed)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Unexpected(CliError{ExitCode::Failed, u"Standard input cannot be read."_s});
    const bool terminal = isInputTerminal();
    if (terminal)
        std::fprintf(stderr, "Token for %s (it is not shown): ", qPrintable(feed));
    QByteArray token;
    {
        const EchoOff echoOff;
        token = terminal ? input.readLine(longestRead) : readAll(input);
    }
    if (terminal)
        std::fputs("\n", stderr);
    if (token.endsWith('\n'))
        token.chop(1);
    if (token.endsWith('\r'))
        token.chop(1);
    if (token.isEmpty())
        return Unexpected(CliError{ExitCode::Usage, u"The token is empty."_s});
    if (token.size() > longestToken)
        return Unexpected(CliError{ExitCode::Usage, u"The token is longer than 64 KiB."_s});
    // It goes into an HTTP header, where a line break would begin another one.
    for (const char byte : std::as_const(token)) {
        if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f)
            return Unexpected(CliError{ExitCode::Usage, u"The token contains control characters or several lines."_s});
    }
    return token;
}

/// A feed that feeds.toml does not name is a slip, unless there is no feeds.toml yet.
Result<void, CliError> checkFeed(const CommandLine &line)
{
    const auto config = findConfigFolder(line);
    if (!config)
        return Unexpected(config.error());
    const auto file = FeedsFile::read(*config + u"/feeds.toml"_s);
    // The token of a feed that has a mistake in feeds.toml, or was taken out of it, may be wanted all the same.
    if (!file.exists || !file.problems.isEmpty() || line.verb == CommandLine::Verb::TokenRemove)
        return {};
    return checkFeedName(file.feeds, line.feed);
}

} // namespace

ExitCode runToken(const CommandLine &line)
{
    if (const auto feed = checkFeed(line); !feed)
        return complainAbout(feed.error());
    SecretStore secrets;
    auto result = SecretError::None;
    const auto finish = [&result](SecretError error) {
        result = error;
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    };
    if (line.verb == CommandLine::Verb::TokenSet) {
        const auto token = readToken(line.feed);
        if (!token)
            return complainAbout(token.error());
        secrets.write(line.feed, *token, finish);
    } else {
        secrets.remove(line.feed, finish);
    }
    QCoreApplication::exec();
    if (result == SecretError::NotFound)
        return complainAbout({ExitCode::Missing, secretWords(result)});
    if (result != SecretError::None)
        return complainAbout({ExitCode::Unavailable, secretWords(result)});
    return ExitCode::Done;
}

} // namespace Bellboard
