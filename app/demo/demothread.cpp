// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/demothread.h"

namespace Bellboard {

DemoThread::DemoThread(const DemoOptions &options) : m_server(std::make_unique<DemoServer>(options))
{
    m_thread.setObjectName(QStringLiteral("demo"));
    m_server->moveToThread(&m_thread);
    m_thread.start();
    run([this](DemoServer &server) {
        if (server.start())
            m_url = server.url();
        else
            m_error = server.errorString();
    });
}

DemoThread::~DemoThread()
{
    // The server dies on its thread, with its sockets and timers.
    run([](DemoServer &server) { server.stop(); });
    m_server.release()->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

} // namespace Bellboard
