// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "board/conversationlinks.h"

#include "eventmaker.h"
#include "stricttest.h"

using namespace Bellboard;
using namespace std::chrono_literals;

namespace {

HelpData help(std::string_view name, std::string_view conversation = {})
{
    HelpData data;
    data.name = name;
    data.topic = "Rent";
    data.conversation = conversation;
    return data;
}

MessageData about(std::string_view subject)
{
    MessageData data;
    data.conversation = "C";
    data.about = subject;
    return data;
}

} // namespace

class TestConversationLinks : public StrictTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beStrict();
        links = {};
    }

    void bothMayTell()
    {
        QVERIFY(!links.helpOf(0, "C") && !links.conversationOf(0, "H"));
        noteHelp(maker.make("H", help("Ada")));
        QVERIFY(!links.helpOf(0, "C"));
        QVERIFY(noteMessage(maker.make("M1", about("H"))));
        QVERIFY(!noteMessage(maker.make("M2", about("H"))));
        QCOMPARE(links.helpOf(0, "C")->name, std::string("Ada"));
        QCOMPARE(links.conversationOf(0, "H")->subject, std::string("C"));
        noteHelp(maker.make("H2", help("Ben", "C")));
        QCOMPARE(links.helpOf(0, "C")->name, std::string("Ben"));
        QVERIFY(!links.conversationOf(0, "H"));
    }

    void theSameFeedFirst()
    {
        EventMaker other(1);
        noteHelp(maker.make("H", help("Ada", "C")));
        noteHelp(other.make("H", help("Adam", "C")));
        QCOMPARE(links.helpOf(0, "C")->name, std::string("Ada"));
        QCOMPARE(links.helpOf(1, "C")->name, std::string("Adam"));
        QVERIFY(!links.helpOf(2, "C"));
        QCOMPARE(links.conversationOf(2, "H")->feed, FeedIndex{0});
    }

    /// What is older changes nothing: by its place in the same stream, else by when it happened.
    void olderOnesComeLate()
    {
        const auto first = maker.make("H", help("Ada", "C"), 9s);
        const auto second = maker.make("H", help("Ada B.", "C2"), 1s);
        noteHelp(second);
        noteHelp(first);
        QCOMPARE(links.helpOf(0, "C2")->name, std::string("Ada B."));
        QVERIFY(!links.helpOf(0, "C"));
        auto late = lateOf("H", help("Ad", "C3"), 0s);
        noteHelp(late);
        QVERIFY(!links.helpOf(0, "C3"));
        late.time = second.time + 1s;
        noteHelp(late);
        QCOMPARE(links.helpOf(0, "C3")->name, std::string("Ad"));

        QVERIFY(noteMessage(maker.make("M1", about("H2"), 5s)));
        QVERIFY(!noteMessage(lateOf("M0", about("H"), 4s)));
        QCOMPARE(links.conversationOf(0, "H2")->subject, std::string("C"));
    }

private:
    void noteHelp(const Event &event) { links.noteHelp(event, std::get<HelpData>(event.data)); }
    bool noteMessage(const Event &event) { return links.noteMessage(event, std::get<MessageData>(event.data)); }
    Event lateOf(std::string_view subject, EventData data, std::chrono::milliseconds after)
    {
        auto event = maker.make(subject, std::move(data), after);
        event.stream = 9;
        event.isLate = true;
        return event;
    }

    EventMaker maker;
    ConversationLinks links;
};

QTEST_GUILESS_MAIN(TestConversationLinks)
#include "tst_conversationlinks.moc"
