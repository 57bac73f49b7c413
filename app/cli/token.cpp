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

#include <algorithm>
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

/// A secret from standard input without one line break at its end; `what` it is, such as "token".
Result<QByteArray, CliError> readSecret(const QString &what, const QString &feed)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Unexpected(CliError{ExitCode::Failed, u"Standard input cannot be read."_s});
    const bool terminal = isInputTerminal();
    if (terminal)
        std::fprintf(stderr, "The %s for %s (it is not shown): ", qPrintable(what), qPrintable(feed));
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
        return Unexpected(CliError{ExitCode::Usage, u"The %1 is empty."_s.arg(what)});
    if (token.size() > longestToken)
        return Unexpected(CliError{ExitCode::Usage, u"The %1 is longer than 64 KiB."_s.arg(what)});
    // It goes into an HTTP header, where a line break would begin another one.
    for (const char byte : std::as_const(token)) {
        if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f)
            return Unexpected(
                CliError{ExitCode::Usage, u"The %1 contains control characters or several lines."_s.arg(what)});
    }
    return token;
}

/// Whose password it is stands in feeds.toml alone.
Result<QString, CliError> proxySecretName(const FeedsFile &file, const QString &name)
{
    if (const auto named = checkFeedName(file.feeds, name); !named)
        return Unexpected(named.error());
    const auto feed = std::ranges::find(file.feeds, name, &FeedSettings::name);
    if (!feed->proxy.user.isEmpty())
        return feed->proxy.secretName();
    return Unexpected(CliError{
        ExitCode::BadSettings,
        u"The feed \"%1\" has no proxy with a user name; feeds.toml has such as proxy = \"http://USER@HOST:PORT\"."_s
            .arg(name)});
}

/// Under which name the keychain has what is meant. A feed that feeds.toml does not name is a slip, unless there is no feeds.toml yet.
Result<QString, CliError> secretName(const CommandLine &line)
{
    const auto config = findConfigFolder(line);
    if (!config)
        return Unexpected(config.error());
    const auto file = FeedsFile::read(*config + u"/feeds.toml"_s);
    if (line.proxyPassword)
        return proxySecretName(file, line.feed);
    // The token of a feed that has a mistake in feeds.toml, or was taken out of it, may be wanted all the same.
    if (!file.exists || !file.problems.isEmpty() || line.verb == CommandLine::Verb::TokenRemove)
        return line.feed;
    if (const auto named = checkFeedName(file.feeds, line.feed); !named)
        return Unexpected(named.error());
    return line.feed;
}

} // namespace

ExitCode runToken(const CommandLine &line)
{
    const auto name = secretName(line);
    if (!name)
        return complainAbout(name.error());
    SecretStore secrets;
    auto result = SecretError::None;
    const auto finish = [&result](SecretError error) {
        result = error;
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    };
    if (line.verb == CommandLine::Verb::TokenSet) {
        const auto token = readSecret(line.proxyPassword ? u"proxy's password"_s : u"token"_s, line.feed);
        if (!token)
            return complainAbout(token.error());
        secrets.write(*name, *token, finish);
    } else {
        secrets.remove(*name, finish);
    }
    QCoreApplication::exec();
    if (result == SecretError::NotFound)
        return complainAbout({ExitCode::Missing,
                              line.proxyPassword
                                  ? u"There is no password for this proxy in the keychain, or the keychain is locked."_s
                                  : secretWords(result)});
    if (result != SecretError::None)
        return complainAbout({ExitCode::Unavailable, secretWords(result)});
    return ExitCode::Done;
}

} // namespace Bellboard
