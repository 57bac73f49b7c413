// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "profile/jsonpointer.h"

namespace Bellboard {

Result<std::vector<std::string>, std::string> parseJsonPointer(std::string_view pointer)
{
    std::vector<std::string> tokens;
    if (!pointer.empty() && pointer.front() != '/')
        return Unexpected(std::string("a JSON pointer begins with \"/\""));
    for (std::size_t at = 0; at < pointer.size(); ++at) {
        const char c = pointer[at];
        if (c == '/') {
            tokens.emplace_back();
        } else if (c != '~') {
            tokens.back() += c;
        } else {
            const char escaped = at + 1 < pointer.size() ? pointer[++at] : '\0';
            if (escaped != '0' && escaped != '1')
                return Unexpected(std::string("in a JSON pointer \"~\" is followed by 0 (for ~) or 1 (for /)"));
            tokens.back() += escaped == '0' ? '~' : '/';
        }
    }
    if (tokens.size() > deepestPointer)
        return Unexpected("a pointer has at most " + std::to_string(deepestPointer) + " steps");
    return tokens;
}

} // namespace Bellboard
