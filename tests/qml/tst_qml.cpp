// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "testrows.h"

#include <QQmlEngine>
#include <QQuickStyle>
#include <QtQuickTest>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

/// Lets the QML tests of this folder (tst_*.qml) import our modules and the test's own model.
class QmlTestSetup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void applicationAvailable() { QQuickStyle::setStyle(u"Basic"_s); }

    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(u"qrc:/qt/qml"_s);
        qmlRegisterType<TestRows>("Bellboard.Test", 1, 0, "TestRows");
    }
};

} // namespace Bellboard

QUICK_TEST_MAIN_WITH_SETUP(bellboard, Bellboard::QmlTestSetup)
#include "tst_qml.moc"
