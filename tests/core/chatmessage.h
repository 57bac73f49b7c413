// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

namespace Bellboard {

inline MessageData message(std::string_view conversation, std::string_view author, std::string_view text)
{
    MessageData data;
    data.conversation = conversation;
    data.author = author;
    data.text = text;
    return data;
}

} // namespace Bellboard
