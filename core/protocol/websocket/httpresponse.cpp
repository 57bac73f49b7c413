// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/websocket/httpresponse.h"

#include <algorithm>

namespace Bellboard {

namespace {

constexpr std::string_view blanks = " \t";

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalInAnyCase(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// What a field's name may be made of (RFC 9110, 5.6.2).
bool isTokenChar(char c)
{
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z')
        || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isTextChar(char c)
{
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

} // namespace

std::optional<std::string_view> HttpResponse::field(std::string_view name) const
{
    if (count(name) != 1)
        return {};
    return std::ranges::find(fields, name, &std::pair<std::string, std::string>::first)->second;
}

bool HttpResponse::hasToken(std::string_view name, std::string_view token) const
{
    for (const auto &[itsName, value] : fields) {
        if (itsName != name)
            continue;
        for (std::string_view rest = value; !rest.empty();) {
            const auto end = std::min(rest.find(','), rest.size());
            if (equalInAnyCase(trimmed(rest.substr(0, end)), token))
                return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

std::size_t HttpResponse::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::ranges::count(fields, name, &std::pair<std::string, std::string>::first));
}

HttpResponseReader::Progress HttpResponseReader::read(std::string_view &bytes)
{
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto piece = bytes.substr(0, end);
        m_size += piece.size() + (end == std::string_view::npos ? 0 : 1);
        if (m_size > limit) {
            fail("an answer whose head is longer than 64 KiB");
            return Progress::Failed;
        }
        m_line.append(piece);
        if (m_response.status == 0 && !std::string_view("HTTP/1.").starts_with(m_line.substr(0, 7))) {
            fail("an answer that is not HTTP/1.1");
            return Progress::Failed;
        }
        if (end == std::string_view::npos) {
            bytes = {};
            return Progress::More;
        }
        bytes.remove_prefix(end + 1);
        if (m_line.ends_with('\r'))
            m_line.pop_back();
        if (!takeLine(m_line))
            return Progress::Failed;
        m_line.clear();
        if (m_done)
            return Progress::Done;
    }
    return Progress::More;
}

bool HttpResponseReader::takeLine(std::string_view line)
{
    if (!std::ranges::all_of(line, isTextChar))
        return fail("an answer with control characters in its head");
    if (m_response.status == 0)
        return takeStatusLine(line);
    if (line.empty())
        return m_done = true;
    return takeField(line);
}

bool HttpResponseReader::takeStatusLine(std::string_view line)
{
    // "HTTP/1.1 101 Switching Protocols"; the reason, and the blank before it, are left out by some.
    constexpr std::size_t versionSize = 8;
    if (line.size() < 12 || !isDigit(line[7]) || line[versionSize] != ' '
        || !std::ranges::all_of(line.substr(9, 3), isDigit) || (line.size() > 12 && line[12] != ' '))
        return fail("an answer that is not HTTP/1.1");
    const int status = 100 * (line[9] - '0') + 10 * (line[10] - '0') + (line[11] - '0');
    if (status < 100 || status > 599)
        return fail("an answer with a status that there is not");
    if (line[7] == '0' && status == 101)
        return fail("an upgrade by HTTP/1.0");
    m_response.status = status;
    m_response.minorVersion = line[7] - '0';
    m_response.reason = trimmed(line.substr(12));
    return true;
}

bool HttpResponseReader::takeField(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos || !std::ranges::all_of(line.substr(0, colon), isTokenChar))
        return fail("an answer with a header field that is none"); // also one that is continued in the next line
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(), lower);
    m_response.fields.emplace_back(std::move(name), trimmed(line.substr(colon + 1)));
    return true;
}

bool HttpResponseReader::fail(const char *problem)
{
    m_problem = problem;
    return false;
}

} // namespace Bellboard
