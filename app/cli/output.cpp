// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/output.h"

#include "event/eventjson.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

bool readerGone = false;
bool told = false; ///< that the output cannot be written

} // namespace

bool writeOut(const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    errno = 0;
    if (std::fwrite(bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0)
        return true;
    readerGone = errno == EPIPE;
    if (!readerGone && !std::exchange(told, true))
        complain(u"The output cannot be written: %1."_s.arg(qt_error_string(errno)));
    return false;
}

bool isReaderGone()
{
    return readerGone;
}

void complain(const QString &sentence)
{
    const auto line = "bellboard: " + withVisibleControls(sentence.toStdString()) + "\n";
    std::fputs(line.c_str(), stderr);
}

void ignoreBrokenPipes()
{
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

} // namespace Bellboard
