// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/cloudeventsdecoder.h"

#include <deque>
#include <string>
#include <vector>

namespace Bellboard {

/// Decodes messages one after the other, and keeps all that they hold.
class CollectingSink final : public DecodeSink
{
public:
    struct Rejected
    {
        std::string raw;
        DecodeError error;
    };

    std::deque<Event> events;
    std::vector<ControlMessage> controls;
    std::vector<Rejected> rejected;

    /// The message lies in memory of exactly its size and its padding, so that a sanitizer sees each byte read too far.
    void decode(std::string_view message)
    {
        auto &bytes = m_messages.emplace_back(message.size() + 64, ' ');
        message.copy(bytes.data(), message.size());
        m_decoder.decode({bytes.data(), message.size()}, *this);
    }
    /// How many things were found in all.
    std::size_t count() const { return events.size() + controls.size() + rejected.size(); }

    Event &blankEvent() override { return m_blank = Event{}; }
    void eventDecoded() override { events.push_back(m_blank); }
    void controlDecoded(const ControlMessage &message) override { controls.push_back(message); }
    void messageRejected(std::string_view raw, const DecodeError &error, Event * /*event*/) override
    {
        rejected.push_back({std::string(raw), error});
    }
    std::deque<std::string> &unescapedTexts() override { return m_unescaped; }

private:
    CloudEventsDecoder m_decoder;
    std::deque<std::vector<char>> m_messages;
    std::deque<std::string> m_unescaped;
    Event m_blank;
};

} // namespace Bellboard
