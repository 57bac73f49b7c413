// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "util/paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

Result<void, QString> checkOwner(const QFileInfo &info, const QString &folder)
{
#ifdef Q_OS_UNIX
    if (info.ownerId() != ::geteuid())
        return Unexpected(u"The folder %1 belongs to another user (%2)."_s.arg(folder, info.owner()));
#else
    Q_UNUSED(info)
    Q_UNUSED(folder)
#endif
    return {};
}

} // namespace

QString defaultConfigFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/bellboard"_s;
}

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/bellboard"_s;
}

Result<void, QString> checkReadableFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.exists())
        return Unexpected(u"The folder %1 does not exist."_s.arg(folder));
    if (!info.isDir())
        return Unexpected(u"%1 is not a folder."_s.arg(folder));
    if (auto owner = checkOwner(info, folder); !owner)
        return owner;
    if (!info.isReadable() || !info.isExecutable())
        return Unexpected(u"The folder %1 cannot be read."_s.arg(folder));
    return {};
}

Result<void, QString> preparePrivateFolder(const QString &folder)
{
    if (!QFileInfo::exists(folder)) {
        const auto parent = QFileInfo(folder).absolutePath();
        // QDir::mkdir with permissions makes the last part only, so that parents keep the system's own mode.
        if (!QDir().mkpath(parent) || !QDir().mkdir(folder, ownerOnly))
            return Unexpected(u"The folder %1 cannot be made."_s.arg(folder));
    }
    if (auto readable = checkReadableFolder(folder); !readable)
        return readable;
    if (!QFileInfo(folder).isWritable())
        return Unexpected(u"The folder %1 cannot be written to."_s.arg(folder));
    if (!QFile::setPermissions(folder, ownerOnly))
        return Unexpected(u"The folder %1 cannot be closed to other users."_s.arg(folder));
    return {};
}

} // namespace Bellboard
