// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/demoserver.h"

#include <QThread>

#include <memory>
#include <type_traits>
#include <utility>

namespace Bellboard {

/// A DemoServer on a thread of its own, from construction to destruction.
class DemoThread
{
    Q_DISABLE_COPY_MOVE(DemoThread)

public:
    /// Starts the server and waits until it listens, or failed to.
    explicit DemoThread(const DemoOptions &options);
    /// Closes every connection and ends the thread.
    ~DemoThread();

    /// Whether the server came up.
    bool isListening() const { return m_url.isValid() && !m_url.isEmpty(); }
    /// What clients connect to; empty when it did not come up.
    QUrl url() const { return m_url; }
    /// Why it did not come up, in words.
    QString errorString() const { return m_error; }
    /// The server: connect to its signals, read its atomic figures; everything else goes through run().
    DemoServer &server() { return *m_server; }
    /// Calls `function(DemoServer &)` on the server's thread, waits, and returns what it returns.
    template<typename Function>
    auto run(const Function &function)
    {
        using Result = std::invoke_result_t<const Function &, DemoServer &>;
        if constexpr (std::is_void_v<Result>) {
            QMetaObject::invokeMethod(m_server.get(), [&] { function(*m_server); }, Qt::BlockingQueuedConnection);
        } else {
            Result result{};
            QMetaObject::invokeMethod(
                m_server.get(), [&] { result = function(*m_server); }, Qt::BlockingQueuedConnection);
            return result;
        }
    }

private:
    QThread m_thread;
    std::unique_ptr<DemoServer> m_server;
    QUrl m_url;
    QString m_error;
};

} // namespace Bellboard
