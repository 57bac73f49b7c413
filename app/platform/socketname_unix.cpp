// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/socketname.h"

#include "util/logging.h"

#include <QDir>
#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Makes `folder` (0700) when it is missing, and shuts it to others. Where it stands others may write too, so it must be a
/// folder of ours and not a link to one: through a link, somebody else would choose which of our folders is changed.
bool prepareSocketFolder(const QByteArray &folder)
{
    if (::mkdir(folder.constData(), S_IRWXU) != 0 && errno != EEXIST)
        return false;
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    struct stat info = {};
    const bool ours = ::fstat(descriptor, &info) == 0 && info.st_uid == ::geteuid();
    const bool shut = ours && ((info.st_mode & 07777) == S_IRWXU || ::fchmod(descriptor, S_IRWXU) == 0);
    ::close(descriptor);
    return shut;
}

} // namespace

QString instanceSocketName(const QString &fingerprint)
{
    constexpr qsizetype longestName = 100; // sockaddr_un has room for 104 to 108 bytes
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    auto folder = runtime + u"/bellboard"_s;
    if (runtime.isEmpty() || folder.toUtf8().size() + fingerprint.size() + 6 > longestName)
        folder = QDir::tempPath() + u"/bellboard-%1"_s.arg(::geteuid());
    if (!prepareSocketFolder(QFile::encodeName(folder))) {
        qCWarning(logApp, "%s is not a folder that only this user can enter, so no place to meet later launches",
                  qPrintable(folder));
        return {};
    }
    return folder + u'/' + fingerprint + u".sock"_s;
}

} // namespace Bellboard
