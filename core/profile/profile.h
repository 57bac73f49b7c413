// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/messagetemplate.h"
#include "profile/pointertree.h"
#include "profile/wordtable.h"
#include "protocol/socketio/enginepacket.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

// A profile, compiled: what docs/profiles.md describes, as tables that a decoder and a connection look things up in.

/// How a backend writes times.
enum class TimeFormat : std::uint8_t {
    Rfc3339, ///< text, with an offset
    Utc, ///< text as RFC 3339 has it, in UTC where it has no offset
    Seconds, ///< since 1970, as a number or its digits; may have a fraction
    Milliseconds, ///< since 1970
};

/// Which of a backend's words stand for ours.
struct Translation
{
    WordTable words; ///< to the place of a value, or of one of `texts`
    std::vector<std::string> texts; ///< what words of free texts become
    int otherwise = -1; ///< what any other word becomes
};

struct MoneyPlan;

/// Where a value comes from, and how it is read.
struct ValuePlan
{
    enum class Source : std::uint8_t {
        None, ///< the profile says nothing of it
        Constant, ///< `text` always
        Message, ///< the values at `slots`, joined with ":"
        Money, ///< `money`
    };
    Source source = Source::None;
    std::vector<int> slots{};
    std::string text{}; ///< the constant, or what a message without the value counts as
    bool hasDefault = false;
    int word = -1; ///< of a Word: which one the constant or the default is
    std::optional<Translation> translation{};
    TimeFormat timeFormat = TimeFormat::Rfc3339;
    std::int64_t unit = 1; ///< of a Duration: milliseconds
    std::shared_ptr<const MoneyPlan> money{};
};

/// How an amount of money is read.
struct MoneyPlan
{
    ValuePlan amount;
    ValuePlan currency;
    bool minorUnits = false; ///< the amount is a whole number of the currency's smallest unit
    int digits = -1; ///< of these units behind the point; -1 for those of ISO 4217
};

/// What the messages of one kind become.
struct MessagePlan
{
    /// The attributes of the envelope.
    enum Attribute {
        Id,
        Subject,
        Time,
        Stream,
        Epoch,
        Sequence
    };
    std::string kind; ///< the backend's word
    std::size_t type = 0; ///< in typeInfos()
    std::string source; ///< of the events
    bool repeats = false; ///< the same bytes may come again and mean another event
    std::array<ValuePlan, 6> attributes;
    /// Stream, Epoch and Sequence.
    std::span<const ValuePlan, 3> position() const { return std::span(attributes).last<3>(); }
    std::vector<ValuePlan> fields; ///< in the order of the type's fields
    bool goesOn = false; ///< such messages become what the next plan says, too
};

/// What settles a command.
enum class SettledBy : std::uint8_t {
    Result, ///< a message of type control.result with its key
    Acknowledgement, ///< the acknowledgement of Socket.IO
    Sending, ///< nothing more comes
};

/// A message to send.
struct SendPlan
{
    MessageTemplate message;
    SettledBy settledBy = SettledBy::Result;
};

/// By what a server that is asked again and again is told what is new.
enum class PollBy : std::uint8_t {
    Nothing, ///< it gives the same list each time
    Cursor, ///< by its own cursor, which is kept with the events
    OneStream, ///< by the position of the one stream that there is
    Stream, ///< by the position of a stream, for each of them
    AllStreams, ///< by all positions at once
};

/// An HTTP endpoint that gives a list, page by page.
struct EndpointPlan
{
    MessageTemplate path; ///< behind the host of the feed's URL
    std::vector<std::string> list; ///< where the list stands in the answer, as tokens
    std::optional<std::vector<std::string>> next; ///< where the cursor of the next page stands
    std::chrono::seconds every{5}; ///< of `poll`: how often it is asked where it answers at once
    PollBy by = PollBy::Nothing; ///< of all but `snapshot`
    std::vector<std::string>
        streams{}; ///< of OneStream its name; of Stream those that are asked for though nothing of them came yet
};

