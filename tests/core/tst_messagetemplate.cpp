// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/messagetemplate.h"
#include "stricttest.h"

#include <array>

using namespace Bellboard;

namespace {

constexpr std::array all{Hole::Token, Hole::Conversation, Hole::Text, Hole::Offset, Hole::Streams};

/// JSON with ' for quotation marks; moc of Qt 6.4 stumbles over raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestMessageTemplate : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void fill_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("filled");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &filled) {
            QTest::addRow("%s", name) << text << filled;
        };
        row("none", json("{'a':{'b':{}}}"), json("{'a':{'b':{}}}"));
        row("text", json("{'t':{{text}}}"), "{\"t\":\"a \\\"b\\\" \\\\ \\u000a {{token}} \xc3\xa9\"}");
        row("in a string", json("{'t':'say: {{text}}!'}"),
            "{\"t\":\"say: a \\\"b\\\" \\\\ \\u000a {{token}} \xc3\xa9!\"}");
        row("behind an escape", json("{'t':'\\'{{conversation}}\\''}"), json("{'t':'\\'desk\\''}"));
        row("number", json("{'n':{{offset}},'s':'{{ offset }}'}"), json("{'n':42,'s':'42'}"));
        row("JSON", json("{'s':{{streams}}}"), json("{'s':[{'stream':'x'}]}"));
        row("twice", json("[{{conversation}},{{conversation}}]"), json("['desk','desk']"));
        row("not given", json("{'t':{{token}}}"), json("{'t':''}"));
    }
    void fill()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, filled);
        const auto parsed = MessageTemplate::parse(text.toStdString(), all, MessageTemplate::Form::Json);
        QVERIFY(parsed);
        HoleValues values;
        values[Hole::Text] = "a \"b\" \\ \n {{token}} \xc3\xa9";
        values[Hole::Conversation] = "desk";
        values[Hole::Offset] = "42";
        values[Hole::Streams] = json("[{'stream':'x'}]").toStdString();
        QCOMPARE(QByteArray::fromStdString(parsed->fill(values)), filled);
    }
    void emptyNumberAndJson()
    {
        const auto parsed = MessageTemplate::parse("[{{offset}},{{streams}}]", all, MessageTemplate::Form::Json);
        QVERIFY(parsed && parsed->has(Hole::Offset) && !parsed->has(Hole::Text));
        QCOMPARE(parsed->fill({}), "[0,null]");
    }
};

QTEST_GUILESS_MAIN(TestMessageTemplate)
#include "tst_messagetemplate.moc"
