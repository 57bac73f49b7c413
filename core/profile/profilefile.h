// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/profile.h"
#include "util/fileproblem.h"
#include "util/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace Bellboard {

/// What a profile says, or what is wrong with it (docs/profiles.md).
struct ProfileFile
{
    /// The text of a profile, and where it came from.
    struct Text
    {
        QString file; ///< the same for the same file, however it is named
        QByteArray bytes;
    };
    /// Gives the profile that the one of `from` (Text::file) extends, by the name that stands there, or a phrase: why it cannot.
    using Base = std::function<Result<Text, QString>(const QString &name, const QString &from)>;

    /// Compiled; null unless there is no problem at all.
    std::shared_ptr<const Profile> profile;
    QList<FileProblem> problems;
    /// False when there is neither a built-in profile nor a file of that name; then that is a problem, too.
    bool exists = true;

    /// Whether a name is one of a file: it has a "/" or ends with ".toml".
    static bool isPath(const QString &name);
    /// Reads a built-in profile by its name, or the file at a path (see isPath()).
    static ProfileFile read(const QString &nameOrPath);
    /// Reads TOML text; `file` is what problems name.
    static ProfileFile parse(const QByteArray &text, const QString &file);
    /// The same of a text that the journal kept, in which only what messages become counts: what was good once stays that, however much is
    /// asked of how a server is asked.
    static ProfileFile parseKept(const QByteArray &text);

private:
    /// `file` is what problems of `text` name.
    static ProfileFile compile(const Text &text, const QString &file, const Base &base, bool isKept = false);
};

/// The names of the built-in profiles.
QStringList builtInProfiles();
/// The text of a built-in profile; nothing when there is none of that name.
std::optional<QByteArray> builtInProfile(const QString &name);
/// A commented profile to begin with.
QByteArray starterProfile();

} // namespace Bellboard
