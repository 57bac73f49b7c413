// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QRegularExpression>
#include <QTest>

namespace Bellboard {

/// The base of our tests: a warning that nobody announced with QTest::ignoreMessage() fails the test function.
class StrictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
};

} // namespace Bellboard
