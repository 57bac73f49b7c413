// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "stream/channelengine.h"

#include <QTest>

namespace Bellboard {

/// Runs every test of a class with both engines; for initTestCase_data().
inline void addEngineRows()
{
    QTest::addColumn<ChannelEngine>("engine");
    QTest::addRow("wire") << ChannelEngine::Wire;
    QTest::addRow("qt") << ChannelEngine::Qt;
}

/// The engine that this run is about.
inline ChannelEngine engine()
{
    QFETCH_GLOBAL(ChannelEngine, engine);
    return engine;
}

} // namespace Bellboard
