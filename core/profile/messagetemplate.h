// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "util/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// What a hole of a template is filled with; templateHole() has its name.
enum class Hole : std::uint8_t {
    Token, ///< the feed's token
    User, ///< who the user is
    Key, ///< of a command: its idempotency key
    Subject, ///< of a command: what it is about
    Kind, ///< of a command: "alert", "task", "help", "exception", "rule" or "conversation"
    Conversation, ///< its name
    Owner, ///< of a command: who is to take it
    Text, ///< of a command: what was written
    Base, ///< of a command: the version that the user saw
    Until, ///< of a command: a time by RFC 3339
    Stream, ///< the name of a stream
    Epoch, ///< of its last position
    Offset, ///< of its last position; a number
    Streams, ///< all positions; JSON: [{"stream": ..., "epoch": ..., "offset": ...}]
    Cursor, ///< what the page before said of the next
    Id, ///< of a ping
    State, ///< of the user: "active" or "away"
};
inline constexpr std::size_t holeCount = 17;

/// How a hole's value stands in JSON.
enum class HoleForm : std::uint8_t {
    Text, ///< a string: with quotation marks outside of a string, escaped inside of one
    Number, ///< digits, anywhere
    Json, ///< any JSON, outside of strings only
};

/// A hole's name, and how its value is written.
struct HoleInfo
{
    std::string_view name;
    HoleForm form = HoleForm::Text;
};
const HoleInfo &holeInfo(Hole hole);

/// What the holes are filled with, by Hole; those that a template does not have may be empty.
struct HoleValues
{
    std::array<std::string, holeCount> texts;

    std::string &operator[](Hole hole) { return texts[static_cast<std::size_t>(hole)]; }
    const std::string &operator[](Hole hole) const { return texts[static_cast<std::size_t>(hole)]; }
};

/// Why a text is no template.
struct TemplateError
{
    std::size_t offset = 0; ///< in bytes, from the beginning of the text
    std::string message; ///< a phrase for people
};

/// A text with named holes, such as {"type":"join","room":{{conversation}}}: parsed once, filled often.
class MessageTemplate
{
public:
    /// What the text is.
    enum class Form {
        Json, ///< one JSON value, when it is filled
        Path, ///< path and query of a URL: values are percent-encoded (RFC 3986, 2.1)
    };

    MessageTemplate() = default;
    /// A template in which only holes out of `known` may be.
    static Result<MessageTemplate, TemplateError> parse(std::string_view text, std::span<const Hole> known, Form form);

    bool isEmpty() const { return m_parts.empty(); }
    bool has(Hole hole) const;
    /// The text with its holes filled; an empty number counts as 0, empty JSON as null.
    std::string fill(const HoleValues &values) const;

private:
    struct Part
    {
        std::string text; ///< stands before the hole
        int hole = -1; ///< -1 at the end
        bool inString = false;
    };

    std::vector<Part> m_parts;
    Form m_form = Form::Json;
};

} // namespace Bellboard
