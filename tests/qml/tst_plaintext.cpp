// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stricttest.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

/// Reads our QML: what a server sends must never become rich text, a picture or an address to fetch.
class PlainTextTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void files_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator files(QStringLiteral(BELLBOARD_QML_DIR), {u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(files.fileName())) << path;
        }
    }

    void files()
    {
        QFETCH(const QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const bool isBbText = path.endsWith(u"/BbText.qml"_s);

        static const QRegularExpression bareText(
            uR"(^\s*(contentItem: |header: )?(Text|Label|TextArea|TextEdit|T\.Label)\s*\{)"_s,
            QRegularExpression::MultilineOption);
        if (isBbText)
            QVERIFY(text.contains(u"textFormat: Text.PlainText"_s));
        else
            QVERIFY2(!bareText.match(text).hasMatch(), "use BbText, which is plain text");
        QVERIFY2(isBbText || !text.contains(u"textFormat"_s), "BbText alone decides the text format");

        static const QRegularExpression fetching(
            uR"(\b(Image|AnimatedImage|BorderImage|FontLoader|XMLHttpRequest|WebSocket|WebView|MediaPlayer)\b|import QtQuick\.Controls)"_s);
        QVERIFY2(!fetching.match(text).hasMatch(),
                 "nothing in the window fetches; controls come from Bellboard.Controls");
        static const QRegularExpression letter(uR"("Alt\+|"Ctrl\+Alt)"_s);
        QVERIFY2(!letter.match(text).hasMatch(), "Alt belongs to the desktop and to the screen reader");
        QVERIFY2(text.startsWith(u"// SPDX-FileCopyrightText:"_s), "the licence header is missing");
    }
};

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::PlainTextTest)
#include "tst_plaintext.moc"
