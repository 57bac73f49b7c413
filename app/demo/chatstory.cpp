// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/chatstory.h"

#include "demo/words.h"

#include <algorithm>
#include <utility>

namespace Bellboard::Demo {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 3> presences{"online", "away", "offline"};
constexpr std::size_t offline = 2;
/// People whose own word about their presence is known.
constexpr std::size_t mostTold = 1000;
/// Of those who began to type since somebody asked.
constexpr std::size_t mostTypings = 16;

struct Line
{
    std::string_view author; ///< empty for the backend
    std::string_view text;
};

struct Conversation
{
    std::string_view name;
    std::array<Line, 12> lines; ///< said in this order, then again from the start
};

constexpr std::array<Conversation, 3> conversations{{
    {"Payments desk",
     {{{"Sam", "Gateway is timing out on cards again, 7 so far. Anyone else seeing it?"},
       {"Zoë", "Yes. The provider's status page says degraded, no word on why."},
       {"Priya", "I'll take it. Sam, can you hold the retries until they recover?"},
       {"Sam", "Held. Nothing is lost, they will go out again in order."},
       {"李娜", "One supplier's form says <img src=x> where the name should be. Is that ours?"},
       {"Łukasz", "That is what they typed in. We only show it, we never run it. <b>Promise.</b>"},
       {"", "Card retries are held by Sam."},
       {"Zoë", "Status page is green again."},
       {"Sam", "Releasing the retries now, slowly."},
       {"Priya", "Thanks both. I'll write it up for the handover."},
       {"أمل", "صباح الخير، هل وصلت دفعات الكويت؟"},
       {"Priya", "KWD settles at two, same as yesterday. I'll watch it."}}}},
    {"Shelter team",
     {{{"Mo", "Shelter B is being cleared, small smoke alarm in the kitchen. Everybody is out."},
       {"أمل", "Counted: 34 guests, 5 staff. Nobody missing."},
       {"Mo", "Fire service is here. I'll keep the alert up until they say so."},
       {"Jürgen Müller", "I can open the hall in Lindenstraße for tonight if we need it."},
       {"", "Help queue is longer than usual: 9 people are waiting."},
       {"أمل", "Taking the first two. Can somebody ring the third back?"},
       {"Mo", "On it."},
       {"Jürgen Müller", "Two more volunteers said yes for Saturday 09:00."},
       {"Priya", "Do we have enough blankets for B?"},
       {"Mo", "Forty on the shelf, thirty more arrive at six."},
       {"أمل", "Everyone is back inside. Kettle's on."},
       {"Jürgen Müller", "Danke an alle, das ging schnell."}}}},
    {"Month end",
     {{{"Łukasz", "Run 482 is at 64 %, slower than usual. The bank's file is twice the size."},
       {"Sam", "My rule edit clashes with twelve of the old ones, sorry. Sorting it out."},
       {"Priya", "Leave mine, take yours for the card fees. Anything under a penny can be written off."},
       {"李娜", "对账文件已经收到，谢谢！"},
       {"", "Run 481 completed: 4,120 of 4,120 matched."},
       {"Łukasz", "PO-2214 reconciled to £0.00. Lovely."},
       {"Zoë", "Run 480 needs the camt.053 again; the bank re-sends it at eleven."},
       {"Sam", "Conflicts down to three."},
       {"李娜", "The 0.01 differences are rounding in JPY, I'm fairly sure."},
       {"Łukasz", "Agreed, same as last month."},
       {"Priya", "Can we close by four?"},
       {"Zoë", "If the bank is on time, yes."}}}},
}};

constexpr std::array<std::string_view, 6> answers{"Got it, thanks {}.",         "On it, {}.",
                                                  "Good point. I'll look now.", "Agreed.",
                                                  "Give me five minutes, {}.",  "Done. Can you check, {}?"};

constexpr std::string_view system = "Bellboard";

} // namespace

std::size_t ChatStory::people()
{
    return colleagues().size();
}

void ChatStory::writePresence(std::size_t person)
{
    constexpr std::array<std::size_t, 8> opening{0, 0, 0, 0, 1, 0, 1, 2};
    m_presence[person] = opening[person % opening.size()];
    writePresenceOf(colleagues()[person], m_presence[person]);
}

void ChatStory::writePresenceOf(std::string_view person, std::size_t status)
{
    m_context.out.begin(EventType::Presence, person).text("status", presences[status]).end();
}

std::size_t ChatStory::nextConversation() const
{
    // The conversation that has said least goes on, so that all three move.
    return static_cast<std::size_t>(std::min_element(m_nextLine.begin(), m_nextLine.end()) - m_nextLine.begin());
}

