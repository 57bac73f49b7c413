// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "journal/checkpointer.h"

#include "journal/database.h"
#include "util/logging.h"

#include <QElapsedTimer>

namespace Bellboard {

Checkpointer::~Checkpointer()
{
    finish();
}

void Checkpointer::begin()
{
    if (m_thread && !m_thread->isFinished())
        return;
    // It comes once for some thousands of events, so that a new thread costs nothing to speak of, and an idle program has none.
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("checkpointer"));
    m_thread->start(QThread::LowPriority);
}

void Checkpointer::finish()
{
    if (m_thread)
        m_thread->wait();
}

void Checkpointer::run()
{
    QElapsedTimer timer;
    timer.start();
    auto database = Database::openAgain(m_file);
    // What fails here fails for who writes as well, who says so; the log only grows meanwhile.
    const auto folded = database ? database->foldLog() : Unexpected(database.error());
    if (folded)
        m_newest = {*folded, std::chrono::nanoseconds(timer.nsecsElapsed())};
    else
        qCWarning(logJournal) << "the write-ahead log cannot be folded in:" << folded.error().code
                              << folded.error().text;
}

} // namespace Bellboard
