// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "packetfilter.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(content) == content.size();
}

bool bringUpLoopback()
{
    const int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    const bool isUp = handle >= 0 && ioctl(handle, SIOCSIFFLAGS, &request) == 0;
    close(handle);
    return isUp;
}

/// As root by a name of its own, where we are not root.
bool enterAsUser()
{
    const auto user = QByteArray::number(getuid());
    const auto group = QByteArray::number(getgid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && writeFile(u"/proc/self/setgroups"_s, "deny")
        && writeFile(u"/proc/self/uid_map"_s, "0 " + user + " 1")
        && writeFile(u"/proc/self/gid_map"_s, "0 " + group + " 1");
}

QString program()
{
    const auto found = QStandardPaths::findExecutable(u"nft"_s);
    return found.isEmpty() ? QStandardPaths::findExecutable(u"nft"_s, {u"/usr/sbin"_s, u"/sbin"_s}) : found;
}

bool nft(const QString &script)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(program(), {script});
    return process.waitForFinished(10'000) && process.exitCode() == 0;
}

} // namespace

bool enterPrivateNetwork(QString &reason)
{
    if (program().isEmpty()) {
        reason = u"there is no nft"_s;
        return false;
    }
    if (unshare(CLONE_NEWNET) != 0 && !enterAsUser()) {
        reason = u"no network of one's own: "_s + QString::fromLocal8Bit(std::strerror(errno));
        return false;
    }
    if (!bringUpLoopback())
        qFatal("the private network has no 127.0.0.1");
    if (nft(u"add table ip bellboard_probe; delete table ip bellboard_probe"_s))
        return true;
    reason = u"nft may not filter"_s;
    return false;
}

bool PacketFilter::drop(int percent)
{
    return apply(percent >= 100 ? u"drop"_s : u"numgen random mod 100 < %1 drop"_s.arg(percent));
}

bool PacketFilter::reject()
{
    return apply(u"reject with tcp reset"_s);
}

bool PacketFilter::apply(const QString &rule)
{
    m_active = true;
    const auto table = u"ip f%1"_s.arg(m_port);
    const auto chain = table + u" in"_s;
    return nft(u"add table "_s + table + u"; add chain "_s + chain
               + u" { type filter hook input priority 0; }; add rule "_s + chain
               + u" tcp dport %1 %2; add rule "_s.arg(QString::number(m_port), rule) + chain
               + u" tcp sport %1 %2"_s.arg(QString::number(m_port), rule));
}

bool PacketFilter::clear()
{
    return !std::exchange(m_active, false) || nft(u"delete table ip f%1"_s.arg(m_port));
}

} // namespace Bellboard
