// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/profilefile.h"

#include "cli/engineerrors.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "event/eventjson.h"
#include "profile/sampletrial.h"

#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Larger files of samples are none.
constexpr qint64 largestSample = qint64{64} << 20;

ExitCode writeNew(const QString &path)
{
    const auto text = starterProfile();
    if (path.isEmpty())
        return writeOut(text) || isReaderGone() ? ExitCode::Done : ExitCode::Output;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return complainAbout({ExitCode::Output,
                              file.exists() ? u"%1 exists already, and stays as it is."_s.arg(path)
                                            : u"%1 cannot be written: %2."_s.arg(path, file.errorString())});
    if (file.write(text) != text.size() || !file.flush())
        return complainAbout({ExitCode::Output, u"%1 cannot be written: %2."_s.arg(path, file.errorString())});
    return ExitCode::Done;
}

/// The messages to try; the error is why they cannot be read.
Result<QByteArray, CliError> readSample(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Unexpected(CliError{ExitCode::Missing, u"%1 does not exist."_s.arg(path)});
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(CliError{ExitCode::NotAllowed, u"%1 cannot be read: %2."_s.arg(path, file.errorString())});
    if (file.size() > largestSample)
        return Unexpected(CliError{ExitCode::Usage, u"%1 is larger than 64 MiB."_s.arg(path)});
    auto sample = file.read(largestSample + 1); // of a pipe the size is not known before
    if (sample.size() > largestSample)
        return Unexpected(CliError{ExitCode::Usage, u"%1 is larger than 64 MiB."_s.arg(path)});
    return sample;
}

ExitCode trySample(const std::shared_ptr<const Profile> &profile, const QByteArray &sample)
{
    std::size_t all = 0;
    std::size_t unmatched = 0;
    bool isWritten = true;
    trySamples(profile, {sample.constData(), static_cast<std::size_t>(sample.size())}, SystemClock().wallTime(),
               [&](const SampleOutcome &outcome) {
                   ++all;
                   unmatched += outcome.matched() ? 0 : 1;
                   isWritten = writeOut(QByteArray::fromStdString(outcome.text() + '\n'));
                   return isWritten;
               });
    if (!isWritten)
        return isReaderGone() ? ExitCode::Done : ExitCode::Output;
    const auto sum = u"%1 of %2 became something.\n"_s.arg(QString::number(all - unmatched), QString::number(all));
    if (!writeOut(sum.toUtf8()) && !isReaderGone())
        return ExitCode::Output;
    return unmatched > 0 ? ExitCode::Unmatched : ExitCode::Done;
}

ExitCode check(const CommandLine &line)
{
    const auto file = ProfileFile::read(line.profileFile);
    for (const auto &problem : file.problems)
        std::fprintf(stderr, "%s\n", withVisibleControls(problem.text().toStdString()).c_str());
    if (!file.profile)
        return file.exists ? ExitCode::BadSettings : ExitCode::Missing;
    if (line.sampleFile.isEmpty()) {
        const auto count = file.profile->kinds.size();
        const auto sum = u"%1 is a profile with %2 %3.\n"_s.arg(line.profileFile, QString::number(count),
                                                                count == 1 ? u"message"_s : u"messages"_s);
        return writeOut(sum.toUtf8()) || isReaderGone() ? ExitCode::Done : ExitCode::Output;
    }
    const auto sample = readSample(line.sampleFile);
    return sample ? trySample(file.profile, *sample) : complainAbout(sample.error());
}

} // namespace

ExitCode runProfile(const CommandLine &line)
{
    ignoreBrokenPipes();
    return line.verb == CommandLine::Verb::ProfileNew ? writeNew(line.profileFile) : check(line);
}

} // namespace Bellboard
