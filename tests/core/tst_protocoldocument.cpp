// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "collectingsink.h"
#include "stricttest.h"

#include <QFile>

using namespace Bellboard;

namespace {

constexpr const char *types[] = {"payment",
                                 "run",
                                 "exception",
                                 "help",
                                 "donation",
                                 "rule",
                                 "shift",
                                 "metric",
                                 "task",
                                 "message",
                                 "presence",
                                 "alert",
                                 "note",
                                 "control.hello",
                                 "control.welcome",
                                 "control.subscribe",
                                 "control.caughtup",
                                 "control.snapshot",
                                 "control.gap",
                                 "control.ping",
                                 "control.pong",
                                 "control.command",
                                 "control.result",
                                 "control.drain",
                                 "control.typing",
                                 "control.presence"};

} // namespace

/// Every message in docs/protocol.md and docs/asyncapi.yaml is one that we understand.
class TestProtocolDocument : public StrictTest
{
    Q_OBJECT

private:
    static void decode(const QByteArray &message)
    {
        CollectingSink sink;
        sink.decode({message.constData(), static_cast<std::size_t>(message.size())});
        for (const auto &rejected : sink.rejected)
            QFAIL(rejected.error.reason.c_str());
        QVERIFY(sink.count() > 0);
        for (const auto &event : sink.events)
            QVERIFY2(!std::holds_alternative<std::monostate>(event.data), "an example of a type that we do not know");
    }

private Q_SLOTS:
    void examples_data()
    {
        QTest::addColumn<QByteArray>("message");
        QFile file(QStringLiteral(BELLBOARD_DOCS "/protocol.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray block;
        int line = 0;
        int begin = 0;
        while (!file.atEnd()) {
            const auto text = file.readLine();
            ++line;
            if (text.trimmed() == "```json") {
                begin = line;
                block.clear();
            } else if (begin > 0 && text.trimmed() == "```") {
                QTest::addRow("line %d", begin) << block;
                begin = 0;
            } else if (begin > 0) {
                block += text;
            }
        }
        QVERIFY2(begin == 0, "a block is not closed");
    }
    void examples()
    {
        QFETCH(QByteArray, message);
        decode(message);
    }

    /// asyncapi.yaml writes each example's payload as one line of JSON, which is YAML too.
    void asyncApiExamples_data()
    {
        QTest::addColumn<QByteArray>("message");
        QFile file(QStringLiteral(BELLBOARD_DOCS "/asyncapi.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().split('\n');
        qsizetype indent = -1; // of "examples:", while we are below one
        for (qsizetype at = 0; at < lines.size(); ++at) {
            const auto text = lines[at].trimmed();
            const auto column = lines[at].indexOf(text);
            if (text.isEmpty())
                continue;
            if (column <= indent)
                indent = -1;
            if (text == "examples:")
                indent = column;
            else if (indent >= 0 && text.startsWith("payload: "))
                QTest::addRow("line %d", static_cast<int>(at + 1)) << text.mid(text.indexOf(' ') + 1);
            else
                QVERIFY2(indent < 0 || text.startsWith("- name: "), "an example in a form that is not read here");
        }
    }
    void asyncApiExamples()
    {
        QFETCH(QByteArray, message);
        decode(message);
    }

    /// Each message of asyncapi.yaml has an example.
    void asyncApiShowsEveryMessage()
    {
        QFile file(QStringLiteral(BELLBOARD_DOCS "/asyncapi.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto yaml = file.readAll();
        QCOMPARE(yaml.count("\n      examples:\n"), yaml.count("\n      contentType: "));
        for (const auto *type : types)
            QVERIFY2(yaml.contains(QByteArray("\"type\": \"org.bellboard.") + type + '"'), type);
    }

    /// The document shows each type at least once.
    void showsEveryType_data()
    {
        QTest::addColumn<QByteArray>("type");
        for (const auto *type : types)
            QTest::addRow("%s", type) << QByteArray(type);
    }
    void showsEveryType()
    {
        QFETCH(QByteArray, type);
        QFile file(QStringLiteral(BELLBOARD_DOCS "/protocol.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\"type\":\"org.bellboard." + type + '"'));
    }
};

QTEST_GUILESS_MAIN(TestProtocolDocument)
#include "tst_protocoldocument.moc"
