// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "platform/socketname.h"

#include "util/logging.h"
#include "util/paths.h"

#include <QDir>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

QString instanceSocketName(const QString &fingerprint)
{
    constexpr qsizetype longestName = 100; // sockaddr_un has room for 104 to 108 bytes
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    auto folder = runtime + u"/bellboard"_s;
    if (runtime.isEmpty() || folder.toUtf8().size() + fingerprint.size() + 6 > longestName)
        folder = QDir::tempPath() + u"/bellboard-%1"_s.arg(::geteuid());
    if (const auto prepared = preparePrivateFolder(folder); !prepared) {
        qCWarning(logApp, "%s", qPrintable(prepared.error()));
        return {};
    }
    return folder + u'/' + fingerprint + u".sock"_s;
}

} // namespace Bellboard
