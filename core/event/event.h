// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/money.h"
#include "util/clock.h"

#include <cstdint>
#include <string_view>
#include <variant>

namespace Bellboard {

// The typed data of events. Every kind carries the whole state of the thing it is about (named by Event::subject), so a
// later event of the same subject replaces an earlier one. All text is UTF-8 and lives as long as the EventBatch that
// holds the event; an absent optional text is empty. docs/protocol.md has the fields on the wire.

/// How much an alert wants attention, least first.
enum class Severity : std::uint8_t {
    Info, ///< good to know
    Warning, ///< will need attention
    High, ///< needs attention soon
    Critical, ///< needs attention now
};

/// Where a payment stands.
enum class PaymentStatus : std::uint8_t {
    Created, ///< asked for
    Authorised, ///< the payer's side agreed
    Processing, ///< on its way
    Settled, ///< the money arrived
    Failed, ///< it will not arrive
    Refunded, ///< it went back
};

/// One payment ("org.bellboard.payment").
struct PaymentData
{
    PaymentStatus status = PaymentStatus::Created;
    Money amount;
    std::string_view payer;
    std::string_view method; ///< "card", "bank_transfer", "direct_debit", "wallet", or what the backend says
    std::string_view reference; ///< optional
    std::string_view reason; ///< why it failed; optional
};

/// Where a reconciliation run stands.
enum class RunPhase : std::uint8_t {
    Loading, ///< reading both sides
    Matching, ///< pairing them
    Reviewing, ///< people look at what is left
    Completed, ///< done
    Failed, ///< stopped with an error
};

/// One reconciliation run ("org.bellboard.run").
struct RunData
{
    RunPhase phase = RunPhase::Loading;
    std::string_view name;
    std::uint64_t done = 0; ///< records looked at
    std::uint64_t total = 0; ///< records to look at; 0 while unknown
    std::uint64_t matched = 0;
    std::uint64_t exceptions = 0;
    Money unmatched; ///< the value still without a partner
    std::string_view error; ///< why it failed; optional
};

/// Where a reconciliation exception stands.
enum class ExceptionStatus : std::uint8_t {
    Open, ///< nobody has explained it
    Resolved, ///< explained or written off
};

/// One item a run could not match ("org.bellboard.exception").
struct ExceptionData
{
    ExceptionStatus status = ExceptionStatus::Open;
    std::string_view run; ///< the subject of its run
    Money amount;
    std::string_view reason;
    std::string_view owner; ///< optional
    std::string_view version; ///< what the backend calls this state of it; optional
};

/// Whether a rule is followed.
enum class RuleStatus : std::uint8_t {
    Active, ///< runs follow it
    Paused, ///< they do not
    Retired, ///< it is none any more
};

/// One rule by which runs match records ("org.bellboard.rule").
struct RuleData
{
    RuleStatus status = RuleStatus::Active;
    std::string_view name;
    std::string_view text; ///< what it says, in words or in the backend's language
    std::string_view by; ///< whoever changed it last; optional
    std::string_view version; ///< what the backend calls this state of it; optional
};

/// Where a help request stands.
enum class HelpStatus : std::uint8_t {
    Waiting, ///< in the queue
    Assigned, ///< somebody took it
    Active, ///< they are talking
    Closed, ///< over
};

/// One request at a help desk ("org.bellboard.help").
struct HelpData
{
    HelpStatus status = HelpStatus::Waiting;
    std::string_view name; ///< of the person who asks
    std::string_view topic;
    std::uint32_t position = 0; ///< in the queue, first is 1; 0 when not waiting
    Timestamp since; ///< when it was asked
    std::string_view assignee; ///< optional
    std::string_view conversation; ///< in which people talk about it; optional
};

/// Where a donation stands.
enum class DonationStatus : std::uint8_t {
    Pledged, ///< promised
    Received, ///< arrived
    Failed, ///< did not arrive
    Refunded, ///< went back
};

/// One donation ("org.bellboard.donation").
struct DonationData
{
    DonationStatus status = DonationStatus::Pledged;
    Money amount;
    std::string_view donor;
    std::string_view campaign; ///< optional
};

/// Where a volunteer shift stands.
enum class ShiftStatus : std::uint8_t {
    Open, ///< needs people
    Filled, ///< has enough
    Done, ///< over
    Cancelled, ///< will not be
};

/// One volunteer shift ("org.bellboard.shift").
struct ShiftData
{
    ShiftStatus status = ShiftStatus::Open;
    std::string_view title;
    std::uint32_t needed = 0; ///< people wanted
    std::uint32_t filled = 0; ///< people who said yes
    Timestamp starts;
    Timestamp ends;
};

/// The board that shows a figure.
enum class MetricArea : std::uint8_t {
    Reconciliation,
    Charity,
};

/// One figure that the backend measures itself ("org.bellboard.metric").
struct MetricData
{
    MetricArea area = MetricArea::Reconciliation;
    std::string_view title;
    double value = 0; ///< finite
    std::string_view unit; ///< of the value, in words or signs; optional
};

/// Where a review task stands.
enum class TaskStatus : std::uint8_t {
    Queued, ///< nobody looks at it
    InReview, ///< somebody does
    Approved, ///< decided: yes
    Rejected, ///< decided: no
};

/// One task that a person must decide ("org.bellboard.task").
struct TaskData
{
    TaskStatus status = TaskStatus::Queued;
    Severity priority = Severity::Info;
    std::string_view title;
    std::string_view assignee; ///< optional
    Money amount; ///< what is at stake; without currency when nothing is
    Timestamp due; ///< the epoch when there is no deadline
};

/// Who or what speaks in a chat message.
enum class MessageKind : std::uint8_t {
    User, ///< a person
    System, ///< the backend
    Notification, ///< something that wants to be seen
};

/// One chat message ("org.bellboard.message"); the subject is the message.
struct MessageData
{
    MessageKind kind = MessageKind::User;
    std::string_view conversation;
    std::string_view author;
    std::string_view text;
    std::string_view about; ///< the subject of the help request that its conversation belongs to; optional
    std::string_view key; ///< the key of the command that sent it; optional
};

/// Whether a person can be reached.
enum class PresenceStatus : std::uint8_t {
    Online, ///< here
    Away, ///< idle
    Offline, ///< gone
};

/// One person's presence ("org.bellboard.presence"); the subject is the person.
struct PresenceData
{
    PresenceStatus status = PresenceStatus::Offline;
};

/// Where an alert stands for everybody.
enum class AlertState : std::uint8_t {
    Raised, ///< wants an answer
    Acknowledged, ///< somebody answered
    Resolved, ///< its cause is gone
};

/// The board an alert belongs to.
enum class Area : std::uint8_t {
    Payments,
    Reconciliation,
    Charity,
    Review,
    Chat,
    System, ///< Bellboard itself, or a feed
};

/// One thing that wants attention ("org.bellboard.alert").
struct AlertData
{
    Severity severity = Severity::Info;
    AlertState state = AlertState::Raised;
    Area area = Area::System;
    std::string_view title;
    std::string_view text; ///< optional
    std::string_view about; ///< the subject it is about, such as a payment; optional
    std::string_view owner; ///< whoever took it; optional
    std::string_view by; ///< whoever caused this change; optional
    Timestamp raised; ///< when it was first raised
    Timestamp
        snoozedUntil; ///< while it is raised, nobody wants to be reminded of it before; the epoch when not snoozed
};

/// What a note can be about.
enum class NoteSubject : std::uint8_t {
    Alert, ///< an alert
    Task, ///< a review task
    Help, ///< a help request
    Exception, ///< a reconciliation exception
};

/// What somebody wrote down about a thing ("org.bellboard.note"); the subject is the note.
struct NoteData
{
    NoteSubject kind = NoteSubject::Alert;
    std::string_view about; ///< the subject of the thing
    std::string_view by; ///< who wrote it
    std::string_view text;
    std::string_view key; ///< the key of the command that wrote it; optional
};

/// A part of a stream that is missing for good ("org.bellboard.control.gap"), journalled so that it can be seen. Its event stands
/// in the stream at the offset `to`. Where events have no offsets, the times alone say what is missing.
struct GapData
{
    std::string_view stream; ///< or, where there is none, the feed
    std::string_view epoch; ///< empty where the times alone say it
    std::uint64_t from = 0; ///< the first offset that is missing; 0 where the times alone say it
    std::uint64_t to = 0; ///< the last; 0 when nobody knows how many were to come
    std::string_view reason; ///< optional
    Timestamp since = {}; ///< what happened from then on may be missing; the epoch when nobody knows
    Timestamp until = {}; ///< and until then; the epoch when nobody knows
};

/// How a hole in a stream was mended.
enum class RepairMeans : std::uint8_t {
    Again, ///< asked for again, all of it came
    Snapshot, ///< the newest event of each subject came, older ones did not
};

/// A part of a stream that came late, or in a shorter form ("org.bellboard.repair"); we write it ourselves, so that it can be seen.
struct RepairData
{
    std::string_view stream;
    std::string_view epoch;
    std::uint64_t from = 0; ///< the first offset that was mended
    std::uint64_t to = 0; ///< the last
    RepairMeans means = RepairMeans::Again;
};

/// The data of an event; std::monostate where we have no type for it (it is kept all the same).
using EventData =
    std::variant<std::monostate, PaymentData, RunData, ExceptionData, RuleData, HelpData, DonationData, ShiftData,
                 MetricData, TaskData, MessageData, PresenceData, AlertData, NoteData, GapData, RepairData>;

/// Whether one that was missed is no loss, as the next of its kind says all of it.
inline bool isPassing(const EventData &data)
{
    return std::holds_alternative<PresenceData>(data) || std::holds_alternative<MetricData>(data);
}

/// A feed, by its place in the feeds that are running.
using FeedIndex = std::uint16_t;
/// A stream, by its row in the journal.
using StreamId = std::uint32_t;

/// One thing that happened, normalised: the attributes of a CloudEvents 1.0 envelope around typed data.
struct Event
{
    /// So many events may be made of one message.
    static constexpr std::uint8_t mostParts = 16;

    std::string_view id; ///< CloudEvents id; with source it is the event's identity
    std::string_view source; ///< CloudEvents source
    std::string_view type; ///< CloudEvents type
    std::string_view subject; ///< CloudEvents subject: the thing it is about
    std::string_view streamName; ///< extension "stream"; empty when the backend has none
    std::string_view epoch; ///< extension "epoch"
    std::uint64_t offset = 0; ///< extension "sequence": the place in its stream, first is 1; 0 when not numbered
    Timestamp time; ///< CloudEvents time; when it was received where the backend gave none
    StreamId stream = 0; ///< set when the event is journalled
    FeedIndex feed = 0; ///< set when the event is journalled
    /// A list gave it behind what is newer: where offsets do not tell, it changes nothing that happened later.
    bool isLate = false;
    std::uint8_t part = 0; ///< which of the events it is that were made of the same JSON text; the first is 0
    std::string_view raw; ///< the JSON text as it came
    EventData data;
};

} // namespace Bellboard
