// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Bellboard {

/// The head of an HTTP/1.1 or HTTP/1.0 answer (RFC 9112, 4 and 5).
struct HttpResponse
{
    int status = 0; ///< 100 to 599
    int minorVersion = 1; ///< of HTTP/1.x
    std::string reason; ///< in the server's words; may be empty
    std::vector<std::pair<std::string, std::string>> fields; ///< names in lower case, values without blanks around

    /// The value of the field with `name`, given in lower case; nothing when there is none, or more than one.
    std::optional<std::string_view> field(std::string_view name) const;
    /// Whether one of the fields with `name` has `token`, in any case, in its comma-separated list.
    bool hasToken(std::string_view name, std::string_view token) const;
    std::size_t count(std::string_view name) const;
};

/// Reads the head of an answer that comes in pieces, and refuses what is not one as early as it can.
class HttpResponseReader
{
public:
    /// The whole head; servers send hundreds of bytes.
    static constexpr std::size_t limit = std::size_t{64} << 10;

    enum class Progress {
        More, ///< all bytes were taken, the head is not whole
        Done, ///< the head is whole; bytes behind it are left
        Failed, ///< this is no answer of HTTP/1.1, or too long a one
    };

    /// Takes from the front of `bytes` what belongs to the head.
    Progress read(std::string_view &bytes);
    /// What was read, when Done.
    const HttpResponse &response() const { return m_response; }
    /// What is wrong, in English, when Failed.
    const char *problem() const { return m_problem; }

private:
    bool takeLine(std::string_view line);
    bool takeStatusLine(std::string_view line);
    bool takeField(std::string_view line);
    bool fail(const char *problem);

    std::string m_line; ///< what there is of the line at hand
    std::size_t m_size = 0; ///< of all that was read
    HttpResponse m_response;
    bool m_done = false;
    const char *m_problem = "";
};

} // namespace Bellboard
