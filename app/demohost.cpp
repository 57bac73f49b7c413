// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demohost.h"

#include "demo/demothread.h"

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

DemoHost::DemoHost() = default;
DemoHost::~DemoHost() = default;

Result<void, QString> DemoHost::start(quint64 seed, int eventsPerSecond)
{
    DemoOptions options;
    options.seed = seed;
    options.rate = eventsPerSecond;
    m_thread = std::make_unique<DemoThread>(options);
    if (!m_thread->isListening())
        return Unexpected(u"The demo backend did not start: %1."_s.arg(m_thread->errorString()));
    return {};
}

FeedSettings DemoHost::feed() const
{
    FeedSettings feed;
    feed.name = u"Demo backend"_s;
    feed.url = m_thread->url();
    return feed;
}

} // namespace Bellboard
