// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "demo/notebook.h"

#include <algorithm>

namespace Bellboard::Demo {

namespace {

EventType typeFor(std::string_view kind)
{
    if (kind == "task")
        return EventType::TaskNote;
    if (kind == "help")
        return EventType::HelpNote;
    return kind == "exception" ? EventType::ExceptionNote : EventType::AlertNote;
}

} // namespace

void Notebook::write(const Note &note)
{
    m_context.out.begin(typeFor(note.kind), subjectOf("NOTE", ++m_lastNumber, 6))
        .text("kind", note.kind)
        .text("about", note.about)
        .text("by", note.by)
        .text("text", note.text)
        .optionalText("key", note.key)
        .end();
}

void Notebook::restore(std::string_view subject)
{
    m_lastNumber = std::max(m_lastNumber, numberOf(subject));
}

} // namespace Bellboard::Demo
