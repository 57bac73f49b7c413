// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "event/event.h"

#include <string>
#include <string_view>

namespace Bellboard {

/// The event as one CloudEvents 1.0 JSON object on one line (no newline at its end): our normalised data, and the extension
/// attributes `feed` (the feed's name), `stream`, `epoch` and `sequence` (16 digits). Data of a type that we do not know is
/// given as it came. Every control and text-direction character is written as an escape.
std::string toCloudEventJson(const Event &event, std::string_view feed);

/// Appends `text` (UTF-8) as a JSON string with its quotation marks.
void appendJsonString(std::string &json, std::string_view text);
/// A number as JSON has it, with as many digits as it takes to read the same again; `value` is finite.
std::string decimalText(double value);

/// The text (UTF-8) with every control and text-direction character replaced by a visible \uXXXX, so that no terminal obeys it.
std::string withVisibleControls(std::string_view text);

} // namespace Bellboard