void ChatStory::writeLine()
{
    const auto row = nextConversation();
    const Conversation &conversation = conversations[row];
    const Line &line = conversation.lines[m_nextLine[row]++ % conversation.lines.size()];
    if (line.author.empty())
        writeMessage("system", conversation.name, {system, line.text});
    else
        writeMessage("user", conversation.name, {line.author, line.text});
}

bool ChatStory::wantsLine()
{
    return m_context.random.chance(650);
}

bool ChatStory::beginLine()
{
    const auto row = nextConversation();
    const Conversation &conversation = conversations[row];
    const Line &line = conversation.lines[m_nextLine[row] % conversation.lines.size()];
    if (line.author.empty())
        return false;
    type(conversation.name, line.author);
    return true;
}

void ChatStory::type(std::string_view conversation, std::string_view author)
{
    if (m_typings.size() < mostTypings)
        m_typings.push_back({std::string(conversation), std::string(author)});
}

std::vector<Typing> ChatStory::takeTypings()
{
    return std::exchange(m_typings, {});
}

bool ChatStory::hasConversation(std::string_view name)
{
    return std::any_of(conversations.begin(), conversations.end(),
                       [name](const Conversation &conversation) { return conversation.name == name; });
}

void ChatStory::writeComing()
{
    const auto isTold = [this](std::size_t person) {
        const auto told = m_told.find(colleagues()[person]);
        return told != m_told.end() && told->second != offline;
    };
    auto person = static_cast<std::size_t>(m_context.random.below(people()));
    for (std::size_t passed = 0; isTold(person) && passed < people(); ++passed)
        person = (person + 1) % people();
    if (isTold(person)) // everybody is here in person
        return writeLine();
    m_presence[person] = (m_presence[person] + 1 + m_context.random.below(2)) % presences.size();
    writePresenceOf(colleagues()[person], m_presence[person]);
}

void ChatStory::tellPresence(const std::string &person, std::string_view status)
{
    const std::size_t row = placeOf(presences, status);
    const std::size_t colleague = placeOf(colleagues(), person);
    const bool isColleague = colleagues()[colleague] == person;
    const auto told = m_told.find(person);
    if (told == m_told.end() && m_told.size() >= mostTold)
        return;
    const bool isNew = isColleague ? m_presence[colleague] != row : told == m_told.end() || told->second != row;
    m_told[person] = row;
    if (isColleague)
        m_presence[colleague] = row;
    if (isNew)
        writePresenceOf(person, row);
}

Outcome ChatStory::say(std::string_view conversation, const Words &words)
{
    for (std::size_t row = 0; row < conversations.size(); ++row) {
        if (conversations[row].name != conversation)
            continue;
        writeMessage("user", conversation, words);
        if (m_context.random.chance(700) && m_answers.size() < 20) {
            m_answers.push_back({row, std::string(words.author), colleagueOtherThan(words.author)});
            type(conversation, m_answers.back().by);
        }
        return Outcome::done();
    }
    return Outcome::unknownSubject("conversation", conversation);
}

void ChatStory::sayAbout(std::string_view help, const Words &words)
{
    writeMessage("user", help, words, help);
}

void ChatStory::writeAnswer()
{
    const Answer answer = std::move(m_answers.front());
    m_answers.pop_front();
    std::string text(m_context.random.pick(answers));
    if (const std::size_t place = text.find("{}"); place != std::string::npos)
        text.replace(place, 2, answer.to);
    writeMessage("user", conversations[answer.conversation].name, {answer.by, text});
}

void ChatStory::writeMessage(std::string_view kind, std::string_view conversation, const Words &words,
                             std::string_view about)
{
    m_context.out.begin(EventType::Message, subjectOf("MSG", ++m_lastMessage, 6))
        .text("kind", kind)
        .text("conversation", conversation)
        .text("author", words.author)
        .text("text", words.text)
        .optionalText("about", about)
        .optionalText("key", words.key)
        .end();
}

std::string_view ChatStory::colleagueOtherThan(std::string_view name)
{
    const auto row = static_cast<std::size_t>(m_context.random.below(people()));
    return colleagues()[row] == name ? colleagues()[(row + 1) % people()] : colleagues()[row];
}

void ChatStory::restoreMessage(std::string_view subject)
{
    m_lastMessage = std::max(m_lastMessage, numberOf(subject));
    const auto said = static_cast<std::size_t>(m_lastMessage);
    for (std::size_t row = 0; row < conversationCount; ++row)
        m_nextLine[row] = (said + conversationCount - 1 - row) / conversationCount;
}

void ChatStory::restorePresence(std::string_view subject, const QJsonObject &data)
{
    const std::size_t status = placeOf(presences, textIn(data, "status"_L1));
    if (const std::size_t person = placeOf(colleagues(), subject); colleagues()[person] == subject)
        m_presence[person] = status;
    else if (m_told.size() < mostTold)
        m_told.emplace(subject, status);
}

} // namespace Bellboard::Demo
