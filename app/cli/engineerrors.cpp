// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/engineerrors.h"

#include "cli/output.h"
#include "connectionwords.h"

#include <QStringList>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr std::chrono::milliseconds retryInterval{100};

} // namespace

CliError toCliError(const EngineError &error)
{
    switch (error.kind) {
    case EngineError::Kind::Locked:
        return {ExitCode::Locked, error.text};
    case EngineError::Kind::Folder:
        return {ExitCode::NotAllowed, error.text};
    case EngineError::Kind::Missing:
        return {ExitCode::Missing, error.text};
    case EngineError::Kind::Journal:
    case EngineError::Kind::Disk:
        break;
    }
    return {ExitCode::Failed, error.text};
}

ExitCode complainAbout(const CliError &error)
{
    const auto lines = error.text.split(u'\n', Qt::SkipEmptyParts);
    for (const auto &line : lines)
        complain(line);
    return error.code;
}

CliError silentInstance()
{
    return {ExitCode::Silent, u"Bellboard is running already, but does not answer."_s};
}

Result<void, EngineError> startWhenFree(Engine &engine, const std::function<bool()> &waits)
{
    while (true) {
        auto started = engine.start();
        if (started || started.error().kind != EngineError::Kind::Locked || !waits())
            return started;
        QThread::msleep(retryInterval.count());
    }
}

Result<void, CliError> checkFeedName(const QList<FeedSettings> &feeds, const QString &name)
{
    QStringList names;
    for (const auto &feed : feeds)
        names << u'"' + feed.name + u'"';
    if (name.isEmpty() || names.contains(u'"' + name + u'"'))
        return {};
    return Unexpected(CliError{ExitCode::NoSuchFeed,
                               u"There is no feed \"%1\"; feeds.toml has %2."_s.arg(name, names.join(u", "_s))});
}

void FeedComplaints::note(const FeedStatus &status)
{
    const auto text = isLive(status.state) ? QString() : explanation(status);
    auto &last = m_last[status.name];
    // Between two attempts there is nothing to tell; the next answer is the same, or news.
    if (text.isEmpty() && !isLive(status.state))
        return;
    if (text != last && !text.isEmpty())
        complain(status.name + u": "_s + text);
    last = text;
}

} // namespace Bellboard
