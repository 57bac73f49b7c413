// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "journal/journal.h"

#include <QString>
#include <QTemporaryDir>
#include <QtGlobal>

#include <cstring>
#include <memory>
#include <string>

namespace Bellboard {

/// The journal in that folder, made when it is new.
inline std::unique_ptr<Journal> openIn(const QTemporaryDir &folder)
{
    auto journal = Journal::open(folder.path());
    if (!journal)
        qFatal("%s", qPrintable(journal.error().text));
    return std::move(*journal);
}

/// One feed of a journal: takes messages in as a running feed does, without a socket.
class JournalFeed final : public DecodeSink
{
public:
    /// With a profile it is a feed that is run by it; what it takes is in the native protocol all the same.
    JournalFeed(Journal &journal, std::string_view name, std::shared_ptr<const Profile> profile = nullptr)
        : ledger([&journal] { return journal.newStreamId(); })
        , segment(std::move(profile))
        , m_journal(journal)
    {
        auto found = journal.feed(name);
        if (!found)
            qFatal("%s", qPrintable(found.error().text));
        row = *found;
        for (auto &stream : row.streams)
            ledger.restoreStream(stream);
        if (!journal.restoreIdentities(row.id, ledger.identityCapacity(), ledger))
            qFatal("identities");
    }

    FeedRow row;
    Ledger ledger;
    SegmentBuilder segment;
    int duplicates = 0;
    int ahead = 0;
    int rejected = 0;
    bool late = false; ///< what is taken came late

    void take(std::string_view message, Timestamp received = Timestamp(std::chrono::milliseconds(1'000)))
    {
        m_received = received;
        if (segment.room() < message.size())
            segment.makeRoom(message.size());
        std::memcpy(segment.writePosition(), message.data(), message.size());
        m_decoder.decode({segment.writePosition(), message.size()}, *this);
        segment.finishMessage(message.size());
    }
    Journal::Addition addition() { return {row.id, &segment, &ledger, 0}; }
    /// Commits what was taken in; the batch, or nothing when the journal failed or nothing was new.
    EventBatchPtr commit()
    {
        Journal::Addition additions[] = {addition()};
        if (auto done = m_journal.commit(additions, {}); !done) {
            error = done.error();
            return nullptr;
        }
        return additions[0].number > 0 ? segment.take(additions[0].number) : nullptr;
    }
    DatabaseError error;

    /// A presence of `subject` at `offset` of the stream "st".
    static std::string presence(std::uint64_t offset, const std::string &padding = "x")
    {
        return R"({"specversion":"1.0","id":"i)" + std::to_string(offset)
            + R"(","source":"/s","type":"org.bellboard.presence",)"
              R"("subject":"ann","stream":"st","epoch":"ep","sequence":")"
            + std::to_string(offset) + R"(","data":{"status":"away","p":")" + padding + "\"}}";
    }

private:
    Event &blankEvent() override { return segment.blankEvent(); }
    void eventDecoded() override
    {
        auto &event = segment.decodedEvent();
        event.isLate = late;
        if (event.time == Timestamp{})
            event.time = m_received;
        const auto identity = Identity::of(event.source, event.id);
        switch (ledger.admit(event, identity, m_received)) {
        case Ledger::Verdict::Accept:
            segment.add(identity, m_received);
            if (segment.profile())
                segment.markOwn();
            return;
        case Ledger::Verdict::Duplicate:
            ++duplicates;
            return;
        default:
            ++ahead;
        }
    }
    void controlDecoded(const ControlMessage &) override { }
    void messageRejected(std::string_view, const DecodeError &, Event *) override { ++rejected; }
    std::deque<std::string> &unescapedTexts() override { return segment.unescapedTexts(); }

    Journal &m_journal;
    CloudEventsDecoder m_decoder;
    Timestamp m_received;
};

} // namespace Bellboard
