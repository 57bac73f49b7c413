// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "process.h"

#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace Bellboard {

/// The program with its window on the payments page, connected to servers; tells its vitals once a second.
class Window
{
public:
    /// `options` are further ones of its command line, `environment` further variables as NAME=value.
    Window(const QString &program, const QStringList &urls, const QStringList &options = {},
           const QStringList &environment = {});

    /// What the program says of itself once a second (app/vitals.h).
    QJsonObject vitals() { return m_process->readResult(); }
    qint64 pid() const { return m_process->pid(); }
    /// From the start of the process to a time on the steady clock, in ms.
    double sinceStart(qint64 steadyNs) const { return static_cast<double>(steadyNs - m_started.count()) / 1e6; }

private:
    QTemporaryDir m_folder;
    std::chrono::nanoseconds m_started{};
    std::unique_ptr<Process> m_process;
};

/// Reads vitals until `enough(vitals)`; the last of them.
template<typename Enough>
QJsonObject waitFor(Window &window, Enough enough)
{
    while (true) {
        const auto vitals = window.vitals();
        if (enough(vitals))
            return vitals;
    }
}

/// Where a "demo" or "serve" child listens.
QString urlOf(Process &server);

} // namespace Bellboard