/// So many in each interval.
struct RateLimit
{
    int count = 0; ///< 0 where the profile names none
    std::chrono::seconds interval{0};
};

/// What carries the messages.
enum class Transport : std::uint8_t {
    WebSocket,
    SocketIo, ///< Socket.IO 4: Engine.IO v4, Socket.IO v5
    Polling, ///< HTTP
};

/// Where the token goes.
enum class TokenPlace : std::uint8_t {
    Header, ///< Authorization: Bearer
    Message, ///< [send] authenticate, the first message
    Query, ///< of the URL, under tokenName
    None,
};

/// A profile. It must outlive what was decoded with it, whose texts may be views into it.
struct Profile
{
    std::string title;
    /// All of it, with what it extends, as TOML that says the same; what the journal keeps of it.
    std::string text;
    /// The text's hash (XXH3); names it in the journal. Never 0.
    std::int64_t id = 0;
    Transport transport = Transport::WebSocket;
    TokenPlace token = TokenPlace::Header;
    std::string tokenName = "token";
    std::string subprotocol; ///< that the server must select; empty when none is offered
    std::string ioNamespace = "/"; ///< of Socket.IO
    /// Of Socket.IO: what is tried first, and what then; at least one, each once.
    std::vector<EngineTransport> ioTransports{EngineTransport::WebSocket, EngineTransport::Polling};
    std::chrono::seconds heartbeat{0}; ///< the server sends something at least this often; 0 when nobody knows

    bool replays = false; ///< each connection brings, unasked or by `subscribe`, what was missed

    bool kindIsEventName = false; ///< a message is an array that begins with its kind, as Socket.IO has them
    std::string constantKind; ///< of all messages; empty when they say theirs
    std::vector<int> kindSlots; ///< joined with "."
    std::string otherwiseKind; ///< of messages that do not say theirs; empty when there is none
    PointerTree pointers;
    WordTable kinds; ///< to places in `messages`, of several plans for one kind the first
    std::vector<MessagePlan> messages;
    std::array<ValuePlan, 3> position; ///< of messages that match nothing: their Stream, Epoch and Sequence

    std::vector<MessageTemplate> authenticate; ///< sent first, with the token
    std::vector<MessageTemplate> subscribe; ///< sent on each connection
    std::vector<MessageTemplate> resume; ///< sent behind `subscribe`, for each stream with a position
    std::vector<MessageTemplate> reauthenticate; ///< with a new token
    std::vector<MessageTemplate> ping;
    std::vector<MessageTemplate> pong;
    std::vector<MessageTemplate> typing;
    std::vector<MessageTemplate> presence;
    std::map<std::string, SendPlan, std::less<>> commands; ///< by Command::name

    std::optional<EndpointPlan> snapshot;
    std::optional<EndpointPlan> catchUp;
    std::optional<EndpointPlan> poll;
    std::optional<EndpointPlan> events; ///< server-sent events; of it only `path`, `by` and `streams` count

    RateLimit connectAttempts;
    RateLimit messageRate;
    std::chrono::seconds typingRest{3}; ///< between two words that the user types in the same conversation
    std::size_t messageBytes = 0; ///< the largest message that the server takes; 0 where it names none

    /// Whether the server says when a connection may be used.
    bool greets() const;
    /// Whether the server says that it took a token.
    bool confirmsTokens() const;
    /// Whether the server says when the replay of a stream is through.
    bool endsReplays() const;
    /// Whether it has events that can be missed; who is here, and figures, are told anew.
    bool hasLastingEvents() const;
    /// Whether lasting events come that are known by nothing but their bytes and when they came.
    bool hasUnnamedRepeats() const;
    /// Whether any message has a place in a stream.
    bool hasPositions() const;
    /// Whether what is missing shows by the numbers of what comes behind it.
    bool numbersEvents() const;
    /// Whether it has a stream of server-sent events that goes on behind the id of the newest.
    bool eventsGoOnByIds() const;
};

} // namespace Bellboard
