// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stricttest.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// Where the bracket that stands at `open` is closed; the end of the text when it is not.
qsizetype closing(QStringView text, qsizetype open, QChar begins, QChar ends)
{
    int depth = 0;
    for (auto at = open; at < text.size(); ++at) {
        if (text[at] == begins)
            ++depth;
        else if (text[at] == ends && --depth == 0)
            return at;
    }
    return text.size();
}

/// The text between the braces that open at `open`, without what stands in braces of its own.
QString ownLines(const QString &text, qsizetype open)
{
    QString own;
    int depth = 0;
    for (auto at = open, end = closing(text, open, u'{', u'}'); at < end; ++at) {
        if (text[at] == u'{')
            ++depth;
        else if (text[at] == u'}')
            --depth;
        else if (depth == 1)
            own += text[at];
    }
    return own;
}

/// What could show a server's text as rich text: an item that guesses the format, or one that is told another than plain.
QString richText(const QString &qml)
{
    // Qt Quick's other text items (TextInput, TextField) know plain text only.
    static const QRegularExpression item(uR"(\b(Text|Label|TextEdit|TextArea)\s*\{)"_s);
    static const QRegularExpression plain(uR"(\btextFormat:\s*(Text|TextEdit)\.PlainText\b)"_s);
    for (auto match = item.globalMatch(qml); match.hasNext();) {
        const auto found = match.next();
        if (!ownLines(qml, found.capturedEnd() - 1).contains(plain))
            return found.captured() + u" that does not say textFormat: Text.PlainText; use BbText"_s;
    }
    static const QRegularExpression format(uR"(\btextFormat\b(?!:\s*(Text|TextEdit)\.PlainText\b))"_s);
    return format.match(qml).hasMatch() ? u"another text format"_s : QString();
}

/// A chain of .arg() puts the second text also into the first one, where that happens to hold "%2". Places for numbers
/// ("%L1") may be filled in a chain.
QString chainedArguments(const QString &qml)
{
    static const QRegularExpression pattern(uR"(\x22((?:[^\x22\\\n]|\\.)*)\x22\)?\s*\.arg\()"_s);
    static const QRegularExpression another(uR"(^\)\s*\.arg\()"_s);
    static const QRegularExpression textPlace(uR"(%\d)"_s);
    for (auto match = pattern.globalMatch(qml); match.hasNext();) {
        const auto found = match.next();
        const auto end = closing(qml, found.capturedEnd() - 1, u'(', u')');
        if (another.match(qml.mid(end)).hasMatch() && found.captured(1).contains(textPlace))
            return found.captured(1);
    }
    return {};
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void listFiles(const QString &folder, const QStringList &names)
{
    QTest::addColumn<QString>("path");
    QDirIterator files(folder, names, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(files.fileName())) << path;
    }
}

} // namespace

/// Reads our sources: what a server sends must never become rich text, a picture or an address to fetch, and is shown as sent.
class PlainTextTest : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void findsRichText_data()
    {
        QTest::addColumn<QString>("qml");
        QTest::addColumn<bool>("rich");
        QTest::newRow("bare") << u"Item {\n    Text {\n        text: name\n    }\n}"_s << true;
        QTest::newRow("delegate") << u"delegate: Text { text: name }"_s << true;
        QTest::newRow("component") << u"component Caption: Text {\n}"_s << true;
        QTest::newRow("content item") << u"contentItem: T.Label { text: name }"_s << true;
        QTest::newRow("qualified") << u"QQ.TextEdit{ text: name }"_s << true;
        QTest::newRow("brace below") << u"Text\n{\n    text: name\n}"_s << true;
        QTest::newRow("child is plain") << u"Text { Text { textFormat: Text.PlainText } }"_s << true;
        QTest::newRow("styled") << u"BbText { textFormat: Text.StyledText }"_s << true;
        QTest::newRow("assigned") << u"onClicked: label.textFormat = Text.RichText"_s << true;
        QTest::newRow("plain") << u"Text {\n    Item { x: 1 }\n    textFormat: Text.PlainText\n}"_s << false;
        QTest::newRow("ours") << u"BbText { text: name }"_s << false;
        QTest::newRow("input") << u"T.TextField { text: name }"_s << false;
    }
    void findsRichText()
    {
        QFETCH(const QString, qml);
        QFETCH(const bool, rich);
        QCOMPARE(!richText(qml).isEmpty(), rich);
    }

    void findsChainedArguments_data()
    {
        QTest::addColumn<QString>("qml");
        QTest::addColumn<bool>("chained");
        QTest::newRow("chain") << uR"(qsTr("%1: %2").arg(name).arg(text))"_s << true;
        QTest::newRow("nested") << uR"(qsTr("%1: %2").arg(own ? qsTr("You") : nameOf(author)).arg(text))"_s << true;
        QTest::newRow("over lines") << u"qsTr(\"%1 %L2\")\n    .arg(name)\n    .arg(count)"_s << true;
        QTest::newRow("no translation") << uR"("%1: %2".arg(name).arg(text))"_s << true;
        QTest::newRow("one") << uR"(qsTr("Write to %1").arg(name) + qsTr("%1").arg(text))"_s << false;
        QTest::newRow("numbers") << uR"(qsTr("%L1 of %L2").arg(row + 1).arg(model.count))"_s << false;
    }
    void findsChainedArguments()
    {
        QFETCH(const QString, qml);
        QFETCH(const bool, chained);
        QCOMPARE(!chainedArguments(qml).isEmpty(), chained);
    }

    void files_data() { listFiles(QStringLiteral(BELLBOARD_SOURCE_DIR "/qml"), {u"*.qml"_s}); }
    void files()
    {
        QFETCH(const QString, path);
        const auto text = read(path);
        QVERIFY2(richText(text).isEmpty(), qPrintable(richText(text)));
        QVERIFY2(chainedArguments(text).isEmpty(), qPrintable(chainedArguments(text)));

        static const QRegularExpression fetching(
            uR"(\b(Image|AnimatedImage|BorderImage|FontLoader|XMLHttpRequest|WebSocket|WebView|MediaPlayer)\b|import QtQuick\.Controls)"_s);
        QVERIFY2(!fetching.match(text).hasMatch(),
                 "nothing in the window fetches; controls come from Bellboard.Controls");
        static const QRegularExpression letter(uR"("Alt\+|"Ctrl\+Alt)"_s);
        QVERIFY2(!letter.match(text).hasMatch(), "Alt belongs to the desktop and to the screen reader");
        QVERIFY2(text.startsWith(u"// SPDX-FileCopyrightText:"_s), "the licence header is missing");
    }

    void widgets_data() { listFiles(QStringLiteral(BELLBOARD_SOURCE_DIR "/app"), {u"*.cpp"_s}); }
    void widgets()
    {
        QFETCH(const QString, path);
        static const QRegularExpression guessing(
            uR"(\bQMessageBox::(about|critical|information|question|warning)\(|\bQLabel\b)"_s);
        QVERIFY2(!guessing.match(read(path)).hasMatch(), "it guesses whether a text is rich; set Qt::PlainText");
    }
};

} // namespace Bellboard

QTEST_GUILESS_MAIN(Bellboard::PlainTextTest)
#include "tst_plaintext.moc"
