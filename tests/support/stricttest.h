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

protected:
    /// For a test that has an init() of its own, which hides ours.
    static void beStrict() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

private Q_SLOTS:
    void init() { beStrict(); }
};

} // namespace Bellboard
