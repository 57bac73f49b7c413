// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "collectingsink.h"
#include "stricttest.h"

#include <QFile>

using namespace Bellboard;

/// Every message in docs/protocol.md is one that we understand.
class TestProtocolDocument : public StrictTest
{
    Q_OBJECT

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
        CollectingSink sink;
        sink.decode({message.constData(), static_cast<std::size_t>(message.size())});
        for (const auto &rejected : sink.rejected)
            QFAIL(rejected.error.reason.c_str());
        QVERIFY(sink.count() > 0);
        for (const auto &event : sink.events)
            QVERIFY2(!std::holds_alternative<std::monostate>(event.data), "an example of a type that we do not know");
    }

    /// The document shows each type at least once.
    void showsEveryType_data()
    {
        QTest::addColumn<QByteArray>("type");
        for (const char *type : {"payment",
                                 "run",
                                 "exception",
                                 "help",
                                 "donation",
                                 "shift",
                                 "task",
                                 "message",
                                 "presence",
                                 "alert",
                                 "control.hello",
                                 "control.welcome",
                                 "control.subscribe",
                                 "control.caughtup",
                                 "control.gap",
                                 "control.ping",
                                 "control.pong",
                                 "control.command",
                                 "control.result",
                                 "control.drain"})
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
